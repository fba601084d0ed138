// What the slopes of functions in pieces are made of. A slope is constant between kinks, where its own
// derivative is a structural zero; on a kink it is a convention, and its derivative is NaN.

import { type Binary, binary } from "../operations/binary.ts";
import { isFollowed, selecting } from "../values/box.ts";
import { type Nary, nary } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";

/** NaN at 0 and for NaN, and 0 everywhere else: the derivative of a slope that jumps at 0. */
export const kinkAtZero: Unary = /* @__PURE__ */ unary({
  name: "kinkAtZero",
  value: (x) => 0 / x,
  // Where there is no second derivative there is no third.
  partials: [(_x, own) => selecting(own)],
  selects: true,
});

/** NaN where x equals y and where x is NaN, and 0 everywhere else. */
const kinkAtTie: Binary = /* @__PURE__ */ binary({
  name: "kinkAtTie",
  value: (x, y) => x === y || x !== x ? NaN : 0,
  partials: [(_x, _y, own) => selecting(own), (_x, _y, own) => selecting(own)],
  selects: true,
});

/** The derivative of a slope that jumps where x equals y. */
const jumpAtTie = (x: Scalar, y: Scalar): Scalar => selecting(kinkAtTie(x, y));

/** On which side of 0 x is: −1, 0 or 1. The derivative of |x|. */
export const side: Unary = /* @__PURE__ */ unary({
  name: "side",
  value: Math.sign,
  partials: [(x) => selecting(kinkAtZero(x))],
  selects: true,
});

/** 1 where x is positive, 0 where it is not, NaN for NaN. */
export const step: Unary = /* @__PURE__ */ unary({
  name: "step",
  value: (x) => x > 0 ? 1 : x <= 0 ? 0 : NaN,
  partials: [(x) => selecting(kinkAtZero(x))],
  selects: true,
});

/** 0 where x is negative, and 1 everywhere else. */
const isNotNegative: Unary = /* @__PURE__ */ unary({
  name: "isNotNegative",
  value: (x) => x < 0 ? 0 : 1,
  partials: [0],
});

/** The derivative of max(x, 0): a structural zero where x is not positive. */
export function stepSelecting(x: Scalar): Scalar {
  const own = step(x);
  // At 0 a step that is followed has a derivative, NaN, and so is no structural zero.
  return isFollowed(own) ? selecting(own, isNotNegative(x)) : own;
}

/** 1 where x is greater than y, ½ at a tie, 0 where it is not; NaN where x is. */
export function above(x: Scalar, y: Scalar): Scalar {
  // Numbers are answered without the callable of a row: a third off the gradient of an operation of two.
  if (typeof x === "number" && typeof y === "number") return aboveOf(x, y);
  return x === y ? half(x) : selecting(aboveRow(x, y));
}

const aboveOf = (x: number, y: number): number => x > y ? 1 : x === y ? 0.5 : x === x ? 0 : NaN;

const aboveRow: Binary = /* @__PURE__ */ binary({
  name: "above",
  value: aboveOf,
  partials: [jumpAtTie, jumpAtTie],
  selects: true,
});

/** 1 where x is less than y, ½ at a tie, 0 where it is not; NaN where x is. */
export function below(x: Scalar, y: Scalar): Scalar {
  // Numbers are answered without the callable of a row: a third off the gradient of an operation of two.
  if (typeof x === "number" && typeof y === "number") return belowOf(x, y);
  return x === y ? half(x) : selecting(belowRow(x, y));
}

const belowOf = (x: number, y: number): number => x < y ? 1 : x === y ? 0.5 : x === x ? 0 : NaN;

const belowRow: Binary = /* @__PURE__ */ binary({
  name: "below",
  value: belowOf,
  partials: [jumpAtTie, jumpAtTie],
  selects: true,
});

/** 1 for an operand that equals the result, 0 for one that does not, NaN for NaN. */
export const tie: Binary = /* @__PURE__ */ binary({
  name: "tie",
  value: tieOf,
  partials: [jumpAtTie, jumpAtTie],
  selects: true,
});

/** The share of one of two that are the same operand: there is no kink. */
export const half: Unary = /* @__PURE__ */ unary({
  name: "half",
  value: (x) => x === x ? 0.5 : NaN,
  partials: [0],
});

/** NaN where a count is more than 1 and where it is NaN, and 0 where it is 1. */
const kinkOfSeveral: Unary = /* @__PURE__ */ unary({
  name: "kinkOfSeveral",
  value: (count) => count === 1 ? 0 : NaN,
  partials: [0],
});

/**
 * The share of an operand that ties among a number of them: what does not tie has no share in the NaN of
 * another. Where several tie, it jumps.
 */
export const share: Binary = /* @__PURE__ */ binary({
  name: "share",
  value: shareOf,
  partials: [(_own, count) => kinkOfSeveral(count), 0],
  selects: true,
});

/** `share` where some operands are the same one: it jumps where several different ones tie. */
export const shareOfSeveral: Nary = /* @__PURE__ */ nary({
  name: "shareOfSeveral",
  value: ({ 0: own, 1: count }) => shareOf(own, count),
  partials: ([_own, _count, different]) => [kinkOfSeveral(different), 0, 0],
  selects: true,
});

/** `tie` on numbers. */
export function tieOf(x: number, z: number): number {
  return x === z ? 1 : x === x ? 0 : NaN;
}

/** `share` on numbers. */
export function shareOf(own: number, count: number): number {
  return own === 0 ? 0 : own / count;
}
