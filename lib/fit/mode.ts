// Where a log-density is highest: Newton's method on its exact Hessian, damped by a multiple of the Hessian's diagonal
// wherever a full step does not lead up (Levenberg 1944, Marquardt 1963).

import { hessian } from "../derivatives/hessian.ts";
import { jit } from "../jit/jit.ts";
import { cholesky, solveByCholesky } from "../linalg/cholesky.ts";
import { value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Callable } from "../trees/call.ts";
import { type ChainPlace, type LogDensity, placeOf } from "./log_density.ts";

/** The highest point that was found. */
export interface FoundMode {
  readonly place: ChainPlace;
  /** How many steps it took. */
  readonly iterations: number;
}

/** Below this gain in nats that a full step promises, the step is the last: each squares the error. */
const LAST_GAIN = 1e-14;

/** Below this gain, relative to the log-density, rounding hides whether that has grown. */
const HIDDEN_GAIN = 1e-10;

/** Below this share of its diagonal entry that is left to a pivot, a direction has no curvature of its own. */
const LEAST_PIVOT = 1e-13;

/** Above this multiple of the diagonal, steps are as short as rounding. */
const MOST_DAMPING = 1e12;

/**
 * Returns the mode of a log-density.
 *
 * @throws {RangeError} if none is found, or if it is no maximum.
 */
export function findMode(
  action: string,
  density: LogDensity,
  f: (reals: readonly Scalar[]) => Scalar,
  maxIterations: number,
  compile: boolean,
): FoundMode {
  const { space } = density;
  const own = hessian(f as (reals: Scalar[]) => Scalar) as Callable;
  const curvature = (compile ? jit(own) : own) as (reals: number[]) => Scalar[][];
  const precisionAt = ({ position }: ChainPlace) =>
    curvature(Array.from(position)).map((row) => row.map((x) => -value(x)));
  let [place, next] = [placeOf(space.start.length), placeOf(space.start.length)];
  place.position.set(space.start);
  density.moveTo(place);
  let damping = 0;
  let precision = precisionAt(place);
  let iterations = 0;
  while (iterations++ < maxIterations && damping < MOST_DAMPING) {
    const step = ascent(precision, place.gradient, damping);
    const gain = step?.reduce((sum, own, i) => sum + 0.5 * own * place.gradient[i], 0) ?? NaN;
    if (step !== undefined && gain >= 0) {
      for (let i = 0; i < step.length; i++) next.position[i] = place.position[i] + step[i];
      density.moveTo(next);
      const isShorter = norm(next.gradient) <= norm(place.gradient);
      const isHidden = gain < HIDDEN_GAIN * (1 + Math.abs(place.logDensity));
      if (damping === 0 && (gain < LAST_GAIN || isHidden && !isShorter)) {
        return { place: isShorter ? next : place, iterations };
      }
      const isHigher = next.logDensity >= place.logDensity + 1e-4 * gain;
      if ((isHidden ? isShorter : isHigher) && next.gradient.every(isFinite)) {
        [place, next] = [next, place];
        precision = precisionAt(place);
        damping = damping < 1e-4 ? 0 : damping / 10;
        continue;
      }
    }
    damping = damping === 0 ? 1e-3 : damping * 8;
  }
  const slope = norm(place.gradient);
  throw new RangeError(
    `Cannot ${action}: no maximum was found in ${iterations - 1} steps; the highest place is ${
      space.at(place.position)
    }, where the gradient is ${slope.toPrecision(3)} long${
      ascent(precision, place.gradient, 0) === undefined ? " and the density is no peak" : ""
    }. Give every parameter a prior, begin elsewhere, or allow for more maxIterations`,
  );
}

/** Returns a step up; `undefined` where the matrix with its damping is not positive definite. */
function ascent(
  precision: readonly (readonly number[])[],
  gradient: Float64Array,
  damping: number,
): number[] | undefined {
  const matrix = precision.map((row, i) =>
    // A diagonal that is 0 or below still has to be made positive.
    row.map((x, j) => i === j && damping > 0 ? x + damping * Math.max(Math.abs(x), 1e-8) : x)
  );
  const factor = cholesky(matrix);
  if (!isPositiveDefinite(matrix, factor)) return undefined;
  const step = solveByCholesky(factor, Array.from(gradient));
  return step.every(isFinite) ? step : undefined;
}

/** Checks whether a matrix with a Cholesky factor is positive definite, by more than rounding. */
function isPositiveDefinite(
  matrix: readonly (readonly number[])[],
  factor: readonly (readonly number[])[],
): boolean {
  return factor.every((row, i) => row[i] ** 2 > LEAST_PIVOT * Math.abs(matrix[i][i]));
}

function norm(xs: Float64Array): number {
  return Math.hypot(...xs);
}
