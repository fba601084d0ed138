// The Weibull distribution, and the logarithms of both of its tails.

import { add, div, mul, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { ge, gt, lt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { pow } from "../elementary/powers.ts";
import { xlogy } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { logOfOneLess } from "./one_less.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the Weibull distribution: ln k − ln s + (k − 1) ln z − zᵏ, z = x/s, for the shape k
 * > 0 and the scale s > 0, on x ≥ 0. −Infinity below; NaN for other parameters.
 *
 * @example
 * ```ts
 * import { weibullLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(weibullLogDensity(1.5, 2.5, 2), -0.6955188469922082, 1e-12);
 * ```
 */
export const weibullLogDensity: Ternary =
  ((x: Scalar, shape: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(shape, 0) && gt(scale, 0),
      ge(x, 0) && lt(x, Infinity),
      [x, shape, scale],
      () =>
        sub(
          add(log(shape), xlogy(sub(shape, 1), div(x, scale))),
          add(log(scale), pow(div(x, scale), shape)),
        ),
    )) as Ternary;

/**
 * Returns the logarithm of the probability above x of the Weibull distribution, −(x/s)ᵏ, as of a value censored
 * at x; 0 for x below 0. NaN unless k, s > 0.
 *
 * @example
 * ```ts
 * import { weibullLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(weibullLogSurvival(1.5, 2.5, 2), -0.48713928962874675, 1e-12);
 * ```
 */
export const weibullLogSurvival: Ternary =
  ((x: Scalar, shape: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(shape, 0) && gt(scale, 0),
      true,
      [x, shape, scale],
      () => ge(x, 0) ? neg(pow(div(x, scale), shape)) : 0,
    )) as Ternary;

/**
 * Returns the logarithm of the distribution function of the Weibull distribution, ln(1 − exp(−(x/s)ᵏ)), also where the
 * power underflows; −Infinity for x ≤ 0. NaN unless k, s > 0.
 *
 * @example
 * ```ts
 * import { weibullLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(weibullLogCdf(1e-200, 2.5, 1), -1151.2925464970228, 1e-12);
 * ```
 */
export const weibullLogCdf: Ternary =
  ((x: Scalar, shape: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(shape, 0) && gt(scale, 0),
      true,
      [x, shape, scale],
      () =>
        gt(x, 0)
          ? logOfOneLess(mul(shape, sub(log(x), log(scale))), pow(div(x, scale), shape))
          : -Infinity,
    )) as Ternary;
