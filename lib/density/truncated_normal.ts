// The normal distribution between two bounds, finite however far in a tail these are.

import type { Scalar } from "../values/scalar.ts";
import { normalLogCdf, normalLogDensity, normalLogSurvival } from "./normal.ts";
import type { Quaternary } from "./student.ts";
import { logInterval, truncatedLogDensity } from "./truncation.ts";

const NORMAL = {
  logDensity: normalLogDensity,
  logCdf: normalLogCdf,
  logSurvival: normalLogSurvival,
};

/** The type of densities by four parameters: numbers in, number out. */
export interface Quinary {
  /** Computes the value of plain numbers. */
  (x: number, a: number, b: number, c: number, d: number): number;
  /** Computes the value of scalars. */
  (x: Scalar, a: Scalar, b: Scalar, c: Scalar, d: Scalar): Scalar;
}

/**
 * Returns the logarithm of the probability that a normal variable is between two bounds, ln(Φ(b) − Φ(a)), as of a
 * value censored to an interval. It is taken in the tail in which the bounds are; bounds may be infinite. NaN unless
 * low < high and σ > 0.
 *
 * @example
 * ```ts
 * import { normalLogInterval } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalLogInterval(-1, 1, 0, 1), Math.log(0.6826894921370859), 1e-12);
 * ```
 */
export const normalLogInterval: Quaternary = ((
  low: Scalar,
  high: Scalar,
  mean: Scalar,
  standardDeviation: Scalar,
): Scalar => logInterval(NORMAL, low, high, [mean, standardDeviation])) as Quaternary;

/**
 * Returns the log-density of the normal distribution truncated to [low, high]: that of the normal one less the
 * logarithm of the probability of the interval. −Infinity outside of it; NaN unless low < high and σ > 0.
 *
 * @example
 * ```ts
 * import { truncatedNormalLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(truncatedNormalLogDensity(40, 0, 1, 40, Infinity), 3.689503480549206, 1e-9);
 * ```
 */
export const truncatedNormalLogDensity: Quinary = ((
  x: Scalar,
  mean: Scalar,
  standardDeviation: Scalar,
  low: Scalar,
  high: Scalar,
): Scalar => truncatedLogDensity(NORMAL, x, [mean, standardDeviation], low, high)) as Quinary;
