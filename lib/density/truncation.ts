// What is known only to be in an interval, and what was observed only because it is in one, for any distribution whose
// two tails are known by their logarithms. The probability of an interval is a difference in the smaller tail.

import { add, div, neg, sub } from "../elementary/arithmetic.ts";
import { eq, ge, gt, le, lt, ne } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { logsubexp } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { wholesOf } from "./counts.ts";
import { onSupport } from "./support.ts";

/**
 * A distribution by the three functions of a family, as Stan truncates by `_lpdf`, `_lcdf` and `_lccdf`. They are given
 * by a caller, and not looked up, so that a program contains only the families that it uses, its own among them.
 */
export interface Distribution<Parameters extends readonly Scalar[]> {
  /** Returns the log-density of a value. */
  readonly logDensity: (x: Scalar, ...parameters: Parameters) => Scalar;
  /** Returns the logarithm of the probability up to a value. */
  readonly logCdf: (x: Scalar, ...parameters: Parameters) => Scalar;
  /** Returns the logarithm of the probability above a value. */
  readonly logSurvival: (x: Scalar, ...parameters: Parameters) => Scalar;
  /**
   * Whether values are whole numbers, so that both bounds of an interval count.
   *
   * @default false
   */
  readonly isDiscrete?: boolean;
}

const lowWholes = /* @__PURE__ */ wholesOf("the probability of an interval of counts", "low bound");
const highWholes = /* @__PURE__ */ wholesOf(
  "the probability of an interval of counts",
  "high bound",
);

/** Below this difference of logarithms, the density in the middle of an interval gives more digits. */
const NARROW = 1e-7;

/**
 * Returns the logarithm of the probability that a value is between two bounds, which may be infinite, as of one
 * censored to an interval: the logarithm of a difference, in the tail in which the bounds are, so that it stays finite
 * there. In an interval so narrow that a difference has no digits, it is that of the density in the middle times the
 * width. For a discrete distribution both bounds count. −Infinity where the interval is outside of the support; NaN
 * unless low < high (or whole numbers are between), and for parameters of no distribution.
 *
 * @throws {TypeError} if that of a discrete distribution is differentiated by a bound.
 *
 * @example
 * ```ts
 * import { gammaLogCdf, gammaLogDensity, gammaLogSurvival, logInterval } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const gamma = { logDensity: gammaLogDensity, logCdf: gammaLogCdf, logSurvival: gammaLogSurvival };
 * // Of shape 1 and rate 2: ln(e⁻²⁰⁰⁰ − e⁻²⁰⁰²).
 * assertAlmostEquals(logInterval(gamma, 1000, 1001, [1, 2]), -2000 + Math.log1p(-Math.exp(-2)), 1e-10);
 * ```
 */
export function logInterval<Parameters extends readonly Scalar[]>(
  distribution: Distribution<Parameters>,
  low: number,
  high: number,
  parameters: Parameters & readonly number[],
): number;
/** Returns the same of scalars. */
export function logInterval<Parameters extends readonly Scalar[]>(
  distribution: Distribution<Parameters>,
  low: Scalar,
  high: Scalar,
  parameters: Parameters,
): Scalar;
export function logInterval<Parameters extends readonly Scalar[]>(
  distribution: Distribution<Parameters>,
  low: Scalar,
  high: Scalar,
  parameters: Parameters,
): Scalar {
  const [from, to] = distribution.isDiscrete === true
    ? [
      isFinite(low) ? sub(neg(lowWholes(neg(low))), 1) : low,
      isFinite(high) ? highWholes(high) : high,
    ]
    : [low, high];
  return onSupport(lt(from, to), true, parameters, () => {
    const cdf = (x: Scalar) => distribution.logCdf(x, ...parameters);
    const survival = (x: Scalar) => distribution.logSurvival(x, ...parameters);
    const [hasLow, hasHigh] = [gt(from, -Infinity), lt(to, Infinity)];
    if (!hasLow) return hasHigh ? cdf(to) : logOfAll(cdf(0));
    if (!hasHigh) return survival(from);
    const [below, above] = [cdf(from), survival(to)];
    // Nothing is below or above, and there is nothing to subtract.
    if (eq(below, -Infinity)) return cdf(to);
    if (eq(above, -Infinity)) return survival(from);
    const upper = survival(from);
    const [more, less] = gt(below, upper) ? [upper, above] : [cdf(to), below];
    if (distribution.isDiscrete !== true && lt(sub(more, less), NARROW)) {
      const middle = add(from, div(sub(to, from), 2));
      return add(distribution.logDensity(middle, ...parameters), log(sub(to, from)));
    }
    return logsubexp(more, less);
  });
}

/**
 * Returns the log-density of a distribution truncated to low ≤ x ≤ high, bounds which may be infinite: that of the
 * whole one, less the logarithm of the probability of the interval. −Infinity outside of the bounds; NaN unless low <
 * high (or whole numbers are between), where the interval has no probability, and for parameters of no distribution.
 *
 * @throws {TypeError} if that of a discrete distribution is differentiated by a bound.
 *
 * @example Counts of which zeros were not recorded
 * ```ts
 * import {
 *   poissonLogCdf,
 *   poissonLogDensity,
 *   poissonLogSurvival,
 *   truncatedLogDensity,
 * } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const poisson = {
 *   logDensity: poissonLogDensity,
 *   logCdf: poissonLogCdf,
 *   logSurvival: poissonLogSurvival,
 *   isDiscrete: true,
 * };
 * const share = truncatedLogDensity(poisson, 1, [2], 1, Infinity);
 * assertAlmostEquals(Math.exp(share), 2 * Math.exp(-2) / (1 - Math.exp(-2)), 1e-15);
 * ```
 */
export function truncatedLogDensity<Parameters extends readonly Scalar[]>(
  distribution: Distribution<Parameters>,
  x: number,
  parameters: Parameters & readonly number[],
  low: number,
  high: number,
): number;
/** Returns the same of scalars. */
export function truncatedLogDensity<Parameters extends readonly Scalar[]>(
  distribution: Distribution<Parameters>,
  x: Scalar,
  parameters: Parameters,
  low: Scalar,
  high: Scalar,
): Scalar;
export function truncatedLogDensity<Parameters extends readonly Scalar[]>(
  distribution: Distribution<Parameters>,
  x: Scalar,
  parameters: Parameters,
  low: Scalar,
  high: Scalar,
): Scalar {
  const mass = logInterval(distribution, low, high, parameters);
  if (ne(mass, mass)) return mass;
  return onSupport(
    true,
    ge(x, low) && le(x, high),
    [x, ...parameters],
    () => sub(distribution.logDensity(x, ...parameters), mass),
  );
}

function isFinite(x: Scalar): boolean {
  return gt(x, -Infinity) && lt(x, Infinity);
}

/** Returns 0, and NaN where a distribution function is. */
function logOfAll(logCdf: Scalar): Scalar {
  return ne(logCdf, logCdf) ? logCdf : 0;
}
