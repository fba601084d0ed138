// Operations of one real: `unary` makes of a row, which is data, a callable for plain numbers and the boxes of all
// modes.

import { type KeepPartial, present } from "../values/membership.ts";
import { pushedDual, selected } from "./binary.ts";
import { checkedBox, primalOf, Variable } from "../values/box.ts";
import { type Dual, isPlainDual, PlainDual } from "../values/dual.ts";
import { interpreted } from "../values/interpreter.ts";
import { codeOf, partialOfOne, valueOfOne } from "./intrinsics.ts";
import { NOT_HERE, PUSH } from "../values/level.ts";
import { operationOf } from "../values/operation.ts";
import { type Interval, named, type OfOperand } from "./row.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * The derivative of y = f(x): a function written with the operations of this library, or a number if it is
 * constant. A constant 0 is structural: the operand is not followed at all.
 */
export type UnaryPartial = number | ((x: Scalar, y: Scalar) => Scalar);

/**
 * The description of an operation of one real.
 *
 * @example
 * ```ts
 * import { derivative, mul, unary, type UnaryRow } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const row: UnaryRow = {
 *   name: "cube",
 *   value: (x) => x ** 3,
 *   partials: [(x) => mul(3, x, x)],
 * };
 * assertEquals(derivative(unary(row))(2), 12);
 * ```
 */
export interface UnaryRow {
  /** The name in error messages and listings. */
  readonly name: string;
  /** The function on plain numbers. */
  readonly value: (x: number) => number;
  /** dy/dx, given the operand and the result. */
  readonly partials: readonly [UnaryPartial];
  /**
   * Whether the operation selects its operand or does not, so that a partial that is 0 is a structural zero.
   *
   * @default false
   */
  readonly selects?: boolean;
  /**
   * The interval from which tests take the operand.
   *
   * @default [-3, 3]
   */
  readonly domain?: Interval;
}

/** An operation of one real: number in, number out. */
export interface Unary {
  // One signature, since of several the last one is taken where it is handed on, as in [1, 2].map(sin).
  <T extends Scalar>(x: T): OfOperand<T>;
  /** The row from which it was made. */
  readonly row: UnaryRow;
}

/**
 * Returns the operation of one real that a row describes.
 *
 * @param keep what its partial is kept by; a user's row is checked before
 */
export function unary(row: UnaryRow, keep: KeepPartial = present): Unary {
  const { name, value, selects = false } = row;
  const [partial] = row.partials;
  const [code, partialCode] = [value, partial].map(codeOf);
  const isZero = partial === 0;
  const isOne = partial === 1;
  const operation = operationOf(row, 1);

  function apply(x: Scalar): Scalar {
    if (typeof x === "number") return valueOfOne(code, value, x);
    // Fast path: plain duals need no checks of types.
    if (isPlainDual(x) && x.level.action === PUSH && !isZero && !selects) {
      const { level, number, tangentNumber } = x;
      const y = valueOfOne(code, value, number);
      const d = partialOfOne(partialCode, partial, number, y);
      return typeof d === "number"
        ? new PlainDual(level, y, d * tangentNumber)
        : pushedDual(level, y, partial, keep(d, level, name), tangentNumber);
    }
    const box = checkedBox(x, name);
    const { level, primal: p } = box;
    if (level.action === NOT_HERE) {
      return interpreted(level, operation, [x]) ?? apply(primalOf(x, name));
    }
    const y = typeof p === "number" ? valueOfOne(code, value, p) : apply(p);
    if (isZero) return y;
    let d = partialOfOne(partialCode, partial, p, y);
    if (typeof d !== "number") d = keep(d, level, name);
    if (selects) return selected(box, y, partial, d);
    return level.action === PUSH
      ? pushedDual(level, y, partial, d, (box as Dual).tangent)
      : new Variable(level, y, level.backpropagators.addOne((box as Variable).index, d, isOne));
  }

  return named(apply, row) as Unary;
}
