// Several matrices as one list of scalars, which is how levels see them, and back.

import type { Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import { countIn, isNumberMatrix, type Matrix, packed, type Shape, unpacked } from "./matrix.ts";
import type { SparseMatrices } from "./matrix_rule.ts";

/** Splits a list of scalars into matrices. */
export function matricesIn(
  list: ArrayLike<Scalar | undefined>,
  shapes: readonly Shape[],
  rest: 0 | undefined,
): Matrix[] {
  let start = 0;
  return shapes.map((shape) => {
    const matrix = unpacked(shape, list, start, rest);
    start += countIn(shape);
    return matrix;
  });
}

/** Returns matrices of tangents, `undefined` where none of the entries has any. */
export function sparseIn(list: Sparse, shapes: readonly Shape[]): SparseMatrices {
  return matricesIn(list, shapes, undefined).map((own) =>
    isNumberMatrix(own) ? own : own.entries.some((entry) => entry !== undefined) ? own : undefined
  );
}

/** Returns the entries of matrices that count, all in one list. */
export function listOf(
  matrices: SparseMatrices,
  shapes: readonly Shape[],
): (Scalar | undefined)[] {
  return shapes.flatMap((shape, i) => {
    const own = matrices[i];
    return own === undefined
      ? new Array<undefined>(countIn(shape)).fill(undefined)
      : packed(own, shape.structure);
  });
}
