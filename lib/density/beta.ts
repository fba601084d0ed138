// The beta distribution.

import { add, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { ge, gt, le } from "../elementary/comparison.ts";
import { lbeta } from "../special/beta.ts";
import { xlog1py, xlogy } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the log-density of the beta distribution: (a − 1) ln x + (b − 1) ln(1 − x) − ln B(a, b), for a, b > 0,
 * on [0, 1]. −Infinity outside; NaN for other parameters.
 *
 * @example
 * ```ts
 * import { betaLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(betaLogDensity(0.3, 2.5, 2), 0.006419549941886427, 1e-12);
 * ```
 */
export const betaLogDensity: Ternary = ((x: Scalar, a: Scalar, b: Scalar): Scalar =>
  onSupport(
    gt(a, 0) && gt(b, 0),
    ge(x, 0) && le(x, 1),
    [x, a, b],
    () => sub(add(xlogy(sub(a, 1), x), xlog1py(sub(b, 1), neg(x))), lbeta(a, b)),
  )) as Ternary;
