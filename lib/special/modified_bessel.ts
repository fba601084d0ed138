// Modified Bessel functions of integer order, and those of orders 0 and 1 without their exponential factor.

import { abs } from "../elementary/piecewise.ts";
import { add, mul } from "../elementary/arithmetic.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { derivativeRow } from "../operations/derivative_row.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Unary } from "../operations/unary.ts";
import type { OfOperand } from "../operations/row.ts";
import { refused } from "./refused.ts";
import { besselDerivative } from "./values/bessel.ts";
import {
  modifiedFirstKind,
  modifiedSecondKind,
  scaledFirstKind,
  scaledSecondKind,
} from "./values/modified_bessel.ts";

/**
 * Returns the modified Bessel function of the first kind, Iₙ(x), of an integer order n; NaN for others. The derivative
 * by the order is refused.
 *
 * @throws {TypeError} if it is differentiated by n.
 *
 * @example
 * ```ts
 * import { besselI } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselI(2, 1), 0.13574766976703828, 1e-16);
 * ```
 */
export const besselI: Binary = /* @__PURE__ */ binary({
  name: "besselI",
  value: modifiedFirstKind,
  partials: [refused("besselI", "order n"), (n, x) => mean(0.5, besselI, n, x)],
});

/**
 * Returns the modified Bessel function of the second kind, Kₙ(x), of an integer order n, for x ≥ 0; NaN for others. The
 * derivative by the order is refused.
 *
 * @throws {TypeError} if it is differentiated by n.
 *
 * @example
 * ```ts
 * import { besselK } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselK(2, 1), 1.6248388986351774, 1e-15);
 * ```
 */
export const besselK: Binary = /* @__PURE__ */ binary({
  name: "besselK",
  value: modifiedSecondKind,
  partials: [refused("besselK", "order n"), (n, x) => mean(-0.5, besselK, n, x)],
});

function mean(factor: number, f: Binary, n: Scalar, x: Scalar): Scalar {
  return mul(factor, add(f(add(n, -1), x), f(add(n, 1), x)));
}

/**
 * Returns the modified Bessel function I₀(x).
 *
 * @example
 * ```ts
 * import { besselI0 } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselI0(1), 1.2660658777520084, 1e-15);
 * ```
 */
export const besselI0: Unary = /* @__PURE__ */ derivativeRow(
  "besselI0",
  (x, order) => besselDerivative(modifiedFirstKind, 1, 0, x, order),
);

/**
 * Returns the modified Bessel function I₁(x).
 *
 * @example
 * ```ts
 * import { besselI1 } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselI1(1), 0.5651591039924851, 1e-15);
 * ```
 */
export const besselI1: Unary = /* @__PURE__ */ derivativeRow(
  "besselI1",
  (x, order) => besselDerivative(modifiedFirstKind, 1, 1, x, order),
);

/**
 * Returns the modified Bessel function K₀(x) for x ≥ 0; Infinity at 0, and NaN below.
 *
 * @example
 * ```ts
 * import { besselK0 } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselK0(1), 0.42102443824070834, 1e-15);
 * ```
 */
export const besselK0: Unary = /* @__PURE__ */ derivativeRow(
  "besselK0",
  (x, order) => (order % 2 === 0 ? 1 : -1) * besselDerivative(modifiedSecondKind, 1, 0, x, order),
  [0.3, 5],
);

/**
 * Returns the modified Bessel function K₁(x) for x ≥ 0; Infinity at 0, and NaN below.
 *
 * @example
 * ```ts
 * import { besselK1 } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselK1(1), 0.6019072301972346, 1e-15);
 * ```
 */
export const besselK1: Unary = /* @__PURE__ */ derivativeRow(
  "besselK1",
  (x, order) => (order % 2 === 0 ? 1 : -1) * besselDerivative(modifiedSecondKind, 1, 1, x, order),
  [0.3, 5],
);

/** The type of functions of one real that are composed of rows: number in, number out. */
export interface RealFunction {
  <T extends Scalar>(x: T): OfOperand<T>;
}

/**
 * Returns e^(−|x|)·I₀(x), which does not overflow. At 0, where it has a kink, the derivative is 0, as that of `abs`.
 *
 * @example
 * ```ts
 * import { besselI0e } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselI0e(1000), 0.012617240455891257, 1e-17);
 * ```
 */
export const besselI0e: RealFunction = ((x: Scalar) => scaledI0(abs(x))) as RealFunction;

/**
 * Returns e^(−|x|)·I₁(x), which does not overflow.
 *
 * @example
 * ```ts
 * import { besselI1e } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselI1e(-1000), -0.012610930256928629, 1e-17);
 * ```
 */
export const besselI1e: Unary = /* @__PURE__ */ derivativeRow("besselI1e", (x, order) => {
  const own = scaledFirstKind(1, Math.abs(x), order);
  // The even derivatives are odd, and from the second one on they jump at 0.
  return x === 0 && order > 0 && order % 2 === 0 ? NaN : x < 0 && order % 2 === 0 ? -own : own;
});

/**
 * Returns eˣ·K₀(x), which does not underflow, for x ≥ 0; NaN below.
 *
 * @example
 * ```ts
 * import { besselK0e } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselK0e(1000), 0.03962832160075422, 1e-16);
 * ```
 */
export const besselK0e: Unary = /* @__PURE__ */ derivativeRow(
  "besselK0e",
  (x, order) => scaledSecondKind(0, x, order),
  [0.3, 5],
);

/**
 * Returns eˣ·K₁(x), which does not underflow, for x ≥ 0; NaN below.
 *
 * @example
 * ```ts
 * import { besselK1e } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselK1e(1000), 0.03964813081296021, 1e-16);
 * ```
 */
export const besselK1e: Unary = /* @__PURE__ */ derivativeRow(
  "besselK1e",
  (x, order) => scaledSecondKind(1, x, order),
  [0.3, 5],
);

const scaledI0: Unary = /* @__PURE__ */ derivativeRow(
  "besselI0e",
  (x, order) => scaledFirstKind(0, x, order),
  [0.1, 3],
);
