// The table: trigonometric functions and their inverses, angles in radians.

import { type Binary, binary } from "../operations/binary.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { turning } from "./angles.ts";
import { add, neg, square } from "./arithmetic.ts";
import { reciprocalOfOnePlusSquare, reciprocalRootOfOneLessSquare } from "./slopes.ts";

/**
 * Returns the sine of an angle in radians.
 *
 * @example
 * ```ts
 * import { derivative, sin } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(sin)(1), Math.cos(1));
 * ```
 */
export const sin: Unary = /* @__PURE__ */ unary({
  name: "sin",
  value: Math.sin,
  partials: [(x) => cos(x)],
});

/**
 * Returns the cosine of an angle in radians.
 *
 * @example
 * ```ts
 * import { cos, derivative } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(cos)(1), -Math.sin(1));
 * ```
 */
export const cos: Unary = /* @__PURE__ */ unary({
  name: "cos",
  value: Math.cos,
  partials: [(x) => neg(sin(x))],
});

/**
 * Returns the tangent of an angle in radians.
 *
 * @example
 * ```ts
 * import { derivative, tan } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(tan)(0), 1);
 * ```
 */
export const tan: Unary = /* @__PURE__ */ unary({
  name: "tan",
  value: Math.tan,
  partials: [(_x, y) => add(1, square(y))],
  domain: [-1.3, 1.3],
});

/**
 * Returns the inverse sine, in radians. At ±1 the derivative is Infinity; beyond all is NaN.
 *
 * @example
 * ```ts
 * import { asin, derivative } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(asin)(0), 1);
 * ```
 */
export const asin: Unary = /* @__PURE__ */ unary({
  name: "asin",
  value: Math.asin,
  partials: [(x) => reciprocalRootOfOneLessSquare(x)],
  domain: [-0.9, 0.9],
});

/**
 * Returns the inverse cosine, in radians. At ±1 the derivative is −Infinity; beyond all is NaN.
 *
 * @example
 * ```ts
 * import { acos, derivative } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(acos)(0), -1);
 * ```
 */
export const acos: Unary = /* @__PURE__ */ unary({
  name: "acos",
  value: Math.acos,
  partials: [(x) => neg(reciprocalRootOfOneLessSquare(x))],
  domain: [-0.9, 0.9],
});

/**
 * Returns the inverse tangent, in radians.
 *
 * @example
 * ```ts
 * import { atan, derivative } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(atan)(1), 0.5);
 * ```
 */
export const atan: Unary = /* @__PURE__ */ unary({
  name: "atan",
  value: Math.atan,
  partials: [(x) => reciprocalOfOnePlusSquare(x)],
});

/**
 * Returns the angle of the point (x, y) from the positive x axis, in radians from −π to π. The first operand is
 * the ordinate y, as in `Math.atan2`. At the origin the derivatives are NaN, and where an operand is infinite they
 * are 0.
 *
 * @example
 * ```ts
 * import { atan2, grad } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [byY, byX] = grad(atan2, { argnums: [0, 1] })(1, 2);
 * assertAlmostEquals(byY, 0.4, 1e-15);
 * assertAlmostEquals(byX, -0.2, 1e-15);
 * ```
 */
export const atan2: Binary = /* @__PURE__ */ binary({
  name: "atan2",
  value: Math.atan2,
  partials: [(y, x) => turning(x, y), (y, x) => neg(turning(y, x))],
  domain: [[-3, 3], [0.2, 3]],
});
