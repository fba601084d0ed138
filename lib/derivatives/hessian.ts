// Second derivatives: one transform applied to another, in any of the four ways to order the modes.

import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import {
  Call,
  type Callable,
  checkOptions,
  type Selection,
  selectionOf,
  withNameOf,
} from "../trees/call.ts";
import { argumentLeaves, flatten, shapedLike } from "../trees/flat.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { pairResult, scalarResult } from "../trees/result.ts";
import type { ReturnsObjective, TakesScalars } from "../trees/objections.ts";
import type {
  Answer,
  Argnums,
  ArgnumsOptions,
  Argument,
  AuxOf,
  AuxOptions,
  ExpectedReal,
  FirstArgument,
  LaterArguments,
  Rest,
  Returned,
  Selected,
  TreeOfTrees,
} from "../trees/types.ts";
import type { AnswersInKind } from "../trees/in_kind.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
import type { TreeOf, TreeType } from "../trees/generic.ts";
import { grad } from "./grad.ts";
import { jacfwd, jacrev } from "./jacobian.ts";
import { jvp } from "./jvp.ts";
import { checkEntries } from "./matrix_size.ts";
import { vjp } from "./vjp.ts";

/** The outer mode over the inner one. */
export type SecondOrderMode =
  | "forward-over-reverse"
  | "reverse-over-forward"
  | "reverse-over-reverse"
  | "forward-over-forward";

/**
 * How to take second derivatives.
 *
 * @example
 * ```ts
 * import { hessian, mul, type Scalar, type SecondOrderMode } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const modes: SecondOrderMode[] = ["forward-over-reverse", "reverse-over-forward"];
 * for (const mode of modes) {
 *   assertEquals(hessian(([x, y]: Scalar[]) => mul(x, x, y), { mode })([1, 2]), [[4, 2], [2, 0]]);
 * }
 * ```
 */
export interface SecondOrderOptions {
  /**
   * The outer mode over the inner one.
   *
   * @default "forward-over-reverse", which is most often the fastest
   */
  readonly mode?: SecondOrderMode;
}

/** The options of a Hessian. */
export interface HessianOptions<N extends Argnums, H extends boolean = boolean>
  extends SecondOrderOptions, ArgnumsOptions<N>, AuxOptions<H> {}

/** A Hessian: the argument's tree, each leaf replaced by a tree of the same shape. */
export interface Hessian<A extends unknown[], N extends Argnums> extends AnswersInKind {
  <
    X extends FirstArgument<A, N>,
    R extends LaterArguments<A, N>,
  >(
    x: X,
    ...rest: R
  ): Answer<[X, ...R], TreeOfTrees<Selected<[X, ...R], N>, Selected<[X, ...R], N>>>;
}

/** A Hessian that comes with what its function returned besides the value. */
export interface HessianWithAux<A extends unknown[], N extends Argnums, Aux> extends AnswersInKind {
  <
    X extends FirstArgument<A, N>,
    R extends LaterArguments<A, N>,
  >(
    x: X,
    ...rest: R
  ): [
    hessian: Answer<[X, ...R], TreeOfTrees<Selected<[X, ...R], N>, Selected<[X, ...R], N>>>,
    aux: Answer<[X, ...R], Aux>,
  ];
}

/** The product of a Hessian at `x` with `v`, in the shape of both. */
export interface HessianVectorProduct<A extends unknown[]> extends AnswersInKind {
  <
    X extends Argument<A[0]>,
    V extends Argument<A[0]>,
    R extends Rest<A>,
  >(x: X, v: V, ...rest: R): Answer<[X, V, R], X>;
}

/**
 * The Hessian of a function that returns one real: H[i][j] = ∂²f/∂xᵢ∂xⱼ on arrays, and for a tree the
 * tree with each leaf replaced by a tree of the same shape. With `hasAux` the function returns `[value, aux]`, and
 * its Hessian is `[hessian, aux]`. A large one of which most entries are 0 is for `sparseHessian` of
 * `@fluxion/ad/sparse`.
 *
 * @throws {TypeError} if the function returns anything but one real, or an argument holds what is no
 * number.
 * @throws {RangeError} if `mode` is not one of the four, `argnums` names what is not there, or the matrix would
 * not fit into memory.
 *
 * @example
 * ```ts
 * import { add, hessian, mul, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const f = ([x, y]: Scalar[]) => add(mul(2, x, x), mul(3, x, y), mul(4, y, y));
 * assertEquals(hessian(f)([3, 4]), [[4, 3], [3, 8]]);
 * assertEquals(hessian(f, { mode: "reverse-over-reverse" })([3, 4]), [[4, 3], [3, 8]]);
 *
 * const cube = (x: Scalar) => [mul(x, x, x), { seen: x }] as const;
 * assertEquals(hessian(cube, { hasAux: true })(2), [12, { seen: 2 }]);
 * ```
 */
export function hessian<
  A extends unknown[] = SomeScalars,
  const N extends Argnums = 0,
  H extends boolean = false,
  Out extends Returned = ExpectedReal<H>,
>(
  f: ((...args: A) => Out) & TakesScalars<A, N> & ReturnsObjective<Out, H>,
  options?: HessianOptions<N, H>,
): H extends true ? HessianWithAux<Accepted<A, Out>, N, AuxOf<Out>>
  : Hessian<Accepted<A, Out>, N>;
export function hessian(f: Callable, options: Options = {}): Callable {
  const call = new Call("hessian", f);
  const selection = selectionOf("hessian", options, ["mode"]);
  const { argnums, hasAux } = selection;
  const differentiate = hessianBy(modeOf(call, options), objectiveOf(call, hasAux), selection);
  return function (this: unknown, ...args) {
    const { leaves } = flatten(call, args, argnums);
    checkEntries(call, "sparseHessian", leaves.length, leaves.length);
    return differentiate.apply(this, args);
  };
}

interface Options extends SecondOrderOptions, Partial<Selection> {}

type Transform = (f: Callable, options: Selection) => Callable;

function hessianBy(mode: SecondOrderMode, f: Callable, selection: Selection): Callable {
  const forward = (g: Callable) => (jacfwd as Transform)(g, selection);
  const reverse = (g: Callable) => (jacrev as Transform)(g, selection);
  const gradient = (g: Callable) => (grad as Transform)(g, selection);
  switch (mode) {
    case "forward-over-reverse":
      return forward(gradient(f));
    case "reverse-over-forward":
      return reverse(forward(f));
    case "reverse-over-reverse":
      return reverse(gradient(f));
    case "forward-over-forward":
      return forward(forward(f));
  }
}

/**
 * The product H(x)·v of the Hessian of a function with a vector, without the Hessian: for a small
 * constant times the cost of the function (but for `"forward-over-forward"`, which takes one pass an
 * input). It is differentiated with respect to the first argument; further ones follow `v`.
 *
 * @throws {TypeError} if the function returns anything but one real, or `v` has another structure than `x`.
 * @throws {RangeError} if `mode` is not one of the four.
 *
 * @example
 * ```ts
 * import { add, hvp, mul, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const f = ([x, y]: Scalar[]) => add(mul(2, x, x), mul(3, x, y), mul(4, y, y));
 * assertEquals(hvp(f)([3, 4], [9, 10]), [66, 107]);
 * ```
 */
export function hvp<A extends unknown[] = SomeScalars, Out extends Scalar = Scalar>(
  f: ((...args: A) => Out) & TakesScalars<A, 0>,
  options?: SecondOrderOptions,
): TreeOf<A[0]> extends TreeType<infer P> ? (x: P, v: P, ...rest: Rest<A>) => P
  : HessianVectorProduct<Accepted<A, Out>>;
export function hvp(f: Callable, options: SecondOrderOptions = {}): Callable {
  const call = new Call("hvp", f);
  checkOptions("hvp", options, ["mode"]);
  const mode = modeOf(call, options);
  const objective = new Call("hvp", objectiveOf(call, false));
  return function (this: unknown, x, v, ...rest) {
    const method = objective.on(this);
    argumentLeaves(call, x, "x");
    matchingLeaves(v, "v", x, "x");
    const at = (point: Scalar) => method.f(point, ...rest) as Scalar;
    const product = productBy(mode, at, x, v);
    return shapedLike(x, matchingLeaves(product, "product", x, "x"));
  };
}

function productBy(mode: SecondOrderMode, f: (x: Scalar) => Scalar, x: Scalar, v: Scalar): unknown {
  switch (mode) {
    case "forward-over-reverse":
      return jvp(grad(f), [x], [v])[1];
    case "reverse-over-forward":
      return grad((point: Scalar) => jvp(f, [point], [v])[1])(x);
    case "reverse-over-reverse":
      return vjp(grad(f), [x])[1](v);
    case "forward-over-forward":
      return jvp(jacfwd(f), [x], [v])[1];
  }
}

const modes: readonly unknown[] = [
  "forward-over-reverse",
  "reverse-over-forward",
  "reverse-over-reverse",
  "forward-over-forward",
] satisfies SecondOrderMode[];

function modeOf(call: Call, options: SecondOrderOptions): SecondOrderMode {
  const { mode = "forward-over-reverse" } = options;
  if (modes.includes(mode)) return mode;
  throw new RangeError(
    `${call.refusal} in the mode ${describe(mode)}: the modes are ${modes.join(", ")}`,
  );
}

/** Returns the function with its result checked, also where the inner mode would take several results. */
function objectiveOf(call: Call, hasAux: boolean): Callable {
  return withNameOf(call.f, function (this: unknown, ...args: unknown[]) {
    const result = call.f.apply(this, args);
    if (!hasAux) return scalarResult(call, result);
    const [value, aux] = pairResult(call, result);
    return [scalarResult(call, value), aux];
  });
}
