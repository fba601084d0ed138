// The negative binomial distribution.

import { add, mul, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt, le } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { lbeta } from "../special/beta.ts";
import { xlog1py } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { isCount, onSupport } from "./support.ts";

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
