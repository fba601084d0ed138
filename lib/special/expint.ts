// The exponential integrals. Each is the derivative of the next.

import { neg, sub } from "../elementary/arithmetic.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { derivativeRow } from "../operations/derivative_row.ts";
import type { Unary } from "../operations/unary.ts";
import { refused } from "./refused.ts";
import {
  exponentialIntegral,
  exponentialIntegralDerivative,
} from "./values/exponential_integrals.ts";

/**
 * Returns the exponential integral of an order: Eₙ(x) = ∫₁^∞ e⁻ˣᵗ·t⁻ⁿ dt, for an integer n and x ≥ 0; NaN for others.
 * ∂/∂x = −Eₙ₋₁(x); the derivative by the order is refused.
 *
 * @throws {TypeError} if it is differentiated by n.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { expint } from "@fluxion/ad/special";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(expint(1, 1), 0.21938393439552029, 1e-16);
 * assertEquals(derivative((x) => expint(3, x))(2), -expint(2, 2));
 * ```
 */
export const expint: Binary = /* @__PURE__ */ binary({
  name: "expint",
  value: exponentialIntegral,
  partials: [refused("expint", "order n"), (n, x) => neg(expint(sub(n, 1), x))],
});

/**
 * Returns the exponential integral of order 1: E₁(x) = ∫ₓ^∞ e⁻ᵗ/t dt for x ≥ 0; Infinity at 0, and NaN below.
 *
 * @example
 * ```ts
 * import { exp1 } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(exp1(1), 0.21938393439552029, 1e-16);
 * ```
 */
export const exp1: Unary = /* @__PURE__ */ derivativeRow(
  "exp1",
  (x, order) => (order % 2 === 0 ? 1 : -1) * exponentialIntegral(1 - order, x),
  [0.2, 4],
);

/**
 * Returns the exponential integral Ei(x), the principal value of ∫₋∞ˣ eᵗ/t dt; −Infinity at 0. For negative x it is
 * −E₁(−x).
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { expi } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(expi(1), 1.8951178163559368, 1e-15);
 * assertAlmostEquals(derivative(expi)(1), Math.E, 1e-15);
 * ```
 */
export const expi: Unary = /* @__PURE__ */ derivativeRow(
  "expi",
  exponentialIntegralDerivative,
  [0.2, 4],
);
