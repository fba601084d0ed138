// The logarithm of the lower tail where that of the upper one is known.

import { mul, sub } from "../elementary/arithmetic.ts";
import { lt } from "../elementary/comparison.ts";
import { log1mexp } from "../elementary/logarithmic_sums.ts";
import type { Scalar } from "../values/scalar.ts";

/** Returns ln(1 − e⁻ᵗ) for t > 0, given ln t too, by which it is finite where t underflows. */
export function logOfOneLess(logarithm: Scalar, t: Scalar): Scalar {
  // ln t − ½t + t²/24 − …
  return lt(logarithm, -40) ? sub(logarithm, mul(0.5, t)) : log1mexp(t);
}
