// The Jacobian of a function of many reals of which each result depends on few.

import type { Callable, Selection } from "../trees/call.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type { Argnums, ArgnumsOptions, WithAux, WithoutAux } from "../trees/types.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
import { jacobianForward, jacobianInColumns, jacobianReverse } from "./products.ts";
import {
  type ColouringOptions,
  type SparseDerivative,
  sparseDerivative,
  type SparseDerivativeWithAux,
  type SparseMethod,
} from "./sparse_derivative.ts";

/** How to colour a Jacobian. */
export interface JacobianColouring extends ColouringOptions {
  /**
   * Whether to colour columns, with one direction pushed forward for each colour, or rows, with one pulled back.
   *
   * @default whichever takes fewer colours
   */
  readonly colour?: "columns" | "rows";
}

/** The options of a sparse Jacobian whose function returns its value alone. */
export interface SparseJacobianOptions<N extends Argnums>
  extends JacobianColouring, ArgnumsOptions<N>, WithoutAux {}

/** The options of a sparse Jacobian whose function returns `[value, aux]`. */
export interface SparseJacobianOptionsWithAux<N extends Argnums>
  extends JacobianColouring, ArgnumsOptions<N>, WithAux {}

/**
 * The Jacobian of a function as a sparse matrix, at the price of a few directions instead of one for each column.
 * Row i is the i-th number of the result and column j the j-th number of the selected arguments, both counted
 * through their trees depth first, as `ravel` does.
 *
 * The pattern is found by a run of the function: which results depend on which inputs. Columns that share no row
 * get one colour, and one direction (Curtis, Powell and Reid 1974); or rows that share no column, if that takes
 * fewer. Every call writes its run down and compares it with the earlier ones: pattern and colours are found anew
 * for each new way through the function, up to 16, and used again on a way that has been seen.
 *
 * A function with a rule of its own is taken to depend on all of its arguments, in each of its results. Inside
 * another derivative, or compiled, and where there are such rules, the function runs once more, on the boxes of
 * the modes: it must do the same for the same arguments, as for any transform.
 *
 * @throws as `jacobian` does; a `RangeError` if `order` or `colour` is none that there is.
 *
 * @example
 * ```ts
 * import { mul, type Scalar, square, sub } from "@fluxion/ad";
 * import { sparseJacobian } from "@fluxion/ad/sparse";
 * import { assertEquals } from "@std/assert";
 *
 * const differences = (x: readonly Scalar[]) => x.slice(1).map((_, i) => sub(square(x[i + 1]), x[i]));
 * const matrix = sparseJacobian(differences)([1, 2, 3, 4]);
 * assertEquals(matrix.colours, 2);
 * assertEquals(matrix.toDense(), [[-1, 4, 0, 0], [0, -1, 6, 0], [0, 0, -1, 8]]);
 * assertEquals(matrix.toString(), `SparseMatrix 3 × 4, 6 entries, 2 colours (of columns)
 * ┌──┐
 * │⠙⠦│
 * └──┘`);
 * ```
 */
export function sparseJacobian<Out, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => Out) & TakesScalars<A, N>,
  options?: SparseJacobianOptions<N>,
): SparseDerivative<Accepted<A, Out>, N>;
/** The sparse Jacobian of a function that returns `[value, aux]`, as `[matrix, aux]`. */
export function sparseJacobian<
  Out,
  Aux,
  A extends unknown[] = SomeScalars,
  const N extends Argnums = 0,
>(
  f: ((...args: A) => readonly [Out, Aux]) & TakesScalars<A, N>,
  options: SparseJacobianOptionsWithAux<N>,
): SparseDerivativeWithAux<Accepted<A, Out>, N, Aux>;
export function sparseJacobian(
  f: Callable,
  options: JacobianColouring & Partial<Selection> = {},
): Callable {
  return sparseDerivative(jacobianMethod, f, options);
}

const jacobianMethod: SparseMethod = {
  verb: "sparseJacobian",
  own: ["order", "colour"],
  order: 1,
  inColumns: ({ structure }, values, coloured) => jacobianInColumns(structure, values, coloured),
  byModes: (subject, coloured) =>
    coloured === "columns" ? jacobianForward(subject) : jacobianReverse(subject),
};
