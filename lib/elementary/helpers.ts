// Rows that only other rows need, and that are no part of the public table.

import { type Binary, binary } from "../core/binary.ts";
import { resultOfTwo } from "../core/intrinsics.ts";
import { type Nary, nary } from "../core/nary.ts";
import { type Unary, unary } from "../core/unary.ts";
import { neg } from "./arithmetic.ts";

/** exp(x − y), where the rounding of x − y alone would cost hundreds of units in the last place. */
export const expDifference: Binary = binary({
  name: "expDifference",
  value: (x, y) => {
    const difference = x - y;
    // What the subtraction has rounded off (Møller 1965, Knuth 1969).
    const minusY = difference - x;
    const rest = (x - (difference - minusY)) - (y + minusY);
    const leading = Math.exp(difference);
    return leading === 0 ? 0 : leading + leading * rest;
  },
  partials: [resultOfTwo, (_x, _y, z) => neg(z)],
});

/** 1 where x is positive, 0 where it is not, NaN for NaN. */
export const step: Unary = unary({
  name: "step",
  value: (x) => x > 0 ? 1 : x <= 0 ? 0 : NaN,
  partials: [0],
});

/** The largest of a list, as a number of the run and no variable: what is shifted by it takes it back. */
export const greatest: Nary = nary({ name: "max", value: largestOf, partials: 0 });

/** The largest of some numbers; −Infinity of none. */
export function largestOf(xs: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < xs.length; i++) largest = Math.max(largest, xs[i]);
  return largest;
}
