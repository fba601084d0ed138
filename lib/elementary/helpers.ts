// Rows that only other rows need, and that are no part of the public table.

import { type Binary, binary } from "../operations/binary.ts";
import { describe } from "../values/describe.ts";
import { resultOfTwo } from "../operations/intrinsics.ts";
import { type Nary, nary, type ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { neg } from "./arithmetic.ts";

/** exp(x − y), where the rounding of x − y alone would cost hundreds of units in the last place. */
export const expDifference: Binary = /* @__PURE__ */ binary({
  name: "expDifference",
  value: expOfDifference,
  partials: [resultOfTwo, (_x, _y, z) => neg(z)],
});

/** `expDifference` on numbers. */
export function expOfDifference(x: number, y: number): number {
  // Infinities of one sign have no difference.
  if (x === y) return 1;
  const difference = x - y;
  // What the subtraction has rounded off (Møller 1965, Knuth 1969).
  const minusY = difference - x;
  const rest = (x - (difference - minusY)) - (y + minusY);
  const leading = Math.exp(difference);
  return leading === 0 ? 0 : leading + leading * rest;
}

/** Whether none of some scalars is a box: partials then come out of a loop of numbers. */
export function areNumbers(xs: readonly Scalar[]): xs is readonly number[] {
  for (let i = 0; i < xs.length; i++) if (typeof xs[i] !== "number") return false;
  return true;
}

/** The largest of a list, as a number of the run and no variable: what is shifted by it takes it back. */
export const greatest: Nary = /* @__PURE__ */ nary({ name: "max", value: largestOf, partials: 0 });

/** The largest of some numbers; −Infinity of none. */
export function largestOf(xs: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < xs.length; i++) largest = Math.max(largest, xs[i]);
  return largest;
}

/**
 * Checks that what is taken as a list is one.
 *
 * @throws {TypeError} if it is no array of numbers.
 */
export function checkList(name: string, xs: unknown): asserts xs is ScalarList {
  if (Array.isArray(xs) || xs instanceof Float64Array || xs instanceof Float32Array) return;
  throw new TypeError(`Cannot apply ${name} to ${describe(xs)}: it takes an array of numbers`);
}
