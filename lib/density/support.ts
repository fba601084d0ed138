// Where a distribution is: densities are 0 outside of their support, and undefined for parameters that there is no
// distribution of.

import { mul } from "../elementary/arithmetic.ts";
import { eq, ge, lt, ne } from "../elementary/comparison.ts";
import { floor } from "../elementary/piecewise.ts";
import { sum } from "../elementary/reductions.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * Returns a log-density on the support, −Infinity outside, and where the parameters are not valid or an operand is
 * NaN, NaN that depends on all operands, so that the derivatives are NaN too.
 */
export function onSupport(
  isValid: boolean,
  isInside: boolean,
  operands: readonly Scalar[],
  logDensity: () => Scalar,
): Scalar {
  if (!isValid || operands.some((operand) => ne(operand, operand))) return mul(NaN, sum(operands));
  return isInside ? logDensity() : -Infinity;
}

/** Checks whether a scalar is a whole number from 0. */
export function isCount(x: Scalar): boolean {
  return ge(x, 0) && lt(x, Infinity) && eq(floor(x), x);
}
