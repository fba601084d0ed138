// The table: the power of two reals, with its derivatives of all orders as rows.

import { type Binary, binary, type BinaryRow } from "../operations/binary.ts";
import * as derivatives from "./power_derivatives.ts";

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
export const pow: Binary = /* @__PURE__ */ binary({
  name: "pow",
  value: Math.pow,
  partials: [(x, y) => byBase(x, y), (x, y) => byExponent(x, y)],
  domain: [[0.2, 3], [-3, 3]],
});

/** How often rows differentiate by the base, of those that do by nothing else. */
const orders = /* @__PURE__ */ new WeakMap<object, number>();

const byBase = /* @__PURE__ */ derivativeRow(1, 0, derivatives.byBase);
const byExponent = /* @__PURE__ */ derivativeRow(0, 1, derivatives.byExponent);

/** ∂ᵏ⁺ᵐ xʸ / ∂xᵏ ∂yᵐ, named after what it is differentiated by: `pow_xxy`. */
function derivativeRow(
  k: number,
  m: number,
  value = (x: number, y: number): number => derivatives.powerDerivative(x, y, k, m),
): Binary {
  // The next ones are made where they are first needed: each order has its own.
  let byX: Binary | undefined;
  let byY: Binary | undefined;
  const row: BinaryRow = {
    name: `pow_${"x".repeat(k)}${"y".repeat(m)}`,
    value,
    partials: [
      (x, y) => (byX ??= derivativeRow(k + 1, m))(x, y),
      (x, y) => (byY ??= derivativeRow(k, m + 1))(x, y),
    ],
    domain: [[0.2, 3], [-3, 3]],
  };
  if (m === 0) orders.set(row, k);
  return binary(row);
}

/**
 * The c and the e of a derivative of xʸ that is `c * Math.pow(x, e)` for every x, with the same bits, and
 * `undefined` for what is none: another row, or an exponent with which that would lose digits.
 */
export function plainDerivative(
  row: object,
  y: number,
): { readonly factor: number; readonly exponent: number } | undefined {
  const order = orders.get(row);
  const factor = order === undefined ? undefined : derivatives.plainFactor(y, order);
  return factor === undefined ? undefined : { factor, exponent: y - order! };
}
