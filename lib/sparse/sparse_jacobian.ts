// The Jacobian of a function of many reals of which each result depends on few.

import { Call, type Callable, type Selection, selectionOf } from "../trees/call.ts";
import { flatten } from "../trees/flat.ts";
import type {
  Answer,
  Argnums,
  ArgnumsOptions,
  Arguments,
  SomeScalars,
  TakesScalars,
  WithAux,
  WithoutAux,
} from "../trees/types.ts";
import type { Scalar } from "../values/scalar.ts";
import { type ColouringOrder, colouringOrders } from "./colouring.ts";
import { decompressed } from "./compressed.ts";
import { jacobianForward, jacobianInColumns, jacobianReverse } from "./products.ts";
import { checkChoice } from "./option_choice.ts";
import { SparseMatrix } from "./sparse_matrix.ts";
import { type ColouringChoice, Ways } from "./ways.ts";

/** How to colour. */
export interface ColouringOptions {
  /**
   * The order in which columns, rows or variables are given colours.
   *
   * @default all three are tried, once for each way through the function, and the one with fewest colours is kept
   */
  readonly order?: ColouringOrder;
}

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

/** A sparse derivative: a matrix of numbers, or inside another derivative of scalars. */
export type SparseDerivative<A extends unknown[], N extends Argnums> = <B extends Arguments<A, N>>(
  ...args: B
) => SparseMatrix<Answer<B, Scalar>>;

/** A sparse derivative that comes with what its function returned besides the value. */
export type SparseDerivativeWithAux<A extends unknown[], N extends Argnums, Aux> = <
  B extends Arguments<A, N>,
>(
  ...args: B
) => [matrix: SparseMatrix<Answer<B, Scalar>>, aux: Answer<B, Aux>];

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
): SparseDerivative<A, N>;
/** The sparse Jacobian of a function that returns `[value, aux]`, as `[matrix, aux]`. */
export function sparseJacobian<
  Out,
  Aux,
  A extends unknown[] = SomeScalars,
  const N extends Argnums = 0,
>(
  f: ((...args: A) => readonly [Out, Aux]) & TakesScalars<A, N>,
  options: SparseJacobianOptionsWithAux<N>,
): SparseDerivativeWithAux<A, N, Aux>;
export function sparseJacobian(
  f: Callable,
  options: JacobianColouring & Partial<Selection> = {},
): Callable {
  const method = new Call("sparseJacobian", f);
  const { argnums, hasAux } = selectionOf("sparseJacobian", options, ["order", "colour"]);
  const choice = choiceOf(method, options);
  const ways = new Ways(1);
  return function (this: unknown, ...args) {
    const call = method.on(this);
    const flat = flatten(call, args, argnums);
    const { way, result, values, release } = ways.record(call, flat, hasAux);
    const passes = way.passes(choice);
    const { pattern, coloured, count } = passes.compression;
    const subject = { call, flat, hasAux };
    const inColumns = values && jacobianInColumns(way.structure, values, coloured as "columns");
    const pass = inColumns ??
      (coloured === "columns" ? jacobianForward(subject) : jacobianReverse(subject));
    const entries = decompressed<number>(passes, pass)!;
    release();
    const matrix = new SparseMatrix(pattern, entries, count, coloured);
    return hasAux ? [matrix, result.aux] : matrix;
  };
}

/**
 * Returns the choices among options.
 *
 * @throws {RangeError} if there is no such order, or nothing of that name to colour.
 */
export function choiceOf(call: Call, { order, colour }: JacobianColouring): ColouringChoice {
  if (order !== undefined) checkChoice(call, "order", order, colouringOrders);
  if (colour !== undefined) checkChoice(call, "colour", colour, ["columns", "rows"]);
  return { order, colour };
}
