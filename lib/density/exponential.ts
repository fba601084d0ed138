// The exponential distribution, and the logarithms of both of its tails.

import { add, mul, neg, sub } from "../elementary/arithmetic.ts";
import { ge, gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import type { Binary } from "../operations/binary.ts";
import type { Scalar } from "../values/scalar.ts";
import { logOfOneLess } from "./one_less.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the exponential distribution: ln r − rx, for the rate r > 0, on x ≥ 0. −Infinity
 * below; NaN for other rates.
 *
 * @example
 * ```ts
 * import { exponentialLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(exponentialLogDensity(1.5, 2), -2.3068528194400546, 1e-12);
 * ```
 */
export const exponentialLogDensity: Binary =
  ((x: Scalar, rate: Scalar): Scalar =>
    onSupport(gt(rate, 0), ge(x, 0), [x, rate], () => sub(log(rate), mul(rate, x)))) as Binary;

/**
 * Returns the logarithm of the probability above x of the exponential distribution, −rx, as of a value censored
 * at x; 0 for x below 0. NaN unless r > 0.
 *
 * @example
 * ```ts
 * import { exponentialLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(exponentialLogSurvival(1.5, 2), -3, 1e-12);
 * ```
 */
export const exponentialLogSurvival: Binary =
  ((x: Scalar, rate: Scalar): Scalar =>
    onSupport(gt(rate, 0), true, [x, rate], () => ge(x, 0) ? neg(mul(rate, x)) : 0)) as Binary;

/**
 * Returns the logarithm of the distribution function of the exponential distribution, ln(1 − e⁻ʳˣ), accurate near 0;
 * −Infinity for x ≤ 0. NaN unless r > 0.
 *
 * @example
 * ```ts
 * import { exponentialLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(exponentialLogCdf(1.5, 2), -0.05106918094270159, 1e-12);
 * ```
 */
export const exponentialLogCdf: Binary = ((x: Scalar, rate: Scalar): Scalar =>
  onSupport(
    gt(rate, 0),
    true,
    [x, rate],
    () => gt(x, 0) ? logOfOneLess(add(log(rate), log(x)), mul(rate, x)) : -Infinity,
  )) as Binary;
