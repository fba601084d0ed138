// Rows and functions that several families use, and that are no part of the public table.

import { type Binary, binary } from "../operations/binary.ts";
import { resultOfTwo } from "../operations/intrinsics.ts";
import { type Nary, nary, notList, type ScalarList } from "../operations/nary.ts";
import { isNumberArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import { neg } from "./arithmetic.ts";

/** Returns exp(x − y). Of a plain difference the rounding alone would cost hundreds of units in the last place. */
export const expDifference: Binary = /* @__PURE__ */ binary({
  name: "expDifference",
  value: expOfDifference,
  partials: [resultOfTwo, (_x, _y, z) => neg(z)],
});

/** Returns `expDifference` for numbers. */
export function expOfDifference(x: number, y: number): number {
  // The difference of two infinities of one sign would be NaN.
  if (x === y) return 1;
  const difference = x - y;
  // The rounding error of the subtraction (Møller 1965, Knuth 1969).
  const minusY = difference - x;
  const rest = (x - (difference - minusY)) - (y + minusY);
  const leading = Math.exp(difference);
  return leading === 0 ? 0 : leading + leading * rest;
}

/** Checks whether all scalars of a list are numbers, so that partials can be computed in a loop of numbers. */
export function areNumbers(xs: readonly Scalar[]): xs is readonly number[] {
  for (let i = 0; i < xs.length; i++) if (typeof xs[i] !== "number") return false;
  return true;
}

/** Returns the largest of a list, as a constant. It is for shifts, on which the result does not depend. */
export const greatest: Nary = /* @__PURE__ */ nary({ name: "max", value: largestOf, partials: 0 });

/** Returns the largest of some numbers; −Infinity of none. */
export function largestOf(xs: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < xs.length; i++) largest = Math.max(largest, xs[i]);
  return largest;
}

/**
 * Checks that an operand is a list.
 *
 * @throws {TypeError} if it is no array of numbers.
 */
export function checkList(name: string, xs: unknown): asserts xs is ScalarList {
  if (Array.isArray(xs) || isNumberArray(xs)) return;
  throw notList(name, xs);
}
