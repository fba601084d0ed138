// The lognormal distribution: that of the exponential of a normal variable.

import { sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import type { Scalar } from "../values/scalar.ts";
import { normalLogDensity } from "./normal.ts";
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
