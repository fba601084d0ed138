// The derivatives of logarithms, roots and inverse functions, as rows of their own. As formulas of several operations
// they would lose accuracy to cancellation, overflow or ∞·0 somewhere in the domain. Their partials consist of the
// same rows, so that derivatives of all orders are accurate. Those of the logarithm and the square root, which are
// used most, have callables of their own, as in arithmetic.ts.

import { type Binary, binary } from "../operations/binary.ts";
import { namedAfter } from "../operations/row.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { div, mul, neg, square } from "./arithmetic.ts";

/** The size of x from which 1 + x² is x², to full precision. */
export const LARGE = 1e9;

const positiveReciprocal = (x: number): number => x >= 0 ? 1 / (x + 0) : NaN;

/** Returns 1/x, and NaN below 0; at −0 as at 0. */
export const reciprocalOfPositive: Unary = /* @__PURE__ */ unary({
  name: "reciprocalOfPositive",
  value: positiveReciprocal,
  partials: [(_x, y) => neg(square(y))],
  domain: [0.2, 3],
});

const byLogarithm: Binary = /* @__PURE__ */ binary({
  name: "reciprocalByLogarithm",
  value: positiveReciprocal,
  partials: [0, (_x, _y, z) => neg(z)],
  domain: [[0.1, 5], [-2, 2]],
});

/**
 * Returns 1/x for x and y = ln x, and NaN outside the domain of the logarithm. It is differentiated as e⁻ʸ. As a
 * function of x its partial would be −1/x², which overflows below x = 1e-154, even where the product with the tangent
 * of x is an ordinary number, as for a density in its tail.
 */
export const reciprocalByLogarithm: Binary = /* @__PURE__ */ namedAfter(
  (x: Scalar, y: Scalar): Scalar => {
    if (typeof x !== "number" || typeof y !== "number") return byLogarithm(x, y);
    return positiveReciprocal(x);
  },
  byLogarithm,
) as Binary;

const halved: Unary = /* @__PURE__ */ unary({
  name: "halfReciprocal",
  value: (x) => 0.5 / (x + 0),
  partials: [(_x, y) => mul(-2, square(y))],
  domain: [0.2, 3],
});

/** Returns 1/(2x), the derivative of the square root whose value is x; at −0 as at 0. */
export const halfReciprocal: Unary = /* @__PURE__ */ namedAfter((x: Scalar): Scalar => {
  return typeof x === "number" ? 0.5 / (x + 0) : halved(x);
}, halved) as Unary;

/** Returns 1/(3x²), the derivative of the cube root whose value is x. */
export const reciprocalOfThreeSquares: Unary = /* @__PURE__ */ unary({
  name: "reciprocalOfThreeSquares",
  value: (x) => 1 / (3 * x * x),
  partials: [(x, y) => mul(-2, div(y, x))],
  domain: [0.2, 3],
});

/** Returns 1/(1 + x²), the squared cosine of the angle whose tangent is x. */
export const reciprocalOfOnePlusSquare: Unary = /* @__PURE__ */ unary({
  name: "reciprocalOfOnePlusSquare",
  // Divided by x twice, since its square overflows where the result does not yet underflow.
  value: (x) => Math.abs(x) > LARGE ? 1 / x / x : 1 / (1 + x * x),
  partials: [(x, y) => neg(mul(sineOfDouble(x), y))],
});

/** Returns 2x/(1 + x²), the sine of twice the angle whose tangent is x. */
export const sineOfDouble: Unary = /* @__PURE__ */ unary({
  name: "sineOfDouble",
  value: (x) => Math.abs(x) > LARGE ? 2 / x : 2 * x / (1 + x * x),
  partials: [(x) => mul(2, mul(cosineOfDouble(x), reciprocalOfOnePlusSquare(x)))],
});

/** Returns (1 − x²)/(1 + x²), the cosine of twice the angle whose tangent is x. */
export const cosineOfDouble: Unary = /* @__PURE__ */ unary({
  name: "cosineOfDouble",
  value: (x) => Math.abs(x) > LARGE ? -1 : (1 - x) * (1 + x) / (1 + x * x),
  partials: [(x) => mul(-2, mul(sineOfDouble(x), reciprocalOfOnePlusSquare(x)))],
});

/** Returns 1/(1 − x²), by the factors of the denominator, since 1 − x·x cancels near ±1; NaN beyond. */
export const reciprocalOfOneLessSquare: Unary = /* @__PURE__ */ unary({
  name: "reciprocalOfOneLessSquare",
  value: (x) => Math.abs(x) > 1 ? NaN : 1 / ((1 - x) * (1 + x)),
  partials: [(x, y) => mul(mul(2, x), square(y))],
  domain: [-0.9, 0.9],
});

/** Returns 1/√(1 − x²), by the factors of the radicand, since 1 − x·x cancels near ±1; NaN beyond. */
export const reciprocalRootOfOneLessSquare: Unary = /* @__PURE__ */ unary({
  name: "reciprocalRootOfOneLessSquare",
  value: (x) => 1 / Math.sqrt((1 - x) * (1 + x)),
  partials: [(x, y) => mul(mul(x, y), square(y))],
  domain: [-0.9, 0.9],
});

/** Returns 1/√(1 + x²), the cosine of the angle whose tangent is x. */
export const reciprocalRootOfOnePlusSquare: Unary = /* @__PURE__ */ unary({
  name: "reciprocalRootOfOnePlusSquare",
  value: (x) => Math.abs(x) > LARGE ? 1 / Math.abs(x) : 1 / Math.sqrt(1 + x * x),
  partials: [(x, y) => neg(mul(mul(ratioToRootOfOnePlusSquare(x), y), y))],
});

/** Returns x/√(1 + x²), the sine of the angle whose tangent is x. */
export const ratioToRootOfOnePlusSquare: Unary = /* @__PURE__ */ unary({
  name: "ratioToRootOfOnePlusSquare",
  value: (x) => Math.abs(x) > LARGE ? Math.sign(x) : x / Math.sqrt(1 + x * x),
  partials: [(x) => cubed(reciprocalRootOfOnePlusSquare(x))],
});

/** Returns 1/√(x² − 1), by two roots, since x² − 1 cancels near 1; NaN below 1, also where x² − 1 is positive. */
export const reciprocalRootOfSquareLessOne: Unary = /* @__PURE__ */ unary({
  name: "reciprocalRootOfSquareLessOne",
  value: (x) => x > LARGE ? 1 / x : 1 / (Math.sqrt(x - 1) * Math.sqrt(x + 1)),
  partials: [(x, y) => neg(mul(mul(ratioToRootOfSquareLessOne(x), y), y))],
  domain: [1.1, 5],
});

/** Returns x/√(x² − 1), whose derivative does not cancel, as that of the product of x and 1/√(x² − 1) would. */
export const ratioToRootOfSquareLessOne: Unary = /* @__PURE__ */ unary({
  name: "ratioToRootOfSquareLessOne",
  value: (x) => x > LARGE ? 1 : x / (Math.sqrt(x - 1) * Math.sqrt(x + 1)),
  partials: [(x) => neg(cubed(reciprocalRootOfSquareLessOne(x)))],
  domain: [1.1, 5],
});

/** Returns x³, by products, which cost less than a power. */
const cubed = (x: Scalar): Scalar => mul(x, square(x));
