// Singular values, with and without their vectors.

import { inKind, readMatrix } from "./arguments.ts";
import { singularOf } from "./spectrum.ts";
import type { MatrixLike, MatrixOf, VectorOf } from "./types.ts";

/** What `svd` returns. */
export interface SingularSystem<Values, Vectors> {
  /** The left singular vectors, as columns. */
  readonly u: Vectors;
  /** The singular values, descending. */
  readonly values: Values;
  /** The right singular vectors, as columns; the largest component of each is positive. */
  readonly v: Vectors;
}

/**
 * Returns the reduced singular value decomposition A = U·diag(s)·Vᵀ, with min(m, n) columns in U and in V. The
 * derivatives of vectors are those of `eigenSymmetric`: NaN where singular values are equal, and where one is 0 and
 * the vectors do not fill the space.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 *
 * @example
 * ```ts
 * import { svd } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * const { u, values, v } = svd([[0, 2], [3, 0]]);
 * assertEquals(values, [3, 2]);
 * assertEquals([u, v], [[[0, 1], [1, 0]], [[1, 0], [0, 1]]]);
 * ```
 */
export function svd<A extends MatrixLike>(
  a: A,
): SingularSystem<VectorOf<number[], [A]>, MatrixOf<A, [A]>> {
  const { matrix, kind } = readMatrix("svd", a);
  const [u, values, v] = singularOf(matrix);
  return {
    u: inKind(kind, u) as MatrixOf<A, [A]>,
    values: inKind("vector", values) as VectorOf<number[], [A]>,
    v: inKind(kind, v) as MatrixOf<A, [A]>,
  };
}

/**
 * Returns the singular values of a matrix, descending: the square roots of the eigenvalues of AᵀA. The derivative is
 * dsᵢ = uᵢᵀ·dA·vᵢ, finite also where values are equal. At 0, where a singular value has a kink, it is one of the
 * two slopes.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 *
 * @example
 * ```ts
 * import { grad, type Scalar } from "@fluxion/ad";
 * import { singularValues } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(singularValues([[0, 2], [3, 0], [0, 0]]), [3, 2]);
 * const largest = (a: Scalar[][]) => singularValues(a)[0];
 * assertEquals(grad(largest)([[0, 2], [3, 0]]), [[0, 0], [1, 0]]);
 * ```
 */
export function singularValues<A extends MatrixLike>(a: A): VectorOf<number[], [A]> {
  const [, values] = singularOf(readMatrix("singularValues", a).matrix);
  return inKind("vector", values) as VectorOf<number[], [A]>;
}
