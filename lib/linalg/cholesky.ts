// The Cholesky factor of a positive definite matrix, and equations solved by it.

import { inKind, readSquare } from "./arguments.ts";
import { matrixDifference, matrixSum, negated, symmetricPart } from "./elementwise.ts";
import { mul } from "../elementary/arithmetic.ts";
import { choleskyOfNumbers, pullBackCholesky } from "./kernels/cholesky.ts";
import { solveTriangle } from "./kernels/triangular.ts";
import {
  filled,
  mapped,
  type Matrix,
  matrixBy,
  type NumberMatrix,
  restricted,
  transposed,
} from "./matrix.ts";
import { operationOfFormula } from "./linear_rules.ts";
import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import { matrixProduct } from "./products.ts";
import { readRightSide, withColumnsOf } from "./solve.ts";
import { LOWER, LOWER_TRANSPOSED, triangularSolution } from "./triangular.ts";
import type { ArrayOf, MatrixLike, MatrixOf, VectorLike } from "./types.ts";

/**
 * Returns the Cholesky factor of a symmetric, positive definite matrix: the lower triangular L with L·Lᵀ = A. The
 * symmetric part ½(A + Aᵀ) counts, as in JAX, so that a gradient by A is symmetric. Where that is not positive
 * definite, the triangle is NaN.
 *
 * The derivative is L·Φ(L⁻¹·dA·L⁻ᵀ), where Φ takes the lower triangle and half of the diagonal. A cotangent is
 * pulled back at twice the cost of the factor (Murray 2016).
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 * @throws {RangeError} if it is not square.
 *
 * @example The logarithm of a determinant, whose gradient is the inverse
 * ```ts
 * import { grad, log, mul, type Scalar, sum } from "@fluxion/ad";
 * import { cholesky } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cholesky([[4, 2], [2, 5]]), [[2, 0], [1, 2]]);
 * const logDet = (a: Scalar[][]) => mul(2, sum(cholesky(a).map((row, i) => log(row[i]))));
 * assertEquals(grad(logDet)([[4, 2], [2, 5]]), [[0.3125, -0.125], [-0.125, 0.25]]);
 * ```
 */
export function cholesky<A extends MatrixLike>(a: A): MatrixOf<A, [A]> {
  const { matrix, kind } = readSquare("cholesky", a);
  return inKind(kind, choleskyOf(matrix)) as MatrixOf<A, [A]>;
}

/**
 * Returns the solution x of L·Lᵀ·x = b for the Cholesky factor L of a matrix, in O(n²) for each right-hand side.
 *
 * @throws {TypeError} if an argument is no matrix or vector of numbers.
 * @throws {RangeError} if L is not square, or if b has another number of rows.
 *
 * @example
 * ```ts
 * import { cholesky, solveByCholesky } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(solveByCholesky(cholesky([[4, 2], [2, 5]]), [8, 12]), [1, 2]);
 * ```
 */
export function solveByCholesky<A extends MatrixLike, B extends MatrixLike | VectorLike>(
  factor: A,
  b: B,
): ArrayOf<B, [A, B]> {
  const { matrix } = readSquare("solveByCholesky", factor);
  const right = readRightSide("solveByCholesky", b, matrix.rows);
  return inKind(right.kind, solutionByFactor(matrix, right.matrix)) as ArrayOf<B, [A, B]>;
}

/** Returns the Cholesky factor of the symmetric part of a matrix. */
export function choleskyOf(a: Matrix): Matrix {
  return applyMatrixOperation(isMirrored(a) ? mirroredFactorisation : factorisation, [a])[0];
}

/** Checks whether both triangles of a matrix hold the same boxes: then half of them are enough. */
function isMirrored({ rows: n, entries }: Matrix): boolean {
  if (entries instanceof Float64Array) return false;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (!Object.is(entries[i * n + j], entries[j * n + i])) return false;
    }
  }
  return true;
}

/** Returns the symmetric matrix with the lower triangle of another one. */
function mirrored({ rows: n, entries }: Matrix): Matrix {
  return matrixBy(n, n, (i, j) => entries[i < j ? j * n + i : i * n + j]);
}

/** Returns (L·Lᵀ)⁻¹·B. Where a column of B is absent, so is that of the result. */
function solutionByFactor(l: Matrix, b: Matrix): Matrix {
  return withColumnsOf(b, applyMatrixOperation(solvingByFactor, [l, filled(b)])[0]);
}

const solvingByFactor: MatrixOperation = {
  name: "solveByCholesky",
  reads: ["lower", "full"],
  shapes: ([, b]) => [{ rows: b.rows, columns: b.columns }],
  value: ([l, b]) => [solveTriangle(l, solveTriangle(l, b, LOWER), LOWER_TRANSPOSED)],
  tangents([l], [x], [dl, db]) {
    const own = dl && restricted(dl, "lower");
    const factor = restricted(l, "lower");
    const change = matrixSum(
      own && matrixProduct(own, matrixProduct(transposed(factor), x)),
      own && matrixProduct(factor, matrixProduct(transposed(own), x)),
    );
    const right = matrixDifference(db, change);
    return [right && solutionByFactor(l, right)];
  },
  cotangents([l], [x], [seed]) {
    if (seed === undefined) return [];
    const ofRight = solutionByFactor(l, seed);
    const opposite = negated(ofRight);
    const ofFactor = matrixSum(
      matrixProduct(opposite, matrixProduct(transposed(x), l)),
      matrixProduct(x, matrixProduct(transposed(opposite), l)),
    );
    return [ofFactor, ofRight];
  },
};

const factorisation: MatrixOperation = {
  name: "cholesky",
  shapes: ([a]) => [{ rows: a.rows, columns: a.columns, structure: "lower" }],
  value: ([a]) => [choleskyOfNumbers(a)],
  tangents(_operands, [l], [da]) {
    if (da === undefined) return [];
    const half = triangularSolution(l, symmetricPart(da), LOWER);
    const whole = triangularSolution(l, transposed(half), LOWER);
    return [restricted(matrixProduct(l, lowerHalf(whole)), "lower")];
  },
  cotangents: (_operands, [l], [seed]) =>
    seed === undefined ? [] : applyMatrixOperation(pullback, [l, filled(seed)]),
};

// Reads the lower triangle, each entry of which stands for two.
const mirroredFactorisation: MatrixOperation = {
  name: "cholesky",
  shapes: (operands) => factorisation.shapes(operands),
  reads: ["lower"],
  value: ([a]) => [choleskyOfNumbers(mirrored(a) as NumberMatrix)],
  tangents: (operands, results, [da]) =>
    factorisation.tangents(operands, results, [da && mirrored(da)]),
  cotangents(operands, results, seeds) {
    const [own] = factorisation.cotangents!(operands, results, seeds);
    return [own && mapped(own, (entry, i, j) => i === j ? entry : mul(2, entry))];
  },
};

/** Returns the lower triangle of a matrix with half of its diagonal. */
function lowerHalf(a: Matrix): Matrix {
  return mapped(restricted(a, "lower"), (own, i, j) => i === j ? mul(0.5, own) : own);
}

// A sweep of its own on numbers; its derivatives are those of the formula ½(S + Sᵀ), S = L⁻ᵀ·Φ(Lᵀ·L̄)·L⁻¹.
const pullback: MatrixOperation = /* @__PURE__ */ operationOfFormula(
  {
    name: "the pullback of cholesky",
    reads: ["lower", "lower"],
    shapes: ([l]) => [{ rows: l.rows, columns: l.columns }],
    value: ([l, seed]) => [pullBackCholesky(l, seed)],
  },
  "cholesky",
  ([l, seed]) => {
    const factor = restricted(l, "lower");
    const middle = lowerHalf(matrixProduct(transposed(factor), restricted(seed, "lower")));
    const left = triangularSolution(l, filled(middle), LOWER_TRANSPOSED);
    return symmetricPart(triangularSolution(l, transposed(left), LOWER_TRANSPOSED));
  },
);
