// Taylor arithmetic as a meaning of programs: a value carries its power series along t, and an operation on values
// is one on their series.

import { applied, carriedBy, partialsOf } from "../operations/linearised.ts";
import { Carrier } from "../values/box.ts";
import type { JointOperation, Sparse } from "../values/interpretation.ts";
import { Level, type Named } from "../values/level.ts";
import { outside, outsideResult } from "../values/membership.ts";
import type { Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { type JointLevel, JointSeries, JointTangents } from "./joint_series.ts";
import { OperationSeries } from "./operation_series.ts";
import { GivenSeries, type Series } from "./series.ts";
import { SharedOperations } from "./shared_operations.ts";

/** When the coefficients of a result are computed: with the operation, or when its level is asked for them. */
export type When = "at once" | "later";

/** A derivative call that computes on power series, up to an order. */
export class TaylorLevel implements JointLevel {
  readonly level: Level;
  readonly order: number;
  private readonly shared = new SharedOperations();
  private readonly isAtOnce: boolean;
  /** The series that the function has made, in this order, where coefficients are computed later. */
  private readonly made: Series[] = [];
  /** The order to which the operations that run are wanted: less than that of the level for partials. */
  private remaining: number;
  private gathered: Series[] | undefined;

  /** @param verb the transform that was called, @param f the function it was called on */
  constructor(verb: string, f: Named, order: number, when: When) {
    this.order = order;
    this.remaining = order;
    this.isAtOnce = when === "at once";
    this.level = new Level("interpreted", verb, f, {
      order,
      operation: (operation, operands) => this.resultOf(operation, operands),
      joint: (operation, operands) => this.resultsOf(operation, operands),
      scalarsIn: (carried) => (carried as Series).coefficients,
    });
  }

  /** Returns a box of a series that is given by its coefficients, or the scalar itself if it has no others. */
  input(coefficients: Sparse): Scalar {
    return this.boxOf(new GivenSeries(coefficients));
  }

  /** Computes the coefficients of an order of all that the function has made. */
  extend(order: number): void {
    for (const series of this.made) series.upTo(order);
  }

  /** Returns the coefficients of a result, up to the order of the level. */
  coefficientsOf(result: Scalar): Sparse {
    return this.seriesOf(result)?.coefficients.slice(1) ?? [];
  }

  seriesOf(x: Scalar): Series | undefined {
    return carriedBy<Series>(this.level, x);
  }

  boxOf(series: Series): Scalar {
    return new Carrier(this.level, series.coefficients[0]!, series);
  }

  operandsTo(order: number, operands: readonly Scalar[]): readonly Scalar[] {
    return order === 0 ? operands.map((x) => outside(this.level, x)) : operands;
  }

  evaluating<T>(order: number, body: () => T): T {
    const before = this.remaining;
    this.remaining = order;
    try {
      return body();
    } finally {
      this.remaining = before;
    }
  }

  gathering<T>(body: () => T): { result: T; series: readonly Series[] } {
    const before = this.gathered;
    const series: Series[] = this.gathered = [];
    try {
      return { result: body(), series };
    } finally {
      this.gathered = before;
    }
  }

  private resultOf(operation: Operation, operands: readonly Scalar[]): Scalar {
    const { level, remaining } = this;
    const isPartial = remaining < this.order;
    // What partials consist of is shared, or sine and cosine would compute each other anew at every order. What the
    // function itself computes twice is not: two values that tie make a kink, and one does not tie with itself.
    const known = isPartial ? this.shared.find(operation, operands) : undefined;
    if (known !== undefined) {
      const series = this.seriesOf(known) as OperationSeries;
      if (series.raise(remaining)) this.gathered?.push(series);
      return known;
    }
    const primals = operands.map((x) => outside(level, x));
    const first = applied(operation, primals);
    if (!operation.isOfLibrary) this.checkPartials(operation, primals, operands, first);
    const series: OperationSeries = new OperationSeries(
      this,
      operation,
      operands,
      first,
      remaining,
      () => box,
    );
    const box = this.boxOf(series);
    if (series.isConstant) return first;
    this.shared.add(operation, operands, box);
    this.note(series, isPartial);
    return box;
  }

  /** Refuses partials that close over a value of the level, on which the value of a row cannot depend. */
  private checkPartials(
    operation: Operation,
    primals: readonly Scalar[],
    operands: readonly Scalar[],
    first: Scalar,
  ): void {
    const partialOf = partialsOf(operation, primals, first, this.level);
    operands.forEach((x, i) => this.seriesOf(x) !== undefined && partialOf(i));
  }

  private resultsOf(operation: JointOperation, operands: readonly Scalar[]): Scalar[] {
    const { level, remaining } = this;
    const primals = operands.map((x) => outside(level, x));
    const absent = operands.map(() => undefined);
    const { results } = this.evaluating(this.order, () => operation.jvp(primals, absent));
    const tangents = new JointTangents(this, operation, operands, remaining);
    return results.map((result, i) => {
      const own = outsideResult(level, result);
      if (this.seriesOf(result as Scalar) !== undefined) throw this.closesOver();
      const series = new JointSeries(own, tangents, i);
      this.note(series, remaining < this.order);
      return this.boxOf(series);
    });
  }

  private note(series: Series, isPartial: boolean): void {
    this.gathered?.push(series);
    if (isPartial) return;
    if (this.isAtOnce) series.upTo(this.order);
    else this.made.push(series);
  }

  private closesOver(): TypeError {
    return new TypeError(
      `Cannot take ${this.level.call} through a function that closes over a value which it follows, and has a rule ` +
        "of its own: the rule knows nothing of that value; pass it as an argument",
    );
  }
}
