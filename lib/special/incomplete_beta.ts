// The incomplete beta function, regularised, and its logarithm. They are differentiated by all three operands: by x
// they are densities, and by the shapes they are computed as power series in these.

import { add, div, mul, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { log, log1p } from "../elementary/exponential.ts";
import { type Nary, nary } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { polygammaRise } from "./beta.ts";
import { polygamma } from "./gamma.ts";
import { bellRatesOfTwo, timesRate } from "./rates.ts";
import { betaPower } from "./values/beta_power.ts";
import {
  betaDensityAtEnd,
  betaHazard,
  type BetaSide,
  incompleteBeta,
  logIncompleteBeta,
} from "./values/incomplete_beta.ts";

/**
 * Returns the regularised incomplete beta function: I(a, b, x) = ∫₀ˣ tᵃ⁻¹·(1 − t)ᵇ⁻¹ dt / B(a, b), for shapes a, b > 0
 * and x in [0, 1]; NaN outside. ∂/∂x is the density; the derivatives by both shapes are computed to full accuracy, too,
 * of all orders. What is above x is `betaincc`.
 *
 * @example
 * ```ts
 * import { grad } from "@fluxion/ad";
 * import { betainc } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(betainc(2, 1, 0.3), 0.09, 1e-16); // x²
 * const [byA, , byX] = grad(betainc, { argnums: [0, 1, 2] })(2, 1, 0.3);
 * assertAlmostEquals(byA, 0.09 * Math.log(0.3), 1e-15);
 * assertAlmostEquals(byX, 0.6, 1e-15);
 * ```
 */
export const betainc: Ternary = /* @__PURE__ */ ternary(/* @__PURE__ */ betaRow("lower", 0, 0));

/**
 * Returns the complement of the regularised incomplete beta function: 1 − I(a, b, x) = I(b, a, 1 − x), accurate where
 * it is small, and where x is.
 *
 * @example
 * ```ts
 * import { betaincc } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(betaincc(1, 50, 0.999) / 1e-150, 1, 1e-12); // (1 − x)⁵⁰
 * ```
 */
export const betaincc: Ternary = /* @__PURE__ */ ternary(/* @__PURE__ */ betaRow("upper", 0, 0));

/**
 * Returns ln I(a, b, x), also where I underflows.
 *
 * @example
 * ```ts
 * import { logBetainc } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logBetainc(1000, 1, 0.1), 1000 * Math.log(0.1), 1e-11);
 * ```
 */
export const logBetainc: Ternary = /* @__PURE__ */ ternary(
  /* @__PURE__ */ logBetaRow("lower", 0, 0),
);

/**
 * Returns ln(1 − I(a, b, x)), also where that underflows, and where I does.
 *
 * @example
 * ```ts
 * import { logBetaincc } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logBetaincc(2, 1, 1e-20) / -1e-40, 1, 1e-15); // ln(1 − x²)
 * ```
 */
export const logBetaincc: Ternary = /* @__PURE__ */ ternary(
  /* @__PURE__ */ logBetaRow("upper", 0, 0),
);

function ternary(row: Nary): Ternary {
  return ((a: Scalar, b: Scalar, x: Scalar) => row([a, b, x])) as Ternary;
}

/** The name of a derivative by the shapes. */
function nameOf(name: string, side: BetaSide, i: number, j: number): string {
  const own = side === "lower" ? name : `${name}c`;
  return i + j === 0 ? own : `${own}_${"a".repeat(i)}${"b".repeat(j)}`;
}

/** Returns the derivative of I(a, b, x), or of its complement, by the shapes, of the given orders. */
function betaRow(side: BetaSide, i: number, j: number): Nary {
  let [byA, byB]: (Nary | undefined)[] = [];
  const sign = side === "lower" ? 1 : -1;
  return nary({
    name: nameOf("betainc", side, i, j),
    value: ({ 0: a, 1: b, 2: x }) => incompleteBeta(side, a, b, x, i, j),
    partials: (xs) => [
      (byA ??= betaRow(side, i + 1, j))(xs),
      (byB ??= betaRow(side, i, j + 1))(xs),
      timesRate(
        timesRate(betaDensity(xs), bellRatesOfTwo(i, j, (k, m) => shapeRate(xs, k, m))),
        sign,
      ),
    ],
    domain: [0.2, 0.8],
  });
}

/** Returns the derivative of ln I(a, b, x), or of that of its complement, by the shapes, of the given orders. */
function logBetaRow(side: BetaSide, i: number, j: number): Nary {
  let [byA, byB]: (Nary | undefined)[] = [];
  const sign = side === "lower" ? 1 : -1;
  return nary({
    name: nameOf("logBetainc", side, i, j),
    value: ({ 0: a, 1: b, 2: x }) => logIncompleteBeta(side, a, b, x, i, j),
    partials: (xs) => [
      (byA ??= logBetaRow(side, i + 1, j))(xs),
      (byB ??= logBetaRow(side, i, j + 1))(xs),
      timesRate(
        timesRate(
          side === "lower" ? lowerHazard(xs) : upperHazard(xs),
          bellRatesOfTwo(i, j, (k, m) => hazardRate(side, xs, k, m)),
        ),
        sign,
      ),
    ],
    domain: [0.2, 0.8],
  });
}

/** Returns xᵃ⁻¹·(1 − x)ᵇ⁻¹ / B(a, b), the density of the beta distribution. */
const betaDensity: Nary = /* @__PURE__ */ nary({
  name: "betaDensity",
  value: ({ 0: a, 1: b, 2: x }) => {
    if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return NaN;
    if (x > 0 && x < 1) return betaPower(a, b, x) / x / (1 - x);
    return betaDensityAtEnd(a, b, x);
  },
  partials: (xs, own) => [
    mul(own, shapeRate(xs, 1, 0)),
    mul(own, shapeRate(xs, 0, 1)),
    mul(own, slope(xs)),
  ],
  domain: [0.2, 0.8],
});

const lowerHazard: Nary = /* @__PURE__ */ hazardRow("lower");
const upperHazard: Nary = /* @__PURE__ */ hazardRow("upper");

/** Returns the density over I(a, b, x), or over the complement of that. */
function hazardRow(side: BetaSide): Nary {
  return nary({
    name: `${side}BetaHazard`,
    value: ({ 0: a, 1: b, 2: x }) => betaHazard(side, a, b, x),
    partials: (xs, own) => [
      mul(own, hazardRate(side, xs, 1, 0)),
      mul(own, hazardRate(side, xs, 0, 1)),
      mul(own, side === "lower" ? sub(slope(xs), own) : add(slope(xs), own)),
    ],
    domain: [0.2, 0.8],
  });
}

/** Returns (a − 1)/x − (b − 1)/(1 − x), the derivative by x of the logarithm of the density. */
function slope([a, b, x]: readonly Scalar[]): Scalar {
  return sub(div(sub(a, 1), x), div(sub(b, 1), sub(1, x)));
}

/** Returns the derivative by the shapes, of the given orders, of the logarithm of the density. */
function shapeRate([a, b, x]: readonly Scalar[], i: number, j: number): Scalar {
  if (i > 0 && j > 0) return polygamma(i + j - 1, add(a, b));
  const rise = i > 0 ? polygammaRise(i - 1)(a, b) : polygammaRise(j - 1)(b, a);
  return i + j > 1 ? rise : add(rise, i > 0 ? log(x) : log1p(neg(x)));
}

const logarithms: { [orders: string]: Nary | undefined } = {};

/** Returns the derivative by the shapes, of the given orders, of the logarithm of the density over I or 1 − I. */
function hazardRate(side: BetaSide, xs: readonly Scalar[], i: number, j: number): Scalar {
  const row = logarithms[`${side} ${i} ${j}`] ??= logBetaRow(side, i, j);
  return sub(shapeRate(xs, i, j), row(xs));
}
