// The distribution of correlation matrices, and of their Cholesky factors, of Lewandowski, Kurowicka and Joe (2009).

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

/**
 * Returns the log-density of Cholesky factors L of correlation matrices of the LKJ distribution: Σ (n − k + 2η − 2) ln
 * Lₖₖ − ln Z over the rows k = 2, …, n, by the entries below the diagonal, for η > 0. It is that of LLᵀ and of the
 * Jacobian of that, without the factorisation. Only the diagonal is read, and rows are taken to be of norm 1, as
 * `correlationCholeskyFactorBijector` makes them. NaN for other η, and where the diagonal is not above 0. As in Stan.
 *
 * @throws {RangeError} if the factor is not square.
 *
 * @example
 * ```ts
 * import { lkjCholeskyLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // Of two variables: the density of a correlation, which is the entry below the diagonal.
 * assertAlmostEquals(lkjCholeskyLogDensity([[1, 0], [0.6, 0.8]], 1), -Math.LN2, 1e-15);
 * ```
 */
export const lkjCholeskyLogDensity: LogDensityOfMatrix = ((
  factor: readonly (readonly Scalar[])[],
  shape: Scalar,
): Scalar => {
  const size = factor.length;
  const ragged = factor.find((row) => row.length !== size);
  if (ragged !== undefined) {
    throw new RangeError(
      `Cannot compute an LKJ density of a factor of ${size} rows, one of which has ${ragged.length} entries: it has ` +
        "to be square, with zeros above the diagonal",
    );
  }
  const diagonal = factor.map((row, i) => row[i]);
  return onSupport(
    gt(shape, 0) && diagonal.every((x) => gt(x, 0)),
    true,
    [shape, ...diagonal],
    () =>
      sum([
        logNormaliser(size, shape),
        ...diagonal.slice(1).map((x, i) => mul(add(mul(2, sub(shape, 1)), size - 2 - i), log(x))),
      ]),
  );
}) as LogDensityOfMatrix;

/** Returns −ln Z, the sum over k < n of ln Γ(η + ½(n − 1)) − ½k ln π − ln Γ(η + ½(n − 1 − k)). */
function logNormaliser(size: number, shape: Scalar): Scalar {
  const last = size - 1;
  const terms = Array.from({ length: last }, (_, i) => {
    const lower = add(0.5 * (i + 1) * Math.log(Math.PI), lgamma(add(shape, 0.5 * (last - i - 1))));
    return sub(lgamma(add(shape, 0.5 * last)), lower);
  });
  return sum(terms);
}
