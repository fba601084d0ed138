// The standard normal distribution: its distribution function, the logarithm of that and its inverse, accurate in both
// tails.

import erfinvValue from "@stdlib/math-base-special-erfinv";
import { mul, square } from "../elementary/arithmetic.ts";
import { derivativeRow } from "../operations/derivative_row.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { complementInverse } from "./error.ts";
import {
  logUpperNormalDerivative,
  normalDensityDerivative,
  normalDistribution,
  scaledComplementDerivative,
} from "./values/scaled_error_function.ts";

/**
 * Returns the distribution function of the standard normal distribution: Φ(x) = ½·erfc(−x/√2), accurate in the lower
 * tail until it underflows at −38.5.
 *
 * @example
 * ```ts
 * import { normalCdf } from "@fluxion/ad/special";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertEquals(normalCdf(0), 0.5);
 * assertAlmostEquals(normalCdf(-37) / 5.725571222524577e-300, 1, 1e-15);
 * ```
 */
export const normalCdf: Unary = /* @__PURE__ */ derivativeRow(
  "normalCdf",
  (x, order) => order === 0 ? normalDistribution(x) : normalDensityDerivative(x, order - 1),
);

/**
 * Returns ln Φ(x), the logarithm of the distribution function of the standard normal distribution, also where that
 * underflows, as about −x²/2, and where it is nearly 1.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { logNormalCdf } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logNormalCdf(-100), -5005.524208694205, 1e-9);
 * assertAlmostEquals(derivative(logNormalCdf)(-100), 100.00999800099926, 1e-12);
 * ```
 */
export const logNormalCdf: Unary = /* @__PURE__ */ derivativeRow(
  "logNormalCdf",
  (x, order) => (order % 2 === 0 ? 1 : -1) * logUpperNormalDerivative(-x, order),
);

/**
 * Returns the quantile function of the standard normal distribution, Φ⁻¹(p), for p in [0, 1]; ±Infinity at the ends,
 * with the derivative Infinity, and NaN outside.
 *
 * @example
 * ```ts
 * import { normalQuantile } from "@fluxion/ad/special";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertEquals(normalQuantile(0.5), 0);
 * assertAlmostEquals(normalQuantile(0.975), 1.959963984540054, 1e-14);
 * ```
 */
export const normalQuantile: Unary = /* @__PURE__ */ unary({
  name: "normalQuantile",
  value: quantileOfNormal,
  partials: [(p) => normalQuantileSlope(p)],
  domain: [0.05, 0.95],
});

/** Returns 1/φ(z), the derivative of z = Φ⁻¹(p). */
const normalQuantileSlope: Unary = /* @__PURE__ */ unary({
  name: "normalQuantileSlope",
  value: (p) => {
    const near = Math.min(p, 1 - p);
    if (near === 0) return Infinity;
    // A quotient of what is well conditioned: the tail over the density, and the tail.
    const at = -quantileOfNormal(near) * Math.SQRT1_2;
    return Math.sqrt(Math.PI / 2) * scaledComplementDerivative(at, 0) / near;
  },
  partials: [(p, y) => mul(normalQuantile(p), square(y))],
  domain: [0.05, 0.95],
});

function quantileOfNormal(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  // 2p − 1 and 1 − p are exact where they are used.
  if (p > 0.25 && p < 0.75) return Math.SQRT2 * erfinvValue(2 * p - 1);
  return p < 0.5
    ? -Math.SQRT2 * complementInverse(2 * p)
    : Math.SQRT2 * complementInverse(2 * (1 - p));
}
