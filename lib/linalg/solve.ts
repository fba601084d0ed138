// Linear equations and the inverse of a matrix, by Gaussian elimination.

import { inKind, type ReadArgument, readArray, readSquare } from "./arguments.ts";
import { matrixDifference, negated } from "./elementwise.ts";
import { inverseOfNumbers, solveByElimination } from "./kernels/elimination.ts";
import { filled, type Matrix, matrixBy, transposed } from "./matrix.ts";
import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import { matrixProduct } from "./products.ts";
import type { ArrayOf, MatrixLike, MatrixOf, VectorLike } from "./types.ts";

/**
 * Returns the solution x of A·x = b, for one right-hand side or for several, the columns of a matrix. The
 * derivative is dx = A⁻¹·(db − dA·x), with the factors that found x. Where A is singular, the result has
 * infinities or NaN.
 *
 * @throws {TypeError} if an argument is no matrix or vector of numbers.
 * @throws {RangeError} if A is not square, or if b has another number of rows.
 *
 * @example
 * ```ts
 * import { derivative, type Scalar } from "@fluxion/ad";
 * import { solve } from "@fluxion/ad/linalg";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertEquals(solve([[2, 1], [0, 4]], [4, 8]), [1, 2]);
 * const first = (a: Scalar) => solve([[a, 1], [0, 4]], [4, 8])[0];
 * assertAlmostEquals(derivative(first)(2), -0.5, 1e-15);
 * ```
 */
export function solve<A extends MatrixLike, B extends MatrixLike | VectorLike>(
  a: A,
  b: B,
): ArrayOf<B, [A, B]> {
  const { matrix } = readSquare("solve", a);
  const right = readRightSide("solve", b, matrix.rows);
  return inKind(right.kind, solution(matrix, right.matrix)) as ArrayOf<B, [A, B]>;
}

/**
 * Returns the inverse of a square matrix. The derivative is −A⁻¹·dA·A⁻¹. To solve equations, `solve` is faster and
 * more accurate. Where A is singular, the result has infinities or NaN.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 * @throws {RangeError} if it is not square.
 *
 * @example
 * ```ts
 * import { inverse } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(inverse([[2, 0], [0, 4]]), [[0.5, 0], [0, 0.25]]);
 * ```
 */
export function inverse<A extends MatrixLike>(a: A): MatrixOf<A, [A]> {
  const { matrix, kind } = readSquare("inverse", a);
  return inKind(kind, inverseOf(matrix)) as MatrixOf<A, [A]>;
}

/** Reads the right-hand side of equations with a matrix of `rows` rows. */
export function readRightSide(operation: string, b: unknown, rows: number): ReadArgument {
  const right = readArray(operation, b);
  if (right.matrix.rows === rows) return right;
  throw new RangeError(
    `Cannot apply ${operation} to ${rows} equations and a right-hand side of ${right.matrix.rows} rows: both ` +
      "numbers must be the same",
  );
}

/** Returns A⁻¹·B, or A⁻ᵀ·B. Where a column of B is absent, so is that of the result. */
export function solution(a: Matrix, b: Matrix, isTransposed = false): Matrix {
  const operation = isTransposed ? transposedSolve : plainSolve;
  return withColumnsOf(b, applyMatrixOperation(operation, [a, filled(b)])[0]);
}

/** Returns a matrix without the columns that are absent in another one. */
export function withColumnsOf(b: Matrix, x: Matrix): Matrix {
  if (b.entries instanceof Float64Array) return x;
  const isThere = Array.from({ length: b.columns }, () => false);
  b.entries.forEach((own, k) => isThere[k % b.columns] ||= own !== undefined);
  if (!isThere.includes(false)) return x;
  return matrixBy(
    x.rows,
    x.columns,
    (i, j) => isThere[j] ? x.entries[i * x.columns + j] : undefined,
  );
}

/** Returns the inverse. */
export function inverseOf(a: Matrix): Matrix {
  return applyMatrixOperation(inversion, [a])[0];
}

const plainSolve: MatrixOperation = /* @__PURE__ */ solving(false);
const transposedSolve: MatrixOperation = /* @__PURE__ */ solving(true);

function solving(isTransposed: boolean): MatrixOperation {
  return {
    name: "solve",
    shapes: ([, b]) => [{ rows: b.rows, columns: b.columns }],
    value: ([a, b]) => [solveByElimination(a, b, isTransposed)],
    tangents([a], [x], [da, db]) {
      const change = da && matrixProduct(isTransposed ? transposed(da) : da, x);
      const right = matrixDifference(db, change);
      return [right && solution(a, right, isTransposed)];
    },
    cotangents([a], [x], [seed]) {
      if (seed === undefined) return [];
      const ofRight = solution(a, seed, !isTransposed);
      const ofMatrix = isTransposed
        ? matrixProduct(x, transposed(negated(ofRight)))
        : matrixProduct(negated(ofRight), transposed(x));
      return [ofMatrix, ofRight];
    },
  };
}

const inversion: MatrixOperation = {
  name: "inverse",
  shapes: ([a]) => [{ rows: a.rows, columns: a.columns }],
  value: ([a]) => [inverseOfNumbers(a)],
  tangents: (_operands, [x], [da]) => [da && negated(matrixProduct(matrixProduct(x, da), x))],
  cotangents(_operands, [x], [seed]) {
    const turned = transposed(x);
    return [seed && negated(matrixProduct(matrixProduct(turned, seed), turned))];
  },
};
