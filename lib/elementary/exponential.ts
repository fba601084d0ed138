// The table: powers, roots, exponentials and logarithms.

import { type Binary, binary } from "../core/binary.ts";
import { isFollowed } from "../core/box.ts";
import { currentInterpreter } from "../core/interpreter.ts";
import { either, isZero } from "../core/choice.ts";
import { resultOfOne } from "../core/intrinsics.ts";
import type { Scalar } from "../core/scalar.ts";
import { type Unary, unary } from "../core/unary.ts";
import { eq } from "./comparison.ts";
import { add, div, mul, reciprocal, square, sub } from "./arithmetic.ts";

/**
 * The exponential: eˣ.
 *
 * @example
 * ```ts
 * import { derivative, exp } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(exp)(1), Math.E);
 * ```
 */
export const exp: Unary = unary({ name: "exp", value: Math.exp, partials: [resultOfOne] });

/**
 * The exponential less one, eˣ − 1, accurate for small x.
 *
 * @example
 * ```ts
 * import { expm1 } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(expm1(1e-20), 1e-20);
 * ```
 */
export const expm1: Unary = unary({
  name: "expm1",
  value: Math.expm1,
  // Not y + 1, which would lose what expm1 keeps for very negative x.
  partials: [(x) => exp(x)],
});

/**
 * The natural logarithm: ln x. At 0 it is −Infinity, with the derivative Infinity.
 *
 * @example
 * ```ts
 * import { derivative, log } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(log)(4), 0.25);
 * ```
 */
export const log: Unary = unary({
  name: "log",
  value: Math.log,
  partials: [(x) => reciprocal(x)],
  domain: [0.1, 5],
});

/**
 * The natural logarithm of one more, ln(1 + x), accurate for small x.
 *
 * @example
 * ```ts
 * import { log1p } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(log1p(1e-20), 1e-20);
 * ```
 */
export const log1p: Unary = unary({
  name: "log1p",
  value: Math.log1p,
  partials: [(x) => reciprocal(add(1, x))],
  domain: [-0.8, 3],
});

/**
 * The logarithm to base 2: log₂ x.
 *
 * @example
 * ```ts
 * import { log2 } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(log2(8), 3);
 * ```
 */
export const log2: Unary = unary({
  name: "log2",
  value: Math.log2,
  partials: [(x) => div(Math.LOG2E, x)],
  domain: [0.1, 5],
});

/**
 * The logarithm to base 10: log₁₀ x.
 *
 * @example
 * ```ts
 * import { log10 } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(log10(1000), 3);
 * ```
 */
export const log10: Unary = unary({
  name: "log10",
  value: Math.log10,
  partials: [(x) => div(Math.LOG10E, x)],
  domain: [0.1, 5],
});

/**
 * The square root: √x. At 0 the derivative is Infinity, as IEEE arithmetic has it.
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
export const sqrt: Unary = unary({
  name: "sqrt",
  value: Math.sqrt,
  partials: [(_x, y) => div(0.5, y)],
  domain: [0.1, 5],
});

/**
 * The cube root: ∛x. At 0 the derivative is Infinity, as IEEE arithmetic has it.
 *
 * @example
 * ```ts
 * import { cbrt } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cbrt(-8), -2);
 * ```
 */
export const cbrt: Unary = unary({
  name: "cbrt",
  value: Math.cbrt,
  partials: [(_x, y) => div(1 / 3, square(y))],
  domain: [0.1, 5],
});

/**
 * The power: xʸ, with `Math.pow`'s values. ∂/∂x = y·xʸ⁻¹, which is 0 for y = 0, also at x = 0;
 * ∂/∂y = xʸ·ln x, which is 0 at x = 0 for y > 0, and NaN for x < 0, where no derivative exists. An exponent
 * that is a plain number is not differentiated at all.
 *
 * @example
 * ```ts
 * import { derivative, pow } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pow(2, 10), 1024);
 * assertEquals(derivative((x) => pow(x, 3))(-2), 12);
 * ```
 */
export const pow: Binary = binary({
  name: "pow",
  value: Math.pow,
  partials: [powByBase, powByExponent],
  domain: [[0.2, 3], [-3, 3]],
});

function powByBase(x: Scalar, y: Scalar, z: Scalar): Scalar {
  // 0·0⁻¹ would be NaN. An exponent that is followed keeps its share in ∂²/∂x∂y wherever that exists.
  // Whether an exponent is followed must not depend on the run.
  const trace = currentInterpreter();
  if (trace?.selects && isFollowed(y) && eq(y, 0)) trace.checkRule("pow");
  const vanishes = isFollowed(y) ? mul(isZero(x), isZero(y)) : isZero(y);
  const power = () => mul(y, pow(x, sub(y, 1)));
  // Below ½ the exponent y − 1 is rounded, which costs hundreds of units in the last place.
  const quotient = () => either(isFiniteNotZero(x), () => mul(y, div(z, x)), power);
  return either(vanishes, () => 0, () => either(isBelowHalf(y), quotient, power));
}

function powByExponent(x: Scalar, y: Scalar, z: Scalar): Scalar {
  // 0·ln 0 would be NaN.
  return either(mul(isZero(x), isPositive(y)), () => 0, () => mul(z, log(x)));
}

const isBelowHalf: Unary = unary({
  name: "isBelowHalf",
  value: (x) => x < 0.5 ? 1 : 0,
  partials: [0],
});

const isPositive: Unary = unary({
  name: "isPositive",
  value: (x) => x > 0 ? 1 : 0,
  partials: [0],
});

const isFiniteNotZero: Unary = unary({
  name: "isFiniteNotZero",
  value: (x) => x !== 0 && Number.isFinite(x) ? 1 : 0,
  partials: [0],
});
