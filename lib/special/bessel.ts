// Bessel functions of integer order, of the first and the second kind. Their derivatives are means of those of
// neighbouring orders.

import { add, mul, sub } from "../elementary/arithmetic.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { derivativeRow } from "../operations/derivative_row.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Unary } from "../operations/unary.ts";
import { refused } from "./refused.ts";
import { besselDerivative, firstKind, secondKind } from "./values/bessel.ts";

/**
 * Returns the Bessel function of the first kind, Jₙ(x), of an integer order n; NaN for others. The derivative by the
 * order is refused.
 *
 * @throws {TypeError} if it is differentiated by n.
 *
 * @example
 * ```ts
 * import { besselJ } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselJ(2, 1), 0.11490348493190047, 1e-16);
 * ```
 */
export const besselJ: Binary = /* @__PURE__ */ binary({
  name: "besselJ",
  value: firstKind,
  partials: [refused("besselJ", "order n"), (n, x) => halfDifference(besselJ, n, x)],
});

/**
 * Returns the Bessel function of the second kind, Yₙ(x), of an integer order n, for x ≥ 0; NaN for others. The
 * derivative by the order is refused.
 *
 * @throws {TypeError} if it is differentiated by n.
 *
 * @example
 * ```ts
 * import { besselY } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselY(2, 1), -1.6506826068162543, 1e-15);
 * ```
 */
export const besselY: Binary = /* @__PURE__ */ binary({
  name: "besselY",
  value: secondKind,
  partials: [refused("besselY", "order n"), (n, x) => halfDifference(besselY, n, x)],
});

function halfDifference(f: Binary, n: Scalar, x: Scalar): Scalar {
  return mul(0.5, sub(f(sub(n, 1), x), f(add(n, 1), x)));
}

/**
 * Returns the Bessel function J₀(x).
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { besselJ0, besselJ1 } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselJ0(1), 0.7651976865579666, 1e-15);
 * assertAlmostEquals(derivative(besselJ0)(1), -besselJ1(1), 1e-16);
 * ```
 */
export const besselJ0: Unary = /* @__PURE__ */ derivativeRow(
  "besselJ0",
  (x, order) => besselDerivative(firstKind, -1, 0, x, order),
);

/**
 * Returns the Bessel function J₁(x).
 *
 * @example
 * ```ts
 * import { besselJ1 } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselJ1(1), 0.44005058574493355, 1e-15);
 * ```
 */
export const besselJ1: Unary = /* @__PURE__ */ derivativeRow(
  "besselJ1",
  (x, order) => besselDerivative(firstKind, -1, 1, x, order),
);

/**
 * Returns the Bessel function Y₀(x) for x ≥ 0; −Infinity at 0, and NaN below.
 *
 * @example
 * ```ts
 * import { besselY0 } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselY0(1), 0.08825696421567697, 1e-15);
 * ```
 */
export const besselY0: Unary = /* @__PURE__ */ derivativeRow(
  "besselY0",
  (x, order) => besselDerivative(secondKind, -1, 0, x, order),
  [0.3, 5],
);

/**
 * Returns the Bessel function Y₁(x) for x ≥ 0; −Infinity at 0, and NaN below.
 *
 * @example
 * ```ts
 * import { besselY1 } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(besselY1(1), -0.7812128213002887, 1e-15);
 * ```
 */
export const besselY1: Unary = /* @__PURE__ */ derivativeRow(
  "besselY1",
  (x, order) => besselDerivative(secondKind, -1, 1, x, order),
  [0.3, 5],
);
