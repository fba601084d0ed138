// The indices of the largest and the smallest element of a list: plain numbers, which no derivative follows.

import type { ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { ge, le, ne } from "./comparison.ts";
import { checkList } from "./helpers.ts";

/**
 * Returns the index of the largest element of a list, of the first where several tie; −1 of an empty list. A NaN
 * counts as the largest, as it does to `Math.max`: the index is that of the first.
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { argmax, grad, type Scalar, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(argmax([1, 7, 7]), 1);
 * assertEquals(grad((xs: Scalar[]) => square(xs[argmax(xs)]))([1, 5, 2]), [0, 10, 0]);
 * ```
 */
export function argmax(xs: ScalarList): number {
  return indexOfExtreme("argmax", xs, le);
}

/**
 * Returns the index of the smallest element of a list, of the first where several tie; −1 of an empty list. A NaN
 * counts as the smallest, as it does to `Math.min`: the index is that of the first.
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { argmin } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(argmin([3, 1, 2]), 1);
 * assertEquals(argmin([3, NaN, 2]), 1);
 * ```
 */
export function argmin(xs: ScalarList): number {
  return indexOfExtreme("argmin", xs, ge);
}

/** Returns the index of the first element than which none is better. */
function indexOfExtreme(
  name: string,
  xs: ScalarList,
  isNoBetter: (x: Scalar, best: Scalar) => boolean,
): number {
  checkList(name, xs);
  let index = -1;
  for (let i = 0; i < xs.length; i++) {
    if (index >= 0 && isNoBetter(xs[i], xs[index])) continue;
    index = i;
    // NaN counts as the best, and is the only number that differs from itself.
    if (ne(xs[i], xs[i])) break;
  }
  return index;
}
