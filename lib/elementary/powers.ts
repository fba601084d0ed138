// The table: the power of two reals, with its derivatives of all orders as rows.

import { type Binary, binary, type BinaryRow } from "../operations/binary.ts";
import * as derivatives from "./power_derivatives.ts";

/**
 * Returns the power: xʸ, with `Math.pow`'s values. ∂/∂x = y·xʸ⁻¹, which is 0 for y = 0, also at x = 0;
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

/** The orders of those rows that are derivatives of xʸ with respect to the base only. */
const orders = /* @__PURE__ */ new WeakMap<object, number>();

const byBase = /* @__PURE__ */ derivativeRow(1, 0, derivatives.byBase);
const byExponent = /* @__PURE__ */ derivativeRow(0, 1, derivatives.byExponent);

/** The operations of higher order that have been needed so far, since there is no highest order. */
const higher = /* @__PURE__ */ new Map<string, Binary>();

/** Returns the operation ∂ᵏ⁺ᵐ xʸ / ∂xᵏ ∂yᵐ, always the same: in whatever order, a derivative is taken once. */
function higherDerivative(k: number, m: number): Binary {
  const key = `${k} ${m}`;
  let operation = higher.get(key);
  if (operation === undefined) higher.set(key, operation = derivativeRow(k, m));
  return operation;
}

/** Makes the operation ∂ᵏ⁺ᵐ xʸ / ∂xᵏ ∂yᵐ, whose name has the variables: `pow_xxy`. */
function derivativeRow(
  k: number,
  m: number,
  value = (x: number, y: number): number => derivatives.powerDerivative(x, y, k, m),
): Binary {
  const row: BinaryRow = {
    name: `pow_${"x".repeat(k)}${"y".repeat(m)}`,
    value,
    partials: [
      (x, y) => higherDerivative(k + 1, m)(x, y),
      (x, y) => higherDerivative(k, m + 1)(x, y),
    ],
    domain: [[0.2, 3], [-3, 3]],
  };
  if (m === 0) orders.set(row, k);
  return binary(row);
}

/**
 * Returns c and e where the derivative of xʸ that a row computes is `c * Math.pow(x, e)` for every x, with the same
 * bits; `undefined` for any other row, and for exponents with which the product would be less accurate.
 */
export function plainDerivative(
  row: object,
  y: number,
): { readonly factor: number; readonly exponent: number } | undefined {
  const order = orders.get(row);
  const factor = order === undefined ? undefined : derivatives.plainFactor(y, order);
  return factor === undefined ? undefined : { factor, exponent: y - order! };
}
