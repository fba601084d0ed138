// The operations behind `max`, `min` and `clamp`, which select among their operands, and the derivatives that they
// share: operands that tie for the result have equal parts of the derivative.

import { type Binary, binary } from "../operations/binary.ts";
import { beneathDerivatives } from "../values/box.ts";
import { selecting, tellTie } from "../values/interpreter.ts";
import { type Nary, nary } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { areNumbers, largestOf } from "./helpers.ts";
import { above, below, share, shareOf, shareOfSeveral, tie, tieOf } from "./kinks.ts";
import { sum } from "./reductions.ts";

/** Returns the larger of two. */
export const larger: Binary = /* @__PURE__ */ binary({
  name: "max",
  value: (x, y) => Math.max(x, y),
  partials: [(x, y) => above(x, y), (x, y) => above(y, x)],
  selects: true,
});

/** Returns the smaller of two. */
export const smaller: Binary = /* @__PURE__ */ binary({
  name: "min",
  value: (x, y) => Math.min(x, y),
  partials: [(x, y) => below(x, y), (x, y) => below(y, x)],
  selects: true,
});

/** Returns the largest of a list. */
export const largest: Nary = /* @__PURE__ */ nary({
  name: "max",
  value: largestOf,
  partials: shares,
  selects: true,
});

/** Returns the smallest of a list. */
export const smallest: Nary = /* @__PURE__ */ nary({
  name: "min",
  value: (xs) => {
    let smallest = Infinity;
    for (let i = 0; i < xs.length; i++) smallest = Math.min(smallest, xs[i]);
    return smallest;
  },
  partials: shares,
  selects: true,
});

/** Returns x, but at least low, and at most high: `held([x, low, high])`. */
export const held: Nary = /* @__PURE__ */ nary({
  name: "clamp",
  value: ({ 0: x, 1: low, 2: high }) => Math.min(Math.max(x, low), high),
  partials: shares,
  selects: true,
});

/**
 * Returns the partials: equal shares of 1 for all operands that equal the result, and 0 for all others; where the
 * result is NaN, NaN for operands that are. Where different operands tie, the derivatives of their shares are NaN,
 * and everywhere else these are structural zeros.
 */
function shares(xs: readonly Scalar[], z: Scalar): readonly Scalar[] {
  if (areNumbers(xs)) return sharesOfNumbers(xs, z as number);
  const ties = xs.map((x) => tie(x, z));
  const count = countOf(ties);
  // A box that is in a list twice ties with itself, which makes no kink.
  const others = ties.filter(isFirst(xs));
  if (others.length === ties.length) return ties.map((own) => selecting(share(own, count)));
  const different = countOf(others);
  return ties.map((own) => selecting(shareOfSeveral([own, count, different])));
}

/** Returns a filter for operands of which no earlier one is the same box. */
function isFirst(xs: readonly Scalar[]): (own: Scalar, i: number) => boolean {
  tellTie(xs);
  const boxes = new Set<Scalar>();
  return (_own, i) => {
    const x = xs[i];
    if (typeof x === "number") return true;
    const { size } = boxes;
    return boxes.add(x).size > size;
  };
}

/** Returns `shares` for numbers, with the same operations in one loop. */
function sharesOfNumbers(xs: readonly number[], z: number): number[] {
  const ties = new Array<number>(xs.length);
  let count = 0;
  for (let i = 0; i < xs.length; i++) {
    const own = tieOf(xs[i], z);
    ties[i] = own;
    count += own;
  }
  for (let i = 0; i < xs.length; i++) ties[i] = shareOf(ties[i], count);
  return ties;
}

function countOf(ties: readonly Scalar[]): Scalar {
  return sum(ties.map((own) => beneathDerivatives(own, "max")));
}
