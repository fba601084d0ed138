// The table: operations of a list whose result is one real.

import { plus } from "../operations/binary.ts";
import { beneathDerivatives, isFollowed } from "../values/box.ts";
import { type Nary, nary, type OfList, type ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { add, div, neg } from "./arithmetic.ts";
import { areNumbers, expDifference, expOfDifference, greatest, largestOf } from "./helpers.ts";
import { withoutEach } from "./others.ts";

export { type Dot, dot } from "./inner_product.ts";
export { hypot, norm, sumOfSquares } from "./norms.ts";

/**
 * Returns the sum of a list: Σ xᵢ; 0 of an empty one.
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

/** The type of `mean`: numbers in, number out. */
export interface Mean {
  <L extends ScalarList>(xs: L): OfList<L>;
}

/**
 * Returns the arithmetic mean of a list: Σ xᵢ / n; NaN of an empty one.
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

/**
 * Returns the logarithm of a sum of exponentials, ln Σ exp xᵢ, without overflow on the way; −Infinity of an empty
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
  partials: shareOfEach,
});

/** Returns the softmax, the gradient of `logsumexp`: pᵢ = exp xᵢ / Σ exp xₖ. */
export function shareOfEach(xs: readonly Scalar[]): readonly Scalar[] {
  if (areNumbers(xs)) return softmaxOfNumbers(xs);
  // Shifted by the largest element, which is exact, and not by the result, which is rounded.
  const shift = orZero(greatest(xs.map((x) => beneathDerivatives(x, "logsumexp"))));
  const exponentials = xs.map((x) => expDifference(x, shift));
  const total = orOne(sum(exponentials.map((x) => beneathDerivatives(x, "logsumexp"))));
  if (!exponentials.some(isFollowed)) return exponentials.map((x) => div(x, total));
  // The derivatives contain 1 − pᵢ, which as the sum of the other shares does not cancel.
  const others = withoutEach(exponentials, plus);
  return exponentials.map((x, i) => softmaxShare([x, others[i], total]));
}

/** Returns `shareOfEach` for numbers, with the same operations in one loop. */
function softmaxOfNumbers(xs: readonly number[]): number[] {
  const largest = largestOf(xs);
  const shift = largest === -Infinity ? 0 : largest;
  const shares = new Array<number>(xs.length);
  let total = 0;
  for (let i = 0; i < xs.length; i++) {
    const own = expOfDifference(xs[i], shift);
    shares[i] = own;
    total += own;
  }
  if (total === 0) return shares;
  for (let i = 0; i < xs.length; i++) shares[i] /= total;
  return shares;
}

/** Returns x / total, where the total counts as a constant, with the derivatives of x/(x + y), y the sum of all others. */
const softmaxShare: Nary = /* @__PURE__ */ nary({
  name: "softmaxShare",
  value: ({ 0: x, 2: total }) => x / total,
  partials: ([x, others]) => {
    const total = orOne(add(x, others));
    return [div(div(others, total), total), neg(div(div(x, total), total)), 0];
  },
});

/** Returns a shift, with 0 in place of −Infinity, where all elements are −Infinity. */
const orZero: Unary = /* @__PURE__ */ unary({
  name: "orZero",
  value: (x) => x === -Infinity ? 0 : x,
  partials: [0],
});

/** Returns a total, with 1 in place of 0, where all summands are 0. */
const orOne: Unary = /* @__PURE__ */ unary({
  name: "orOne",
  value: (x) => x === 0 ? 1 : x,
  partials: [1],
});

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
