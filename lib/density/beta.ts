// The beta distribution, and the logarithms of both of its tails.

import { add, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { ge, gt, le, lt } from "../elementary/comparison.ts";
import { lbeta } from "../special/beta.ts";
import { logBetainc, logBetaincc } from "../special/incomplete_beta.ts";
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

/**
 * Returns the logarithm of the distribution function of the beta distribution, ln I(a, b, x), finite far into both tails;
 * −Infinity for x ≤ 0, and 0 above 1. NaN unless a, b > 0.
 *
 * @example
 * ```ts
 * import { betaLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(betaLogCdf(0.3, 2.5, 2), -1.9983310991363599, 1e-12);
 * ```
 */
export const betaLogCdf: Ternary = ((x: Scalar, a: Scalar, b: Scalar): Scalar =>
  onSupport(
    gt(a, 0) && gt(b, 0),
    true,
    [x, a, b],
    () => le(x, 0) ? -Infinity : gt(x, 1) ? 0 : logBetainc(a, b, x),
  )) as Ternary;

/**
 * Returns the logarithm of the probability above x of the beta distribution, ln(1 − I(a, b, x)), finite far into both
 * tails; 0 for x below 0, and −Infinity from 1. NaN unless a, b > 0.
 *
 * @example
 * ```ts
 * import { betaLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(betaLogSurvival(0.3, 2.5, 2), -0.1456749225670652, 1e-12);
 * ```
 */
export const betaLogSurvival: Ternary = ((x: Scalar, a: Scalar, b: Scalar): Scalar =>
  onSupport(
    gt(a, 0) && gt(b, 0),
    true,
    [x, a, b],
    () => lt(x, 0) ? 0 : ge(x, 1) ? -Infinity : logBetaincc(a, b, x),
  )) as Ternary;
