// The binomial distribution, and the logarithms of both of its tails.

import { add, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { ge, le, lt } from "../elementary/comparison.ts";
import { log1p } from "../elementary/exponential.ts";
import { lbeta } from "../special/beta.ts";
import { logBetainc, logBetaincc } from "../special/incomplete_beta.ts";
import { xlog1py, xlogy } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { wholesOf } from "./counts.ts";
import { isCount, onSupport } from "./support.ts";

const cdfTail = /* @__PURE__ */ tailOf("binomialLogCdf");
const survivalTail = /* @__PURE__ */ tailOf("binomialLogSurvival");

/**
 * Returns the logarithm of the probability of k successes in n trials: ln C(n, k) + k ln p + (n − k) ln(1 − p),
 * for p in [0, 1] and a whole number n from 0. −Infinity where k is no whole number from 0 to n; NaN for other
 * parameters.
 *
 * @example
 * ```ts
 * import { binomialLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(binomialLogDensity(3, 7, 0.4), -1.2368266291970138, 1e-12);
 * ```
 */
export const binomialLogDensity: Ternary =
  ((count: Scalar, trials: Scalar, probability: Scalar): Scalar =>
    onSupport(
      isCount(trials) && ge(probability, 0) && le(probability, 1),
      isCount(count) && le(count, trials),
      [count, trials, probability],
      () =>
        sub(
          add(xlogy(count, probability), xlog1py(sub(trials, count), neg(probability))),
          add(log1p(trials), lbeta(add(sub(trials, count), 1), add(count, 1))),
        ),
    )) as Ternary;

/**
 * Returns the logarithm of the probability of at most k successes in n trials, ln(1 − I(⌊k⌋ + 1, n − ⌊k⌋, p)), finite far
 * into both tails; −Infinity for k below 0, and 0 from n. NaN for other parameters.
 *
 * @throws {TypeError} if it is differentiated by the count or the trials.
 *
 * @example
 * ```ts
 * import { binomialLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(binomialLogCdf(3, 7, 0.4), -0.34219739410403865, 1e-12);
 * ```
 */
export const binomialLogCdf: Ternary =
  ((count: Scalar, trials: Scalar, probability: Scalar): Scalar =>
    onSupport(
      isCount(trials) && ge(probability, 0) && le(probability, 1),
      true,
      [count, trials, probability],
      () =>
        lt(count, 0)
          ? -Infinity
          : ge(count, trials)
          ? 0
          : logBetaincc(...cdfTail(count, trials, probability)),
    )) as Ternary;

/**
 * Returns the logarithm of the probability of more than k successes in n trials, ln I(⌊k⌋ + 1, n − ⌊k⌋, p), finite far into
 * both tails; 0 for k below 0, and −Infinity from n. NaN for other parameters.
 *
 * @throws {TypeError} if it is differentiated by the count or the trials.
 *
 * @example
 * ```ts
 * import { binomialLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(binomialLogSurvival(3, 7, 0.4), -1.2385918547215835, 1e-12);
 * ```
 */
export const binomialLogSurvival: Ternary =
  ((count: Scalar, trials: Scalar, probability: Scalar): Scalar =>
    onSupport(
      isCount(trials) && ge(probability, 0) && le(probability, 1),
      true,
      [count, trials, probability],
      () =>
        lt(count, 0)
          ? 0
          : ge(count, trials)
          ? -Infinity
          : logBetainc(...survivalTail(count, trials, probability)),
    )) as Ternary;

/** Returns what makes the operands of the incomplete beta function that is the upper tail. */
function tailOf(
  name: string,
): (count: Scalar, trials: Scalar, probability: Scalar) => [Scalar, Scalar, Scalar] {
  const [wholesOfCount, wholesOfTrials] = [wholesOf(name, "count"), wholesOf(name, "trials")];
  return (count, trials, probability) => {
    const successes = wholesOfCount(count);
    return [add(successes, 1), sub(wholesOfTrials(trials), successes), probability];
  };
}
