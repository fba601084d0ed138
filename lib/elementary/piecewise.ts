// The table: functions in pieces. For kinks and ties each states a convention, which is the same in every mode. The
// derivative with respect to an operand that was not selected is a structural zero.

import { isTraced } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";
import type { OfOperand } from "../operations/row.ts";
import type { OfListOrOperands } from "../operations/variadic.ts";
import { side, stepSelecting } from "./kinks.ts";
import { ofTwoOrList } from "./operands.ts";
import { held, larger, largest, smaller, smallest } from "./ties.ts";

/**
 * Returns the absolute value: |x|. Convention: abs'(0) = 0; abs''(0) is NaN.
 *
 * @example
 * ```ts
 * import { abs, derivative } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([-2, 0, 2].map((x) => derivative(abs)(x)), [-1, 0, 1]);
 * ```
 */
export const abs: Unary = /* @__PURE__ */ unary({
  name: "abs",
  value: Math.abs,
  partials: [(x) => side(x)],
  domain: [0.1, 3],
});

/**
 * Returns the sign: −1, 0 or 1. Convention: sign' = 0 everywhere.
 *
 * @example
 * ```ts
 * import { derivative, sign } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sign(-3), -1);
 * assertEquals(derivative(sign)(-3), 0);
 * ```
 */
export const sign: Unary = /* @__PURE__ */ unary({
  name: "sign",
  value: Math.sign,
  partials: [0],
  domain: [0.1, 3],
});

/**
 * Returns the largest of any number of reals, or of one list; −Infinity of none. Convention: all that tie for the
 * largest share the derivative equally, and the others are structural zeros; at a tie the second derivatives
 * are NaN.
 *
 * @example
 * ```ts
 * import { grad, max, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(max(1, 3, 2), 3);
 * assertEquals(grad((xs: Scalar[]) => max(xs))([1, 5, 5]), [0, 0.5, 0.5]);
 * ```
 */
export const max: OfListOrOperands = /* @__PURE__ */ ofTwoOrList(larger, largest);

/**
 * Returns the smallest of any number of reals, or of one list; Infinity of none. Convention: all that tie for the
 * smallest share the derivative equally, and the others are structural zeros; at a tie the second derivatives
 * are NaN.
 *
 * @example
 * ```ts
 * import { grad, min } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(min([1, 3, 2]), 1);
 * assertEquals(grad(min, { argnums: [0, 1] })(1, 2), [1, 0]);
 * ```
 */
export const min: OfListOrOperands = /* @__PURE__ */ ofTwoOrList(smaller, smallest);

/** A real held between two others: numbers in, number out. */
export interface Clamp {
  <T extends Scalar, L extends Scalar, H extends Scalar>(
    x: T,
    low: L,
    high: H,
  ): OfOperand<T | L | H>;
}

/**
 * Returns `x` held between `low` and `high`: min(max(x, low), high). Convention: where `x` is at an end, the two
 * share the derivative equally, and the second derivatives are NaN; an operand that is not selected is a structural
 * zero.
 *
 * @example
 * ```ts
 * import { clamp, derivative } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const unit = derivative((x) => clamp(x, 0, 1));
 * assertEquals([-1, 0, 0.5, 1, 2].map((x) => unit(x)), [0, 0.5, 1, 0.5, 0]);
 * ```
 */
export const clamp: Clamp = ((x: Scalar, low: Scalar, high: Scalar) => {
  // If the ends are different numbers, x ties with one of them at most. Two operations of two operands then have the
  // same derivatives as the one of three, at half the cost.
  const isBetween = typeof low === "number" && typeof high === "number" && low < high;
  return isBetween && !isTraced(x) ? smaller(larger(x, low), high) : held([x, low, high]);
}) as Clamp;

/**
 * Returns the largest integer that is not greater. Convention: floor' = 0 everywhere.
 *
 * @example
 * ```ts
 * import { derivative, floor } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(floor(-1.5), -2);
 * assertEquals(derivative(floor)(-1.5), 0);
 * ```
 */
export const floor: Unary = /* @__PURE__ */ unary({
  name: "floor",
  value: Math.floor,
  partials: [0],
  domain: [0.1, 0.9],
});

/**
 * Returns the smallest integer that is not less. Convention: ceil' = 0 everywhere.
 *
 * @example
 * ```ts
 * import { ceil } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ceil(1.2), 2);
 * ```
 */
export const ceil: Unary = /* @__PURE__ */ unary({
  name: "ceil",
  value: Math.ceil,
  partials: [0],
  domain: [0.1, 0.9],
});

/**
 * Returns the nearest integer, halves upwards as in `Math.round`. Convention: round' = 0 everywhere.
 *
 * @example
 * ```ts
 * import { round } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(round(2.5), 3);
 * ```
 */
export const round: Unary = /* @__PURE__ */ unary({
  name: "round",
  value: Math.round,
  partials: [0],
  domain: [-0.4, 0.4],
});

/**
 * Returns the integer part, towards zero. Convention: trunc' = 0 everywhere.
 *
 * @example
 * ```ts
 * import { trunc } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(trunc(-1.7), -1);
 * ```
 */
export const trunc: Unary = /* @__PURE__ */ unary({
  name: "trunc",
  value: Math.trunc,
  partials: [0],
  domain: [0.1, 0.9],
});

/**
 * Returns the rectifier: max(x, 0). Convention: relu'(0) = 0, and relu''(0) is NaN; below 0 the operand is a
 * structural zero.
 *
 * @example
 * ```ts
 * import { derivative, relu } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([-2, 0, 2].map((x) => derivative(relu)(x)), [0, 0, 1]);
 * ```
 */
export const relu: Unary = /* @__PURE__ */ unary({
  name: "relu",
  value: (x) => Math.max(x, 0),
  partials: [(x) => stepSelecting(x)],
  selects: true,
  domain: [0.1, 3],
});
