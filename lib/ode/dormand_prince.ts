// Steps by the Runge-Kutta pair of orders 5 and 4 of Dormand and Prince (1980), with the continuous extension of order
// 4 by Shampine (Hairer, Nørsett and Wanner, "Solving Ordinary Differential Equations I", 1993, section II.6).

import { div, sub } from "../elementary/arithmetic.ts";
import { productOfTwo, sumOfTwo } from "../operations/binary.ts";
import { value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import type { FlatRightHandSide, Settings } from "./options.ts";
import type { Method, SolverStep } from "./step.ts";

type State = readonly Scalar[];

const NODES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
/** The weights of the slopes so far in each stage; those of the last stage are those of the step. */
const STAGES = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** The weights of the difference to the solution of order 4. */
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
/** The weights of the term by which the continuous extension differs from a cubic. */
const DENSE = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];

/** Returns the method of Dormand and Prince for a right-hand side. */
export function dormandPrinceMethod(f: FlatRightHandSide, settings: Settings): Method {
  let next: number | undefined;
  return {
    fixed: (time, state, size) => stepOf(state, slopesOf(f, time, state, size), size),
    adaptive(time, state, rest) {
      const first = f(time, state);
      let size = Math.min(Math.abs(rest), next ?? firstSize(state, first, settings));
      while (true) {
        const signed = Math.sign(rest) * size;
        const slopes = slopesOf(f, time, state, signed, first);
        const error = errorOf(state, slopes, signed, settings);
        // The step is chosen for an error of 0.9⁵ of the tolerance, and changes by a factor of 10 at most.
        const factor = Math.min(10, Math.max(0.2, 0.9 * error ** (-1 / 5)));
        if (error <= 1) {
          next = size * (factor === factor ? factor : 0.2);
          return stepOf(state, slopes, signed);
        }
        size *= factor === factor ? Math.min(1, factor) : 0.2;
        // Of a step that is no longer seen in the time the integration complains itself.
        if (!(size > Number.MIN_VALUE)) return stepOf(state, slopes, 0);
      }
    },
  };
}

function slopesOf(
  f: FlatRightHandSide,
  time: Scalar,
  state: State,
  size: Scalar,
  first: State = f(time, state),
): State[] {
  const slopes = [first];
  for (let stage = 1; stage < STAGES.length; stage++) {
    const own = moved(state, size, STAGES[stage], slopes);
    slopes.push(f(sumOfTwo(time, productOfTwo(NODES[stage], size)), own));
  }
  return slopes;
}

/** Returns y + h·Σ wᵢ·kᵢ. */
function moved(state: State, size: Scalar, weights: readonly number[], slopes: State[]): Scalar[] {
  return state.map((y, i) => sumOfTwo(y, productOfTwo(size, weighted(weights, slopes, i))));
}

function weighted(weights: readonly number[], slopes: readonly State[], i: number): Scalar {
  let sum: Scalar | undefined;
  weights.forEach((weight, stage) => {
    if (weight === 0) return;
    const term = productOfTwo(weight, slopes[stage][i]);
    sum = sum === undefined ? term : sumOfTwo(sum, term);
  });
  return sum!;
}

function stepOf(state: State, slopes: State[], size: Scalar): SolverStep {
  const end = moved(state, size, STAGES[6], slopes);
  const after = (elapsed: Scalar): Scalar[] => {
    if (elapsed === size) return end;
    return state.map((y, i) => {
      // Hairer's form: a chord, and corrections that vanish at both ends.
      const chord = weighted(STAGES[6], slopes, i);
      const bend = sub(slopes[0][i], chord);
      const turn = sub(sub(chord, slopes[6][i]), bend);
      const dense = weighted(DENSE, slopes, i);
      const share = div(elapsed, size);
      const rest = sub(1, share);
      const inner = sumOfTwo(turn, productOfTwo(rest, dense));
      const curved = sumOfTwo(bend, productOfTwo(share, inner));
      return sumOfTwo(y, productOfTwo(elapsed, sumOfTwo(chord, productOfTwo(rest, curved))));
    });
  };
  return { size, after };
}

/** Returns the largest error of an entry, in units of what is allowed for. */
function errorOf(state: State, slopes: State[], size: number, settings: Settings): number {
  let largest = 0;
  let error = 0;
  for (let i = 0; i < state.length; i++) {
    largest = Math.max(largest, Math.abs(value(state[i])));
    const own = Math.abs(size * value(weighted(ERROR, slopes, i)));
    if (!(own <= error)) error = own;
  }
  return error / (settings.absoluteTolerance + settings.relativeTolerance * largest);
}

/** Returns a size with which the first step changes the state by about a hundredth. */
function firstSize(state: State, slopes: State, settings: Settings): number {
  const norm = (xs: State) => xs.reduce<number>((most, x) => Math.max(most, Math.abs(value(x))), 0);
  const slope = norm(slopes);
  const scale = Math.max(norm(state), settings.absoluteTolerance / settings.relativeTolerance);
  const size = slope > 0 ? 0.01 * scale / slope : 1e-6;
  return Number.isFinite(size) ? size : 1e-6;
}
