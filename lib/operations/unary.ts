// An operation of one real: one row of data in, one callable out that serves plain numbers and both
// derivative boxes.

import { keptPartial } from "../values/membership.ts";
import { isZeroOnKink, linkedSelectively, pushedDual } from "./binary.ts";
import { checkedBox, primalOf, selecting, Variable } from "../values/box.ts";
import { type Dual, isPlainDual, PlainDual } from "../values/dual.ts";
import { interpreted } from "../values/interpreter.ts";
import { codeOf, partialOfOne, valueOfOne } from "./intrinsics.ts";
import { NOT_HERE, PUSH } from "../values/level.ts";
import { operationOf } from "../values/operation.ts";
import { checkRow, type Interval, named } from "./row.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * The derivative of y = f(x), written with the operations of this library, or the number it constantly
 * is. A constant 0 is structural: the operand is not followed at all.
 */
export type UnaryPartial = number | ((x: Scalar, y: Scalar) => Scalar);

/** What is to be known of an operation of one real. */
export interface UnaryRow {
  /** What it is called in error messages and listings. */
  readonly name: string;
  /** The function on plain numbers. */
  readonly value: (x: number) => number;
  /** dy/dx, given the operand and the result. */
  readonly partials: readonly [UnaryPartial];
  /** Set where the partial says whether the operand was selected: a 0 it answers is structural. */
  readonly selects?: boolean;
  /** Where the operand may be sampled by tests; [−3, 3] unless told. */
  readonly domain?: Interval;
}

/** An operation of one real: number in, number out. */
export interface Unary {
  (x: number): number;
  (x: Scalar): Scalar;
  /** The row it was made from. */
  readonly row: UnaryRow;
}

/** Makes an operation of one real from its row. */
export function unary(row: UnaryRow): Unary {
  checkRow(row, 1);
  const { name, value, selects = false } = row;
  const [partial] = row.partials;
  const [code, partialCode] = [value, partial].map(codeOf);
  const isZero = partial === 0;
  const isOne = partial === 1;
  const operation = operationOf(row, 1);

  function apply(x: Scalar): Scalar {
    if (typeof x === "number") return valueOfOne(code, value, x);
    // Plain duals come first: of them the least is to be asked.
    if (isPlainDual(x) && x.level.action === PUSH && !isZero && !selects) {
      const { level, number, slope } = x;
      const y = valueOfOne(code, value, number);
      const d = partialOfOne(partialCode, partial, number, y);
      return typeof d === "number"
        ? new PlainDual(level, y, d * slope)
        : pushedDual(level, y, partial, keptPartial(level, d, name), slope);
    }
    const box = checkedBox(x, name);
    const { level, primal: p } = box;
    if (level.action === NOT_HERE) {
      return interpreted(level, operation, [x]) ?? apply(primalOf(x, name));
    }
    const y = typeof p === "number" ? valueOfOne(code, value, p) : apply(p);
    if (isZero) return y;
    let d = partialOfOne(partialCode, partial, p, y);
    if (typeof d !== "number") d = keptPartial(level, d, name);
    if (selects) {
      if (d === 0) return y;
      if (isZeroOnKink(d)) return linkedSelectively(level, y, [box], [d]);
      d = selecting(d);
    }
    return level.action === PUSH
      ? pushedDual(level, y, partial, d, (box as Dual).tangent)
      : new Variable(level, y, level.backpropagators.addOne((box as Variable).index, d, isOne));
  }

  return named(apply, row) as Unary;
}
