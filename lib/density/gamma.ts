// The gamma distribution, and the logarithms of both of its tails.

import { add, mul, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { ge, gt, lt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { lgamma } from "../special/gamma.ts";
import { logGammainc, logGammaincc } from "../special/incomplete_gamma.ts";
import { xlogy } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the gamma distribution: a ln r − ln Γ(a) + (a − 1) ln x − rx, for the shape a > 0
 * and the rate r > 0, on x ≥ 0. −Infinity below; NaN for other parameters.
 *
 * @example
 * ```ts
 * import { gammaLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gammaLogDensity(1.5, 2.5, 2), -0.9436172569108093, 1e-12);
 * ```
 */
export const gammaLogDensity: Ternary =
  ((x: Scalar, shape: Scalar, rate: Scalar): Scalar =>
    onSupport(
      gt(shape, 0) && gt(rate, 0),
      ge(x, 0) && lt(x, Infinity),
      [x, shape, rate],
      () =>
        sub(add(mul(shape, log(rate)), xlogy(sub(shape, 1), x)), add(lgamma(shape), mul(rate, x))),
    )) as Ternary;

/**
 * Returns the logarithm of the distribution function of the gamma distribution, ln P(a, rx), finite far into both tails;
 * −Infinity for x ≤ 0. NaN unless a, r > 0.
 *
 * @example
 * ```ts
 * import { gammaLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gammaLogCdf(1.5, 2.5, 2), -0.3655988126379195, 1e-12);
 * ```
 */
export const gammaLogCdf: Ternary = ((x: Scalar, shape: Scalar, rate: Scalar): Scalar =>
  onSupport(
    gt(shape, 0) && gt(rate, 0),
    true,
    [x, shape, rate],
    () => gt(x, 0) ? logGammainc(shape, mul(rate, x)) : -Infinity,
  )) as Ternary;

/**
 * Returns the logarithm of the probability above x of the gamma distribution, ln Q(a, rx), finite far into both tails; 0
 * for x below 0. NaN unless a, r > 0.
 *
 * @example
 * ```ts
 * import { gammaLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gammaLogSurvival(1.5, 2.5, 2), -1.1834550131691661, 1e-12);
 * ```
 */
export const gammaLogSurvival: Ternary =
  ((x: Scalar, shape: Scalar, rate: Scalar): Scalar =>
    onSupport(
      gt(shape, 0) && gt(rate, 0),
      true,
      [x, shape, rate],
      () => ge(x, 0) ? logGammaincc(shape, mul(rate, x)) : 0,
    )) as Ternary;
