// Where a distribution is: densities are 0 outside of their support, and undefined for parameters that there is no
// distribution of.

import { div, mul, sub } from "../elementary/arithmetic.ts";
import { eq, ge, gt, lt, ne } from "../elementary/comparison.ts";
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

/**
 * Returns a function of z = (x − m)/s where s > 0; for other s it is NaN, as in `onSupport`. With x and m exchanged it is
 * a function of −z, as upper tails of symmetric distributions are.
 */
export function ofStandardised(
  x: Scalar,
  location: Scalar,
  scale: Scalar,
  logarithm: (z: Scalar) => Scalar,
): Scalar {
  return onSupport(
    gt(scale, 0),
    true,
    [x, location, scale],
    () => logarithm(div(sub(x, location), scale)),
  );
}

/** Checks whether a scalar is a whole number from 0. */
export function isCount(x: Scalar): boolean {
  return ge(x, 0) && lt(x, Infinity) && eq(floor(x), x);
}
