// The Cauchy distribution.

import { add, div, mul, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { hypot } from "../elementary/norms.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the Cauchy distribution: −ln(1 + z²) − ln πs, z = (x − m)/s, for s > 0. NaN for
 * other s.
 *
 * @example
 * ```ts
 * import { cauchyLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(cauchyLogDensity(1, 0.5, 2), -1.8985016882257804, 1e-12);
 * ```
 */
export const cauchyLogDensity: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(scale, 0),
      true,
      [x, location, scale],
      () =>
        neg(
          add(mul(2, log(hypot(1, div(sub(x, location), scale)))), log(scale), Math.log(Math.PI)),
        ),
    )) as Ternary;
