// The table: operations that make one real of a list. Each row has one backpropagator whatever the length
// of the list.

import { plus } from "../operations/binary.ts";
import { beneathDerivatives, isFollowed } from "../values/box.ts";
import { isNumberArray, type NumberList } from "../values/floats.ts";
import { describe } from "../values/describe.ts";
import { type Nary, nary, type ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { add, div, mul, neg } from "./arithmetic.ts";
import { areNumbers, expDifference, expOfDifference, greatest, largestOf } from "./helpers.ts";
import { withoutEach } from "./others.ts";

export { hypot, norm, sumOfSquares } from "./norms.ts";

/**
 * The sum of a list: Σ xᵢ; 0 of an empty one.
 *
 * @example
 * ```ts
 * import { grad, type Scalar, square, sum } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sum([1, 2, 3]), 6);
 * assertEquals(grad((xs: Scalar[]) => sum(xs.map((x) => square(x))))([1, 2]), [2, 4]);
 * ```
 */
export const sum: Nary = /* @__PURE__ */ nary({ name: "sum", value: sumOf, partials: 1 });

/** The mean of a list: numbers in, number out. */
export interface Mean {
  (xs: NumberList): number;
  (xs: ScalarList): Scalar;
}

/**
 * The arithmetic mean of a list: Σ xᵢ / n; NaN of an empty one.
 *
 * @example
 * ```ts
 * import { mean } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mean([1, 2, 6]), 3);
 * ```
 */
export const mean: Mean = ((xs: ScalarList) => div(sum(xs), xs.length)) as Mean;

/** The inner product of two lists: numbers in, number out. */
export interface Dot {
  (xs: NumberList, ys: NumberList): number;
  (xs: ScalarList, ys: ScalarList): Scalar;
}

/**
 * The inner product of two lists of equal length: Σ xᵢ·yᵢ.
 *
 * @throws {RangeError} if the lengths differ.
 *
 * @example
 * ```ts
 * import { dot, grad } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(dot([1, 2], [3, 4]), 11);
 * assertEquals(grad(dot)([1, 2], [3, 4]), [3, 4]);
 * ```
 */
export const dot: Dot = ((xs: ScalarList, ys: ScalarList) => {
  if (!isList(xs) || !isList(ys)) {
    throw new TypeError(
      `Cannot apply dot to ${describe(xs)} and ${describe(ys)}: it takes two arrays of numbers`,
    );
  }
  if (xs.length !== ys.length) {
    throw new RangeError(
      `Cannot apply dot to lists of ${xs.length} and ${ys.length} numbers: give both the same length`,
    );
  }
  // Not one row: at any length it is twice as fast to multiply and add one after the other.
  let total: Scalar = 0;
  for (let i = 0; i < xs.length; i++) total = add(total, mul(xs[i], ys[i]));
  return total;
}) as Dot;

/**
 * The logarithm of a sum of exponentials, ln Σ exp xᵢ, without overflow on the way; −Infinity of an empty
 * list. Its gradient is the softmax, pᵢ = exp xᵢ / Σ exp xₖ. Of −Infinity only, where nothing has any weight,
 * all derivatives are 0; where elements are +Infinity, they have equal weights and all others none.
 *
 * @example
 * ```ts
 * import { grad, logsumexp } from "@fluxion/ad";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(logsumexp([1000, 1000]), 1000 + Math.LN2, 1e-12);
 * assertEquals(grad(logsumexp)([1000, 1000]), [0.5, 0.5]);
 * assertEquals(grad(logsumexp)([0, -Infinity]), [1, 0]);
 * ```
 */
export const logsumexp: Nary = /* @__PURE__ */ nary({
  name: "logsumexp",
  value: logSumOfExponentials,
  partials: softmax,
});

function softmax(xs: readonly Scalar[]): readonly Scalar[] {
  if (areNumbers(xs)) return softmaxOfNumbers(xs);
  // Shifted by the largest and not by the result, which carries the rounding of its own size.
  const shift = orZero(greatest(xs.map((x) => beneathDerivatives(x, "logsumexp"))));
  const exponentials = xs.map((x) => expDifference(x, shift));
  const total = orOne(sum(exponentials.map((x) => beneathDerivatives(x, "logsumexp"))));
  if (!exponentials.some(isFollowed)) return exponentials.map((x) => div(x, total));
  // 1 − pᵢ as the sum of the other shares does not cancel.
  const others = withoutEach(exponentials, plus);
  return exponentials.map((x, i) => softmaxShare([x, others[i], total]));
}

/** What the operations of `softmax` are on numbers, in one loop. */
function softmaxOfNumbers(xs: readonly number[]): number[] {
  const largest = largestOf(xs);
  const shift = largest === -Infinity ? 0 : largest;
  const shares: number[] = [];
  let total = 0;
  for (let i = 0; i < xs.length; i++) {
    const own = expOfDifference(xs[i], shift);
    shares.push(own);
    total += own;
  }
  if (total === 0) return shares;
  for (let i = 0; i < xs.length; i++) shares[i] /= total;
  return shares;
}

/** x by a total that is a number, with the derivatives of x/(x + y), y the sum of all others. */
const softmaxShare: Nary = /* @__PURE__ */ nary({
  name: "softmaxShare",
  value: ({ 0: x, 2: total }) => x / total,
  partials: ([x, others]) => {
    const total = orOne(add(x, others));
    return [div(div(others, total), total), neg(div(div(x, total), total)), 0];
  },
});

/** A shift that is no infinity where nothing is larger. */
const orZero: Unary = /* @__PURE__ */ unary({
  name: "orZero",
  value: (x) => x === -Infinity ? 0 : x,
  partials: [0],
});

/** A total that is 1 where all summands are 0. */
const orOne: Unary = /* @__PURE__ */ unary({
  name: "orOne",
  value: (x) => x === 0 ? 1 : x,
  partials: [1],
});

function isList(xs: unknown): xs is ScalarList {
  return Array.isArray(xs) || isNumberArray(xs);
}

function sumOf(xs: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < xs.length; i++) total += xs[i];
  return total;
}

function logSumOfExponentials(xs: ArrayLike<number>): number {
  const largest = largestOf(xs);
  if (!Number.isFinite(largest)) return largest;
  // The first of the largest contributes exactly 1, which log1p supplies.
  let rest = 0;
  let counted = false;
  for (let i = 0; i < xs.length; i++) {
    if (!counted && xs[i] === largest) counted = true;
    else rest += Math.exp(xs[i] - largest);
  }
  return largest + Math.log1p(rest);
}
