// The QR decomposition and least squares, by Householder's reflections.

import { neg, sub } from "../elementary/arithmetic.ts";
import { inKind, readMatrix } from "./arguments.ts";
import { matrixDifference, matrixSum, negated } from "./elementwise.ts";
import { qrOfNumbers } from "./kernels/orthogonal.ts";
import { productOfNumbers, transposeOfNumbers } from "./kernels/products.ts";
import { solveTriangle } from "./kernels/triangular.ts";
import { block, type Matrix, matrixBy, restricted, transposed } from "./matrix.ts";
import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import { matrixProduct } from "./products.ts";
import { readRightSide } from "./solve.ts";
import { triangularSolution, UPPER, UPPER_TRANSPOSED } from "./triangular.ts";
import type { ArrayOf, MatrixLike, MatrixOf, VectorLike } from "./types.ts";

/** The factors of `qr`. */
export interface QrFactors<M> {
  /** The matrix with orthonormal columns. */
  readonly q: M;
  /** The upper triangular matrix. */
  readonly r: M;
}

/**
 * Returns the reduced QR decomposition A = Q·R of a matrix of m rows and n columns: Q has min(m, n) orthonormal
 * columns, and R as many rows. The diagonal of R is not negative, which makes the factors unique and smooth where
 * the columns of A, or the first m of them, are independent; otherwise derivatives are infinite or NaN.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 *
 * @example
 * ```ts
 * import { qr } from "@fluxion/ad/linalg";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { q, r } = qr([[3, 1], [4, 2]]);
 * assertAlmostEquals(r[0][0], 5, 1e-14);
 * assertAlmostEquals(q[0][0], 0.6, 1e-14);
 * ```
 */
export function qr<A extends MatrixLike>(a: A): QrFactors<MatrixOf<A, [A]>> {
  const { matrix, kind } = readMatrix("qr", a);
  const [q, r] = factorsOfMatrix(matrix);
  return {
    q: inKind(kind, q) as MatrixOf<A, [A]>,
    r: inKind(kind, r) as MatrixOf<A, [A]>,
  };
}

/**
 * Returns the x that makes ‖A·x − b‖ smallest, for one right-hand side or for several, the columns of a matrix; of
 * several such x, where A has fewer rows than columns, the shortest. A has full rank: otherwise the result has
 * infinities or NaN. With the residual r = b − A·x, the derivative is dx = A⁺·(db − dA·x) + (AᵀA)⁻¹·dAᵀ·r.
 *
 * @throws {TypeError} if an argument is no matrix or vector of numbers.
 * @throws {RangeError} if b has not as many rows as A.
 *
 * @example A line through three points
 * ```ts
 * import { leastSquaresSolve } from "@fluxion/ad/linalg";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [intercept, slope] = leastSquaresSolve([[1, 0], [1, 1], [1, 2]], [1, 3, 5]);
 * assertAlmostEquals(intercept, 1, 1e-14);
 * assertAlmostEquals(slope, 2, 1e-14);
 * ```
 */
export function leastSquaresSolve<A extends MatrixLike, B extends MatrixLike | VectorLike>(
  a: A,
  b: B,
): ArrayOf<B, [A, B]> {
  const { matrix } = readMatrix("leastSquaresSolve", a);
  const right = readRightSide("leastSquaresSolve", b, matrix.rows);
  return inKind(right.kind, leastSquares(matrix, right.matrix)) as ArrayOf<B, [A, B]>;
}

function factorsOfMatrix(a: Matrix): readonly Matrix[] {
  const { rows: m, columns: n } = a;
  if (m >= n) return applyMatrixOperation(reduction, [a]);
  const [q, first] = applyMatrixOperation(reduction, [block(a, [0, 0], [m, m])]);
  const rest = matrixProduct(transposed(q), block(a, [0, m], [m, n]));
  const r = matrixBy(
    m,
    n,
    (i, j) => j < m ? first.entries[i * m + j] : rest.entries[i * (n - m) + j - m],
  );
  return [q, r];
}

function leastSquares(a: Matrix, b: Matrix): Matrix {
  if (a.rows >= a.columns) return applyMatrixOperation(fit, [a, b])[0];
  const [q, r] = factorsOfMatrix(transposed(a));
  return matrixProduct(q, triangularSolution(r, b, UPPER_TRANSPOSED));
}

// With C = Qᵀ·dA·R⁻¹ and the antisymmetric Ω that has its lower triangle: dR = (C − Ω)·R and
// dQ = dA·R⁻¹ − Q·(C − Ω).
const reduction: MatrixOperation = {
  name: "qr",
  shapes: ([a]) => [
    { rows: a.rows, columns: a.columns },
    { rows: a.columns, columns: a.columns, structure: "upper" },
  ],
  value: ([a]) => qrOfNumbers(a),
  tangents(_operands, [q, r], [da]) {
    if (da === undefined) return [];
    const change = transposed(triangularSolution(r, transposed(da), UPPER_TRANSPOSED));
    const c = matrixProduct(transposed(q), change);
    const n = c.rows;
    const at = (i: number, j: number) => c.entries[i * n + j] ?? 0;
    const upper = matrixBy(n, n, (i, j) => {
      if (j < i) return undefined;
      return i === j ? at(i, i) : sub(at(i, j), neg(at(j, i)));
    });
    return [
      matrixDifference(change, matrixProduct(q, upper)),
      restricted(matrixProduct(upper, restricted(r, "upper")), "upper"),
    ];
  },
};

const fit: MatrixOperation = {
  name: "leastSquaresSolve",
  shapes: ([a, b]) => [{ rows: a.columns, columns: b.columns }],
  value: ([a, b]) => {
    const [q, r] = qrOfNumbers(a);
    return [solveTriangle(r, productOfNumbers(transposeOfNumbers(q), b), UPPER)];
  },
  tangents([a, b], [x], [da, db]) {
    const [q, r] = factorsOfMatrix(a);
    const residual = matrixDifference(b, matrixProduct(a, x));
    const turned = da && matrixProduct(transposed(da), residual);
    const moved = matrixDifference(db, matrixProduct(da, x));
    const right = matrixSum(
      turned && triangularSolution(r, turned, UPPER_TRANSPOSED),
      moved && matrixProduct(transposed(q), moved),
    );
    return [right && triangularSolution(r, right, UPPER)];
  },
  cotangents([a, b], [x], [seed]) {
    if (seed === undefined) return [];
    const [, r] = factorsOfMatrix(a);
    const residual = matrixDifference(b, matrixProduct(a, x));
    const own = triangularSolution(r, triangularSolution(r, seed, UPPER_TRANSPOSED), UPPER);
    const ofRight = matrixProduct(a, own);
    const ofMatrix = matrixSum(
      matrixProduct(residual, transposed(own)),
      negated(matrixProduct(ofRight, transposed(x))),
    );
    return [ofMatrix, ofRight];
  },
};
