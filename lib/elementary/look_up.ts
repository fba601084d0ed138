// The table: an element of a list by an index that is computed. Outside of a trace the index is a number, and the
// element is looked up. In a trace it may be another one in each run: then a row selects the element, so that a
// compiled program has no branch, and one variant for all indices.

import { type Binary, binary } from "../operations/binary.ts";
import { beneathDerivatives } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import { isNumberArray } from "../values/floats.ts";
import { type Nary, nary, notList, type ScalarList } from "../operations/nary.ts";
import type { OfOperand } from "../operations/row.ts";
import type { Box, Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { areNumbers } from "./helpers.ts";
import { numberTableOf } from "./tables.ts";

/** What `take` answers of a list: a number where list and index are numbers and no computed index is among them. */
export type OfIndex<E, I> = I extends Box ? Scalar : OfOperand<E | I>;

/** The type of `take`: numbers in, numbers out. */
export interface Take {
  <L extends ScalarList, I extends Scalar>(xs: L, index: I): OfIndex<L[number], I>;
  <L extends ScalarList, I extends ScalarList>(
    xs: L,
    indices: I,
  ): OfIndex<L[number], I[number]>[];
  <L extends ScalarList, I extends Scalar>(rows: readonly L[], index: I): OfIndex<L[number], I>[];
  <L extends ScalarList, I extends ScalarList>(
    rows: readonly L[],
    indices: I,
  ): OfIndex<L[number], I[number]>[][];
}

/**
 * Returns the element of a list at a computed index, as `jax.numpy.take` does: negative indices count from the end, and
 * where there is no such element, as at an index that is not whole, it is NaN. Of several indices it returns a list,
 * and of a list of rows a row. Only the element that is selected is differentiated, and nothing by the index: all
 * others are structural zeros. In a compiled program the index is a value as any other, with one variant for all.
 *
 * @throws {TypeError} if it is given no array.
 * @throws {RangeError} if rows differ in length.
 *
 * @example
 * ```ts
 * import { argmin, floor, grad, type Scalar, square, take } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(take([10, 20, 30], [1, -1, 3, 0.5]), [20, 30, NaN, NaN]);
 * assertEquals(take([[1, 2], [3, 4]], 1), [3, 4]);
 * const least = (xs: Scalar[]) => square(take(xs, argmin(xs)));
 * assertEquals(grad(least)([5, 3, 4]), [0, 6, 0]);
 * assertEquals(grad((x: Scalar) => take([10, 20, 30], floor(x)))(1.5), 0);
 * ```
 */
export const take: Take = ((
  xs: ScalarList | readonly ScalarList[],
  index: Scalar | ScalarList,
): Scalar | Scalar[] | Scalar[][] => {
  if (!isList(xs)) throw notList("take", xs);
  if (isList(index)) {
    return Array.from<Scalar, Scalar>(index, (own) => take(xs as ScalarList, own));
  }
  const known = beneathDerivatives(index, "take");
  return isList(xs[0])
    ? rowAt(xs as readonly unknown[] as readonly ScalarList[], known)
    : elementAt(xs as ScalarList, known);
}) as Take;

function isList(x: unknown): x is ScalarList {
  return Array.isArray(x) || isNumberArray(x);
}

function rowAt(rows: readonly ScalarList[], index: Scalar): Scalar[] {
  const { length } = rows[0];
  const other = rows.findIndex((row) => !isList(row) || row.length !== length);
  if (other >= 0) {
    throw new RangeError(
      `Cannot take a row: the first has ${length} numbers, and row ${other} is ${
        describe(rows[other])
      }, of ${rows[other]?.length} numbers; give all rows the same length`,
    );
  }
  if (typeof index !== "number") return columnsOf(rows).map((column) => elementAt(column, index));
  const row = rows[fromStart(index, rows.length)] ?? new Array<number>(length).fill(NaN);
  return Array.from<Scalar, Scalar>(row, (x) => typeof x === "number" ? x : itself(x));
}

/** Returns the columns of rows of numbers: the same lists for the same rows, as long as their numbers stay. */
function columnsOf(rows: readonly ScalarList[]): readonly (readonly Scalar[])[] {
  const columns = Array.from(rows[0], (_, column) => rows.map((row) => row[column]));
  if (!columns.every(areNumbers)) return columns;
  const known = columnsOfRows.get(rows);
  const areKnown = known?.every((column, k) =>
    column.length === rows.length && column.every((x, i) => Object.is(x, columns[k][i]))
  );
  if (known?.length === columns.length && areKnown) return known;
  columnsOfRows.set(rows, columns);
  return columns;
}

const columnsOfRows = /* @__PURE__ */ new WeakMap<object, readonly (readonly Scalar[])[]>();

/** Returns the element at an index beneath all derivatives. */
function elementAt(xs: ScalarList, index: Scalar): Scalar {
  const count = xs.length;
  return elementFromStart(
    xs,
    typeof index === "number" ? fromStart(index, count) : positionAmong(index, count),
  );
}

/** Returns the element at an index beneath all derivatives that counts from the start. */
export function elementFromStart(xs: ScalarList, position: Scalar): Scalar {
  if (typeof position === "number") {
    const x = xs[position] ?? NaN;
    return typeof x === "number" ? x : itself(x);
  }
  if (isNumberArray(xs) || areNumbers(xs)) return numberTableOf(xs).at(position);
  return element([position, ...xs]);
}

function fromStart(index: number, count: number): number {
  return index < 0 ? index + count : index;
}

/** Returns an index that counts from the start, in place of one that may count from the end. */
export const positionAmong: Binary = /* @__PURE__ */ binary({
  name: "positionAmong",
  value: fromStart,
  partials: [0, 0],
});

/**
 * Returns the operand. An element that is looked up is a value of its own also where its index is a number, so that
 * contributions to its cotangent add up in the same order as those of an element that a row selects.
 */
export const itself: Unary = /* @__PURE__ */ unary({
  name: "take",
  value: (x) => x,
  partials: [1],
});

/** Returns an element of a list by its index: `element([index, ...list])`; NaN where there is none. */
export const element: Nary = /* @__PURE__ */ nary({
  name: "element",
  value: (xs) => {
    const index = xs[0];
    return index >= 0 ? xs[index + 1] ?? NaN : NaN;
  },
  partials: (xs) => [0, ...xs.slice(1).map((_, i) => isIndex(xs[0], i))],
  selects: true,
});

/** Returns 1 where two indices are equal, and 0 elsewhere. */
export const isIndex: Binary = /* @__PURE__ */ binary({
  name: "isIndex",
  value: (i, k) => i === k ? 1 : 0,
  partials: [0, 0],
});
