/**
 * Jacobians and Hessians of large problems that are nearly empty: found, coloured, and returned as sparse matrices.
 *
 * @example
 * ```ts
 * import { add, mul, type Scalar, sin, sum } from "@fluxion/ad";
 * import { sparseHessian } from "@fluxion/ad/sparse";
 * import { assertEquals } from "@std/assert";
 *
 * const chain = (x: readonly Scalar[]) => sum(x.map((y, i) => i === 0 ? sin(y) : mul(y, x[i - 1])));
 * const hessian = sparseHessian(chain)(new Float64Array(10_000));
 * assertEquals(hessian.colours, 3);
 * assertEquals(hessian.at(7, 8), 1);
 * ```
 *
 * @module
 */

export type { ColouringOrder } from "./colouring.ts";
export type {
  ColouringOptions,
  SparseDerivative,
  SparseDerivativeWithAux,
} from "./sparse_derivative.ts";
export { sparseHessian } from "./sparse_hessian.ts";
export type { SparseHessianOptions, SparseHessianOptionsWithAux } from "./sparse_hessian.ts";
export { sparseJacobian } from "./sparse_jacobian.ts";
export type {
  JacobianColouring,
  SparseJacobianOptions,
  SparseJacobianOptionsWithAux,
} from "./sparse_jacobian.ts";
export { SparseMatrix } from "./sparse_matrix.ts";
export type { Coloured, Entry, SparseValues } from "./sparse_matrix.ts";
export { sparsity } from "./sparsity.ts";
export type { Sparsity, SparsityChoice, SparsityOptions } from "./sparsity.ts";
export { SparsityPattern } from "./sparsity_pattern.ts";
export type { Shape } from "./sparsity_pattern.ts";
