// Values that are structural zeros in some runs of a program: each has a condition, which is 0 in these. The chain rule only
// multiplies and adds them. A product is a structural zero where a factor is, and a sum where both summands are. Where one
// summand is, −0 stands for it, which leaves every bit of the other.

import type { Operation } from "../values/operation.ts";
import type { Place } from "./place.ts";
import { ADD, MUL } from "./simplify.ts";

/** A value of a trace. */
interface Value {
  readonly index: Place;
}

/** What makes instructions. */
interface Instructions<T extends Value> {
  readonly operate: (operation: Operation, left: T, right: T) => T;
  readonly where: (condition: T, x: T, y: T) => T;
  readonly constant: (value: number) => T;
}

/** A value, and the condition without which it is a structural zero; `undefined` if it never is. */
interface Selected<T> {
  readonly value: T;
  readonly condition: T | undefined;
}

/** The structural zeros of one trace. */
export class StructuralZeros<T extends Value> {
  private readonly instructions: Instructions<T>;
  /** For the place of a sum of two, that of the condition without which it is −0. */
  private readonly conditions = new Map<Place, Place>();

  constructor(instructions: Instructions<T>) {
    this.instructions = instructions;
  }

  /** Returns the product of two values, of which at least one has a condition. */
  product(a: T, left: T | undefined, b: T, right: T | undefined): Selected<T> {
    const { operate, where, constant } = this.instructions;
    const condition = left === undefined || right === undefined
      ? left ?? right
      : where(left, right, constant(0));
    return { value: operate(MUL, a, b), condition };
  }

  /** Returns the sum of two values, of which at least one has a condition. */
  sum(a: T, left: T | undefined, b: T, right: T | undefined): Selected<T> {
    const { operate, where, constant } = this.instructions;
    const value = operate(ADD, this.summand(a, left), this.summand(b, right));
    if (left === undefined || right === undefined) return { value, condition: undefined };
    const condition = where(left, constant(1), right);
    this.conditions.set(value.index, condition.index);
    return { value, condition };
  }

  /** Returns a value, or −0 where it is a structural zero. */
  private summand(value: T, condition: T | undefined): T {
    if (condition === undefined) return value;
    if (this.conditions.get(value.index) === condition.index) return value;
    const { where, constant } = this.instructions;
    return where(condition, value, constant(-0));
  }
}
