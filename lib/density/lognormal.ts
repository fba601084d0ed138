// The lognormal distribution, that of the exponential of a normal variable, and the logarithms of both of its tails.

import { sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import type { Scalar } from "../values/scalar.ts";
import { normalLogCdf, normalLogDensity, normalLogSurvival } from "./normal.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the lognormal distribution: that of the normal one at ln x, less ln x, on x > 0.
 * −Infinity elsewhere; NaN unless the standard deviation of ln x is above 0.
 *
 * @example
 * ```ts
 * import { lognormalLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(lognormalLogDensity(1.5, 0.5, 2), -2.0186679275959074, 1e-12);
 * ```
 */
export const lognormalLogDensity: Ternary =
  ((x: Scalar, logMean: Scalar, logStandardDeviation: Scalar): Scalar =>
    onSupport(
      gt(logStandardDeviation, 0),
      gt(x, 0),
      [x, logMean, logStandardDeviation],
      () => sub(normalLogDensity(log(x), logMean, logStandardDeviation), log(x)),
    )) as Ternary;

/**
 * Returns the logarithm of the distribution function of the lognormal distribution, finite far into both tails; −Infinity
 * for x ≤ 0. NaN unless the standard deviation of ln x is above 0.
 *
 * @example
 * ```ts
 * import { lognormalLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(lognormalLogCdf(1.5, 0.5, 2), -0.7315761308610043, 1e-12);
 * ```
 */
export const lognormalLogCdf: Ternary =
  ((x: Scalar, logMean: Scalar, logStandardDeviation: Scalar): Scalar =>
    onSupport(
      gt(logStandardDeviation, 0),
      true,
      [x, logMean, logStandardDeviation],
      () => gt(x, 0) ? normalLogCdf(log(x), logMean, logStandardDeviation) : -Infinity,
    )) as Ternary;

/**
 * Returns the logarithm of the probability above x of the lognormal distribution, finite far into both tails; 0 for x ≤ 0.
 * NaN unless the standard deviation of ln x is above 0.
 *
 * @example
 * ```ts
 * import { lognormalLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(lognormalLogSurvival(1.5, 0.5, 2), -0.6561405257042066, 1e-12);
 * ```
 */
export const lognormalLogSurvival: Ternary =
  ((x: Scalar, logMean: Scalar, logStandardDeviation: Scalar): Scalar =>
    onSupport(
      gt(logStandardDeviation, 0),
      true,
      [x, logMean, logStandardDeviation],
      () => gt(x, 0) ? normalLogSurvival(log(x), logMean, logStandardDeviation) : 0,
    )) as Ternary;
