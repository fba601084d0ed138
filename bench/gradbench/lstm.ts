// The loss of a recurrent network of long short-term memory that predicts the next character, bit by bit,
// and its gradient by all weights (from the suite ADBench, 2018): cells after Hochreiter and
// Schmidhuber (1997), with diagonal weight matrices.

import {
  add,
  checkpointedLoop,
  dot,
  grad,
  logsumexp,
  mul,
  type Scalar,
  scan,
  sigmoid,
  sub,
  sum,
  tanh,
} from "@fluxion/ad";
import { dynamic, type MakeReady } from "./ready.ts";
import { tapeLimit, tapeOf } from "./tape.ts";
import type { Workload } from "./workload.ts";

interface Input {
  /** Two rows a layer, weights and biases, each of the four gates in turn. */
  readonly main_params: readonly Row[];
  /** Weights of the input, weights of the output, biases of the output. */
  readonly extra_params: readonly Row[];
  /** Two rows a layer, what is shown and what is kept at the start. */
  readonly state: readonly Row[];
  /** The characters, a row of bits each. */
  readonly sequence: readonly Row[];
}

type Row = readonly number[];
type Vector = readonly Scalar[];

interface Weights {
  readonly main: readonly Vector[];
  readonly extra: readonly Vector[];
}

/** Where the network stands in the text. */
interface Reading {
  readonly state: readonly Vector[];
  /** The log likelihood of what has been read. */
  readonly total: Scalar;
}

/** The loss, and its gradient, flat: layer by layer, then the rows of the extra parameters. */
export const lstm = {
  objective: ({ state, sequence, ...parameters }: Input, ready: MakeReady = dynamic) => {
    const weights = weightsOf(parameters);
    const f = ready((weights: Weights) => loss(weights, state, sequence, tapeOf(ready)));
    return () => f(weights);
  },
  jacobian: ({ state, sequence, ...parameters }: Input, ready: MakeReady = dynamic) => {
    const weights = weightsOf(parameters);
    const gradient = ready(
      grad((weights: Weights) => loss(weights, state, sequence, tapeOf(ready))),
    );
    return () => {
      const { main, extra } = gradient(weights);
      return [...main, ...extra].flat();
    };
  },
} satisfies Workload;

type Parameters = Pick<Input, "main_params" | "extra_params">;

function weightsOf({ main_params: main, extra_params: extra }: Parameters): Weights {
  return { main, extra };
}

/** What the network has to pay for its predictions, by the bit. */
export function loss(
  weights: Weights,
  state: readonly Row[],
  sequence: readonly Row[],
  limit = tapeLimit,
): Scalar {
  const steps = sequence.length - 1;
  const bits = sequence[0].length;
  const start = { state, total: 0 };
  if (8 * bits * (state.length + 1) * steps > limit) {
    const read = (reading: Reading, t: number) =>
      afterCharacter(weights, reading, sequence[t], sequence[t + 1]);
    const { total } = checkpointedLoop(read, steps, start, { snapshots: steps });
    return mul(-1 / (steps * bits), total);
  }
  const characters = { character: sequence.slice(0, -1), next: sequence.slice(1) };
  const [{ total }] = scan(
    (reading: Reading, { character, next }: Characters) => [
      afterCharacter(weights, reading, character, next),
      undefined,
    ],
    start,
    characters,
  );
  return mul(-1 / (steps * bits), total);
}

/** A character, and the one that it is to predict. */
interface Characters {
  readonly character: Vector;
  readonly next: Vector;
}

function afterCharacter(
  { main, extra: [weightsIn, weightsOut, biasesOut] }: Weights,
  { state, total }: Reading,
  character: Vector,
  next: Vector,
): Reading {
  const after: Vector[] = [];
  let signal: Vector = character.map((bit, i) => mul(bit, weightsIn[i]));
  for (let layer = 0; layer < state.length; layer += 2) {
    const [shown, kept] = afterCell(signal, main[layer], main[layer + 1], state, layer);
    after.push(shown, kept);
    signal = shown;
  }
  const predicted = signal.map((x, i) => add(mul(x, weightsOut[i]), biasesOut[i]));
  // ln(2 + Σ exp): the two are a term of their own.
  const normalisation = logsumexp([...predicted, Math.LN2]);
  const likelihood = sub(dot(next, predicted), mul(normalisation, sum(next)));
  return { state: after, total: add(total, likelihood) };
}

/** A layer forgets some of what it kept, takes in some of what is new, and shows some of the outcome. */
function afterCell(
  signal: Vector,
  weights: Vector,
  biases: Vector,
  state: readonly Vector[],
  layer: number,
): [shown: Vector, kept: Vector] {
  const width = signal.length;
  const shown = state[layer];
  const gate = (which: number, xs: Vector) => (i: number) =>
    add(mul(xs[i], weights[which * width + i]), biases[which * width + i]);
  const [forget, ingate, outgate, change] = [signal, shown, signal, shown]
    .map((xs, which) => gate(which, xs));
  const kept = state[layer + 1].map((x, i) =>
    add(mul(x, sigmoid(forget(i))), mul(sigmoid(ingate(i)), tanh(change(i))))
  );
  return [kept.map((x, i) => mul(sigmoid(outgate(i)), tanh(x))), kept];
}
