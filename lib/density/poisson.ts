// The Poisson distribution.

import { add, sub } from "../elementary/arithmetic.ts";
import { ge } from "../elementary/comparison.ts";
import type { Binary } from "../operations/binary.ts";
import { lgamma } from "../special/gamma.ts";
import { xlogy } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { isCount, onSupport } from "./support.ts";

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
