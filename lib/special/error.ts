// Functions around the error function: its inverses, its complement in a scaled form and as a logarithm. Each partial
// is a row of its own that is accurate in the tails.

import erfcinvValue from "@stdlib/math-base-special-erfcinv";
import erfinvValue from "@stdlib/math-base-special-erfinv";
import { complementaryErrorFunction } from "../elementary/error_function.ts";
import { mul, square } from "../elementary/arithmetic.ts";
import { derivativeRow } from "../operations/derivative_row.ts";
import { type Unary, unary } from "../operations/unary.ts";
import {
  logComplementDerivative,
  scaledComplementDerivative,
} from "./values/scaled_error_function.ts";

/**
 * Returns the scaled complementary error function, exp(x²)·erfc(x), which decreases as 1/(x·√π) where erfc itself has
 * long underflowed; below −26.6 it overflows to Infinity.
 *
 * @example
 * ```ts
 * import { erfcx } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(erfcx(1000) * 1000 * Math.sqrt(Math.PI), 1, 1e-6);
 * ```
 */
export const erfcx: Unary = /* @__PURE__ */ derivativeRow("erfcx", scaledComplementDerivative);

/**
 * Returns ln erfc(x), also where erfc underflows, as about −x².
 *
 * @example
 * ```ts
 * import { logErfc } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logErfc(100), -10005.177585122664, 1e-11);
 * ```
 */
export const logErfc: Unary = /* @__PURE__ */ derivativeRow("logErfc", logComplementDerivative);

/**
 * Returns the inverse of the error function, for x in [−1, 1]; ±Infinity at the ends, with the derivative Infinity,
 * and NaN outside.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { erfinv } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(erfinv(0.8427007929497149), 1, 1e-14);
 * assertAlmostEquals(derivative(erfinv)(0), Math.sqrt(Math.PI) / 2, 1e-15);
 * ```
 */
export const erfinv: Unary = /* @__PURE__ */ unary({
  name: "erfinv",
  value: inverse,
  partials: [(x) => inverseSlope(x)],
  domain: [-0.95, 0.95],
});

/** Returns √π/2·exp(y²), the derivative of y = erfinv x. */
const inverseSlope: Unary = /* @__PURE__ */ unary({
  name: "erfinvSlope",
  value: (x) => {
    const size = Math.abs(x);
    const y = inverse(size);
    // Far out exp(y²) would magnify the rounding of y; by erfcx it is a quotient of what is well conditioned.
    if (size < 0.5) return Math.sqrt(Math.PI) / 2 * Math.exp(y * y);
    return size === 1
      ? Infinity
      : Math.sqrt(Math.PI) / 2 * scaledComplementDerivative(y, 0) / (1 - size);
  },
  partials: [(x, y) => mul(2, mul(erfinv(x), square(y)))],
  domain: [-0.95, 0.95],
});

/**
 * Returns the inverse of the complementary error function, for x in [0, 2], accurate down to the smallest numbers;
 * ±Infinity at the ends, with the derivative −Infinity, and NaN outside.
 *
 * @example
 * ```ts
 * import { erfcinv } from "@fluxion/ad/special";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(erfcinv(2.088487583762545e-45), 10, 1e-13);
 * assertEquals(erfcinv(1), 0);
 * ```
 */
export const erfcinv: Unary = /* @__PURE__ */ unary({
  name: "erfcinv",
  value: complementInverse,
  partials: [(x) => complementInverseSlope(x)],
  domain: [0.05, 1.95],
});

/** Returns −√π/2·exp(y²), the derivative of y = erfcinv x. */
const complementInverseSlope: Unary = /* @__PURE__ */ unary({
  name: "erfcinvSlope",
  value: (x) => {
    const near = Math.min(x, 2 - x);
    if (near === 0) return -Infinity;
    return -Math.sqrt(Math.PI) / 2 * scaledComplementDerivative(complementInverse(near), 0) / near;
  },
  partials: [(x, y) => mul(2, mul(erfcinv(x), square(y)))],
  domain: [0.05, 1.95],
});

function inverse(x: number): number {
  return Math.abs(x) <= 1 ? erfinvValue(x) : NaN;
}

/** Returns erfcinv(x), for small x after a step of Newton's method, which makes up for an error of hundreds of units. */
export function complementInverse(x: number): number {
  if (!(x >= 0 && x <= 2)) return NaN;
  if (x > 0.5) return erfcinvValue(x);
  const y = x === 0 ? Infinity : erfcinvValue(x);
  if (!(x > 1e-290)) return y;
  const excess = complementaryErrorFunction(y) / x - 1;
  return y + Math.sqrt(Math.PI) / 2 * scaledComplementDerivative(y, 0) * excess;
}
