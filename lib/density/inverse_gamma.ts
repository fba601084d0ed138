// The inverse gamma distribution.

import { add, div, mul, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { lgamma } from "../special/gamma.ts";
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
