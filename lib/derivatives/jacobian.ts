// Jacobians: the columns by forward passes, each along many inputs at once, or the rows by pulling back,
// one an output.

import {
  type Callable,
  checkArgnums,
  checkFunction,
  checkOptions,
  select,
  type Selection,
  shapedLike,
} from "../trees/call.ts";
import { calledOn } from "../trees/method.ts";
import { resultLeaves } from "../trees/result.ts";
import { nameOf } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { withLeaves } from "../trees/tree.ts";
import type {
  Answer,
  Argnums,
  ArgnumsOptions,
  Arguments,
  Selected,
  SomeScalars,
  TakesScalars,
  TreeOfTrees,
} from "../trees/types.ts";
import { type Block, entriesOf, MOST_DIRECTIONS, unitBlock } from "../values/block.ts";
import { forwardPass } from "../modes/forward.ts";
import { type Pulled, reversePass } from "../modes/reverse.ts";

/** A Jacobian: the result's tree, each leaf replaced by a tree in the shape of the argument. */
export type Jacobian<A extends unknown[], N extends Argnums, Out> = <B extends Arguments<A, N>>(
  ...args: B
) => Answer<B, TreeOfTrees<Out, Selected<B, N>>>;

/**
 * The Jacobian of a function by forward mode, one run of the function for each thirty inputs: for few
 * inputs, or for more outputs than inputs. For f: ℝⁿ → ℝᵐ on arrays the answer is J[i][j] = ∂fᵢ/∂xⱼ; for
 * trees it is the result's tree with each leaf replaced by a tree in the shape of the argument.
 *
 * @throws {TypeError} if anything in the arguments or the result is no number.
 * @throws {RangeError} if `argnums` names an argument that is not there.
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
 * many inputs and few outputs. The answer is that of `jacfwd`.
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
 * inputs, or many outputs, reverse elsewhere. The answer is that of `jacfwd`.
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
  options: ArgnumsOptions<Argnums>,
  strategy: Strategy,
): Callable {
  checkFunction(verb, f);
  checkOptions(verb, options, ["argnums"]);
  const { argnums = 0 } = options;
  checkArgnums(verb, argnums);
  return function (this: unknown, ...args) {
    const selection = select(verb, calledOn(this, f), args, argnums);
    const { result, rows } = strategy(verb, f, selection);
    return withLeaves(result, rows.map((row) => shapedLike(selection.pattern, row)), "of trees");
  };
}

/** One forward pass for each block of inputs. An input outside the block stays as it is. */
function byColumns(verb: string, f: Callable, selection: Selection): Matrix {
  const { leaves } = selection;
  let result: unknown;
  let rows: Rows = [];
  // Without any input it runs once, for its result.
  for (let from = 0; from === 0 || from < leaves.length; from += MOST_DIRECTIONS) {
    const to = Math.min(from + MOST_DIRECTIONS, leaves.length);
    const { tangents } = forwardPass<Scalar[], Block>(
      verb,
      f,
      (inputs) => resultLeaves(verb, f, result = selection.call(inputs)),
      leaves,
      leaves.map((_, j) => j >= from && j < to ? unitBlock(j - from) : undefined),
    );
    if (from > 0 && tangents.length !== rows.length) {
      throw new TypeError(
        `Cannot take ${verb} of ${
          nameOf(f)
        }: it returned results of different lengths for the same arguments`,
      );
    }
    const parts = tangents.map((block) => entriesOf(block, to - from));
    rows = from === 0 ? parts : rows.map((row, i) => row.concat(parts[i]));
  }
  return { result, rows };
}

function byRows(verb: string, f: Callable, selection: Selection): Matrix {
  return rowsOf(recorded(verb, f, selection));
}

/**
 * One forward pass costs less than to record and pull back. Where it takes several, the number of
 * pullbacks is known when the function is recorded, and a forward pass costs about as much as ten.
 */
function byShape(verb: string, f: Callable, selection: Selection): Matrix {
  const passes = Math.ceil(selection.leaves.length / MOST_DIRECTIONS);
  if (passes === 1) return byColumns(verb, f, selection);
  const recording = recorded(verb, f, selection);
  return 10 * passes < recording.primals.length ? byColumns(verb, f, selection) : rowsOf(recording);
}

interface Recording extends Pulled {
  readonly result: unknown;
}

function recorded(verb: string, f: Callable, selection: Selection): Recording {
  let result: unknown;
  const own = reversePass(
    verb,
    f,
    (inputs) => resultLeaves(verb, f, result = selection.call(inputs)),
    selection.leaves,
  );
  return { ...own, result };
}

function rowsOf({ result, primals, pullBack, pullBackLast }: Recording): Matrix {
  const last = primals.length - 1;
  const rows = primals.map((_, i) =>
    (i < last ? pullBack : pullBackLast)(primals.map((_, k) => k === i ? 1 : undefined))
  );
  return { result, rows };
}
