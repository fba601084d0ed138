// The types of matrices and vectors in the signatures of linear algebra: what comes in, and what comes out in kind.

import type { NumberArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import type { OnlyNumbers } from "../trees/types.ts";

/** A vector: an array of scalars, or a typed array of numbers. */
export type VectorLike = readonly Scalar[] | NumberArray;

/** A matrix as an array of rows of equal length. */
export type RowsLike = readonly VectorLike[];

/**
 * A matrix as one list of entries, row after row, with the numbers of rows and columns. The shape is not
 * differentiated.
 */
export interface FlatMatrixLike {
  /** The entries, row after row. */
  readonly entries: VectorLike;
  /** The numbers of rows and columns. */
  readonly shape: readonly [rows: Scalar, columns: Scalar];
}

/** A matrix: an array of rows, or a flat list of entries with a shape. */
export type MatrixLike = RowsLike | FlatMatrixLike;

/**
 * A flat matrix as a result: of a `Float64Array` where all its entries are numbers.
 *
 * @example
 * ```ts
 * import { type FlatMatrix, matmul } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * const turn = { entries: [0, -1, 1, 0], shape: [2, 2] } as const;
 * const twice: FlatMatrix = matmul(turn, turn);
 * assertEquals([...twice.entries], [-1, 0, 0, -1]);
 * ```
 */
export interface FlatMatrix<Entries extends Float64Array | Scalar[] = Float64Array | Scalar[]> {
  /** The entries, row after row. */
  readonly entries: Entries;
  /** The numbers of rows and columns. */
  readonly shape: [rows: number, columns: number];
}

/** `N` where arguments hold numbers only, otherwise `S`. */
export type ByArguments<Args, N, S> = [Args] extends [OnlyNumbers<Args>] ? N : S;

/** A scalar as a result: a number for numbers. */
export type ScalarOf<Args> = ByArguments<Args, number, Scalar>;

/** A matrix as a result, in the kind of `Like`. */
export type MatrixOf<Like, Args> = Like extends FlatMatrixLike
  ? ByArguments<Args, FlatMatrix<Float64Array>, FlatMatrix<Scalar[]>>
  : ByArguments<Args, number[][], Scalar[][]>;

/** A vector as a result, in the kind of `Like`. */
export type VectorOf<Like, Args> = ByArguments<
  Args,
  Like extends Float64Array ? Float64Array : number[],
  Scalar[]
>;

/** A vector or a matrix as a result, in the kind of `Like`. */
export type ArrayOf<Like, Args> = Like extends VectorLike ? VectorOf<Like, Args>
  : MatrixOf<Like, Args>;
