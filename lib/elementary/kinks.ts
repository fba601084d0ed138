// The derivatives of functions in pieces. Such a derivative is constant between kinks, where its own derivative is a
// structural zero; on a kink its value is a convention, and its own derivative is NaN.

import { type Binary, binary, type BinaryPartial } from "../operations/binary.ts";
import { isFollowed } from "../values/box.ts";
import { selecting, tellTie } from "../values/interpreter.ts";
import { type Nary, nary } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";

/** Returns the derivative of a function that is constant except for a jump at 0: NaN at 0 and for NaN, 0 elsewhere. */
export const kinkAtZero: Unary = /* @__PURE__ */ unary({
  name: "kinkAtZero",
  value: (x) => 0 / x,
  // Where this derivative does not exist, none of a higher order does.
  partials: [(_x, own) => selecting(own)],
  selects: true,
});

/** Returns NaN where x equals y and where both are NaN, and 0 elsewhere: of x alone that is NaN, y changes nothing. */
export const kinkAtOther: Binary = /* @__PURE__ */ binary({
  name: "kinkAtOther",
  value: (x, y) => x === y || x !== x && y !== y ? NaN : 0,
  partials: [(_x, _y, own) => selecting(own), (_x, _y, own) => selecting(own)],
  selects: true,
});

/** Returns NaN where x equals y and where x is NaN, and 0 elsewhere. */
export const kinkAtTie: Binary = /* @__PURE__ */ binary({
  name: "kinkAtTie",
  value: (x, y) => x === y || x !== x ? NaN : 0,
  partials: [(_x, _y, own) => selecting(own), (x, y) => selecting(kinkAtOther(x, y))],
  selects: true,
});

/** Returns NaN for NaN, and 0 for any other number. */
export const kinkAtNaN: Unary = /* @__PURE__ */ unary({
  name: "kinkAtNaN",
  value: (x) => x === x ? 0 : NaN,
  partials: [(_x, own) => selecting(own)],
  selects: true,
});

/** The derivatives of a function that is constant except for a jump where x equals y, by each of the two. */
const jumpsAtTie: readonly [BinaryPartial, BinaryPartial] = [
  (x, y) => selecting(kinkAtTie(x, y)),
  (x, y) => selecting(kinkAtOther(x, y)),
];

/** Returns on which side of 0 x is, as −1, 0 or 1: the derivative of |x|. */
export const side: Unary = /* @__PURE__ */ unary({
  name: "side",
  value: Math.sign,
  partials: [(x) => selecting(kinkAtZero(x))],
  selects: true,
});

/** Returns 1 where x is positive, 0 where it is not, NaN for NaN. */
export const isPositive: Unary = /* @__PURE__ */ unary({
  name: "isPositive",
  value: (x) => x > 0 ? 1 : x <= 0 ? 0 : NaN,
  partials: [(x) => selecting(kinkAtZero(x))],
  selects: true,
});

/** Returns 0 where x is negative, and 1 elsewhere. */
const isNotNegative: Unary = /* @__PURE__ */ unary({
  name: "isNotNegative",
  value: (x) => x < 0 ? 0 : 1,
  partials: [0],
});

/** Returns the derivative of max(x, 0), which is a structural zero where x is not positive. */
export function stepSelecting(x: Scalar): Scalar {
  const own = isPositive(x);
  // At 0 one that is a box has a derivative, NaN, and so it is no structural zero there.
  return isFollowed(own) ? selecting(own, isNotNegative(x)) : own;
}

/** Returns 1 where x is greater than y, ½ at a tie, 0 where it is less; NaN where x is NaN. */
export function above(x: Scalar, y: Scalar): Scalar {
  // Numbers are computed without the callable of a row (a gradient of `max` of two takes a third less).
  if (typeof x === "number" && typeof y === "number") return aboveOf(x, y);
  return isOne(x, y) ? half(x) : selecting(aboveRow(x, y));
}

/** Checks whether two scalars, of which at least one is a box, are one variable. */
function isOne(x: Scalar, y: Scalar): boolean {
  if (x === y) return true;
  tellTie([x, y]);
  return false;
}

const aboveOf = (x: number, y: number): number => x > y ? 1 : x === y ? 0.5 : x === x ? 0 : NaN;

/** `above` as an operation. */
export const aboveRow: Binary = /* @__PURE__ */ binary({
  name: "above",
  value: aboveOf,
  partials: jumpsAtTie,
  selects: true,
});

/** Returns 1 where x is less than y, ½ at a tie, 0 where it is greater; NaN where x is NaN. */
export function below(x: Scalar, y: Scalar): Scalar {
  // Numbers are computed without the callable of a row, as in `above`.
  if (typeof x === "number" && typeof y === "number") return belowOf(x, y);
  return isOne(x, y) ? half(x) : selecting(belowRow(x, y));
}

const belowOf = (x: number, y: number): number => x < y ? 1 : x === y ? 0.5 : x === x ? 0 : NaN;

/** `below` as an operation. */
export const belowRow: Binary = /* @__PURE__ */ binary({
  name: "below",
  value: belowOf,
  partials: jumpsAtTie,
  selects: true,
});

/** Returns 1 for an operand that equals the result, 0 for one that does not, NaN for NaN. */
export const tie: Binary = /* @__PURE__ */ binary({
  name: "tie",
  value: tieOf,
  partials: jumpsAtTie,
  selects: true,
});

/** Returns ½, the share of each of two operands that are the same scalar, which makes no kink; NaN for NaN. */
export const half: Unary = /* @__PURE__ */ unary({
  name: "half",
  value: (x) => x === x ? 0.5 : NaN,
  partials: [(x) => selecting(kinkAtNaN(x))],
  selects: true,
});

/** Returns 0 where a count is 1, and NaN where it is more or NaN. */
const kinkOfSeveral: Unary = /* @__PURE__ */ unary({
  name: "kinkOfSeveral",
  value: (count) => count === 1 ? 0 : NaN,
  partials: [0],
});

/**
 * Returns the share of an operand in the derivative, from its `tie` and the number of operands that tie: 1 by that
 * number, or 0 for one that does not tie, even where the number is NaN. Where several tie, it has a kink.
 */
export const share: Binary = /* @__PURE__ */ binary({
  name: "share",
  value: shareOf,
  partials: [(_own, count) => kinkOfSeveral(count), 0],
  selects: true,
});

/** Returns `share` where some operands are the same scalar. It has a kink only where different ones tie. */
export const shareOfSeveral: Nary = /* @__PURE__ */ nary({
  name: "shareOfSeveral",
  value: ({ 0: own, 1: count }) => shareOf(own, count),
  partials: ([_own, _count, different]) => [kinkOfSeveral(different), 0, 0],
  selects: true,
});

/** Returns `tie` for numbers. */
export function tieOf(x: number, z: number): number {
  return x === z ? 1 : x === x ? 0 : NaN;
}

/** Returns `share` for numbers. */
export function shareOf(own: number, count: number): number {
  return own === 0 ? 0 : own / count;
}
