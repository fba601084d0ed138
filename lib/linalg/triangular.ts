// Equations with a triangular matrix, by substitution.

import { describe } from "../values/describe.ts";
import { inKind, readSquare } from "./arguments.ts";
import { matrixDifference, negated } from "./elementwise.ts";
import { solveTriangle, type Triangle } from "./kernels/triangular.ts";
import { filled, isIn, mapped, type Matrix, restricted, transposed } from "./matrix.ts";
import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import { matrixProduct } from "./products.ts";
import { readRightSide, withColumnsOf } from "./solve.ts";
import type { ArrayOf, MatrixLike, VectorLike } from "./types.ts";

/** Which triangle of a matrix counts, and how. */
export interface TriangularOptions {
  /**
   * Whether the lower triangle counts, and not the upper one.
   *
   * @default true
   */
  readonly lower?: boolean;
  /**
   * Whether the equations are Tᵀ·x = b.
   *
   * @default false
   */
  readonly transposed?: boolean;
  /**
   * Whether the diagonal counts as ones.
   *
   * @default false
   */
  readonly unitDiagonal?: boolean;
}

/**
 * Returns the solution x of T·x = b for a triangular matrix T, in O(n²) for each right-hand side. The other
 * triangle of T is not read. A 0 on the diagonal gives infinities or NaN.
 *
 * @throws {TypeError} if an argument is no matrix or vector of numbers, or an option has another name.
 * @throws {RangeError} if T is not square, or if b has another number of rows.
 *
 * @example
 * ```ts
 * import { solveTriangular } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(solveTriangular([[2, 0], [1, 4]], [2, 9]), [1, 2]);
 * assertEquals(solveTriangular([[2, 0], [1, 4]], [4, 8], { transposed: true }), [1, 2]);
 * ```
 */
export function solveTriangular<A extends MatrixLike, B extends MatrixLike | VectorLike>(
  t: A,
  b: B,
  options: TriangularOptions = {},
): ArrayOf<B, [A, B]> {
  const other = Object.keys(options).find((name) => !NAMES.includes(name));
  if (other !== undefined) {
    throw new TypeError(
      `Cannot apply solveTriangular with the option ${describe(other)}: the options are ${
        NAMES.join(", ")
      }`,
    );
  }
  const { matrix } = readSquare("solveTriangular", t);
  const right = readRightSide("solveTriangular", b, matrix.rows);
  const triangle = {
    isLower: options.lower ?? true,
    isTransposed: options.transposed ?? false,
    hasUnitDiagonal: options.unitDiagonal ?? false,
  };
  return inKind(right.kind, triangularSolution(matrix, right.matrix, triangle)) as ArrayOf<
    B,
    [A, B]
  >;
}

const NAMES: readonly string[] = ["lower", "transposed", "unitDiagonal"];

/** The lower triangle as it is. */
export const LOWER: Triangle = { isLower: true, isTransposed: false, hasUnitDiagonal: false };
/** The transpose of the lower triangle. */
export const LOWER_TRANSPOSED: Triangle = {
  isLower: true,
  isTransposed: true,
  hasUnitDiagonal: false,
};
/** The upper triangle as it is. */
export const UPPER: Triangle = { isLower: false, isTransposed: false, hasUnitDiagonal: false };
/** The transpose of the upper triangle. */
export const UPPER_TRANSPOSED: Triangle = {
  isLower: false,
  isTransposed: true,
  hasUnitDiagonal: false,
};

/** Returns T⁻¹·B. Where a column of B is absent, so is that of the result. */
export function triangularSolution(t: Matrix, b: Matrix, triangle: Triangle): Matrix {
  return withColumnsOf(b, applyMatrixOperation(substitution(triangle), [t, filled(b)])[0]);
}

function substitution(triangle: Triangle): MatrixOperation {
  const { isLower, isTransposed, hasUnitDiagonal } = triangle;
  const opposite = { ...triangle, isTransposed: !isTransposed };
  const structure = isLower ? "lower" : "upper";
  // The derivative by T: its triangle, without a diagonal of ones.
  const within = (matrix: Matrix) =>
    mapped(
      restricted(matrix, structure),
      (own, i, j) => hasUnitDiagonal && i === j || !isIn(structure, i, j) ? undefined : own,
    );
  return {
    name: "solveTriangular",
    reads: [structure, "full"],
    shapes: ([, b]) => [{ rows: b.rows, columns: b.columns }],
    value: ([t, b]) => [solveTriangle(t, b, triangle)],
    tangents([t], [x], [dt, db]) {
      const own = dt && within(dt);
      const change = own && matrixProduct(isTransposed ? transposed(own) : own, x);
      const right = matrixDifference(db, change);
      return [right && triangularSolution(t, right, triangle)];
    },
    cotangents([t], [x], [seed]) {
      if (seed === undefined) return [];
      const ofRight = triangularSolution(t, seed, opposite);
      const ofMatrix = isTransposed
        ? matrixProduct(x, transposed(negated(ofRight)))
        : matrixProduct(negated(ofRight), transposed(x));
      return [hasUnitDiagonal ? within(ofMatrix) : ofMatrix, ofRight];
    },
  };
}
