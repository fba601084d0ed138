// The gamma function, its logarithm, and the derivatives of that, the polygamma functions.

import gammaValue from "@stdlib/math-base-special-gamma";
import gammaLogarithm from "@stdlib/math-base-special-gammaln";
import { add, mul } from "../elementary/arithmetic.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { derivativeRow } from "../operations/derivative_row.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { refused } from "./refused.ts";
import { logGammaOfOneMore, polygammaOf } from "./values/gamma_parts.ts";

/**
 * Returns the logarithm of the size of the gamma function: ln |Γ(x)|. Its derivative is the digamma function. At 0 and
 * the negative integers it is Infinity.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { digamma, lgamma } from "@fluxion/ad/special";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(lgamma(171), 706.5730622457874, 1e-11);
 * assertEquals(derivative(lgamma)(3), digamma(3));
 * ```
 */
export const lgamma: Unary = /* @__PURE__ */ unary({
  name: "lgamma",
  value: logarithmOfGamma,
  partials: [(x) => digamma(x)],
  domain: [0.3, 5],
});

/**
 * Returns the gamma function: Γ(x) = ∫₀^∞ tˣ⁻¹·e⁻ᵗ dt, continued to negative numbers; (x − 1)! for integers. It
 * overflows above 171.6. At the poles it is ±Infinity at 0, by its sign, and NaN at the negative integers.
 *
 * @example
 * ```ts
 * import { gamma } from "@fluxion/ad/special";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(gamma(5), 24);
 * ```
 */
export const gamma: Unary = /* @__PURE__ */ unary({
  name: "gamma",
  value: gammaValue,
  partials: [(x, y) => mul(y, digamma(x))],
  domain: [0.3, 5],
});

/**
 * Returns the digamma function: ψ(x) = Γ′(x) / Γ(x), the derivative of `lgamma`. NaN at the poles below 0.
 *
 * @example
 * ```ts
 * import { digamma } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(digamma(1), -0.5772156649015329, 1e-15);
 * ```
 */
export const digamma: Unary = /* @__PURE__ */ derivativeRow(
  "digamma",
  (x, order) => polygammaOf(order, x),
  [0.3, 5],
);

/**
 * Returns the trigamma function: ψ′(x), the second derivative of `lgamma`.
 *
 * @example
 * ```ts
 * import { trigamma } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(trigamma(1), Math.PI ** 2 / 6, 1e-15);
 * ```
 */
export const trigamma: Unary = /* @__PURE__ */ derivativeRow(
  "trigamma",
  (x, order) => polygammaOf(order + 1, x),
  [0.3, 5],
);

/**
 * Returns the polygamma function: the n-th derivative of the digamma function, ψ⁽ⁿ⁾(x), for an integer n ≥ 0; NaN for
 * any other n. The derivative by the order n is refused.
 *
 * @throws {TypeError} if it is differentiated by n.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { polygamma } from "@fluxion/ad/special";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative((x) => polygamma(2, x))(3), polygamma(3, 3));
 * ```
 */
export const polygamma: Binary = /* @__PURE__ */ binary({
  name: "polygamma",
  value: polygammaOf,
  partials: [refused("polygamma", "order n"), (n, x) => polygamma(add(n, 1), x)],
});

/** Returns ln |Γ(x)|. Near 1 and 2, where it is 0, it is taken from Γ(x) − 1. */
function logarithmOfGamma(x: number): number {
  return x > 0.5 && x < 3
    ? logGammaOfOneMore(x - 1)
    : x === -Infinity
    ? Infinity
    : gammaLogarithm(x);
}
