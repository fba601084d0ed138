// Eigenvalues and eigenvectors of symmetric matrices.

import { inKind, readSquare } from "./arguments.ts";
import { eigenOf } from "./spectrum.ts";
import type { MatrixLike, MatrixOf, VectorOf } from "./types.ts";

/** What `eigenSymmetric` returns. */
export interface EigenSystem<Values, Vectors> {
  /** The eigenvalues, ascending. */
  readonly values: Values;
  /** The orthonormal eigenvectors, as columns in the same order; the largest component of each is positive. */
  readonly vectors: Vectors;
}

/**
 * Returns the eigenvalues and eigenvectors of a symmetric matrix: A·vᵢ = λᵢ·vᵢ. The symmetric part ½(A + Aᵀ)
 * counts, as in JAX, so that a gradient by A is symmetric.
 *
 * The derivatives are dλᵢ = vᵢᵀ·dA·vᵢ, finite also where eigenvalues are equal, and dvᵢ = Σⱼ vⱼ·(vⱼᵀ·dA·vᵢ)/(λᵢ − λⱼ).
 * Vectors of equal eigenvalues have no derivative: a result that uses them has the derivative NaN there, and so have
 * second derivatives by way of such eigenvalues. Where a function of the matrix is smooth all the same,
 * `symmetricFunction` has its derivatives of every order.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 * @throws {RangeError} if it is not square.
 *
 * @example
 * ```ts
 * import { grad, type Scalar } from "@fluxion/ad";
 * import { eigenSymmetric } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Array.from(eigenSymmetric([[3, 0], [0, 1]]).values), [1, 3]);
 * const largest = (a: Scalar[][]) => eigenSymmetric(a).values[1];
 * assertEquals(grad(largest)([[3, 0], [0, 1]]), [[1, 0], [0, 0]]);
 * ```
 */
export function eigenSymmetric<A extends MatrixLike>(
  a: A,
): EigenSystem<VectorOf<number[], [A]>, MatrixOf<A, [A]>> {
  const { matrix, kind } = readSquare("eigenSymmetric", a);
  const [values, vectors] = eigenOf(matrix);
  return {
    values: inKind("vector", values) as VectorOf<number[], [A]>,
    vectors: inKind(kind, vectors) as MatrixOf<A, [A]>,
  };
}
