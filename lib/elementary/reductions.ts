// The table: operations that make one real of a list. Each row has one backpropagator whatever the length
// of the list.

import { type Binary, binary } from "../core/binary.ts";
import { underneath } from "../core/box.ts";
import { isNumberArray, type NumberList } from "../core/floats.ts";
import { describe } from "../core/describe.ts";
import { type Nary, nary, type ScalarList } from "../core/nary.ts";
import type { Scalar } from "../core/scalar.ts";
import { type OfListOrOperands, ofListOrOperands } from "../core/variadic.ts";
import { add, div, mul, neg } from "./arithmetic.ts";
import { expDifference, greatest, largestOf } from "./helpers.ts";

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
export const sum: Nary = nary({ name: "sum", value: sumOf, partials: 1 });

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
 * The Euclidean norm √(Σ xᵢ²), of operands or of one list, without overflow on the way; 0 of none. At the
 * origin, where it has a kink, the derivatives are 0.
 *
 * @example
 * ```ts
 * import { grad, hypot } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hypot(3, 4), 5);
 * assertEquals(hypot([2, 3, 6]), 7);
 * assertEquals(grad(hypot, { argnums: [0, 1] })(3, 4), [0.6, 0.8]);
 * ```
 */
export const hypot: OfListOrOperands = ofListOrOperands(nary({
  name: "hypot",
  value: normOf,
  partials: (xs, norm) => xs.map((x) => direction(x, norm)),
  domain: [0.2, 3],
}));

// x/‖x‖, and 0 at the origin.
const direction: Binary = binary({
  name: "direction",
  value: (x, norm) => norm === 0 ? 0 : x / norm,
  partials: [(_x, norm) => direction(1, norm), (_x, norm, z) => neg(direction(z, norm))],
});

/**
 * The logarithm of a sum of exponentials, ln Σ exp xᵢ, without overflow on the way; −Infinity of an empty
 * list. Its gradient is the softmax.
 *
 * @example
 * ```ts
 * import { grad, logsumexp } from "@fluxion/ad";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(logsumexp([1000, 1000]), 1000 + Math.LN2, 1e-12);
 * assertEquals(grad(logsumexp)([1000, 1000]), [0.5, 0.5]);
 * ```
 */
export const logsumexp: Nary = nary({
  name: "logsumexp",
  value: logSumOfExponentials,
  // Shifted by the largest and not by the result, which carries the rounding of its own size.
  partials: (xs) => {
    const largest = greatest(xs.map((x) => underneath(x, "logsumexp")));
    const exponentials = xs.map((x) => expDifference(x, largest));
    const total = sum(exponentials);
    return exponentials.map((exponential) => div(exponential, total));
  },
});

function isList(xs: unknown): xs is ScalarList {
  return Array.isArray(xs) || isNumberArray(xs);
}

function sumOf(xs: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < xs.length; i++) total += xs[i];
  return total;
}

/** Scaled by the largest, and with the rounding of each addition carried along (Kahan 1965). */
function normOf(xs: ArrayLike<number>): number {
  let largest = 0;
  let hasNaN = false;
  for (let i = 0; i < xs.length; i++) {
    const size = Math.abs(xs[i]);
    if (size > largest) largest = size;
    else if (size !== size) hasNaN = true;
  }
  if (largest === Infinity) return Infinity;
  if (hasNaN) return NaN;
  if (largest === 0) return 0;
  let total = 0;
  let compensation = 0;
  for (let i = 0; i < xs.length; i++) {
    const ratio = xs[i] / largest;
    const summand = ratio * ratio - compensation;
    const next = total + summand;
    compensation = next - total - summand;
    total = next;
  }
  return Math.sqrt(total) * largest;
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
