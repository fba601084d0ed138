// The table: the power of two reals, with its derivatives of all orders as rows.

import { type Binary, binary } from "../core/binary.ts";
import { powerDerivative } from "./power_derivatives.ts";

/**
 * The power: xʸ, with `Math.pow`'s values. ∂/∂x = y·xʸ⁻¹, which is 0 for y = 0, also at x = 0;
 * ∂/∂y = xʸ·ln x, which is 0 at x = 0 for y > 0, and NaN for x < 0, where no derivative exists. At x = 0 and
 * x = ∞ derivatives of all orders are their limits. An exponent that is a plain number is not differentiated
 * at all.
 *
 * @example
 * ```ts
 * import { derivative, pow } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pow(2, 10), 1024);
 * assertEquals(derivative((x) => pow(x, 3))(-2), 12);
 * ```
 */
export const pow: Binary = binary({
  name: "pow",
  value: Math.pow,
  partials: [(x, y) => byBase(x, y), (x, y) => byExponent(x, y)],
  domain: [[0.2, 3], [-3, 3]],
});

const byBase = derivativeRow(1, 0);
const byExponent = derivativeRow(0, 1);

/** ∂ᵏ⁺ᵐ xʸ / ∂xᵏ ∂yᵐ, named after what it is differentiated by: `pow_xxy`. */
function derivativeRow(k: number, m: number): Binary {
  // The next ones are made where they are first needed: each order has its own.
  let byX: Binary | undefined;
  let byY: Binary | undefined;
  return binary({
    name: `pow_${"x".repeat(k)}${"y".repeat(m)}`,
    value: (x, y) => powerDerivative(x, y, k, m),
    partials: [
      (x, y) => (byX ??= derivativeRow(k + 1, m))(x, y),
      (x, y) => (byY ??= derivativeRow(k, m + 1))(x, y),
    ],
    domain: [[0.2, 3], [-3, 3]],
  });
}
