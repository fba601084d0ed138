/**
 * Linear algebra with derivatives: equations, determinants, decompositions, the exponential. Each function is
 * computed on plain numbers as a whole, and differentiated by a rule, so that n³ operations leave O(n²) values
 * behind; every mode, nesting and order works.
 *
 * A matrix is an array of rows, or one flat list `{ entries, shape: [rows, columns] }`; results come in the same kind.
 * Where the value has no finite result (a singular matrix, one that is not positive definite), results are
 * infinities or NaN, and nothing throws.
 *
 * @example The log-likelihood of a Gaussian process, and its gradient
 * ```ts
 * import { add, exp, grad, log, mul, neg, type Scalar, square, sub, sum } from "@fluxion/ad";
 * import { cholesky, matmul, solveByCholesky } from "@fluxion/ad/linalg";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [ts, ys] = [[0, 1, 2], [0.3, 0.5, -0.2]];
 * const logLikelihood = (logScale: Scalar) => {
 *   const rate = exp(mul(-2, logScale));
 *   const covariance = ts.map((t, i) =>
 *     ts.map((s, j) => add(exp(mul(-0.5 * (t - s) ** 2, rate)), i === j ? 0.1 : 0))
 *   );
 *   const factor = cholesky(covariance);
 *   const fit = matmul(ys, solveByCholesky(factor, ys));
 *   return neg(add(mul(0.5, fit), sum(factor.map((row, i) => log(row[i])))));
 * };
 * const step = 1e-5;
 * const quotient = (logLikelihood(step) as number - (logLikelihood(-step) as number)) / (2 * step);
 * assertAlmostEquals(grad(logLikelihood)(0), quotient, 1e-8);
 * ```
 *
 * @module
 */

export { matmul, type ProductOf, transpose } from "./matmul.ts";
export { inverse, solve } from "./solve.ts";
export { solveTriangular, type TriangularOptions } from "./triangular.ts";
export {
  determinant,
  logDeterminant,
  type SignedLogarithm,
  signedLogDeterminant,
} from "./determinant.ts";
export { cholesky, solveByCholesky } from "./cholesky.ts";
export { leastSquaresSolve, qr, type QrFactors } from "./qr.ts";
export { eigenSymmetric, type EigenSystem } from "./eigen.ts";
export { type SingularSystem, singularValues, svd } from "./singular.ts";
export { symmetricFunction } from "./symmetric_function.ts";
export { expm } from "./exponential.ts";
export { matrixNorm as norm, type NormOrder } from "./norms.ts";
export type {
  ArrayOf,
  ByArguments,
  FlatMatrix,
  FlatMatrixLike,
  MatrixLike,
  MatrixOf,
  RowsLike,
  ScalarOf,
  VectorLike,
  VectorOf,
} from "./types.ts";
