// What the sparse Jacobian and the sparse Hessian share: a run is written down, its way has a pattern with colours, and
// the entries are found along them, in columns of plain numbers where that can be.

import { Call, type Callable, type Selection, selectionOf } from "../trees/call.ts";
import { flatten } from "../trees/flat.ts";
import type { Answer, Argnums, FirstArgument, LaterArguments } from "../trees/types.ts";
import type { Scalar } from "../values/scalar.ts";
import { type ColouringOrder, colouringOrders } from "./colouring.ts";
import { decompressed } from "./compressed.ts";
import { checkChoice } from "./option_choice.ts";
import type { Pass, Subject } from "./products.ts";
import { type Coloured, SparseMatrix } from "./sparse_matrix.ts";
import { type ColouringChoice, type Way, Ways } from "./ways.ts";

/** How to colour. */
export interface ColouringOptions {
  /**
   * The order in which columns, rows or variables are given colours.
   *
   * @default all three are tried, once for each way through the function, and the one with fewest colours is kept
   */
  readonly order?: ColouringOrder;
}

/** A sparse derivative: a matrix of numbers, or inside another derivative of scalars. */
export type SparseDerivative<A extends unknown[], N extends Argnums> = <
  X extends FirstArgument<A, N>,
  R extends LaterArguments<A, N>,
>(
  x: X,
  ...rest: R
) => SparseMatrix<Answer<[X, ...R], Scalar>>;

/** A sparse derivative that comes with what its function returned besides the value. */
export type SparseDerivativeWithAux<A extends unknown[], N extends Argnums, Aux> = <
  X extends FirstArgument<A, N>,
  R extends LaterArguments<A, N>,
>(
  x: X,
  ...rest: R
) => [matrix: SparseMatrix<Answer<[X, ...R], Scalar>>, aux: Answer<[X, ...R], Aux>];

/** A sparse derivative, as data. */
export interface SparseMethod {
  /** Its name, as in `sparseJacobian`. */
  readonly verb: string;
  /** The names of the options that are its own. */
  readonly own: readonly string[];
  /** The order of the derivative. */
  readonly order: 1 | 2;
  /** Returns passes on the numbers of a recorded run, `undefined` where its partials are no plain numbers. */
  readonly inColumns: (way: Way, values: Float64Array, coloured: Coloured) => Pass | undefined;
  /** Returns passes by the modes, which can do whatever the function does. */
  readonly byModes: (subject: Subject, coloured: Coloured) => Pass;
}

/** Returns the sparse derivative of a function. */
export function sparseDerivative(
  { verb, own, order, inColumns, byModes }: SparseMethod,
  f: Callable,
  options: Partial<ColouringChoice & Selection>,
): Callable {
  const method = new Call(verb, f);
  const { argnums, hasAux } = selectionOf(verb, options, own);
  const choice = choiceOf(method, options);
  const ways = new Ways(order);
  return function (this: unknown, ...args) {
    const call = method.on(this);
    const flat = flatten(call, args, argnums);
    const { way, result, values, release } = ways.record(call, flat, hasAux);
    const passes = way.passes(choice);
    const { pattern, coloured, count } = passes.compression;
    const pass = values && inColumns(way, values, coloured);
    const entries = (pass && decompressed<number>(passes, pass)) ??
      decompressed<number>(passes, byModes({ call, flat, hasAux }, coloured))!;
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
function choiceOf(call: Call, { order, colour }: Partial<ColouringChoice>): ColouringChoice {
  if (order !== undefined) checkChoice(call, "order", order, colouringOrders);
  if (colour !== undefined) checkChoice(call, "colour", colour, ["columns", "rows"]);
  return { order, colour };
}
