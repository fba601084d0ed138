// The binomial distribution.

import { add, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { ge, le } from "../elementary/comparison.ts";
import { log1p } from "../elementary/exponential.ts";
import { lbeta } from "../special/beta.ts";
import { xlog1py, xlogy } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { isCount, onSupport } from "./support.ts";

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
