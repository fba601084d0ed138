// The table: roots, exponentials and logarithms.

import { resultOfOne } from "../operations/intrinsics.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { add, mul } from "./arithmetic.ts";
import { halfReciprocal, reciprocalByLogarithm, reciprocalOfThreeSquares } from "./slopes.ts";

/**
 * Returns the exponential: eˣ.
 *
 * @example
 * ```ts
 * import { derivative, exp } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(exp)(1), Math.E);
 * ```
 */
export const exp: Unary = /* @__PURE__ */ unary({
  name: "exp",
  value: Math.exp,
  partials: [resultOfOne],
});

/**
 * Returns the exponential less one, eˣ − 1, accurate for small x.
 *
 * @example
 * ```ts
 * import { expm1 } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(expm1(1e-20), 1e-20);
 * ```
 */
export const expm1: Unary = /* @__PURE__ */ unary({
  name: "expm1",
  value: Math.expm1,
  // Not y + 1, which cancels for very negative x.
  partials: [(x) => exp(x)],
});

/**
 * Returns the natural logarithm: ln x. At 0 it is −Infinity, with the derivative Infinity; below 0 all is NaN.
 *
 * @example
 * ```ts
 * import { derivative, log } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(log)(4), 0.25);
 * ```
 */
export const log: Unary = /* @__PURE__ */ unary({
  name: "log",
  value: Math.log,
  partials: [(x, y) => reciprocalByLogarithm(x, y)],
  domain: [0.1, 5],
});

/**
 * Returns the natural logarithm of one more, ln(1 + x), accurate for small x.
 *
 * @example
 * ```ts
 * import { log1p } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(log1p(1e-20), 1e-20);
 * ```
 */
export const log1p: Unary = /* @__PURE__ */ unary({
  name: "log1p",
  value: Math.log1p,
  partials: [(x, y) => reciprocalByLogarithm(add(1, x), y)],
  domain: [-0.8, 3],
});

/**
 * Returns the logarithm to base 2: log₂ x.
 *
 * @example
 * ```ts
 * import { log2 } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(log2(8), 3);
 * ```
 */
export const log2: Unary = /* @__PURE__ */ unary({
  name: "log2",
  value: Math.log2,
  partials: [(x, y) => mul(Math.LOG2E, reciprocalByLogarithm(x, mul(Math.LN2, y)))],
  domain: [0.1, 5],
});

/**
 * Returns the logarithm to base 10: log₁₀ x.
 *
 * @example
 * ```ts
 * import { log10 } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(log10(1000), 3);
 * ```
 */
export const log10: Unary = /* @__PURE__ */ unary({
  name: "log10",
  value: Math.log10,
  partials: [(x, y) => mul(Math.LOG10E, reciprocalByLogarithm(x, mul(Math.LN10, y)))],
  domain: [0.1, 5],
});

/**
 * Returns the square root: √x. At 0 the derivative is Infinity, as IEEE arithmetic has it.
 *
 * @example
 * ```ts
 * import { derivative, sqrt } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(sqrt)(4), 0.25);
 * assertEquals(derivative(sqrt)(0), Infinity);
 * ```
 */
export const sqrt: Unary = /* @__PURE__ */ unary({
  name: "sqrt",
  value: Math.sqrt,
  partials: [(_x, y) => halfReciprocal(y)],
  domain: [0.1, 5],
});

/**
 * Returns the cube root: ∛x. At 0 the derivative is Infinity, as IEEE arithmetic has it.
 *
 * @example
 * ```ts
 * import { cbrt } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cbrt(-8), -2);
 * ```
 */
export const cbrt: Unary = /* @__PURE__ */ unary({
  name: "cbrt",
  value: Math.cbrt,
  partials: [(_x, y) => reciprocalOfThreeSquares(y)],
  domain: [0.1, 5],
});
