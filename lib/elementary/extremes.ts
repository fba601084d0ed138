// The table: the indices of the largest and the smallest element of a list, which no derivative follows. In a trace
// they are values of the program, so that it has one variant for all of them.

import { beneathDerivatives } from "../values/box.ts";
import { asIndex, type Index } from "../values/index_box.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { type Nary, nary, type ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { checkList } from "./helpers.ts";

/** The index of an element of a list: a plain number where the elements are numbers. */
export type IndexIn<L extends ScalarList> = [L[number]] extends [number] ? number : Index;

/**
 * Returns the index of the largest element of a list, of the first where several tie; −1 of an empty list. A NaN
 * counts as the largest, as it does to `Math.max`: the index is that of the first. No derivative follows it, and
 * `take` looks up by it. In a compiled program it is a value as any other: compare it by `eq`, not by `===`. Where it
 * has to be a number, as in `xs[i]`, that number is asked for, as by `value`, and has a variant of its own.
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { argmax, grad, type Scalar, square, take } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(argmax([1, 7, 7]), 1);
 * assertEquals(grad((xs: Scalar[]) => square(take(xs, argmax(xs))))([1, 5, 2]), [0, 10, 0]);
 * ```
 */
export function argmax<L extends ScalarList>(xs: L): IndexIn<L> {
  return indexOf("argmax", indexOfLargest, xs) as IndexIn<L>;
}

/**
 * Returns the index of the smallest element of a list, of the first where several tie; −1 of an empty list. A NaN
 * counts as the smallest, as it does to `Math.min`: the index is that of the first. In derivatives and compiled
 * programs it is what `argmax` is.
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
export function argmin<L extends ScalarList>(xs: L): IndexIn<L> {
  return indexOf("argmin", indexOfSmallest, xs) as IndexIn<L>;
}

function indexOf(name: string, operation: Nary, xs: ScalarList): Scalar {
  checkList(name, xs);
  if (!Array.isArray(xs)) return operation(xs);
  const plain = new Array<Scalar>(xs.length);
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    plain[i] = typeof x === "number" ? x : beneathDerivatives(x, name);
  }
  return asIndex(operation(plain));
}

/** `argmax` as an operation. */
export const indexOfLargest: Nary = /* @__PURE__ */ nary({
  name: "argmax",
  value: (xs) => indexBy(exceedsOf, xs),
  partials: 0,
});

/** `argmin` as an operation. */
export const indexOfSmallest: Nary = /* @__PURE__ */ nary({
  name: "argmin",
  value: (xs) => indexBy(undercutsOf, xs),
  partials: 0,
});

/** Returns 1 where x is greater than y, or NaN where y is not; 0 elsewhere. */
export const exceeds: Binary = /* @__PURE__ */ binary({
  name: "exceeds",
  value: exceedsOf,
  partials: [0, 0],
});

/** Returns 1 where x is less than y, or NaN where y is not; 0 elsewhere. */
export const undercuts: Binary = /* @__PURE__ */ binary({
  name: "undercuts",
  value: undercutsOf,
  partials: [0, 0],
});

function exceedsOf(x: number, y: number): number {
  return x <= y || y !== y ? 0 : 1;
}

function undercutsOf(x: number, y: number): number {
  return x >= y || y !== y ? 0 : 1;
}

/** Returns the index of the first element than which none is better. */
function indexBy(isBetter: (x: number, best: number) => number, xs: ArrayLike<number>): number {
  let index = xs.length === 0 ? -1 : 0;
  for (let i = 1; i < xs.length; i++) if (isBetter(xs[i], xs[index]) === 1) index = i;
  return index;
}
