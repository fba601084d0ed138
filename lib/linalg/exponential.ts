// The exponential of a matrix.

import { inKind, readSquare } from "./arguments.ts";
import { exponentialOfNumbers } from "./kernels/exponential.ts";
import { block, filled, type Matrix, matrixBy, transposed } from "./matrix.ts";
import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import type { MatrixLike, MatrixOf } from "./types.ts";

/**
 * Returns the exponential of a square matrix, e^A = Σ Aᵏ/k!: of NaN where an entry is not finite. Its derivative
 * along E is the upper right block of the exponential of [[A, E], [0, A]] (Najfeld and Havel 1995), which holds for
 * every matrix and every order.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 * @throws {RangeError} if it is not square.
 *
 * @example A rotation
 * ```ts
 * import { derivative, type Scalar, neg } from "@fluxion/ad";
 * import { expm } from "@fluxion/ad/linalg";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const sine = (t: Scalar) => expm([[0, neg(t)], [t, 0]])[1][0];
 * assertAlmostEquals(sine(1) as number, Math.sin(1), 1e-14);
 * assertAlmostEquals(derivative(sine)(1), Math.cos(1), 1e-14);
 * ```
 */
export function expm<A extends MatrixLike>(a: A): MatrixOf<A, [A]> {
  const { matrix, kind } = readSquare("expm", a);
  return inKind(kind, exponentialOf(matrix)) as MatrixOf<A, [A]>;
}

function exponentialOf(a: Matrix): Matrix {
  return applyMatrixOperation(exponentiation, [a])[0];
}

const exponentiation: MatrixOperation = {
  name: "expm",
  shapes: ([a]) => [{ rows: a.rows, columns: a.columns }],
  value: ([a]) => [exponentialOfNumbers(a)],
  tangents: ([a], _results, [da]) => [da && changeOfExponential(a, filled(da))],
  // The adjoint of the derivative at A is the derivative at Aᵀ.
  cotangents: ([a], _results, [seed]) => [
    seed && changeOfExponential(transposed(a), filled(seed)),
  ],
};

function changeOfExponential(a: Matrix, along: Matrix): Matrix {
  const n = a.rows;
  const both = matrixBy(2 * n, 2 * n, (i, j) => {
    if (i < n && j >= n) return along.entries[i * n + j - n];
    return i >= n === j >= n ? a.entries[i % n * n + j % n] : 0;
  });
  return block(exponentialOf(both), [0, n], [n, 2 * n]);
}
