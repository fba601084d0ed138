// The series of the results of a function that has a rule of its own: they are integrals of the tangents that the
// rule returns, which are series themselves.

import { reading } from "../values/level.ts";
import { levelsInside } from "../values/nesting.ts";
import type { Level } from "../values/level.ts";
import type { JointOperation, Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import type { SeriesLevel } from "./operation_series.ts";
import { DerivedSeries, dividedBy, Series } from "./series.ts";

/** A level that makes boxes of series, and knows which series have been made. */
export interface JointLevel extends SeriesLevel {
  readonly level: Level;
  /** Returns the box of a series. */
  boxOf(series: Series): Scalar;
  /** Runs a body, and returns with its result the series that were asked for meanwhile, in this order. */
  gathering<T>(body: () => T): { readonly result: T; readonly series: readonly Series[] };
}

/** The tangents of all results of one call of a function with a rule, as series. */
export class JointTangents {
  private readonly level: JointLevel;
  private readonly operation: JointOperation;
  private readonly operands: readonly Scalar[];
  private readonly order: number;
  private readonly inside: readonly Level[];
  private found: Sparse | undefined;
  private between: readonly Series[] = [];

  constructor(
    level: JointLevel,
    operation: JointOperation,
    operands: readonly Scalar[],
    order: number,
  ) {
    this.level = level;
    this.operation = operation;
    this.operands = operands;
    this.order = order;
    this.inside = levelsInside(level.level);
  }

  /** Returns the coefficient of an order of the tangent of a result. */
  at(result: number, order: number): Scalar | undefined {
    this.found ??= reading(this.inside, () => this.pushed());
    // In the order they were made, so that nothing recurses over the length of what the rule has computed.
    for (const series of this.between) series.upTo(order);
    const tangent = this.found[result];
    if (tangent === undefined) return undefined;
    const series = this.level.seriesOf(tangent);
    return series === undefined ? order === 0 ? tangent : undefined : series.at(order);
  }

  private pushed(): Sparse {
    const { level, operands, order, operation } = this;
    const tangents = operands.map((operand) => {
      const x = level.seriesOf(operand);
      const slope = x?.at(1);
      // A slope that is absent while coefficients of higher order are there is 0 at t = 0 only.
      const isThere = x !== undefined && (slope !== undefined || order > 1);
      if (!isThere) return undefined;
      return order === 1 ? slope : level.boxOf(new DerivedSeries(x, slope ?? 0));
    });
    const { result, series } = level.gathering(() =>
      level.evaluating(
        order - 1,
        () => operation.jvp(level.operandsTo(order - 1, operands), tangents),
      )
    );
    this.between = series;
    return result.tangents;
  }
}

/** The series of one of the results. */
export class JointSeries extends Series {
  private readonly tangents: JointTangents;
  private readonly position: number;

  constructor(first: Scalar, tangents: JointTangents, position: number) {
    super(first);
    this.tangents = tangents;
    this.position = position;
  }

  protected next(order: number): Scalar | undefined {
    return dividedBy(this.tangents.at(this.position, order - 1), order);
  }
}
