// The Hessian of a function to one real, of whose variables few are joined with one another.

import { Call, type Callable, type Selection, selectionOf } from "../trees/call.ts";
import { flatten } from "../trees/flat.ts";
import type {
  Argnums,
  ArgnumsOptions,
  SomeScalars,
  TakesScalars,
  WithAux,
  WithoutAux,
} from "../trees/types.ts";
import type { Scalar } from "../values/scalar.ts";
import { decompressed } from "./compressed.ts";
import { hessianByModes, hessianInColumns } from "./products.ts";
import {
  choiceOf,
  type ColouringOptions,
  type SparseDerivative,
  type SparseDerivativeWithAux,
} from "./sparse_jacobian.ts";
import { SparseMatrix } from "./sparse_matrix.ts";
import { Ways } from "./ways.ts";

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
export function sparseHessian<A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => Scalar) & TakesScalars<A, N>,
  options?: SparseHessianOptions<N>,
): SparseDerivative<A, N>;
/** The sparse Hessian of a function that returns `[value, aux]`, as `[matrix, aux]`. */
export function sparseHessian<Aux, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => readonly [Scalar, Aux]) & TakesScalars<A, N>,
  options: SparseHessianOptionsWithAux<N>,
): SparseDerivativeWithAux<A, N, Aux>;
export function sparseHessian(
  f: Callable,
  options: ColouringOptions & Partial<Selection> = {},
): Callable {
  const method = new Call("sparseHessian", f);
  const { argnums, hasAux } = selectionOf("sparseHessian", options, ["order"]);
  const choice = choiceOf(method, options);
  const ways = new Ways(2);
  return function (this: unknown, ...args) {
    const call = method.on(this);
    const flat = flatten(call, args, argnums);
    const { way, result, values, release } = ways.record(call, flat, hasAux);
    const passes = way.passes(choice);
    const { pattern, coloured, count } = passes.compression;
    const inColumns = values && hessianInColumns(way.structure, way.asked, values);
    const entries = (inColumns && decompressed<number>(passes, inColumns)) ??
      decompressed<number>(passes, hessianByModes({ call, flat, hasAux }))!;
    release();
    const matrix = new SparseMatrix(pattern, entries, count, coloured);
    return hasAux ? [matrix, result.aux] : matrix;
  };
}
