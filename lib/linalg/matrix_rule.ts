// What is known of an operation of matrices: its value on plain numbers, and its derivatives, written with operations
// of matrices. The same rule serves every mode and nesting.

import type { Matrix, MatrixPart, MatrixShape, NumberMatrix } from "./matrix.ts";

/** Matrices that stand for tangents or cotangents; `undefined` is a structural zero. */
export type SparseMatrices = readonly (Matrix | undefined)[];

/** Tangents of results, linear in tangents of the operands. */
export type MatrixTangents = (
  operands: readonly Matrix[],
  results: readonly Matrix[],
  tangents: SparseMatrices,
) => SparseMatrices;

/** An operation of matrices as data. */
export interface MatrixOperation {
  /** The name in error messages and listings. */
  readonly name: string;
  /** Which entries of each operand are read; all of them by default. */
  readonly reads?: readonly MatrixPart[];
  /** Returns the shapes of the results for operands of given shapes. */
  readonly shapes: (operands: readonly MatrixShape[]) => readonly MatrixShape[];
  /** The operation on plain numbers. */
  readonly value: (operands: readonly NumberMatrix[]) => readonly NumberMatrix[];
  /** The tangents of the results. */
  readonly tangents: MatrixTangents;
  /** The cotangents of the operands for those of the results; the transpose of `tangents` by default. */
  readonly cotangents?: MatrixTangents;
}
