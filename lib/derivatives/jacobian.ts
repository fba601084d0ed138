// Jacobians: the columns by forward passes, each along many inputs at once, or the rows by pulling back,
// one an output.

import { type Block, entriesOf, MOST_DIRECTIONS, unitBlock } from "../values/block.ts";
import type { Scalar } from "../values/scalar.ts";
import { Call, type Callable, type Selection, selectionOf } from "../trees/call.ts";
import { type FlatCall, flatten, shapedLike } from "../trees/flat.ts";
import { type FlatResult, flatResult } from "../trees/result.ts";
import { withLeaves } from "../trees/tree.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type {
  Answer,
  Argnums,
  ArgnumsOptions,
  FirstArgument,
  LaterArguments,
  Selected,
  TreeOfTrees,
  WithAux,
  WithoutAux,
} from "../trees/types.ts";
import type { AnswersInKind } from "../trees/in_kind.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
import { checkEntries } from "./matrix_size.ts";
import { forwardPass } from "../modes/forward.ts";
import { type Pulled, reversePass } from "../modes/reverse.ts";

/** The options of a Jacobian whose function returns its value alone. */
export interface JacobianOptions<N extends Argnums> extends ArgnumsOptions<N>, WithoutAux {}

/** The options of a Jacobian whose function returns `[value, aux]`. */
export interface JacobianOptionsWithAux<N extends Argnums> extends ArgnumsOptions<N>, WithAux {}

/** A Jacobian: the result's tree, each leaf replaced by a tree in the shape of the argument. */
export interface Jacobian<A extends unknown[], N extends Argnums, Out> extends AnswersInKind {
  <
    X extends FirstArgument<A, N>,
    R extends LaterArguments<A, N>,
  >(
    x: X,
    ...rest: R
  ): Answer<[X, ...R], TreeOfTrees<Out, Selected<[X, ...R], N>>>;
}

/** A Jacobian that comes with what its function returned besides the value. */
export interface JacobianWithAux<A extends unknown[], N extends Argnums, Out, Aux>
  extends AnswersInKind {
  <
    X extends FirstArgument<A, N>,
    R extends LaterArguments<A, N>,
  >(
    x: X,
    ...rest: R
  ): [
    jacobian: Answer<[X, ...R], TreeOfTrees<Out, Selected<[X, ...R], N>>>,
    aux: Answer<[X, ...R], Aux>,
  ];
}

/**
 * The Jacobian of a function by forward mode, one run of the function for each thirty inputs: for few
 * inputs, or for more outputs than inputs. For f: ℝⁿ → ℝᵐ on arrays the Jacobian is J[i][j] = ∂fᵢ/∂xⱼ; for
 * trees it is the result's tree with each leaf replaced by a tree in the shape of the argument. With `hasAux` the
 * function returns `[value, aux]`, and its Jacobian is `[jacobian, aux]`; where it runs more than once, `aux` is
 * that of the first run.
 *
 * @throws {TypeError} if anything in the arguments or the result is no number, or if there is no such option.
 * @throws {RangeError} if `argnums` names an argument that is not there, or the matrix would not fit into memory.
 *
 * @example
 * ```ts
 * import { cos, jacfwd, mul, type Scalar, sin } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const polar = ([r, angle]: Scalar[]) => [mul(r, cos(angle)), mul(r, sin(angle))];
 * assertEquals(jacfwd(polar)([2, 0]), [[1, -0], [0, 2]]);
 *
 * const withRadius = ([r, angle]: Scalar[]) => [polar([r, angle]), { radius: r }] as const;
 * assertEquals(jacfwd(withRadius, { hasAux: true })([2, 0]), [[[1, -0], [0, 2]], { radius: 2 }]);
 * ```
 */
export function jacfwd<Out, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => Out) & TakesScalars<A, N>,
  options?: JacobianOptions<N>,
): Jacobian<Accepted<A, Out>, N, Out>;
/** The Jacobian of a function that returns `[value, aux]`, as `[jacobian, aux]`. */
export function jacfwd<Out, Aux, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => readonly [Out, Aux]) & TakesScalars<A, N>,
  options: JacobianOptionsWithAux<N>,
): JacobianWithAux<Accepted<A, Out>, N, Out, Aux>;
export function jacfwd(f: Callable, options: Partial<Selection> = {}): Callable {
  return jacobianBy("jacfwd", f, options, byColumns);
}

/**
 * The Jacobian of a function by reverse mode, one run of the function and one pullback an output: for
 * many inputs and few outputs. The result is that of `jacfwd`.
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
  options?: JacobianOptions<N>,
): Jacobian<Accepted<A, Out>, N, Out>;
/** The Jacobian of a function that returns `[value, aux]`, as `[jacobian, aux]`. */
export function jacrev<Out, Aux, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => readonly [Out, Aux]) & TakesScalars<A, N>,
  options: JacobianOptionsWithAux<N>,
): JacobianWithAux<Accepted<A, Out>, N, Out, Aux>;
export function jacrev(f: Callable, options: Partial<Selection> = {}): Callable {
  return jacobianBy("jacrev", f, options, byRows);
}

/**
 * The Jacobian of a function by whichever mode is cheaper for its shape: forward where there are few
 * inputs, or many outputs, reverse elsewhere. The result is that of `jacfwd`. A large one of which most entries
 * are 0 is for `sparseJacobian` of `@fluxion/ad/sparse`.
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
  options?: JacobianOptions<N>,
): Jacobian<Accepted<A, Out>, N, Out>;
/** The Jacobian of a function that returns `[value, aux]`, as `[jacobian, aux]`. */
export function jacobian<Out, Aux, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => readonly [Out, Aux]) & TakesScalars<A, N>,
  options: JacobianOptionsWithAux<N>,
): JacobianWithAux<Accepted<A, Out>, N, Out, Aux>;
export function jacobian(f: Callable, options: Partial<Selection> = {}): Callable {
  return jacobianBy("jacobian", f, options, byShape);
}

/** A function of the list of its differentiated inputs. */
interface Subject {
  readonly call: Call;
  readonly flat: FlatCall;
  readonly hasAux: boolean;
}

type Rows = (Scalar | undefined)[][];

/** What a function returned, and ∂resultᵢ/∂inputⱼ as rows. */
interface Matrix {
  readonly result: FlatResult;
  readonly rows: Rows;
}

function jacobianBy(
  verb: string,
  f: Callable,
  options: Partial<Selection>,
  strategy: (subject: Subject) => Matrix,
): Callable {
  const method = new Call(verb, f);
  const { argnums, hasAux } = selectionOf(verb, options);
  return function (this: unknown, ...args) {
    const call = method.on(this);
    const flat = flatten(call, args, argnums);
    const { result: { tree, aux }, rows } = strategy({ call, flat, hasAux });
    const jacobian = withLeaves(tree, rows.map((row) => shapedLike(flat.pattern, row)), "of trees");
    return hasAux ? [jacobian, aux] : jacobian;
  };
}

/** Runs one forward pass for each block of inputs. An input outside the block stays as it is. */
function byColumns({ call, flat, hasAux }: Subject): Matrix {
  const { leaves } = flat;
  // Without any input it runs once, for its result.
  const first = columnsFrom(0);
  checkEntries(call, "sparseJacobian", first.rows.length, leaves.length);
  let { rows } = first;
  for (let from = MOST_DIRECTIONS; from < leaves.length; from += MOST_DIRECTIONS) {
    const { rows: parts } = columnsFrom(from);
    if (parts.length !== rows.length) {
      throw call.refused("it returned results of different lengths for the same arguments");
    }
    rows = rows.map((row, i) => row.concat(parts[i]));
  }
  return { result: first.result, rows };

  function columnsFrom(from: number): Matrix {
    const to = Math.min(from + MOST_DIRECTIONS, leaves.length);
    const { result, tangents } = forwardPass<FlatResult, Block>(
      call,
      (inputs, level) => flatResult(call, flat.run(inputs), level, hasAux),
      leaves,
      leaves.map((_, j) => j >= from && j < to ? unitBlock(j - from) : undefined),
    );
    return { result, rows: tangents.map((block) => entriesOf(block, to - from)) };
  }
}

function byRows(subject: Subject): Matrix {
  return rowsOf(recorded(subject));
}

/**
 * One forward pass costs less than to record and pull back. Where it takes several, the number of
 * pullbacks is known when the function is recorded, and a forward pass costs about as much as ten.
 */
function byShape(subject: Subject): Matrix {
  const passes = Math.ceil(subject.flat.leaves.length / MOST_DIRECTIONS);
  if (passes === 1) return byColumns(subject);
  const recording = recorded(subject);
  return 10 * passes < recording.primals.length ? byColumns(subject) : rowsOf(recording);
}

function recorded({ call, flat, hasAux }: Subject): Pulled<FlatResult> {
  const recording = reversePass(
    call,
    (inputs, level) => flatResult(call, flat.run(inputs), level, hasAux),
    flat.leaves,
  );
  checkEntries(call, "sparseJacobian", recording.primals.length, flat.leaves.length);
  return recording;
}

function rowsOf({ result, primals, pullBack, pullBackLast }: Pulled<FlatResult>): Matrix {
  const last = primals.length - 1;
  const rows = primals.map((_, i) =>
    (i < last ? pullBack : pullBackLast)(primals.map((_, k) => k === i ? 1 : undefined))
  );
  return { result, rows };
}
