// The inverse gamma distribution, and the logarithms of both of its tails.

import { add, div, mul, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { lgamma } from "../special/gamma.ts";
import { logGammainc, logGammaincc } from "../special/incomplete_gamma.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the inverse gamma distribution: a ln s − ln Γ(a) − (a + 1) ln x − s/x, for the shape
 * a > 0 and the scale s > 0, on x > 0. −Infinity elsewhere; NaN for other parameters.
 *
 * @example
 * ```ts
 * import { inverseGammaLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(inverseGammaLogDensity(1.5, 2.5, 2), -1.3042761307849644, 1e-12);
 * ```
 */
export const inverseGammaLogDensity: Ternary =
  ((x: Scalar, shape: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(shape, 0) && gt(scale, 0),
      gt(x, 0),
      [x, shape, scale],
      () =>
        sub(mul(shape, log(scale)), add(lgamma(shape), mul(add(shape, 1), log(x)), div(scale, x))),
    )) as Ternary;

/**
 * Returns the logarithm of the distribution function of the inverse gamma distribution, ln Q(a, s/x), finite far into
 * both tails; −Infinity for x ≤ 0. NaN unless a, s > 0.
 *
 * @example
 * ```ts
 * import { inverseGammaLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(inverseGammaLogCdf(1.5, 2.5, 2), -0.2860677623303009, 1e-12);
 * ```
 */
export const inverseGammaLogCdf: Ternary =
  ((x: Scalar, shape: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(shape, 0) && gt(scale, 0),
      true,
      [x, shape, scale],
      () => gt(x, 0) ? logGammaincc(shape, div(scale, x)) : -Infinity,
    )) as Ternary;

/**
 * Returns the logarithm of the probability above x of the inverse gamma distribution, ln P(a, s/x), finite far into both
 * tails; 0 for x ≤ 0. NaN unless a, s > 0.
 *
 * @example
 * ```ts
 * import { inverseGammaLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(inverseGammaLogSurvival(1.5, 2.5, 2), -1.3911529866127645, 1e-12);
 * ```
 */
export const inverseGammaLogSurvival: Ternary =
  ((x: Scalar, shape: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(shape, 0) && gt(scale, 0),
      true,
      [x, shape, scale],
      () => gt(x, 0) ? logGammainc(shape, div(scale, x)) : 0,
    )) as Ternary;
