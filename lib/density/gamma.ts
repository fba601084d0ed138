// The gamma distribution.

import { add, mul, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { ge, gt, lt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { lgamma } from "../special/gamma.ts";
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
