// The chain rule on values that a trace knows as structural zeros of some runs: it only multiplies and adds them.

import { Traced, withoutCondition } from "../values/box.ts";
import type { Level } from "../values/level.ts";
import type { Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Place } from "./graph.ts";
import { ADD, MUL } from "./simplify.ts";

/** What writes the graph. */
interface Writer {
  readonly level: Level;
  place(x: Scalar): Place;
  constant(value: number): Place;
  binary(operation: Operation, x: Scalar, y: Scalar): Scalar;
  operate(operation: Operation, left: Place, right: Place): Traced;
  where(condition: Place, x: Place, y: Place): Traced;
}

/** Returns the place that is 0 in runs where a value is a structural zero, if it has one. */
export function conditionOf(x: Scalar): Place | undefined {
  return x instanceof Traced ? x.condition : undefined;
}

/**
 * Returns the result of an operation on values that are structural zeros in some runs. A product is a structural zero
 * where a factor is, and a sum where both summands are. Where one summand is, −0 stands for it, which leaves every bit
 * of the other.
 */
export function operateOnSelected(
  writer: Writer,
  operation: Operation,
  x: Scalar,
  y: Scalar,
): Scalar {
  if (operation !== MUL && operation !== ADD) {
    return writer.binary(operation, withoutCondition(x), withoutCondition(y));
  }
  const left = conditionOf(x);
  const right = conditionOf(y);
  const both = left !== undefined && right !== undefined;
  const a = writer.place(x);
  const b = writer.place(y);
  if (operation === MUL) {
    const product = writer.operate(MUL, a, b);
    const condition = both ? writer.where(left, right, writer.constant(0)).index : left ?? right;
    return new Traced(writer.level, product.primal, product.index, condition);
  }
  const summand = (place: Place, condition: Place | undefined) =>
    condition === undefined ? place : writer.where(condition, place, writer.constant(-0)).index;
  const sum = writer.operate(ADD, summand(a, left), summand(b, right));
  if (!both) return sum;
  const condition = writer.where(left, writer.constant(1), right).index;
  return new Traced(writer.level, sum.primal, sum.index, condition);
}
