// Products and transposes of matrices and vectors.

import type { Scalar } from "../values/scalar.ts";
import { inKind, isVectorKind, type Kind, readArray, readMatrix } from "./arguments.ts";
import { type Matrix, transposed } from "./matrix.ts";
import { matrixProduct } from "./products.ts";
import type { ByArguments, MatrixLike, MatrixOf, VectorLike, VectorOf } from "./types.ts";

/** The result of `matmul`: a matrix, a vector, or a scalar. */
export type ProductOf<A, B> = A extends VectorLike
  ? B extends VectorLike ? ByArguments<[A, B], number, Scalar> : VectorOf<A, [A, B]>
  : B extends VectorLike ? VectorOf<B, [A, B]>
  : MatrixOf<A, [A, B]>;

/**
 * Returns the product A·B of two matrices, of a matrix and a vector, or of two vectors, which is their inner
 * product: cᵢⱼ = Σₖ aᵢₖ·bₖⱼ. A vector counts as a row on the left and as a column on the right, and the result has
 * no dimension there. Its derivative is dA·B + A·dB.
 *
 * @throws {TypeError} if an argument is neither a matrix nor a vector of numbers.
 * @throws {RangeError} if A has not as many columns as B has rows.
 *
 * @example
 * ```ts
 * import { grad, type Scalar } from "@fluxion/ad";
 * import { matmul } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(matmul([[1, 2], [3, 4]], [[0, 1], [1, 0]]), [[2, 1], [4, 3]]);
 * assertEquals(matmul([[1, 2], [3, 4]], [1, 1]), [3, 7]);
 * const form = (x: Scalar[]) => matmul(x, matmul([[2, 1], [1, 3]], x));
 * assertEquals(grad(form)([1, 2]), [8, 14]);
 * ```
 */
export function matmul<A extends MatrixLike | VectorLike, B extends MatrixLike | VectorLike>(
  a: A,
  b: B,
): ProductOf<A, B> {
  const left = readArray("matmul", a);
  const right = readArray("matmul", b);
  const leftIsVector = isVectorKind(left.kind);
  const rightIsVector = isVectorKind(right.kind);
  const factor: Matrix = leftIsVector
    ? { ...left.matrix, rows: 1, columns: left.matrix.rows }
    : left.matrix;
  if (factor.columns !== right.matrix.rows) {
    throw new RangeError(
      `Cannot apply matmul to factors of ${factor.columns} columns and ${right.matrix.rows} rows: both numbers ` +
        "must be the same",
    );
  }
  const product = matrixProduct(factor, right.matrix);
  if (leftIsVector && rightIsVector) return product.entries[0] as ProductOf<A, B>;
  const kind: Kind = leftIsVector ? left.kind : rightIsVector ? right.kind : left.kind;
  return inKind(kind, product) as ProductOf<A, B>;
}

/**
 * Returns the transpose of a matrix: its columns as rows. Entries are moved, and nothing is computed.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 *
 * @example
 * ```ts
 * import { transpose } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(transpose([[1, 2, 3], [4, 5, 6]]), [[1, 4], [2, 5], [3, 6]]);
 * ```
 */
export function transpose<A extends MatrixLike>(a: A): MatrixOf<A, [A]> {
  const { matrix, kind } = readMatrix("transpose", a);
  return inKind(kind, transposed(matrix)) as MatrixOf<A, [A]>;
}
