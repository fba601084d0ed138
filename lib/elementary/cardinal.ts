// The table: the cardinal sine, with its derivatives of all orders. They are the integrals of tⁿ·cos(xt + nπ/2) over
// the unit interval, and obey a recurrence that loses digits near 0, where a series takes its place.

import { derivativeRow } from "../operations/derivative_row.ts";
import type { Unary } from "../operations/unary.ts";

/**
 * Returns the normalised cardinal sine, sin(πx) / (πx), as NumPy, JAX and Julia have it; 1 at 0. It is exactly 0 at
 * all other integers. For sin x / x, give it x / π.
 *
 * @example
 * ```ts
 * import { derivative, sinc } from "@fluxion/ad";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertEquals([sinc(0), sinc(1), derivative(sinc)(0)], [1, 0, 0]);
 * assertAlmostEquals(derivative(derivative(sinc))(0), -(Math.PI ** 2) / 3, 1e-14);
 * ```
 */
export const sinc: Unary = /* @__PURE__ */ derivativeRow("sinc", sincDerivative);

/** Returns the derivative of an order of sin(πx)/(πx). */
export function sincDerivative(x: number, order: number): number {
  const scale = Math.PI ** order;
  if (Math.abs(x) === Infinity) return 0;
  const t = Math.PI * x;
  if (Math.abs(t) < order + 1.5) return scale * series(t, order);
  // The sine and its derivatives, by turns; reduced before the product with π, and so exactly 0 where they are 0.
  let result = quarterTurns(x, 0) / t;
  for (let k = 1; k <= order; k++) result = (quarterTurns(x, k) - k * result) / t;
  return scale * result;
}

/** Returns sin(πx + kπ/2). */
function quarterTurns(x: number, k: number): number {
  const own = x % 2;
  // To the nearest half turn, exactly.
  const halves = Math.round(2 * own);
  const rest = Math.PI * (own - halves / 2);
  switch ((((halves + k) % 4) + 4) % 4) {
    case 0:
      return Math.sin(rest);
    case 1:
      return Math.cos(rest);
    case 2:
      return -Math.sin(rest);
    default:
      return -Math.cos(rest);
  }
}

/** Returns the derivative of an order of sin t / t by its series, Σ (−1)ᵏ t²ᵏ / (2k + 1)!, differentiated. */
function series(t: number, order: number): number {
  // The first power that is left after so many derivatives, and its factor.
  const first = order + order % 2;
  let factor = Math.floor(first / 2) % 2 === 0 ? 1 : -1;
  factor /= first + 1;
  let term = order % 2 === 0 ? factor : factor * t;
  let sum = term;
  for (let n = first; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
    const kept = (n + 1 - order) * (n + 2 - order);
    term *= -t * t * (n + 1) / ((n + 3) * kept);
    sum += term;
  }
  return sum;
}
