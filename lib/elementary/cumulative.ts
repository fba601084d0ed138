// The table: products of a list, and what all beginnings of a list come to.

import { times } from "../operations/binary.ts";
import { type Nary, nary, type ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { add, mul } from "./arithmetic.ts";
import { logaddexp, type OfListToList, scalarsOf } from "./logarithmic_sums.ts";
import { withoutEach } from "./others.ts";

/**
 * Returns the product of a list: Π xᵢ; 1 of an empty one. Each partial is the product of all other elements, and so
 * it is right where elements are 0.
 *
 * @example
 * ```ts
 * import { grad, product } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(product([2, 3, 4]), 24);
 * assertEquals(grad(product)([2, 0, 4]), [0, 8, 0]);
 * ```
 */
export const productOfList: Nary = /* @__PURE__ */ nary({
  name: "product",
  value: (xs) => {
    let total = 1;
    for (let i = 0; i < xs.length; i++) total *= xs[i];
    return total;
  },
  partials: (xs) => xs.length === 1 ? [1] : withoutEach(xs, times),
});

/**
 * Returns the sums of all beginnings of a list: x₁, x₁ + x₂, …
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { cumulativeSum } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cumulativeSum([1, 2, 3]), [1, 3, 6]);
 * ```
 */
export const cumulativeSum: OfListToList =
  ((xs: ScalarList) => accumulated("cumulativeSum", xs, add)) as OfListToList;

/**
 * Returns the products of all beginnings of a list: x₁, x₁·x₂, …
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { cumulativeProduct } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cumulativeProduct([2, 3, 4]), [2, 6, 24]);
 * ```
 */
export const cumulativeProduct: OfListToList =
  ((xs: ScalarList) => accumulated("cumulativeProduct", xs, mul)) as OfListToList;

/**
 * Returns `logsumexp` of all beginnings of a list: x₁, ln(exp x₁ + exp x₂), … without overflow on the way.
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { cumulativeLogsumexp } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cumulativeLogsumexp([1000, 1000]), [1000, 1000 + Math.LN2]);
 * ```
 */
export const cumulativeLogsumexp: OfListToList =
  ((xs: ScalarList) => accumulated("cumulativeLogsumexp", xs, logaddexp)) as OfListToList;

function accumulated(
  name: string,
  xs: ScalarList,
  operation: (x: Scalar, y: Scalar) => Scalar,
): Scalar[] {
  const results: Scalar[] = [];
  for (const x of scalarsOf(name, xs)) {
    results.push(results.length === 0 ? x : operation(results[results.length - 1], x));
  }
  return results;
}
