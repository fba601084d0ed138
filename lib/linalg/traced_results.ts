// Operations of matrices in a program that is written down. A compiled program calls one as a whole, on the numbers
// in its memory, where the results are copied then: no instruction for n³ work, and the same bits. In a view, each
// entry of a result is an operation of its own, with its derivatives.

import { type AnyBox, isFollowed, isTraced } from "../values/box.ts";
import { scalarsIn } from "../values/block.ts";
import { isDual } from "../values/dual.ts";
import { currentInterpreter, type Interpreter } from "../values/interpreter.ts";
import type { WithPullback } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import { entryOf, forEachIndex } from "../operations/left_results.ts";
import { ownNary } from "../operations/own_rows.ts";
import type { MatrixShape, NumberMatrix } from "./matrix.ts";
import { arrayOf, type EntryList, matricesIn } from "./matrix_lists.ts";
import type { MatrixOperation } from "./matrix_rule.ts";

/** Returns the results of an operation for operands some of which are traced, as one list. */
export function tracedResults(
  operation: MatrixOperation,
  shapes: readonly MatrixShape[],
  inputs: readonly Scalar[],
  linearised: (primals: readonly Scalar[]) => WithPullback,
): Scalar[] {
  const outputs = operation.shapes(shapes);
  const compute = (xs: ArrayLike<number>) =>
    arrayOf(operation.value(matricesIn(xs, shapes, 0) as NumberMatrix[]), outputs) as number[];
  const running = currentInterpreter() as Interpreter;
  return running.isBounded
    ? calledAsOne(operation.name, compute, inputs)
    : entryByEntry(operation.name, compute, inputs, linearised);
}

/**
 * Returns results that a program computes by one call. The call leaves them in a list of its own, and each result is
 * an operation that reads it. That operation takes the result of the call as an operand, so that it comes after it.
 */
function calledAsOne(
  name: string,
  compute: (xs: ArrayLike<number>) => number[],
  inputs: readonly Scalar[],
): Scalar[] {
  let results: readonly number[] = [];
  const call = ownNary({
    name,
    value: (xs) => {
      results = compute(xs);
      return 0;
    },
    partials: 0,
  });
  const entry = entryOf(`${name}, entry`, {
    at: (k) => results[k],
    copy: (rows, into, to) => forEachIndex(rows, (k, i) => into[to + i] = results[k]),
  });
  const called = call(inputs);
  return results.map((_, k) => entry(called, k));
}

/** Returns results each of which is an operation of all inputs. */
function entryByEntry(
  name: string,
  compute: (xs: ArrayLike<number>) => number[],
  inputs: readonly Scalar[],
  linearised: (primals: readonly Scalar[]) => WithPullback,
): Scalar[] {
  const numbers = inputs.map((own) => isTraced(own) ? own.primal : own as number);
  return compute(numbers).map((_, k) =>
    ownNary({
      name: `${name}[${k}]`,
      value: (xs) => compute(xs)[k],
      partials: (xs) => {
        const { results, pullback } = linearised(xs);
        const pulled = pullback(results.map((_, i) => i === k ? 1 : undefined));
        return pulled.map((own) => own ?? 0);
      },
    })(inputs)
  );
}

/**
 * Ends a trace if a tangent or a cotangent is a structural zero in some runs of the program only: the rules of
 * matrices leave such entries out, and a program can not.
 */
export function checkUnconditional(name: string, scalars: EntryList): void {
  const running = currentInterpreter();
  if (running?.selects && Array.from(scalars).some(isConditional)) running.checkRule(name);
}

function isConditional(x: Scalar | undefined): boolean {
  if (x === undefined || typeof x === "number") return false;
  if (isTraced(x)) return x.condition !== undefined;
  const box = x as AnyBox;
  const inside = isDual(box) ? [box.primal, ...scalarsIn(box.tangent)] : [box.primal];
  return isFollowed(box) && inside.some(isConditional);
}
