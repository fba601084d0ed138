// The Laplace distribution, and the logarithms of both of its tails.

import { add, div, mul, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt, le } from "../elementary/comparison.ts";
import { exp, log, log1p } from "../elementary/exponential.ts";
import { abs } from "../elementary/piecewise.ts";
import type { Scalar } from "../values/scalar.ts";
import { ofStandardised, onSupport } from "./support.ts";

/**
 * Returns the log-density of the Laplace distribution: −|x − m|/s − ln 2s, for s > 0. NaN for other s; at x = m
 * the first derivative by x is 0, as that of abs.
 *
 * @example
 * ```ts
 * import { laplaceLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(laplaceLogDensity(1, 0.5, 2), -1.6362943611198906, 1e-12);
 * ```
 */
export const laplaceLogDensity: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(scale, 0),
      true,
      [x, location, scale],
      () => neg(add(div(abs(sub(x, location)), scale), log(scale), Math.LN2)),
    )) as Ternary;

/**
 * Returns the logarithm of the distribution function of the Laplace distribution: z − ln 2 for z ≤ 0, z = (x − m)/s, and
 * ln(1 − ½e⁻ᶻ) above. NaN unless s > 0; at x = m, where the density has its kink, second derivatives are those from
 * below.
 *
 * @example
 * ```ts
 * import { laplaceLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(laplaceLogCdf(-2000, 0, 2), -1000.6931471805599, 1e-12);
 * ```
 */
export const laplaceLogCdf: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    ofStandardised(x, location, scale, logTail)) as Ternary;

/**
 * Returns the logarithm of the probability above x of the Laplace distribution, that of the distribution function
 * mirrored at m. NaN unless s > 0; at x = m second derivatives are those from above.
 *
 * @example
 * ```ts
 * import { laplaceLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(laplaceLogSurvival(0, 0, 2), -0.6931471805599453, 1e-12);
 * ```
 */
export const laplaceLogSurvival: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    ofStandardised(location, x, scale, logTail)) as Ternary;

/** Returns the logarithm of the standard distribution function. */
function logTail(z: Scalar): Scalar {
  return le(z, 0) ? sub(z, Math.LN2) : log1p(mul(-0.5, exp(neg(z))));
}
