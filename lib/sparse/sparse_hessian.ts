// The Hessian of a function to one real, of whose variables few are joined with one another.

import type { Callable, Selection } from "../trees/call.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type { Argnums, ArgnumsOptions, WithAux, WithoutAux } from "../trees/types.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
import type { Scalar } from "../values/scalar.ts";
import { hessianByModes, hessianInColumns } from "./products.ts";
import {
  type ColouringOptions,
  type SparseDerivative,
  sparseDerivative,
  type SparseDerivativeWithAux,
  type SparseMethod,
} from "./sparse_derivative.ts";

/** The options of a sparse Hessian whose function returns its value alone. */
export interface SparseHessianOptions<N extends Argnums>
  extends ColouringOptions, ArgnumsOptions<N>, WithoutAux {}

/** The options of a sparse Hessian whose function returns `[value, aux]`. */
export interface SparseHessianOptionsWithAux<N extends Argnums>
  extends ColouringOptions, ArgnumsOptions<N>, WithAux {}

/**
 * The Hessian of a function to one real as a sparse matrix, at the price of a few directions instead of one for
 * each variable: three for a tridiagonal Hessian of any size. Rows and columns are the numbers of the selected
 * arguments, counted through their trees depth first, as `ravel` does.
 *
 * The pattern is found by a run of the function: two variables are joined where an operation that is not linear
 * brings them together. The variables get colours by a star colouring (Coleman and Moré 1984), and each colour is
 * one direction, forward over reverse. How runs are compared, and what is taken of rules, is as in
 * `sparseJacobian`.
 *
 * @throws as `hessian` does; a `RangeError` if `order` is none that there is.
 *
 * @example
 * ```ts
 * import { add, mul, type Scalar, square, sub, sum } from "@fluxion/ad";
 * import { sparseHessian } from "@fluxion/ad/sparse";
 * import { assertEquals } from "@std/assert";
 *
 * const rosenbrock = (x: readonly Scalar[]) =>
 *   sum(x.slice(1).map((y, i) =>
 *     add(mul(100, square(sub(y, square(x[i])))), square(sub(1, x[i])))
 *   ));
 * const matrix = sparseHessian(rosenbrock)(new Float64Array(1000));
 * assertEquals([matrix.size, matrix.colours], [2998, 3]);
 * assertEquals(matrix.at(0, 0), 2);
 * ```
 */
export function sparseHessian<
  A extends unknown[] = SomeScalars,
  const N extends Argnums = 0,
  Out extends Scalar = Scalar,
>(
  f: ((...args: A) => Out) & TakesScalars<A, N>,
  options?: SparseHessianOptions<N>,
): SparseDerivative<Accepted<A, Out>, N>;
/** The sparse Hessian of a function that returns `[value, aux]`, as `[matrix, aux]`. */
export function sparseHessian<
  Aux,
  A extends unknown[] = SomeScalars,
  const N extends Argnums = 0,
  Out extends Scalar = Scalar,
>(
  f: ((...args: A) => readonly [Out, Aux]) & TakesScalars<A, N>,
  options: SparseHessianOptionsWithAux<N>,
): SparseDerivativeWithAux<Accepted<A, Out>, N, Aux>;
export function sparseHessian(
  f: Callable,
  options: ColouringOptions & Partial<Selection> = {},
): Callable {
  return sparseDerivative(hessianMethod, f, options);
}

const hessianMethod: SparseMethod = {
  verb: "sparseHessian",
  own: ["order"],
  order: 2,
  inColumns: ({ structure, asked }, values) => hessianInColumns(structure, asked, values),
  byModes: hessianByModes,
};
