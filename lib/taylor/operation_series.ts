// The series of the result of an operation, z = f(x). From z′ = Σ ∂f/∂xᵢ·xᵢ′ it follows that
// k·z_k = Σᵢ Σⱼ j·(xᵢ)ⱼ·(∂f/∂xᵢ)_{k−j}, where the partials are those of the row, evaluated on series (Moore 1966;
// Griewank and Walther 2008, chapter 13). No row needs a recurrence of its own.

import { div, neg } from "../elementary/arithmetic.ts";
import { productOfTwo, selectedProduct } from "../operations/binary.ts";
import { declaresZeros, isSelecting, partialsOf } from "../operations/linearised.ts";
import { selecting } from "../values/interpreter.ts";
import type { Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import {
  dividedBy,
  productCoefficient,
  Series,
  totalOf,
  weightedProduct,
  weightedSelection,
} from "./series.ts";

/** What the series of results need to know of their level. */
export interface SeriesLevel {
  /** Returns the series that a box of the level carries; `undefined` for any other scalar. */
  seriesOf(x: Scalar): Series | undefined;
  /** Returns the operands as a partial takes them that is wanted to an order: boxes, or from order 0 primals. */
  operandsTo(order: number, operands: readonly Scalar[]): readonly Scalar[];
  /** Runs a body whose operations are wanted to an order. */
  evaluating<T>(order: number, body: () => T): T;
}

/** A term of the sum: the series of an operand, and the partial with respect to it. */
interface Term {
  readonly x: Series;
  /** A scalar that does not depend on t, or a series whose first coefficient is `head`. */
  readonly partial: Scalar | Series;
  readonly head: Scalar;
}

/** The series of the result of an operation. */
export class OperationSeries extends Series {
  readonly operation: Operation;
  readonly operands: readonly Scalar[];
  private readonly level: SeriesLevel;
  private readonly box: () => Scalar;
  /** The order up to which coefficients may be asked for. */
  order: number;
  private terms: Term[] | undefined;
  private readonly selects: boolean;
  /** The operation if it has a recurrence of its own, with the series of its operands. */
  private readonly direct: "mul" | "div" | undefined;
  private readonly x: Series | undefined;
  private readonly y: Series | undefined;

  /** @param box returns the box that carries this series */
  constructor(
    level: SeriesLevel,
    operation: Operation,
    operands: readonly Scalar[],
    first: Scalar,
    order: number,
    box: () => Scalar,
  ) {
    super(first);
    this.level = level;
    this.operation = operation;
    this.operands = operands;
    this.order = order;
    this.box = box;
    this.selects = isSelecting(operation);
    const { name, isOfLibrary } = operation;
    const isDirect = isOfLibrary && (name === "mul" || name === "div");
    this.x = isDirect ? level.seriesOf(operands[0]) : undefined;
    this.y = isDirect ? level.seriesOf(operands[1]) : undefined;
    this.direct = this.y === undefined ? undefined : name as "mul" | "div";
  }

  /** Lets coefficients be asked for up to a higher order; says whether they could not before. */
  raise(order: number): boolean {
    if (order <= this.order) return false;
    this.order = order;
    this.terms = undefined;
    return true;
  }

  /**
   * Whether the result depends on no operand that is followed, because none was selected or its partial is declared
   * to be 0: then it is no box at all. Only rows of these kinds are asked for their partials.
   */
  get isConstant(): boolean {
    const { operation } = this;
    if (!this.selects && !declaresZeros(operation)) return false;
    this.terms ??= this.termsOf();
    return this.terms.length === 0;
  }

  protected next(k: number): Scalar | undefined {
    // By the general formula a product costs twice as much, and a quotient O(k³), since its partial is a quotient.
    if (this.direct !== undefined) {
      return this.direct === "mul" ? this.product(k) : this.quotient(k);
    }
    const terms = this.terms ??= this.termsOf();
    let constant: Scalar | undefined;
    let varying: Scalar | undefined;
    for (let i = 0; i < terms.length; i++) {
      const { x, partial, head } = terms[i];
      if (partial instanceof Series) {
        const sum = this.selects
          ? weightedSelection(x, partial, head, k)
          : weightedProduct(x, partial, k);
        varying = totalOf(varying, sum);
      } else {
        const own = x.at(k);
        if (own === undefined) continue;
        const term = this.selects
          ? selectedProduct(selecting(partial), own)
          : productOfTwo(partial, own);
        constant = totalOf(constant, term);
      }
    }
    return totalOf(constant, dividedBy(varying, k));
  }

  private product(k: number): Scalar | undefined {
    const { x } = this;
    const y = this.y!;
    y.upTo(k);
    if (x === undefined) {
      const own = y.coefficients[k];
      return own === undefined ? undefined : productOfTwo(this.operands[0], own);
    }
    x.upTo(k);
    return productCoefficient(x, y, k);
  }

  // From x = y·z, z_k = (x_k − Σ y_j·z_{k−j})/y_0 for j from 1 to k.
  private quotient(k: number): Scalar | undefined {
    const { x } = this;
    const y = this.y!;
    y.upTo(k);
    const sum = productCoefficient(y, this, k, 1);
    const own = x?.at(k);
    const less = totalOf(own, sum === undefined ? undefined : neg(sum));
    return less === undefined ? undefined : div(less, y.coefficients[0]!);
  }

  private termsOf(): Term[] {
    const { level, operation, operands, order } = this;
    return level.evaluating(order - 1, () => {
      const own = level.operandsTo(order - 1, operands);
      const z = order === 1 ? this.coefficients[0]! : this.box();
      const partialOf = partialsOf(operation, own, z);
      return operands.flatMap((operand, i): Term[] => {
        const x = level.seriesOf(operand);
        const partial = x === undefined ? undefined : partialOf(i);
        if (partial === undefined) return [];
        const series = level.seriesOf(partial);
        const head = series === undefined ? partial : (partial as { primal?: Scalar }).primal!;
        // An operand that is not selected; and a partial that is the result itself, which then stays 0.
        const isZero = head === 0 && (series === undefined || series === this);
        if (isZero && this.selects) return [];
        return [{ x: x!, partial: series ?? partial, head }];
      });
    });
  }
}
