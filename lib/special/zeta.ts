// The zeta functions of Riemann and Hurwitz.

import { add, mul, neg } from "../elementary/arithmetic.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { derivativeRow } from "../operations/derivative_row.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Unary } from "../operations/unary.ts";
import type { OfOperand } from "../operations/row.ts";
import { hurwitzDerivative, zetaDerivative } from "./values/zeta.ts";

/** The type of `zeta`: numbers in, number out. */
export interface Zeta {
  <S extends Scalar, Q extends Scalar = number>(s: S, q?: Q): OfOperand<S | Q>;
}

/**
 * Returns Riemann's zeta function, ζ(s) = Σ k⁻ˢ, continued to all real s, with the pole at 1; with a second operand
 * Hurwitz's, ζ(s, q) = Σ (q + k)⁻ˢ from k = 0, for s > 1 and q > 0, and NaN for others. It is differentiated by both:
 * ∂/∂q = −s·ζ(s + 1, q), and ∂/∂s is computed to full accuracy, too, of all orders.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { zeta } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(zeta(2), Math.PI ** 2 / 6, 1e-15);
 * assertAlmostEquals(zeta(2, 2), Math.PI ** 2 / 6 - 1, 1e-15);
 * assertAlmostEquals(derivative((s) => zeta(s))(0), -Math.log(2 * Math.PI) / 2, 1e-15);
 * ```
 */
export const zeta: Zeta =
  ((s: Scalar, q?: Scalar): Scalar => q === undefined ? riemann(s) : hurwitz(s, q)) as Zeta;

const riemann: Unary = /* @__PURE__ */ derivativeRow("zeta", zetaDerivative, [1.5, 5]);

const hurwitz: Binary = /* @__PURE__ */ hurwitzRow(0);

function hurwitzRow(order: number): Binary {
  let next: Binary | undefined;
  const own: Binary = binary({
    name: order === 0 ? "zeta" : `zeta_${"s".repeat(order)}`,
    value: (s, q) => hurwitzDerivative(s, q, order),
    partials: [
      (s: Scalar, q: Scalar) => (next ??= hurwitzRow(order + 1))(s, q),
      // The derivative of −s·ζ(s + 1, q), `order` times by s.
      (s: Scalar, q: Scalar) => {
        const whole = neg(mul(s, own(add(s, 1), q)));
        return order === 0 ? whole : add(whole, mul(-order, hurwitzOf(order - 1)(add(s, 1), q)));
      },
    ],
    domain: [[1.5, 5], [0.5, 4]],
  });
  return own;
}

const hurwitzRows: Binary[] = [];

function hurwitzOf(order: number): Binary {
  return hurwitzRows[order] ??= hurwitzRow(order);
}
