// The uniform distribution of an interval, and the logarithms of both of its tails.

import { div, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { ge, gt, le, lt } from "../elementary/comparison.ts";
import { log, log1p } from "../elementary/exponential.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the uniform distribution: −ln(high − low), on low ≤ x ≤ high. −Infinity elsewhere; NaN
 * unless low < high, both finite.
 *
 * @example
 * ```ts
 * import { uniformLogDensity } from "@fluxion/ad/density";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(uniformLogDensity(1, 0, 2), -Math.LN2);
 * ```
 */
export const uniformLogDensity: Ternary =
  ((x: Scalar, low: Scalar, high: Scalar): Scalar =>
    onSupport(
      isInterval(low, high),
      ge(x, low) && le(x, high),
      [x, low, high],
      () => neg(log(sub(high, low))),
    )) as Ternary;

/**
 * Returns the logarithm of the distribution function of the uniform distribution, ln((x − low)/(high − low)); −Infinity
 * up to low, and 0 from high. NaN unless low < high, both finite.
 *
 * @example
 * ```ts
 * import { uniformLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(uniformLogCdf(0.5, 0, 2), -Math.log(4), 1e-15);
 * ```
 */
export const uniformLogCdf: Ternary = ((x: Scalar, low: Scalar, high: Scalar): Scalar =>
  onSupport(
    isInterval(low, high),
    true,
    [x, low, high],
    () => le(x, low) ? -Infinity : ge(x, high) ? 0 : logShare(sub(x, low), sub(high, x), low, high),
  )) as Ternary;

/**
 * Returns the logarithm of the probability above x of the uniform distribution, ln((high − x)/(high − low)); 0 up to low,
 * and −Infinity from high. NaN unless low < high, both finite.
 *
 * @example
 * ```ts
 * import { uniformLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(uniformLogSurvival(0.5, 0, 2), Math.log(0.75), 1e-15);
 * ```
 */
export const uniformLogSurvival: Ternary =
  ((x: Scalar, low: Scalar, high: Scalar): Scalar =>
    onSupport(
      isInterval(low, high),
      true,
      [x, low, high],
      () =>
        le(x, low) ? 0 : ge(x, high) ? -Infinity : logShare(sub(high, x), sub(x, low), low, high),
    )) as Ternary;

/** Returns the logarithm of a part of the interval, by the rest of it where that is the smaller one. */
function logShare(part: Scalar, rest: Scalar, low: Scalar, high: Scalar): Scalar {
  const whole = sub(high, low);
  return lt(part, rest) ? log(div(part, whole)) : log1p(neg(div(rest, whole)));
}

function isInterval(low: Scalar, high: Scalar): boolean {
  return gt(low, -Infinity) && lt(low, high) && lt(high, Infinity);
}
