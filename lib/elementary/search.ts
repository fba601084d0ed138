// The table: places in lists that are in ascending order, found by bisection. In a trace a place is the result of a
// row, so that a compiled program has one variant for all of them.

import { beneathDerivatives } from "../values/box.ts";
import { asIndex, type Index } from "../values/index_box.ts";
import { describe } from "../values/describe.ts";
import { isNumberArray } from "../values/floats.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { type Nary, nary, notList, type ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { areNumbers } from "./helpers.ts";
import { numberTableOf, type TableSearch } from "./tables.ts";

/** Options of `searchSorted`. */
export interface SearchOptions {
  /**
   * `"left"`: in front of the elements that equal x; `"right"`: behind them.
   *
   * @default "left"
   */
  readonly side?: "left" | "right";
}

/** The type of `searchSorted`: a plain number where all are numbers. */
export interface SearchSorted {
  <L extends ScalarList, T extends Scalar>(
    xs: L,
    x: T,
    options?: SearchOptions,
  ): [L[number] | T] extends [number] ? number : Index;
}

/**
 * Returns the index at which x would be inserted in a list that is in ascending order, so that it stays so, as
 * `jax.numpy.searchsorted`: the number of elements that are less than x, or with `{ side: "right" }` not greater. NaN
 * counts as greater than all numbers. No derivative follows it; in a compiled program it is what `argmin` is.
 *
 * @throws {TypeError} if it is given no array, or another side.
 *
 * @example
 * ```ts
 * import { searchSorted } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([0, 1, 1.5, 2, 9].map((x) => searchSorted([1, 2, 2], x)), [0, 0, 1, 1, 3]);
 * assertEquals(searchSorted([1, 2, 2], 2, { side: "right" }), 3);
 * ```
 */
export const searchSorted: SearchSorted = (
  (xs: ScalarList, x: Scalar, options: SearchOptions = {}): Scalar => {
    if (!Array.isArray(xs) && !isNumberArray(xs)) throw notList("searchSorted", xs);
    const { side = "left", ...others } = options;
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) {
      throw new TypeError(
        `Cannot search with the option ${unknown}: there is no such option; write side`,
      );
    }
    if (side !== "left" && side !== "right") {
      throw new TypeError(
        `Cannot search with the side ${describe(side)}: it is "left" or "right"`,
      );
    }
    return asIndex(side === "left" ? before(xs, x) : behind(xs, x));
  }
) as SearchSorted;

/** Returns a function that searches in a list, by a row of `[x, ...xs]` where some are boxes. */
function searching(search: TableSearch): (xs: ScalarList, x: Scalar) => Scalar {
  const { name } = search;
  const find = (xs: ArrayLike<number>, x: number, first = 0) => found(search, xs, x, first);
  const row: Nary = nary({ name, value: (xs) => find(xs, xs[0], 1), partials: 0 });
  return (xs, x) => {
    const known = beneathDerivatives(x, name);
    if (isNumberArray(xs) || areNumbers(xs)) {
      return typeof known === "number"
        ? find(xs, known)
        : numberTableOf(xs).searchedBy(search, find)(known);
    }
    return row([known, ...Array.from<Scalar, Scalar>(xs, (own) => beneathDerivatives(own, name))]);
  };
}

/**
 * Searches in the numbers from an index on, in as many steps for all of them: a compiled program does the same, and finds
 * the same also where they are not in order.
 */
function found(
  { start, passes, back, offset }: TableSearch,
  xs: ArrayLike<number>,
  x: number,
  first: number,
): number {
  const count = xs.length - first;
  let index: number = start;
  for (let step = firstStep(count); step >= 1; step /= 2) {
    const next = index + step;
    if (next < count && isPassed(passes, xs[first + next], x)) index = next;
  }
  return Math.min(index, count - back) + offset;
}

/** Returns the first step of a search among so many numbers: a power of two, and more than half of them. */
export function firstStep(count: number): number {
  return count < 1 ? 0 : 2 ** Math.floor(Math.log2(count));
}

function isPassed(passes: TableSearch["passes"], own: number, x: number): boolean {
  if (passes === "at most") return own <= x;
  return passes === "less" ? precedes(own, x) : !precedes(x, own);
}

/** Checks whether a number stands before another one in ascending order, NaN last. */
export function precedes(x: number, y: number): boolean {
  return x < y || (y !== y && x === x);
}

const before = /* @__PURE__ */ searching({
  name: "placeBefore",
  start: -1,
  passes: "less",
  back: 1,
  offset: 1,
});

const behind = /* @__PURE__ */ searching({
  name: "placeBehind",
  start: -1,
  passes: "not greater",
  back: 1,
  offset: 1,
});

/** Returns the index of the interval of a table where x is: that of the last point, but the last, that is not behind x. */
export const intervalIn: (xs: ScalarList, x: Scalar) => Scalar = /* @__PURE__ */ searching({
  name: "intervalOf",
  start: 0,
  passes: "at most",
  back: 2,
  offset: 0,
});

/** Returns 1 where x is not greater than y, and 0 elsewhere. */
export const isAtMost: Binary = /* @__PURE__ */ binary({
  name: "isAtMost",
  value: (x, y) => x <= y ? 1 : 0,
  partials: [0, 0],
});
