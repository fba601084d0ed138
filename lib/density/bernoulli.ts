// The Bernoulli distribution, by the logit of its probability.

import { neg } from "../elementary/arithmetic.ts";
import { eq } from "../elementary/comparison.ts";
import { logSigmoid } from "../elementary/special.ts";
import type { Binary } from "../operations/binary.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/**
 * Returns the logarithm of the probability of the outcome 1 or 0, where that of 1 has the logit l: ln σ(l) or ln
 * σ(−l), σ the sigmoid. −Infinity for other outcomes.
 *
 * @example
 * ```ts
 * import { bernoulliLogitLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(bernoulliLogitLogDensity(1, 0.4), -0.5130152523999526, 1e-12);
 * ```
 */
export const bernoulliLogitLogDensity: Binary =
  ((outcome: Scalar, logit: Scalar): Scalar =>
    onSupport(
      true,
      eq(outcome, 0) || eq(outcome, 1),
      [outcome, logit],
      () => logSigmoid(eq(outcome, 1) ? logit : neg(logit)),
    )) as Binary;
