// The hyperbolic counterpart of the cardinal sine, and the derivative of the cardinal sine.

import { sincDerivative } from "../elementary/cardinal.ts";
import { derivativeRow } from "../operations/derivative_row.ts";
import type { Unary } from "../operations/unary.ts";

/**
 * Returns sinh(x) / x, 1 at 0, without the factor π that `sinc` has.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { sinhc } from "@fluxion/ad/special";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertEquals([sinhc(0), derivative(sinhc)(0)], [1, 0]);
 * assertAlmostEquals(derivative(derivative(sinhc))(0), 1 / 3, 1e-16);
 * ```
 */
export const sinhc: Unary = /* @__PURE__ */ derivativeRow("sinhc", sinhcDerivative);

/**
 * Returns the derivative of the cardinal sine, cos(πx)/x − sin(πx)/(πx²), as Julia has it, 0 at 0.
 *
 * @example
 * ```ts
 * import { derivative, sinc } from "@fluxion/ad";
 * import { cosc } from "@fluxion/ad/special";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([cosc(0), cosc(1), cosc(2)], [0, -1, 0.5]);
 * assertEquals(derivative(sinc)(0.3), cosc(0.3));
 * ```
 */
export const cosc: Unary = /* @__PURE__ */ derivativeRow(
  "cosc",
  (x, order) => sincDerivative(x, order + 1),
);

function sinhcDerivative(x: number, order: number): number {
  const size = Math.abs(x);
  const sign = x < 0 && order % 2 === 1 ? -1 : 1;
  if (size === Infinity) return sign * Infinity;
  if (size < 2 * order + 4) return sign * series(size, order);
  // In halves, since eˣ overflows where the quotient does not yet.
  const half = Math.exp(size / 2);
  const [even, odd] = [1 + Math.exp(-2 * size), 1 - Math.exp(-2 * size)];
  let result = odd;
  for (let k = 1; k <= order; k++) result = (k % 2 === 0 ? odd : even) - k * result / size;
  return sign * (half * (result / (2 * size)) * half);
}

/** Returns the derivative of an order of Σ x²ᵏ / (2k + 1)!, all of whose terms are positive. */
function series(x: number, order: number): number {
  const first = order + order % 2;
  let term = (order % 2 === 0 ? 1 : x) / (first + 1);
  let sum = term;
  for (let n = first; term > 1e-17 * sum; n += 2) {
    term *= x * x * (n + 1) / ((n + 3) * (n + 1 - order) * (n + 2 - order));
    sum += term;
  }
  return sum;
}
