// The table: medians and quantiles. The order is that of the plain numbers; derivatives are those of the elements where
// they have come to stand.

import type { OfList, ScalarList } from "../operations/nary.ts";
import type { OfOperand } from "../operations/row.ts";
import type { Scalar } from "../values/scalar.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { lerp } from "./blending.ts";
import { eq, lt, ne } from "./comparison.ts";
import { scalarsOf } from "./logarithmic_sums.ts";
import { take } from "./look_up.ts";
import { floor } from "./piecewise.ts";
import { sort } from "./sorting.ts";

/** The type of `median`: numbers in, number out. */
export interface Median {
  <L extends ScalarList>(xs: L): OfList<L>;
}

/** The type of `quantile`: numbers in, number out. */
export interface Quantile {
  <L extends ScalarList, Q extends Scalar>(xs: L, q: Q): OfOperand<L[number] | Q>;
}

/**
 * Returns the median of a list: the middle one of the elements in their order, or the mean of the middle two; NaN of
 * an empty list, and where an element is NaN. The middle elements share the derivative, and all others are
 * structural zeros.
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { grad, median } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(median([5, 1, 2]), 2);
 * assertEquals(grad(median)([4, 1, 9, 2]), [0.5, 0, 0, 0.5]);
 * ```
 */
export const median: Median = ((xs: ScalarList) => quantileOf("median", xs, 0.5)) as Median;

/**
 * Returns the quantile of a list: the value at the position q·(n − 1) of the elements in their order, linearly
 * interpolated, as NumPy and JAX have it by default. It is differentiated by q, too: between elements that is
 * (n − 1) times their difference. NaN of an empty list, where an element is NaN, and for q outside of [0, 1].
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { grad, quantile } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(quantile([10, 30, 20], 0.75), 25);
 * assertEquals(grad(quantile, { argnums: [0, 1] })([10, 30, 20], 0.75), [[0, 0.5, 0.5], 20]);
 * ```
 */
export const quantile: Quantile =
  ((xs: ScalarList, q: Scalar) => quantileOf("quantile", xs, q)) as Quantile;

function quantileOf(name: string, xs: ScalarList, q: Scalar): Scalar {
  const sorted = sort(scalarsOf(name, xs));
  const last = sorted.length - 1;
  if (last < 0 || ne(sorted[last], sorted[last])) return NaN;
  if (lt(q, 0) || lt(1, q) || ne(q, q)) return NaN;
  const position = mul(q, last);
  const index = floor(position);
  // An element that is not reached may be infinite, and is no part of the result.
  if (typeof q === "number" && position === index) return take(sorted, index);
  if (eq(index, last)) return sorted[last];
  return lerp(take(sorted, index), take(sorted, add(index, 1)), sub(position, index));
}
