// The multivariate normal distribution, by the Cholesky factor of its covariance.

import { add, mul, sub } from "../elementary/arithmetic.ts";
import { log } from "../elementary/exponential.ts";
import { sumOfSquares } from "../elementary/norms.ts";
import { sum } from "../elementary/reductions.ts";
import { cholesky } from "../linalg/cholesky.ts";
import { solveTriangular } from "../linalg/triangular.ts";
import type { Scalar } from "../values/scalar.ts";

/** The type of the log-density of vectors by a mean and a matrix: numbers in, number out. */
export interface MultivariateLogDensity {
  /** Computes the value of plain numbers. */
  (xs: readonly number[], means: readonly number[], matrix: readonly (readonly number[])[]): number;
  /** Computes the value of scalars. */
  (xs: readonly Scalar[], means: readonly Scalar[], matrix: readonly (readonly Scalar[])[]): Scalar;
}

/**
 * Returns the log-density of the multivariate normal distribution with a covariance A = L·Lᵀ:
 * −½|L⁻¹(x − μ)|² − Σ ln Lᵢᵢ − ½n ln 2π. NaN where the covariance is not positive definite.
 *
 * @throws {RangeError} if the covariance is not square, or the lengths are others than its own.
 *
 * @example
 * ```ts
 * import { multivariateNormalLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const density = multivariateNormalLogDensity([1, 2], [0, 0], [[4, 2], [2, 5]]);
 * assertAlmostEquals(density, -3.630421427529236, 1e-12);
 * ```
 */
export const multivariateNormalLogDensity: MultivariateLogDensity = ((
  xs: readonly Scalar[],
  means: readonly Scalar[],
  covariance: readonly (readonly Scalar[])[],
): Scalar =>
  multivariateNormalCholeskyLogDensity(xs, means, cholesky(covariance))) as MultivariateLogDensity;

/**
 * Returns the log-density of the multivariate normal distribution by the lower triangular Cholesky factor L of its
 * covariance, in O(n²).
 *
 * @throws {RangeError} if the factor is not square, or the lengths are others than its own.
 *
 * @example
 * ```ts
 * import { multivariateNormalCholeskyLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const density = multivariateNormalCholeskyLogDensity([1, 2], [0, 0], [[2, 0], [1, 2]]);
 * assertAlmostEquals(density, -3.630421427529236, 1e-12);
 * ```
 */
export const multivariateNormalCholeskyLogDensity: MultivariateLogDensity = ((
  xs: readonly Scalar[],
  means: readonly Scalar[],
  factor: readonly (readonly Scalar[])[],
): Scalar => {
  const size = factor.length;
  if (xs.length !== size || means.length !== size) {
    throw new RangeError(
      `Cannot compute a multivariate normal density of ${xs.length} numbers with ${means.length} means and a ` +
        `matrix of ${size} rows: these have to be as many`,
    );
  }
  const deviations = xs.map((x, i) => sub(x, means[i]));
  const standardised = solveTriangular(factor, deviations);
  const logDeterminantOfFactor = sum(factor.map((row, i) => log(row[i])));
  const constant = 0.5 * size * Math.log(2 * Math.PI);
  return sub(
    mul(-0.5, sumOfSquares(standardised)),
    add(logDeterminantOfFactor, constant),
  );
}) as MultivariateLogDensity;
