// The Poisson distribution, and the logarithms of both of its tails.

import { add, sub } from "../elementary/arithmetic.ts";
import { eq, ge, lt } from "../elementary/comparison.ts";
import type { Binary } from "../operations/binary.ts";
import { lgamma } from "../special/gamma.ts";
import { logGammainc, logGammaincc } from "../special/incomplete_gamma.ts";
import { xlogy } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { wholesOf } from "./counts.ts";
import { isCount, onSupport } from "./support.ts";

const cdfCount = /* @__PURE__ */ wholesOf("poissonLogCdf", "count");
const survivalCount = /* @__PURE__ */ wholesOf("poissonLogSurvival", "count");

/**
 * Returns the logarithm of the probability of a count k by the Poisson distribution: k ln r − r − ln k!, for the
 * rate r ≥ 0. −Infinity where k is no whole number from 0; NaN for r below 0.
 *
 * @example
 * ```ts
 * import { poissonLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(poissonLogDensity(3, 2.5), -1.5428872736055896, 1e-12);
 * ```
 */
export const poissonLogDensity: Binary = ((count: Scalar, rate: Scalar): Scalar =>
  onSupport(
    ge(rate, 0),
    isCount(count),
    [count, rate],
    () => sub(xlogy(count, rate), add(rate, lgamma(add(count, 1)))),
  )) as Binary;

/**
 * Returns the logarithm of the probability of at most k by the Poisson distribution, ln Q(⌊k⌋ + 1, r), finite far into
 * both tails; −Infinity for k below 0. NaN for r below 0.
 *
 * @throws {TypeError} if it is differentiated by the count.
 *
 * @example
 * ```ts
 * import { poissonLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(poissonLogCdf(3, 2.5), -0.27763124086275504, 1e-12);
 * ```
 */
export const poissonLogCdf: Binary = ((count: Scalar, rate: Scalar): Scalar =>
  onSupport(
    ge(rate, 0),
    true,
    [count, rate],
    () =>
      lt(count, 0)
        ? -Infinity
        : eq(count, Infinity)
        ? 0
        : logGammaincc(add(cdfCount(count), 1), rate),
  )) as Binary;

/**
 * Returns the logarithm of the probability of more than k by the Poisson distribution, ln P(⌊k⌋ + 1, r), finite far into
 * both tails; 0 for k below 0. NaN for r below 0.
 *
 * @throws {TypeError} if it is differentiated by the count.
 *
 * @example
 * ```ts
 * import { poissonLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(poissonLogSurvival(3, 2.5), -1.417067568961742, 1e-12);
 * ```
 */
export const poissonLogSurvival: Binary = ((count: Scalar, rate: Scalar): Scalar =>
  onSupport(
    ge(rate, 0),
    true,
    [count, rate],
    () =>
      lt(count, 0)
        ? 0
        : eq(count, Infinity)
        ? -Infinity
        : logGammainc(add(survivalCount(count), 1), rate),
  )) as Binary;
