// The table: smooth functions of statistics and learning.

import { type Binary, binary } from "../operations/binary.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import * as errorFunction from "./error_function.ts";
import { tanh } from "./hyperbolic.ts";

/**
 * Returns the logistic sigmoid, σ(x) = 1 / (1 + e⁻ˣ), without overflow. Its derivative is σ(x)·σ(−x), accurate
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
export const sigmoid: Unary = /* @__PURE__ */ unary({
  name: "sigmoid",
  value: (x) => {
    const tail = Math.exp(-Math.abs(x));
    return (x < 0 ? tail : 1) / (1 + tail);
  },
  partials: [(x) => sigmoidSlope(x)],
});

// σ(x)·σ(−x), the derivative of the sigmoid, as a row of its own. The derivative of the product would be
// σ'·(σ(−x) − σ(x)), which cancels near 0.
const sigmoidSlope: Unary = /* @__PURE__ */ unary({
  name: "sigmoidSlope",
  value: (x) => {
    const tail = Math.exp(-Math.abs(x));
    return tail / ((1 + tail) * (1 + tail));
  },
  partials: [(x, y) => neg(mul(y, tanh(mul(0.5, x))))],
});

/**
 * Returns the smooth rectifier: ln(1 + eˣ), without overflow.
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
export const softplus: Unary = /* @__PURE__ */ unary({
  name: "softplus",
  value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  partials: [(x) => sigmoid(x)],
});

/**
 * Returns the logarithm of the logistic sigmoid, ln σ(x) = −ln(1 + e⁻ˣ), without overflow and with full accuracy in
 * both tails.
 *
 * @example
 * ```ts
 * import { derivative, logSigmoid } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logSigmoid(-1000), -1000);
 * assertEquals(derivative(logSigmoid)(0), 0.5);
 * ```
 */
export const logSigmoid: Unary = /* @__PURE__ */ unary({
  name: "logSigmoid",
  value: (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))),
  partials: [(x) => sigmoid(neg(x))],
});

/**
 * Returns the logit, ln(p / (1 − p)), the inverse of the sigmoid. At 0 and 1 it is −Infinity and Infinity, with the
 * derivative Infinity; outside all is NaN.
 *
 * @example
 * ```ts
 * import { derivative, logit } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logit(0.5), 0);
 * assertEquals(derivative(logit)(0.5), 4);
 * ```
 */
export const logit: Unary = /* @__PURE__ */ unary({
  name: "logit",
  // Near ½, where the logarithms cancel, 2p − 1 is exact.
  value: (p) => {
    if (p > 0.25 && p < 0.75) return 2 * Math.atanh(2 * p - 1);
    return Math.log(p) - Math.log1p(-p);
  },
  partials: [(p) => logitSlope(p)],
  domain: [0.05, 0.95],
});

/** Returns 1/(p·(1 − p)), and NaN outside of [0, 1]. */
const logitSlope: Unary = /* @__PURE__ */ unary({
  name: "logitSlope",
  value: (p) => p >= 0 && p <= 1 ? 1 / Math.abs(p) / (1 - p) : NaN,
  partials: [(p, y) => mul(mul(sub(mul(2, p), 1), y), y)],
  domain: [0.05, 0.95],
});

/**
 * Returns the error function: 2/√π ∫₀ˣ e^(−t²) dt.
 *
 * @example
 * ```ts
 * import { erf } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(erf(1), 0.8427007929497149, 1e-15);
 * ```
 */
export const erf: Unary = /* @__PURE__ */ unary({
  name: "erf",
  value: errorFunction.errorFunction,
  partials: [(x) => mul(2 / Math.sqrt(Math.PI), gaussian(x))],
});

/**
 * Returns the complementary error function, 1 − erf x, with full relative accuracy in its tail.
 *
 * @example
 * ```ts
 * import { erfc } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(erfc(10) / 2.088487583762545e-45, 1, 1e-15);
 * ```
 */
export const erfc: Unary = /* @__PURE__ */ unary({
  name: "erfc",
  value: errorFunction.complementaryErrorFunction,
  partials: [(x) => mul(-2 / Math.sqrt(Math.PI), gaussian(x))],
});

// e^(−x²). For large |x|, exp(−x²) by the operations of the table would magnify the rounding of x².
const gaussian: Unary = /* @__PURE__ */ unary({
  name: "gaussian",
  value: errorFunction.gaussian,
  partials: [(x) => mul(-2, gaussianMoment(x, 1))],
});

// xⁿ·e^(−x²), for an integer n > 0, which is no box. A product would be ∞·0 for large |x|, and inaccurate where the
// Gaussian is about to underflow.
const gaussianMoment: Binary = /* @__PURE__ */ binary({
  name: "gaussianMoment",
  value: errorFunction.gaussianMoment,
  partials: [(x, n) => sub(mul(n, momentBelow(x, n)), mul(2, gaussianMoment(x, add(n, 1)))), 0],
  domain: [[-3, 3], [1, 3]],
});

function momentBelow(x: Scalar, n: Scalar): Scalar {
  return n === 1 ? gaussian(x) : gaussianMoment(x, sub(n, 1));
}
