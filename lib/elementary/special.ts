// The table: smooth functions of statistics and learning.

import { type Unary, unary } from "../core/unary.ts";
import { mul, neg } from "./arithmetic.ts";
import * as errorFunction from "./error_function.ts";

/**
 * The logistic sigmoid, σ(x) = 1 / (1 + e⁻ˣ), without overflow. Its derivative is σ(x)·σ(−x), accurate
 * far out, where σ·(1 − σ) cancels.
 *
 * @example
 * ```ts
 * import { derivative, sigmoid } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sigmoid(0), 0.5);
 * assertEquals(derivative(sigmoid)(0), 0.25);
 * ```
 */
export const sigmoid: Unary = unary({
  name: "sigmoid",
  value: (x) => {
    const tail = Math.exp(-Math.abs(x));
    return (x < 0 ? tail : 1) / (1 + tail);
  },
  partials: [(x, y) => mul(y, sigmoid(neg(x)))],
});

/**
 * The smooth rectifier: ln(1 + eˣ), without overflow.
 *
 * @example
 * ```ts
 * import { softplus } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softplus(0), Math.LN2);
 * assertEquals(softplus(1000), 1000);
 * ```
 */
export const softplus: Unary = unary({
  name: "softplus",
  value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  partials: [(x) => sigmoid(x)],
});

/**
 * The error function: 2/√π ∫₀ˣ e^(−t²) dt.
 *
 * @example
 * ```ts
 * import { erf } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(erf(1), 0.8427007929497149, 1e-15);
 * ```
 */
export const erf: Unary = unary({
  name: "erf",
  value: errorFunction.erf,
  partials: [(x) => mul(2 / Math.sqrt(Math.PI), gaussian(x))],
});

/**
 * The complementary error function, 1 − erf x, to full relative accuracy in its tail.
 *
 * @example
 * ```ts
 * import { erfc } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(erfc(10) / 2.088487583762545e-45, 1, 1e-15);
 * ```
 */
export const erfc: Unary = unary({
  name: "erfc",
  value: errorFunction.erfc,
  partials: [(x) => mul(-2 / Math.sqrt(Math.PI), gaussian(x))],
});

// e^(−x²). As exp of −x² it would lose accuracy far out.
const gaussian: Unary = unary({
  name: "gaussian",
  value: errorFunction.gaussian,
  partials: [(x, y) => mul(-2, x, y)],
});
