// The distribution of correlation matrices of Lewandowski, Kurowicka and Joe (2009).

import { add, mul, sub } from "../elementary/arithmetic.ts";
import { gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { sum } from "../elementary/reductions.ts";
import { cholesky } from "../linalg/cholesky.ts";
import { lgamma } from "../special/gamma.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/** The type of log-densities of a matrix by one shape: numbers in, number out. */
export interface LogDensityOfMatrix {
  /** Computes the value of plain numbers. */
  (matrix: readonly (readonly number[])[], shape: number): number;
  /** Computes the value of scalars. */
  (matrix: readonly (readonly Scalar[])[], shape: Scalar): Scalar;
}

/**
 * Returns the log-density of the LKJ distribution of correlation matrices: (η − 1) ln |R| − ln Z, by the entries below
 * the diagonal, for η > 0. The diagonal is taken to be 1. NaN where the matrix is not positive definite, and for other
 * η. The constant is that of Stan.
 *
 * @throws {RangeError} if the matrix is not square.
 *
 * @example For two variables and η = 1 it is uniform on [−1, 1]
 * ```ts
 * import { lkjLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(lkjLogDensity([[1, 0.3], [0.3, 1]], 1), -Math.LN2, 1e-12);
 * ```
 */
export const lkjLogDensity: LogDensityOfMatrix = ((
  correlation: readonly (readonly Scalar[])[],
  shape: Scalar,
): Scalar =>
  onSupport(gt(shape, 0), true, [shape], () => {
    const logRoots = sum(cholesky(correlation).map((row, i) => log(row[i])));
    return add(mul(2, sub(shape, 1), logRoots), logNormaliser(correlation.length, shape));
  })) as LogDensityOfMatrix;

/** Returns −ln Z, the sum over k < n of ln Γ(η + ½(n − 1)) − ½k ln π − ln Γ(η + ½(n − 1 − k)). */
function logNormaliser(size: number, shape: Scalar): Scalar {
  const last = size - 1;
  const terms = Array.from({ length: last }, (_, i) => {
    const lower = add(0.5 * (i + 1) * Math.log(Math.PI), lgamma(add(shape, 0.5 * (last - i - 1))));
    return sub(lgamma(add(shape, 0.5 * last)), lower);
  });
  return sum(terms);
}
