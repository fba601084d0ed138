// What operations select, while a function is traced: a value that is a structural zero in some runs only keeps its condition.

import type { Comparison } from "../values/interpreter.ts";
import type { Level } from "../values/level.ts";
import { evaluate, type Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { Traced } from "../values/traced.ts";
import { changedBeneath, conditionIn, conditionOf, withCondition } from "./conditions.ts";
import type { Graph } from "./graph.ts";
import type { Place } from "./place.ts";
import type { PlaceNumbers } from "./place_numbers.ts";
import { ADD, MUL, WHERE } from "./simplify.ts";
import { StructuralZeros } from "./structural_zeros.ts";

/** What writes the graph. */
interface Writer {
  readonly level: Level;
  readonly graph: Graph;
  readonly numbers: PlaceNumbers;
  /** Whether anything has a condition. */
  selects: boolean;
  compare(comparison: Comparison, x: Scalar, y: Scalar): boolean;
  /** Returns the result of an operation of two scalars. */
  binary(operation: Operation, x: Scalar, y: Scalar): Scalar;
  /** Returns the box of a place with a certain number. */
  box(place: Place, value: number): Traced;
  /** Returns the box of a scalar of this trace. */
  boxOf(x: Scalar): Traced;
}

/** The values of a trace that have conditions. */
export class SelectedValues {
  private readonly tracer: Writer;
  private readonly zeros = new StructuralZeros<Traced>({
    operate: (operation, left, right) => this.result(operation, left, right),
    where: (condition, x, y) => this.where(condition, x, y),
    constant: (value) => this.tracer.boxOf(value),
  });

  constructor(tracer: Writer) {
    this.tracer = tracer;
  }

  /** Returns a partial that is a structural zero in runs where a condition is 0. */
  selecting(partial: Scalar, condition: Scalar): Scalar {
    const own = conditionIn(condition);
    if (own === undefined) return partial;
    this.tracer.selects = true;
    return withCondition(partial, own);
  }

  /** Returns a scalar without its condition: 0 where it is a structural zero. */
  withoutCondition(x: Scalar): Scalar {
    const { tracer } = this;
    return changedBeneath(x, (own) => {
      const { condition } = own;
      return condition === undefined ? own : this.where(condition, own, tracer.boxOf(0));
    });
  }

  /** Asks whether a value is a structural zero in this run, and returns it without its condition if it is not. */
  decided(x: Traced): Traced | undefined {
    const { tracer } = this;
    const isThere = tracer.compare("ne", x.condition!, 0);
    return isThere ? tracer.box(x.index, this.numberOf(x)) : undefined;
  }

  /** Returns the result of an operation of two operands, of which at least one has a condition. */
  operate(operation: Operation, x: Scalar, y: Scalar): Scalar {
    const { tracer, zeros } = this;
    if (operation !== MUL && operation !== ADD) {
      return tracer.binary(operation, this.withoutCondition(x), this.withoutCondition(y));
    }
    const [a, b] = [tracer.boxOf(x), tracer.boxOf(y)];
    const [left, right] = [conditionOf(x), conditionOf(y)];
    const { value, condition } = operation === MUL
      ? zeros.product(a, left, b, right)
      : zeros.sum(a, left, b, right);
    return new Traced(tracer.level, value.primal, value.index, condition);
  }

  private result(operation: Operation, left: Traced, right: Traced): Traced {
    const { tracer } = this;
    const value = operation.value(this.numberOf(left), this.numberOf(right));
    return tracer.box(tracer.graph.binary(operation, left.index, right.index), value);
  }

  private where(condition: Traced, x: Traced, y: Traced): Traced {
    const { tracer } = this;
    const operands = [condition, x, y];
    const value = evaluate(WHERE, operands.map((own) => this.numberOf(own)));
    return tracer.box(tracer.graph.list(WHERE, operands.map(({ index }) => index)), value);
  }

  private numberOf(x: Traced): number {
    return this.tracer.numbers.of(x, x.index);
  }
}
