// The table: sums and shares of exponentials of two operands, and the logarithms of shares.

import { isNumberArray } from "../values/floats.ts";
import { type Binary, binary } from "../operations/binary.ts";
import type { OfList, ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { checkList, expOfDifference } from "./helpers.ts";
import { tanh } from "./hyperbolic.ts";
import { withoutEach } from "./others.ts";
import { shareOfEach } from "./reductions.ts";
import { softplus } from "./special.ts";

/**
 * Returns ln(eˣ + eʸ) without overflow on the way, `logsumexp` of two. Of two that are −Infinity all derivatives are
 * 0; two that are Infinity have equal weights.
 *
 * @example
 * ```ts
 * import { grad, logaddexp } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logaddexp(1000, 1000), 1000 + Math.LN2);
 * assertEquals(grad(logaddexp, { argnums: [0, 1] })(7, 7), [0.5, 0.5]);
 * ```
 */
export const logaddexp: Binary = /* @__PURE__ */ binary({
  name: "logaddexp",
  value: (x, y) => {
    if (x === y) return x + Math.LN2;
    const larger = Math.max(x, y);
    return larger === Infinity ? Infinity : larger + Math.log1p(Math.exp(-Math.abs(x - y)));
  },
  partials: [(x, y) => weight(x, y), (x, y) => weight(y, x)],
});

/** Returns eˣ/(eˣ + eʸ), the share of the first operand; 0 where both are −Infinity. */
const weight: Binary = /* @__PURE__ */ binary({
  name: "weight",
  value: (x, y) => {
    if (x === -Infinity && y === -Infinity) return 0;
    const least = Math.min(x, y);
    const ratio = expOfDifference(least, Math.max(x, y));
    return (x > least || x === y ? 1 : ratio) / (1 + ratio);
  },
  partials: [(x, y) => weightSlope(x, y), (x, y) => neg(weightSlope(x, y))],
});

/** Returns eˣ·eʸ/(eˣ + eʸ)²; as a row of its own, since the derivative of the product of both weights cancels. */
const weightSlope: Binary = /* @__PURE__ */ binary({
  name: "weightSlope",
  value: (x, y) => {
    if (x === y) return Math.abs(x) === Infinity ? 0 : 0.25;
    const ratio = expOfDifference(Math.min(x, y), Math.max(x, y));
    return ratio / ((1 + ratio) * (1 + ratio));
  },
  partials: [
    (x, y, z) => neg(mul(z, tanh(mul(0.5, sub(x, y))))),
    (x, y, z) => mul(z, tanh(mul(0.5, sub(x, y)))),
  ],
});

/**
 * Returns ln(1 − e⁻ˣ) for x ≥ 0, as `jax.nn.log1mexp` has it, accurate near 0 and far out. At 0 it is −Infinity, with
 * the derivative Infinity; below all is NaN.
 *
 * @example
 * ```ts
 * import { derivative, log1mexp } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(log1mexp(50), -1.9287498479639178e-22);
 * assertEquals(derivative(log1mexp)(Math.LN2), 1);
 * ```
 */
export const log1mexp: Unary = /* @__PURE__ */ unary({
  name: "log1mexp",
  value: (x) => x < Math.LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x)),
  partials: [(x) => reciprocalOfExpm1(x)],
  domain: [0.1, 3],
});

/** Returns 1/(eˣ − 1), and NaN below 0. */
const reciprocalOfExpm1: Unary = /* @__PURE__ */ unary({
  name: "reciprocalOfExpm1",
  value: (x) => x >= 0 ? 1 / Math.expm1(Math.abs(x)) : NaN,
  partials: [(_x, y) => neg(mul(y, add(1, y)))],
  domain: [0.1, 3],
});

/** The type of operations from a list to a list: numbers in, numbers out. */
export interface OfListToList {
  <L extends ScalarList>(xs: L): OfList<L>[];
}

/**
 * Returns the softmax of a list, pᵢ = exp xᵢ / Σ exp xₖ, without overflow on the way: the gradient of `logsumexp`,
 * with its conventions at infinity. Derivatives contain 1 − pᵢ, which is computed as the sum of all other shares and
 * does not cancel.
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { jacobian, type Scalar, softmax } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmax([1000, 1000]), [0.5, 0.5]);
 * assertEquals(jacobian((xs: Scalar[]) => softmax(xs))([7, 7]), [[0.25, -0.25], [-0.25, 0.25]]);
 * ```
 */
export const softmax: OfListToList = ((xs: ScalarList): Scalar[] => {
  return [...shareOfEach(scalarsOf("softmax", xs))];
}) as OfListToList;

/**
 * Returns the logarithms of the softmax of a list, xᵢ − ln Σ exp xₖ. Each is computed from all other elements, as
 * −softplus(logsumexp of the others − xᵢ), so that neither it nor its derivative cancels where its share is nearly 1.
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { logSoftmax } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logSoftmax([1000, 1000]), [-Math.LN2, -Math.LN2]);
 * assertEquals(logSoftmax([50, 0])[0], -1.9287498479639178e-22);
 * ```
 */
export const logSoftmax: OfListToList = ((xs: ScalarList): Scalar[] => {
  const list = scalarsOf("logSoftmax", xs);
  if (list.length === 1) return [0];
  return withoutEach(list, logaddexp).map((others, i) => neg(softplus(sub(others, list[i]))));
}) as OfListToList;

/** Returns the operand of an operation as an array. @throws {TypeError} if it is none. */
export function scalarsOf(name: string, xs: ScalarList): readonly Scalar[] {
  if (isNumberArray(xs)) return Array.from(xs);
  checkList(name, xs);
  return xs as readonly Scalar[];
}
