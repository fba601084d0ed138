// The beta function and its logarithm. The derivatives of the latter are differences of polygamma functions, which are
// rows of their own, since for operands of different size they cancel.

import betaValue from "@stdlib/math-base-special-beta";
import betaLogarithm from "@stdlib/math-base-special-betaln";
import { add, neg } from "../elementary/arithmetic.ts";
import { type Binary, binary } from "../operations/binary.ts";
import type { Scalar } from "../values/scalar.ts";
import { polygamma } from "./gamma.ts";
import { betaDerivative } from "./values/beta_derivatives.ts";
import { reciprocalOfBeta } from "./values/beta_power.ts";
import { polygammaDifference } from "./values/gamma_parts.ts";

/**
 * Returns the beta function: B(a, b) = Γ(a)·Γ(b) / Γ(a + b). For operands below 0 its value is that of the gamma
 * functions, and its derivatives are NaN.
 *
 * @example
 * ```ts
 * import { beta } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(beta(2, 3), 1 / 12, 1e-16);
 * ```
 */
export const beta: Binary = /* @__PURE__ */ betaRow(0, 0);

/** Returns the derivative of the beta function of the orders i and j. */
function betaRow(i: number, j: number): Binary {
  let [byFirst, bySecond]: (Binary | undefined)[] = [];
  return binary({
    name: i + j === 0 ? "beta" : `beta_${"a".repeat(i)}${"b".repeat(j)}`,
    value: (a, b) => {
      if (i + j > 0) return betaDerivative(a, b, i, j);
      if (!(a > 0 && b > 0)) return betaValue(a, b);
      return a === Infinity || b === Infinity ? 0 : 1 / reciprocalOfBeta(a, b);
    },
    partials: [
      (a: Scalar, b: Scalar) => (byFirst ??= betaRow(i + 1, j))(a, b),
      (a: Scalar, b: Scalar) => (bySecond ??= betaRow(i, j + 1))(a, b),
    ],
    domain: [[0.3, 5], [0.3, 5]],
  });
}

/**
 * Returns the logarithm of the beta function, ln B(a, b), for positive operands, without overflow on the way; NaN for
 * others.
 *
 * @example
 * ```ts
 * import { grad } from "@fluxion/ad";
 * import { lbeta } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(lbeta(2, 3), -Math.log(12), 1e-15);
 * // By the first: ψ(a) − ψ(a + b), without cancellation.
 * assertAlmostEquals(grad(lbeta)(1e9, 2) / -2e-9, 1, 1e-8);
 * ```
 */
export const lbeta: Binary = /* @__PURE__ */ binary({
  name: "lbeta",
  value: betaLogarithm,
  partials: [(a, b) => neg(digammaRise(a, b)), (a, b) => neg(digammaRise(b, a))],
  domain: [[0.3, 5], [0.3, 5]],
});

const rises: Binary[] = [];

/** Returns the operation ψ⁽ⁿ⁾(a + b) − ψ⁽ⁿ⁾(a), for positive operands. */
export function polygammaRise(order: number): Binary {
  return rises[order] ??= binary({
    name: order === 0 ? "digammaRise" : `polygammaRise_${order}`,
    value: (a, b) => polygammaDifference(order, a, b),
    partials: [
      (a, b) => polygammaRise(order + 1)(a, b),
      (a, b) => polygamma(order + 1, add(a, b)),
    ],
    domain: [[0.3, 5], [0.3, 5]],
  });
}

/** Returns ψ(a + b) − ψ(a), for positive operands. */
const digammaRise = (a: Scalar, b: Scalar): Scalar => polygammaRise(0)(a, b);
