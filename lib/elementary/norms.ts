// The table: Euclidean norms. The partials of a norm are the components uᵢ of a direction. These have rows of their
// own, whose partials do not cancel: 1 − uᵢ² is computed as the sum of the squares of all others.

import { type Binary, binary, plus } from "../operations/binary.ts";
import { beneathDerivatives, isFollowed } from "../values/box.ts";
import { type Nary, nary } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import type { OfListOrOperands } from "../operations/variadic.ts";
import { add, div, mul, neg, square } from "./arithmetic.ts";
import { sqrt } from "./exponential.ts";
import { ofTwoOrList } from "./operands.ts";
import { withoutEach } from "./others.ts";
import { areNumbers } from "./helpers.ts";
import { rescaled, scale, scaledNumber, scaleFor, scaleOfList } from "./scale.ts";

/**
 * Returns the Euclidean norm √(Σ xᵢ²), of operands or of one list, without overflow on the way; 0 of none. At the
 * origin, where it has a kink, the first derivatives are 0, and the second NaN. Where operands are infinite,
 * they count as equal and all others as nothing.
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
export const hypot: OfListOrOperands = /* @__PURE__ */ ofTwoOrList(
  /* @__PURE__ */ binary({
    name: "hypot",
    value: normOfTwo,
    partials: [direction, (x, y, z) => direction(y, x, z)],
    domain: [[0.2, 3], [0.2, 3]],
  }),
  /* @__PURE__ */ nary({ name: "hypot", value: normOf, partials: directions, domain: [0.2, 3] }),
);

/**
 * Returns the Euclidean norm of a list, ‖x‖ = √(Σ xᵢ²), as `hypot` has it: without overflow on the way, and at the
 * origin with the first derivatives 0 and the second NaN. Its square is `sumOfSquares`, which is smooth.
 *
 * @example
 * ```ts
 * import { grad, norm } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(norm([2, 3, 6]), 7);
 * assertEquals(grad(norm)([3, 4]), [0.6, 0.8]);
 * assertEquals(grad(norm)([0, 0]), [0, 0]);
 * ```
 */
export const norm: Nary = /* @__PURE__ */ nary({
  name: "norm",
  value: normOf,
  partials: directions,
  domain: [0.2, 3],
});

/**
 * Returns the sum of the squares of a list, Σ xᵢ²: smooth everywhere; 0 of an empty list.
 *
 * @example
 * ```ts
 * import { grad, hessian, sumOfSquares } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sumOfSquares([1, 2, 3]), 14);
 * assertEquals(grad(sumOfSquares)([1, 2, 3]), [2, 4, 6]);
 * assertEquals(hessian(sumOfSquares)([0, 0]), [[2, 0], [0, 2]]);
 * ```
 */
export const sumOfSquares: Nary = /* @__PURE__ */ nary({
  name: "sumOfSquares",
  value: (xs) => {
    let total = 0;
    for (let i = 0; i < xs.length; i++) total += xs[i] * xs[i];
    return total;
  },
  partials: doubles,
});

/** Returns twice each element. */
function doubles(xs: readonly Scalar[]): readonly Scalar[] {
  if (!areNumbers(xs)) return xs.map((x) => mul(2, x));
  const all = new Array<number>(xs.length);
  for (let i = 0; i < xs.length; i++) all[i] = 2 * xs[i];
  return all;
}

/**
 * Returns x/√(x² + y²), the first component of a direction in the plane; 0 at the origin.
 *
 * @param root the square root, where the caller has it
 */
function direction(x: Scalar, y: Scalar, root: Scalar = 0): Scalar {
  if (typeof x !== "number" || typeof y !== "number") return component(x, y);
  // Numbers are computed without the callable of a row, and with the given root if it is accurate.
  const isKnown = typeof root === "number" && root > LEAST && root < LARGEST;
  return isKnown ? x / root : cosineOf(x, y);
}

const component: Binary = /* @__PURE__ */ binary({
  name: "component",
  value: cosineOf,
  partials: [
    (x, y) => turned(direction(y, x), x, y),
    (x, y, own) => neg(turned(own, x, y)),
  ],
});

/** Returns a factor times y/(x² + y²), the form of all derivatives of x/√(x² + y²). */
function turned(times: Scalar, x: Scalar, y: Scalar): Scalar {
  const by = scale([beneathDerivatives(x, "hypot"), beneathDerivatives(y, "hypot")]);
  const size = hypot(rescaled(x, by), rescaled(y, by));
  // In this order no product overflows or underflows before the result does.
  return mul(mul(times, by), div(direction(y, x), size));
}

/** Returns the partial derivatives of a norm with respect to the elements of a list. */
function directions(xs: readonly Scalar[]): readonly Scalar[] {
  if (areNumbers(xs)) return directionsOfNumbers(xs);
  const by = scale(xs.map((x) => beneathDerivatives(x, "hypot")));
  const elements = xs.map((x) => rescaled(x, by));
  const size = norm(elements.map((x) => beneathDerivatives(x, "hypot")));
  if (!elements.some(isFollowed)) return elements.map((x) => ratio(x, size));
  // The derivative of xᵢ/‖x‖ contains ‖x‖² − xᵢ², which is the sum of the squares of the others, without cancellation.
  const others = withoutEach(elements.map((x) => square(x)), plus);
  return elements.map((x, i) => componentOfList([x, others[i], size]));
}

/** Returns `directions` for numbers, with the same operations in one loop. */
function directionsOfNumbers(xs: readonly number[]): number[] {
  const by = scaleOfList(xs);
  const elements = new Array<number>(xs.length);
  for (let i = 0; i < xs.length; i++) elements[i] = scaledNumber(xs[i], by);
  const size = normOf(elements);
  for (let i = 0; i < xs.length; i++) elements[i] = size === 0 ? 0 : elements[i] / size;
  return elements;
}

/** Returns x / size, or 0 where the size is 0, which it is only if x is. */
export const ratio: Binary = /* @__PURE__ */ binary({
  name: "direction",
  value: (x, size) => size === 0 ? 0 : x / size,
  partials: [(_x, size) => div(1, size), (_x, size, own) => neg(div(own, size))],
});

/**
 * Returns x / size, where the size counts as a constant, with the derivatives of x/√(x² + s) for the sum s of the
 * squares of all others.
 */
export const componentOfList: Nary = /* @__PURE__ */ nary({
  name: "componentOfList",
  value: ({ 0: x, 2: size }) => size === 0 ? 0 : x / size,
  partials: ([x, others]) => {
    const squares = add(square(x), others);
    const cube = mul(squares, sqrt(squares));
    return [div(others, cube), neg(div(mul(0.5, x), cube)), 0];
  },
});

/** Returns x/√(x² + y²) for numbers; 0 at the origin. */
export function cosineOf(x: number, y: number): number {
  const squares = x * x + y * y;
  if (squares > LEAST_OF_SQUARES && squares < LARGEST_OF_SQUARES) return x / Math.sqrt(squares);
  const by = scaleFor(Math.max(Math.abs(x), Math.abs(y)));
  const a = scaledNumber(x, by);
  const b = scaledNumber(y, by);
  const size = Math.sqrt(a * a + b * b);
  return size === 0 ? 0 : a / size;
}

// Bounds of a norm between which no square overflows, and none underflows that is not negligible.
const LEAST = 2 ** -450;
const LARGEST = 2 ** 500;
/** Above this, no sum of two squares lacks one that has underflowed. */
export const LEAST_OF_SQUARES: number = 2 ** -900;
/** Below this, none has overflowed. */
export const LARGEST_OF_SQUARES: number = 2 ** 1000;

/** Returns the norm of two numbers, √(x² + y²). */
export function normOfTwo(x: number, y: number): number {
  const squares = x * x + y * y;
  if (squares > LEAST_OF_SQUARES && squares < LARGEST_OF_SQUARES) return Math.sqrt(squares);
  return normOf([x, y]);
}

/** Returns a norm of numbers, scaled where squares would overflow, by compensated summation (Kahan 1965). */
export function normOf(xs: ArrayLike<number>): number {
  let size = 0;
  let hasNaN = false;
  for (let i = 0; i < xs.length; i++) {
    const own = Math.abs(xs[i]);
    if (own > size) size = own;
    else if (own !== own) hasNaN = true;
  }
  if (size === Infinity) return Infinity;
  if (hasNaN) return NaN;
  const by = scaleFor(size);
  let total = 0;
  let compensation = 0;
  for (let i = 0; i < xs.length; i++) {
    const own = xs[i] * by;
    const summand = own * own - compensation;
    const next = total + summand;
    compensation = next - total - summand;
    total = next;
  }
  return Math.sqrt(total) / by;
}
