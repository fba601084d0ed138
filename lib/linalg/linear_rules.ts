// Derivatives that follow from others: the transpose of a linear map, and those of a formula.

import type { Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import { forwardPass } from "../modes/forward.ts";
import { reversePass } from "../modes/reverse.ts";
import type { Matrix, MatrixShape } from "./matrix.ts";
import { arrayOf, matricesIn } from "./matrix_lists.ts";
import type { MatrixOperation } from "./matrix_rule.ts";

/** Applies the transpose of a linear map of lists, which runs on variables that stand for its inputs. */
export function transposedMap(
  name: string,
  map: (inputs: Sparse) => Sparse,
  count: number,
  followed: readonly number[],
  seeds: Sparse,
): Sparse {
  const { pullBackLast } = reversePass({ verb: "rule", f: { name } }, (variables, level) => {
    level.isOfRule = true;
    const inputs = new Array<Scalar | undefined>(count).fill(undefined);
    followed.forEach((position, i) => inputs[position] = variables[i]);
    return { leaves: map(inputs).map((own) => own ?? 0) };
  }, followed.map(() => 1));
  const pulled = pullBackLast(seeds);
  const all = new Array<Scalar | undefined>(count).fill(undefined);
  followed.forEach((position, i) => all[position] = pulled[i]);
  return all;
}

/**
 * Returns an operation that computes what a formula of operations of matrices does, with the tangents and cotangents of
 * the formula, which errors know by a name.
 */
export function operationOfFormula(
  operation: Omit<MatrixOperation, "tangents" | "cotangents">,
  name: string,
  formula: (operands: readonly Matrix[]) => Matrix,
): MatrixOperation {
  const call = { verb: "rule", f: { name } };
  const run =
    (shapes: readonly MatrixShape[], results: readonly Matrix[]) => (inputs: Scalar[]) => ({
      leaves: arrayOf([formula(matricesIn(inputs, shapes, 0))], results).map((own) => own ?? 0),
    });
  return {
    ...operation,
    tangents(operands, results, tangents) {
      const primals = arrayOf(operands, operands) as Scalar[];
      const along = arrayOf(tangents, operands);
      const pushed = forwardPass(call, run(operands, results), primals, along);
      return matricesIn(pushed.tangents, results, undefined);
    },
    cotangents(operands, results, cotangents) {
      const primals = arrayOf(operands, operands) as Scalar[];
      const { pullBackLast } = reversePass(call, run(operands, results), primals);
      return matricesIn(pullBackLast(arrayOf(cotangents, results)), operands, undefined);
    },
  };
}
