// Values that are structural zeros in some runs of a program: each has a condition, which is 0 in these. The chain rule only
// multiplies and adds them. A product is a structural zero where a factor is, and a sum where both summands are. Where one
// summand is, −0 stands for it, which leaves every bit of the other.

import type { Operation } from "../values/operation.ts";
import type { Place } from "./graph.ts";
import { ADD, MUL } from "./simplify.ts";

/** What makes instructions. */
interface Instructions {
  readonly operate: (operation: Operation, left: Place, right: Place) => Place;
  readonly where: (condition: Place, x: Place, y: Place) => Place;
  readonly constant: (value: number) => Place;
}

/** A value, and the condition without which it is a structural zero; `undefined` if it never is. */
interface Selected {
  readonly place: Place;
  readonly condition: Place | undefined;
}

/** The structural zeros of one trace. */
export class StructuralZeros {
  private readonly instructions: Instructions;
  /** For a sum of two, the condition without which it is −0. */
  private readonly conditions = new Map<Place, Place>();

  constructor(instructions: Instructions) {
    this.instructions = instructions;
  }

  /** Returns the product of two values, of which at least one has a condition. */
  product(a: Place, left: Place | undefined, b: Place, right: Place | undefined): Selected {
    const { operate, where, constant } = this.instructions;
    const condition = left === undefined || right === undefined
      ? left ?? right
      : where(left, right, constant(0));
    return { place: operate(MUL, a, b), condition };
  }

  /** Returns the sum of two values, of which at least one has a condition. */
  sum(a: Place, left: Place | undefined, b: Place, right: Place | undefined): Selected {
    const { operate, where, constant } = this.instructions;
    const place = operate(ADD, this.summand(a, left), this.summand(b, right));
    if (left === undefined || right === undefined) return { place, condition: undefined };
    const condition = where(left, constant(1), right);
    this.conditions.set(place, condition);
    return { place, condition };
  }

  /** Returns a value, or −0 where it is a structural zero. */
  private summand(place: Place, condition: Place | undefined): Place {
    if (condition === undefined || this.conditions.get(place) === condition) return place;
    const { where, constant } = this.instructions;
    return where(condition, place, constant(-0));
  }
}
