// Determinants and their logarithms. The gradient of a determinant is the matrix of cofactors, which is finite for
// a singular matrix as well.

import type { Scalar } from "../values/scalar.ts";
import { add } from "../elementary/arithmetic.ts";
import { readSquare } from "./arguments.ts";
import { cofactorMatrix } from "./cofactors.ts";
import { entrywiseProduct, scaledMatrix } from "./elementwise.ts";
import { determinantOfNumbers, signAndLogarithmOfDeterminant } from "./kernels/elimination.ts";
import { type Matrix, matrixOf, type NumberMatrix, transposed } from "./matrix.ts";
import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import { inverseOf } from "./solve.ts";
import type { MatrixLike, ScalarOf } from "./types.ts";

/**
 * Returns the determinant of a square matrix; 1 of a matrix without rows. Its gradient is the matrix of cofactors,
 * det(A)·A⁻ᵀ, computed without a division by the determinant: first and second derivatives are finite where A is
 * singular, too, and those of higher order are NaN there.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 * @throws {RangeError} if it is not square.
 *
 * @example
 * ```ts
 * import { grad } from "@fluxion/ad";
 * import { determinant } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(determinant([[1, 2], [3, 4]]), -2);
 * assertEquals(grad(determinant)([[2, 0], [0, 0]]), [[0, 0], [0, 2]]);
 * ```
 */
export function determinant<A extends MatrixLike>(a: A): ScalarOf<[A]> {
  const { matrix } = readSquare("determinant", a);
  return applyMatrixOperation(determination, [matrix])[0].entries[0] as ScalarOf<[A]>;
}

/**
 * Returns ln det A of a square matrix, without overflow of the determinant; NaN where the determinant is negative,
 * −Infinity where it is 0. Its gradient is A⁻ᵀ. For a positive definite matrix, the logarithms of the diagonal of
 * `cholesky` take half as many operations.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 * @throws {RangeError} if it is not square.
 *
 * @example
 * ```ts
 * import { grad } from "@fluxion/ad";
 * import { logDeterminant } from "@fluxion/ad/linalg";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(logDeterminant([[2, 0], [0, 4]]), Math.log(8), 1e-15);
 * assertEquals(grad(logDeterminant)([[2, 0], [0, 4]]), [[0.5, 0], [0, 0.25]]);
 * ```
 */
export function logDeterminant<A extends MatrixLike>(a: A): ScalarOf<[A]> {
  const { matrix } = readSquare("logDeterminant", a);
  return applyMatrixOperation(logarithm, [matrix])[0].entries[0] as ScalarOf<[A]>;
}

/** The sign of a determinant, and the logarithm of its absolute value. */
export interface SignedLogarithm<S extends Scalar = Scalar> {
  /** 1, −1, or 0 of a singular matrix; NaN where an entry is. */
  readonly sign: number;
  /** ln |det A|. */
  readonly logarithm: S;
}

/**
 * Returns the sign of the determinant, which has no derivative, and ln |det A|, whose gradient is A⁻ᵀ.
 *
 * @throws {TypeError} if the argument is no matrix of numbers.
 * @throws {RangeError} if it is not square.
 *
 * @example
 * ```ts
 * import { signedLogDeterminant } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(signedLogDeterminant([[0, 1], [1, 0]]), { sign: -1, logarithm: 0 });
 * ```
 */
export function signedLogDeterminant<A extends MatrixLike>(
  a: A,
): SignedLogarithm<ScalarOf<[A]>> {
  const { matrix } = readSquare("signedLogDeterminant", a);
  const [sign, absolute] = applyMatrixOperation(signedLogarithm, [matrix]);
  return {
    sign: sign.entries[0] as number,
    logarithm: absolute.entries[0] as ScalarOf<[A]>,
  };
}

const ONE = { rows: 1, columns: 1 } as const;

function numberResult(number: number): NumberMatrix {
  return { ...ONE, entries: Float64Array.of(number) };
}

function sumOfProducts(a: Matrix, b: Matrix): Matrix {
  const terms = entrywiseProduct(a, b).entries.filter((own) => own !== undefined) as Scalar[];
  // Nothing of an absent entry comes into the sum.
  const [first, ...others] = terms;
  return matrixOf(1, 1, [others.reduce((sum, own) => add(sum, own), first)]);
}

const determination: MatrixOperation = {
  name: "determinant",
  shapes: () => [ONE],
  value: ([a]) => [numberResult(determinantOfNumbers(a))],
  tangents: ([a], _results, [da]) => [da && sumOfProducts(cofactorMatrix(a), da)],
  cotangents: ([a], _results, [seed]) => [
    seed && scaledMatrix(seed.entries[0] as Scalar, cofactorMatrix(a)),
  ],
};

function inverseTransposed(a: Matrix): Matrix {
  return transposed(inverseOf(a));
}

const logarithm: MatrixOperation = {
  name: "logDeterminant",
  shapes: () => [ONE],
  value: ([a]) => {
    const [sign, absolute] = signAndLogarithmOfDeterminant(a);
    return [numberResult(sign < 0 ? NaN : absolute)];
  },
  tangents: ([a], _results, [da]) => [da && sumOfProducts(inverseTransposed(a), da)],
  cotangents: ([a], _results, [seed]) => [
    seed && scaledMatrix(seed.entries[0] as Scalar, inverseTransposed(a)),
  ],
};

const signedLogarithm: MatrixOperation = {
  name: "signedLogDeterminant",
  shapes: () => [ONE, ONE],
  value: ([a]) => signAndLogarithmOfDeterminant(a).map(numberResult),
  tangents: ([a], _results, [da]) => [
    undefined,
    da && sumOfProducts(inverseTransposed(a), da),
  ],
  cotangents: ([a], _results, [, seed]) => [
    seed && scaledMatrix(seed.entries[0] as Scalar, inverseTransposed(a)),
  ],
};
