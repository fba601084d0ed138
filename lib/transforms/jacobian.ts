// Jacobians: the columns by forward passes, one an input, or the rows by pulling back, one an output.

import {
  answer,
  type Callable,
  checkArgnums,
  checkFunction,
  select,
  type Selection,
} from "../core/call.ts";
import { resultLeaves } from "../core/result.ts";
import { nameOf } from "../core/describe.ts";
import type { Scalar } from "../core/scalar.ts";
import { withLeaves } from "../core/tree.ts";
import type {
  Answer,
  Argnums,
  ArgnumsOptions,
  Arguments,
  Selected,
  SomeScalars,
  TakesScalars,
  TreeOfTrees,
} from "../core/types.ts";
import { forwardPass } from "../modes/forward.ts";
import { reversePass } from "../modes/reverse.ts";

/** A Jacobian: the result's tree, each leaf replaced by a tree in the shape of the argument. */
export type Jacobian<A extends unknown[], N extends Argnums, Out> = <B extends Arguments<A, N>>(
  ...args: B
) => Answer<B, TreeOfTrees<Out, Selected<B, N>>>;

/**
 * The Jacobian of a function by forward mode, one pass an input: for more outputs than inputs. For
 * f: ℝⁿ → ℝᵐ on arrays the answer is J[i][j] = ∂fᵢ/∂xⱼ; for trees it is the result's tree with each leaf
 * replaced by a tree in the shape of the argument.
 *
 * @throws {TypeError} if anything in the arguments or the result is no number.
 * @throws {RangeError} if `argnums` names an argument that is not there, or one without any number.
 *
 * @example
 * ```ts
 * import { cos, jacfwd, mul, type Scalar, sin } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const polar = ([r, angle]: Scalar[]) => [mul(r, cos(angle)), mul(r, sin(angle))];
 * assertEquals(jacfwd(polar)([2, 0]), [[1, -0], [0, 2]]);
 * ```
 */
export function jacfwd<Out, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => Out) & TakesScalars<A, N>,
  options?: ArgnumsOptions<N>,
): Jacobian<A, N, Out>;
export function jacfwd(f: Callable, options: ArgnumsOptions<Argnums> = {}): Callable {
  return jacobianBy("jacfwd", f, options, byColumns);
}

/**
 * The Jacobian of a function by reverse mode, one run of the function and one pullback an output: for
 * more inputs than outputs. The answer is that of `jacfwd`.
 *
 * @throws as `jacfwd` does.
 *
 * @example
 * ```ts
 * import { add, jacrev, mul, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const f = ({ x, y }: { x: Scalar; y: Scalar }) => ({ sum: add(x, y), product: mul(x, y) });
 * assertEquals(jacrev(f)({ x: 2, y: 3 }), { sum: { x: 1, y: 1 }, product: { x: 3, y: 2 } });
 * ```
 */
export function jacrev<Out, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => Out) & TakesScalars<A, N>,
  options?: ArgnumsOptions<N>,
): Jacobian<A, N, Out>;
export function jacrev(f: Callable, options: ArgnumsOptions<Argnums> = {}): Callable {
  return jacobianBy("jacrev", f, options, byRows);
}

/**
 * The Jacobian of a function by whichever mode is cheaper for its shape: forward where there are few
 * inputs and many outputs, reverse elsewhere. The answer is that of `jacfwd`.
 *
 * @throws as `jacfwd` does.
 *
 * @example
 * ```ts
 * import { jacobian, mul, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jacobian(([x, y, z]: Scalar[]) => [mul(x, y), mul(y, z)])([1, 2, 3]), [[2, 1, 0], [0, 3, 2]]);
 * ```
 */
export function jacobian<Out, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => Out) & TakesScalars<A, N>,
  options?: ArgnumsOptions<N>,
): Jacobian<A, N, Out>;
export function jacobian(f: Callable, options: ArgnumsOptions<Argnums> = {}): Callable {
  return jacobianBy("jacobian", f, options, byShape);
}

type Rows = (Scalar | undefined)[][];

/** What a function returned, and ∂resultᵢ/∂inputⱼ as rows. */
interface Matrix {
  readonly result: unknown;
  readonly rows: Rows;
}

type Strategy = (verb: string, f: Callable, selection: Selection) => Matrix;

function jacobianBy(
  verb: string,
  f: Callable,
  { argnums = 0 }: ArgnumsOptions<Argnums>,
  strategy: Strategy,
): Callable {
  checkFunction(verb, f);
  checkArgnums(verb, argnums);
  return (...args) => {
    const selection = select(verb, f, args, argnums);
    const { result, rows } = strategy(verb, f, selection);
    return withLeaves(result, rows.map((row) => answer(selection.pattern, row)), "as arrays");
  };
}

function byColumns(verb: string, f: Callable, selection: Selection, known: Column[] = []): Matrix {
  const columns = [...known];
  for (let j = columns.length; j < selection.leaves.length; j++) {
    columns.push(column(verb, f, selection, j));
  }
  const [{ result, tangents }] = columns;
  if (columns.some((other) => other.tangents.length !== tangents.length)) {
    throw new TypeError(
      `Cannot take ${verb} of ${
        nameOf(f)
      }: it returned results of different lengths for the same arguments`,
    );
  }
  return { result, rows: tangents.map((_, i) => columns.map((other) => other.tangents[i])) };
}

function byRows(verb: string, f: Callable, selection: Selection): Matrix {
  let result: unknown;
  const { primals, pull } = reversePass(
    verb,
    f,
    (inputs) => resultLeaves(verb, f, result = selection.call(inputs)),
    selection.leaves,
  );
  return {
    result,
    rows: primals.map((_, i) => pull(primals.map((_, k) => k === i ? 1 : undefined))),
  };
}

/**
 * The first column tells how many rows there are, and is kept where the others follow it. A forward pass
 * costs about as much as four pullbacks, and as recording them.
 */
function byShape(verb: string, f: Callable, selection: Selection): Matrix {
  const first = column(verb, f, selection, 0);
  return 4 * selection.leaves.length <= first.tangents.length + 4
    ? byColumns(verb, f, selection, [first])
    : byRows(verb, f, selection);
}

interface Column {
  readonly result: unknown;
  readonly tangents: (Scalar | undefined)[];
}

function column(verb: string, f: Callable, selection: Selection, j: number): Column {
  let result: unknown;
  const { tangents } = forwardPass(
    verb,
    f,
    (inputs) => resultLeaves(verb, f, result = selection.call(inputs)),
    selection.leaves,
    selection.leaves.map((_, k) => k === j ? 1 : undefined),
  );
  return { result, tangents };
}
