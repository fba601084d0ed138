// The table: hyperbolic functions and their inverses.

import { type Unary, unary } from "../operations/unary.ts";
import { mul, neg, square } from "./arithmetic.ts";
import {
  reciprocalOfOneLessSquare,
  reciprocalRootOfOnePlusSquare,
  reciprocalRootOfSquareLessOne,
} from "./slopes.ts";

/**
 * Returns the hyperbolic sine, (eˣ − e⁻ˣ) / 2.
 *
 * @example
 * ```ts
 * import { derivative, sinh } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(sinh)(1), Math.cosh(1));
 * ```
 */
export const sinh: Unary = /* @__PURE__ */ unary({
  name: "sinh",
  value: Math.sinh,
  partials: [(x) => cosh(x)],
});

/**
 * Returns the hyperbolic cosine, (eˣ + e⁻ˣ) / 2.
 *
 * @example
 * ```ts
 * import { cosh, derivative } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(cosh)(1), Math.sinh(1));
 * ```
 */
export const cosh: Unary = /* @__PURE__ */ unary({
  name: "cosh",
  value: Math.cosh,
  partials: [(x) => sinh(x)],
});

// 1 / cosh x, as a row of its own, so that no derivative of tanh overflows where cosh does.
const sech: Unary = /* @__PURE__ */ unary({
  name: "sech",
  value: (x) => 1 / Math.cosh(x),
  partials: [(x, y) => neg(mul(y, tanh(x)))],
});

/**
 * Returns the hyperbolic tangent, sinh x / cosh x. Its derivative 1 / cosh² x is accurate far out, where 1 − tanh² x cancels.
 *
 * @example
 * ```ts
 * import { derivative, tanh } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(derivative(tanh)(10), 8.244614455767397e-9, 1e-23);
 * ```
 */
export const tanh: Unary = /* @__PURE__ */ unary({
  name: "tanh",
  value: Math.tanh,
  partials: [(x) => square(sech(x))],
});

/**
 * Returns the inverse hyperbolic sine, ln(x + √(x² + 1)).
 *
 * @example
 * ```ts
 * import { asinh, derivative } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(asinh)(0), 1);
 * ```
 */
export const asinh: Unary = /* @__PURE__ */ unary({
  name: "asinh",
  value: Math.asinh,
  partials: [(x) => reciprocalRootOfOnePlusSquare(x)],
});

/**
 * Returns the inverse hyperbolic cosine, ln(x + √(x² − 1)). At 1 the derivative is Infinity; below 1 all is NaN.
 *
 * @example
 * ```ts
 * import { acosh, derivative } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(derivative(acosh)(Math.SQRT2), 1, 1e-15);
 * ```
 */
export const acosh: Unary = /* @__PURE__ */ unary({
  name: "acosh",
  value: Math.acosh,
  partials: [(x) => reciprocalRootOfSquareLessOne(x)],
  domain: [1.1, 5],
});

/**
 * Returns the inverse hyperbolic tangent, ½·ln((1 + x) / (1 − x)). At ±1 the derivative is Infinity; beyond all is
 * NaN.
 *
 * @example
 * ```ts
 * import { atanh, derivative } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(derivative(atanh)(0.5), 4 / 3, 1e-15);
 * ```
 */
export const atanh: Unary = /* @__PURE__ */ unary({
  name: "atanh",
  value: Math.atanh,
  partials: [(x) => reciprocalOfOneLessSquare(x)],
  domain: [-0.9, 0.9],
});
