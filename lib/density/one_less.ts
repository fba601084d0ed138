// The logarithm of the lower tail where that of the upper one is known.

import { add, div, mul } from "../elementary/arithmetic.ts";
import { lt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { log1mexp } from "../elementary/logarithmic_sums.ts";
import { sinhc } from "../special/cardinal.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * Returns ln(1 − e⁻ᵗ) for t > 0, given ln t too: for small t as ln t − ½t + ln(sinh ½t / ½t), which is finite where t
 * underflows, and of which mixed derivatives by the factors of t do not cancel.
 */
export function logOfOneLess(logarithm: Scalar, t: Scalar): Scalar {
  if (!lt(logarithm, 0)) return log1mexp(t);
  return add(logarithm, mul(-0.5, t), log(sinhc(div(t, 2))));
}
