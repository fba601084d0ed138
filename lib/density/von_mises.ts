// The von Mises distribution, on the circle.

import { add, div, mul, neg, square, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { sin } from "../elementary/trigonometric.ts";
import { besselI0e } from "../special/modified_bessel.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the von Mises distribution: κ cos(x − μ) − ln(2π I₀(κ)), for κ > 0, without
 * overflow. It is periodic, and normalised over one period. NaN for other κ.
 *
 * @example
 * ```ts
 * import { vonMisesLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(vonMisesLogDensity(1, 0.5, 2), -0.906705484111556, 1e-12);
 * ```
 */
export const vonMisesLogDensity: Ternary =
  ((x: Scalar, direction: Scalar, concentration: Scalar): Scalar =>
    onSupport(
      gt(concentration, 0),
      true,
      [x, direction, concentration],
      () =>
        neg(
          add(
            mul(2, concentration, square(sin(div(sub(x, direction), 2)))),
            log(besselI0e(concentration)),
            Math.log(2 * Math.PI),
          ),
        ),
    )) as Ternary;
