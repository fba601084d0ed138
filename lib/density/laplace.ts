// The Laplace distribution.

import { add, div, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { abs } from "../elementary/piecewise.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the Laplace distribution: −|x − m|/s − ln 2s, for s > 0. NaN for other s; at x = m
 * the first derivative by x is 0, as that of abs.
 *
 * @example
 * ```ts
 * import { laplaceLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(laplaceLogDensity(1, 0.5, 2), -1.6362943611198906, 1e-12);
 * ```
 */
export const laplaceLogDensity: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(scale, 0),
      true,
      [x, location, scale],
      () => neg(add(div(abs(sub(x, location)), scale), log(scale), Math.LN2)),
    )) as Ternary;
