// The negative binomial distribution, and the logarithms of both of its tails.

import { add, mul, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { eq, gt, le, lt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { lbeta } from "../special/beta.ts";
import { logBetainc, logBetaincc } from "../special/incomplete_beta.ts";
import { xlog1py } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { wholesOf } from "./counts.ts";
import { isCount, onSupport } from "./support.ts";

const cdfCount = /* @__PURE__ */ wholesOf("negativeBinomialLogCdf", "count");
const survivalCount = /* @__PURE__ */ wholesOf("negativeBinomialLogSurvival", "count");

/**
 * Returns the logarithm of the probability of k failures before r successes: ln C(k + r − 1, k) + r ln p + k ln(1
 * − p), for a real r > 0 and p in (0, 1], as SciPy's nbinom. −Infinity where k is no whole number from 0; NaN for
 * other parameters.
 *
 * @example
 * ```ts
 * import { negativeBinomialLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(negativeBinomialLogDensity(3, 2.5, 0.4), -1.9418320730656171, 1e-12);
 * ```
 */
export const negativeBinomialLogDensity: Ternary =
  ((count: Scalar, successes: Scalar, probability: Scalar): Scalar =>
    onSupport(
      gt(successes, 0) && gt(probability, 0) && le(probability, 1),
      isCount(count),
      [count, successes, probability],
      () =>
        sub(
          add(mul(successes, log(probability)), xlog1py(count, neg(probability))),
          add(log(add(count, successes)), lbeta(successes, add(count, 1))),
        ),
    )) as Ternary;

/**
 * Returns the logarithm of the probability of at most k failures before r successes, ln I(r, ⌊k⌋ + 1, p), finite far into
 * both tails; −Infinity for k below 0. NaN for other parameters.
 *
 * @throws {TypeError} if it is differentiated by the count.
 *
 * @example
 * ```ts
 * import { negativeBinomialLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(negativeBinomialLogCdf(3, 2.5, 0.4), -0.5873433044087593, 1e-12);
 * ```
 */
export const negativeBinomialLogCdf: Ternary =
  ((count: Scalar, successes: Scalar, probability: Scalar): Scalar =>
    onSupport(
      gt(successes, 0) && gt(probability, 0) && le(probability, 1),
      true,
      [count, successes, probability],
      () =>
        lt(count, 0)
          ? -Infinity
          : eq(count, Infinity)
          ? 0
          : logBetainc(successes, add(cdfCount(count), 1), probability),
    )) as Ternary;

/**
 * Returns the logarithm of the probability of more than k failures before r successes, ln(1 − I(r, ⌊k⌋ + 1, p)), finite
 * far into both tails; 0 for k below 0. NaN for other parameters.
 *
 * @throws {TypeError} if it is differentiated by the count.
 *
 * @example
 * ```ts
 * import { negativeBinomialLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(negativeBinomialLogSurvival(3, 2.5, 0.4), -0.8114846934005823, 1e-12);
 * ```
 */
export const negativeBinomialLogSurvival: Ternary =
  ((count: Scalar, successes: Scalar, probability: Scalar): Scalar =>
    onSupport(
      gt(successes, 0) && gt(probability, 0) && le(probability, 1),
      true,
      [count, successes, probability],
      () =>
        lt(count, 0)
          ? 0
          : eq(count, Infinity)
          ? -Infinity
          : logBetaincc(successes, add(survivalCount(count), 1), probability),
    )) as Ternary;
