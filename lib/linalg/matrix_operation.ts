// Operations of matrices: computed on plain numbers as a whole, and differentiated by a rule that is written with
// operations of matrices again. So the work is done on typed arrays, and a level remembers one backpropagator and
// the entries. On boxes, the innermost level among the entries interprets the operation.

import type { JointOperation, Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import { asInnermostSees, isUnfollowed, jointly } from "../rules/joint_operation.ts";
import { transposedMap } from "./linear_rules.ts";
import { isNumberMatrix, type Matrix, type MatrixShape } from "./matrix.ts";
import { arrayOf, type EntryList, listOf, matricesIn, sparseIn } from "./matrix_lists.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import { type Linearised, recordedResults } from "./recorded_results.ts";
import { checkUnconditional, tracedResults } from "./traced_results.ts";

/** Returns the results of an operation of matrices of scalars without absent entries. */
export function applyMatrixOperation(
  operation: MatrixOperation,
  operands: readonly Matrix[],
): readonly Matrix[] {
  if (operands.every(isNumberMatrix)) return operation.value(operands);
  const shapes = operands.map(({ rows, columns }, i): MatrixShape => ({
    rows,
    columns,
    structure: operation.reads?.[i],
  }));
  const inputs = arrayOf(operands, shapes) as readonly Scalar[];
  const view = asInnermostSees(operation.name, inputs);
  if (isUnfollowed(view)) {
    const own = matricesIn(view, shapes, 0);
    if (own.every(isNumberMatrix)) return operation.value(own);
    const traced = tracedResults(
      operation,
      shapes,
      view,
      (primals) => new MatrixCall(operation, shapes, [...view.keys()]).vjp(primals),
    );
    return matricesIn(traced, operation.shapes(shapes), 0);
  }
  const call = new MatrixCall(operation, shapes, view.followed);
  const results = view.mode === "reverse"
    ? recordedResults(view, call.linearised(view.primals))
    : jointly(view, call);
  return matricesIn(results, operation.shapes(shapes), 0) as Matrix[];
}

/** One call of an operation, as a level sees it. */
class MatrixCall implements JointOperation {
  private readonly operation: MatrixOperation;
  private readonly shapes: readonly MatrixShape[];
  private readonly outputs: readonly MatrixShape[];
  private readonly followed: readonly number[];
  /** The latest operands, with what came of them: along every direction of a block they are the same. */
  private latest:
    | { of: readonly Scalar[]; operands: Matrix[]; results: readonly Matrix[]; list: EntryList }
    | undefined;

  constructor(
    operation: MatrixOperation,
    shapes: readonly MatrixShape[],
    followed: readonly number[],
  ) {
    this.operation = operation;
    this.shapes = shapes;
    this.outputs = operation.shapes(shapes);
    this.followed = followed;
  }

  jvp(
    primals: readonly Scalar[],
    tangents: Sparse,
  ): { results: readonly Scalar[]; tangents: Sparse } {
    checkUnconditional(this.operation.name, tangents);
    const { operands, results, list } = this.at(primals);
    const own = this.operation.tangents(operands, results, sparseIn(tangents, this.shapes));
    return { results: arrayLike(list), tangents: arrayOf(own, this.outputs) };
  }

  vjp(
    primals: readonly Scalar[],
  ): { results: readonly Scalar[]; pullback: (cotangents: Sparse) => Sparse } {
    const { results, pullback } = this.linearised(primals);
    return { results: arrayLike(results), pullback: (seeds) => arrayLike(pullback(seeds)) };
  }

  /** As `vjp`, with lists that may be typed arrays. */
  linearised(primals: readonly Scalar[]): Linearised {
    const { operands, results, list } = this.at(primals);
    const { name, cotangents, tangents } = this.operation;
    const pullback = (seeds: EntryList) => {
      checkUnconditional(name, seeds);
      if (cotangents === undefined) {
        const along = (own: Sparse) =>
          arrayOf(tangents(operands, results, sparseIn(own, this.shapes)), this.outputs);
        return transposedMap(name, along, primals.length, this.followed, arrayLike(seeds));
      }
      const own = cotangents(operands, results, sparseIn(seeds, this.outputs));
      return listOf(own, this.shapes);
    };
    return { results: list, pullback };
  }

  private at(primals: readonly Scalar[]) {
    if (this.latest?.of === primals) return this.latest;
    const operands = matricesIn(primals, this.shapes, 0);
    const results = applyMatrixOperation(this.operation, operands);
    const list = listOf(results, this.outputs);
    return this.latest = { of: primals, operands, results, list };
  }
}

function arrayLike<T extends Scalar | undefined>(list: EntryList): readonly T[] {
  return (list instanceof Float64Array ? Array.from(list) : list) as readonly T[];
}
