// Several matrices as one list of scalars, which is how levels see them, and back.

import type { Scalar } from "../values/scalar.ts";
import { countIn, type Matrix, type MatrixShape, pack, unpacked } from "./matrix.ts";
import type { SparseMatrices } from "./matrix_rule.ts";

/** Splits a list of scalars into matrices. */
export function matricesIn(
  list: ArrayLike<Scalar | undefined>,
  shapes: readonly MatrixShape[],
  rest: 0 | undefined,
): Matrix[] {
  let start = 0;
  return shapes.map((shape) => {
    const matrix = unpacked(shape, list, start, rest);
    start += countIn(shape);
    return matrix;
  });
}

/**
 * Returns matrices of tangents or cotangents, `undefined` where none of the entries has any. Entries that do not count
 * are absent, or 0 where all others are numbers.
 */
export function sparseIn(list: EntryList, shapes: readonly MatrixShape[]): SparseMatrices {
  let start = 0;
  return shapes.map((shape) => {
    const end = start + countIn(shape);
    let present = 0;
    for (let k = start; k < end; k++) if (list[k] !== undefined) present++;
    const from = start;
    start = end;
    if (present === 0 && end > from) return undefined;
    const isComplete = present === end - from;
    return unpacked(shape, list, from, isComplete && shape.rows > 0 ? 0 : undefined);
  });
}

/** Returns the entries of matrices that count, all in one list, which may be that of a matrix. */
export function listOf(matrices: SparseMatrices, shapes: readonly MatrixShape[]): EntryList {
  const [only] = matrices;
  const [{ structure = "full" } = {}] = shapes;
  if (shapes.length === 1 && only !== undefined && structure === "full") return only.entries;
  const list: (Scalar | undefined)[] = [];
  shapes.forEach((shape, i) => {
    const own = matrices[i];
    if (own !== undefined) pack(own, shape.structure ?? "full", list);
    else for (let k = countIn(shape); k > 0; k--) list.push(undefined);
  });
  return list;
}

/** Returns the entries of matrices that count, in an ordinary array. */
export function arrayOf(
  matrices: SparseMatrices,
  shapes: readonly MatrixShape[],
): readonly (Scalar | undefined)[] {
  const list = listOf(matrices, shapes);
  return list instanceof Float64Array ? Array.from(list) : list;
}

/** A list of entries of matrices. */
export type EntryList = Matrix["entries"];
