// Functions of one real whose derivatives of all orders are known as numbers. Each order is a row of its own, so that
// none is made of others that would cancel.

import type { Interval } from "./row.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary, type UnaryRow } from "./unary.ts";

/**
 * Returns the operation f⁽ⁿ⁾(x), whose name has the variable once for each order: `f_xx`. The rows of higher orders
 * are made when they are first needed, since there is no highest one.
 *
 * @param derivative f⁽ⁿ⁾(x) for the given x and n, on plain numbers
 */
export function derivativeRow(
  name: string,
  derivative: (x: number, order: number) => number,
  domain?: Interval,
  order: number = 0,
): Unary {
  let next: Unary | undefined;
  const row: UnaryRow = {
    name: order === 0 ? name : `${name}_${"x".repeat(order)}`,
    value: (x) => derivative(x, order),
    partials: [(x: Scalar) => (next ??= derivativeRow(name, derivative, domain, order + 1))(x)],
    ...(domain === undefined ? {} : { domain }),
  };
  return unary(row);
}
