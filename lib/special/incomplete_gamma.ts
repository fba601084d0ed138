// The incomplete gamma functions, regularised, and their logarithms. They are differentiated by both operands: by x
// they are densities, and by the shape they are computed as power series in it.

import { div, mul, neg, sub } from "../elementary/arithmetic.ts";
import { type Binary, binary } from "../operations/binary.ts";
import type { Scalar } from "../values/scalar.ts";
import { polygamma } from "./gamma.ts";
import { bellRates, timesRate } from "./rates.ts";
import { logarithmLessDigamma } from "./values/gamma_parts.ts";
import {
  gammaPower,
  type GammaSide,
  incompleteGamma,
  logIncompleteGamma,
} from "./values/incomplete_gamma.ts";

/**
 * Returns the regularised lower incomplete gamma function: P(a, x) = ∫₀ˣ tᵃ⁻¹·e⁻ᵗ dt / Γ(a), for a shape a > 0 and
 * x ≥ 0; NaN outside. ∂/∂x is the density xᵃ⁻¹·e⁻ˣ / Γ(a); ∂/∂a is computed to full accuracy, too, of all orders.
 * Beyond shapes of 10⁶ it takes milliseconds.
 *
 * @example
 * ```ts
 * import { grad } from "@fluxion/ad";
 * import { gammainc } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gammainc(1, 2), 1 - Math.exp(-2), 1e-15);
 * const [byShape, byX] = grad(gammainc, { argnums: [0, 1] })(1, 2);
 * assertAlmostEquals(byShape, -0.2208254262118595, 1e-15);
 * assertAlmostEquals(byX, Math.exp(-2), 1e-15);
 * ```
 */
export const gammainc: Binary = /* @__PURE__ */ gammaRow("gammainc", "lower", 0);

/**
 * Returns the regularised upper incomplete gamma function: Q(a, x) = 1 − P(a, x), accurate where it is small.
 *
 * @example
 * ```ts
 * import { gammaincc } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gammaincc(1, 700) / Math.exp(-700), 1, 1e-14);
 * ```
 */
export const gammaincc: Binary = /* @__PURE__ */ gammaRow("gammaincc", "upper", 0);

/**
 * Returns ln P(a, x), also where P underflows.
 *
 * @example
 * ```ts
 * import { logGammainc } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logGammainc(1000, 1), -5913.127178988828, 1e-11);
 * ```
 */
export const logGammainc: Binary = /* @__PURE__ */ logGammaRow("logGammainc", "lower", 0, 0);

/**
 * Returns ln Q(a, x), also where Q underflows.
 *
 * @example
 * ```ts
 * import { logGammaincc } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logGammaincc(1, 5000), -5000, 1e-11);
 * ```
 */
export const logGammaincc: Binary = /* @__PURE__ */ logGammaRow("logGammaincc", "upper", 0, 0);

/** Returns the derivative of an order by the shape of P or Q. */
function gammaRow(name: string, side: GammaSide, order: number): Binary {
  let next: Binary | undefined;
  const sign = side === "lower" ? 1 : -1;
  return binary({
    name: order === 0 ? name : `${name}_${"a".repeat(order)}`,
    value: (a, x) => incompleteGamma(side, a, x, order),
    partials: [
      (a: Scalar, x: Scalar) => (next ??= gammaRow(name, side, order + 1))(a, x),
      (a: Scalar, x: Scalar) =>
        mul(sign, timesRate(gammaDensity(a, x), bellRates(order, (k) => shapeRate(a, x, k)))),
    ],
    domain: [[0.3, 4], [0.2, 5]],
  });
}

/** Returns the derivative of the orders i and j, by the shape and by x, of ln P or ln Q. */
function logGammaRow(name: string, side: GammaSide, i: number, j: number): Binary {
  let [byShape, byX]: (Binary | undefined)[] = [];
  return binary({
    name: i + j === 0 ? name : `${name}_${"a".repeat(i)}${"x".repeat(j)}`,
    value: (a, x) => logIncompleteGamma(side, a, x, i, j),
    partials: [
      (a: Scalar, x: Scalar) => (byShape ??= logGammaRow(name, side, i + 1, j))(a, x),
      (a: Scalar, x: Scalar) => (byX ??= logGammaRow(name, side, i, j + 1))(a, x),
    ],
    domain: [[0.3, 4], [0.2, 5]],
  });
}

/** Returns xᵃ⁻¹·e⁻ˣ / Γ(a), the density of the gamma distribution. */
export const gammaDensity: Binary = /* @__PURE__ */ binary({
  name: "gammaDensity",
  value: (a, x) => {
    if (!(a > 0 && x >= 0)) return NaN;
    if (x === 0) return a > 1 ? 0 : a === 1 ? 1 : Infinity;
    return x === Infinity || a === Infinity ? 0 : gammaPower(a, x) * a / x;
  },
  partials: [
    (a, x, own) => mul(own, shapeRate(a, x, 0)),
    (a, x, own) => mul(own, sub(div(sub(a, 1), x), 1)),
  ],
  domain: [[0.3, 4], [0.2, 5]],
});

/** Returns the (k + 1)-th derivative by the shape of the logarithm of the density. */
function shapeRate(a: Scalar, x: Scalar, k: number): Scalar {
  return k === 0 ? logLessDigamma(a, x) : neg(polygamma(k, a));
}

/** Returns ln x − ψ(a). */
const logLessDigamma: Binary = /* @__PURE__ */ binary({
  name: "logLessDigamma",
  value: logarithmLessDigamma,
  partials: [(a) => neg(polygamma(1, a)), (_a, x) => div(1, x)],
  domain: [[0.3, 4], [0.2, 5]],
});
