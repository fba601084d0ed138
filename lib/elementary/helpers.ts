// Rows that only other rows need, and that are no part of the public table.

import { type Binary, binary } from "../core/binary.ts";
import { third } from "../core/known.ts";
import { describe } from "../core/describe.ts";
import { type Nary, nary, type ScalarList } from "../core/nary.ts";
import type { Scalar } from "../core/scalar.ts";
import { type Unary, unary } from "../core/unary.ts";
import { mul, neg } from "./arithmetic.ts";

/**
 * 1 − x², by its factors, since 1 − x·x cancels near ±1. One row and not a product of two, so that at ±1,
 * where one factor is 0, a reverse sweep does not multiply it by an infinite cotangent.
 */
export const oneLessSquare: Unary = unary({
  name: "oneLessSquare",
  value: (x) => (1 - x) * (1 + x),
  partials: [(x) => mul(-2, x)],
});

/** exp(x − y), where the rounding of x − y alone would cost hundreds of units in the last place. */
export const expDifference: Binary = binary({
  name: "expDifference",
  value: expOfDifference,
  partials: [third, (_x, _y, z) => neg(z)],
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
export const greatest: Nary = nary({ name: "max", value: largestOf, partials: 0 });

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
