// The gradient of a function that returns one real: reverse mode with the cotangent 1.

import type { Scalar } from "../values/scalar.ts";
import { Call, type Callable, type Selection, selectionOf } from "../trees/call.ts";
import { flatten, shapedLike } from "../trees/flat.ts";
import { isPromise, thenDo } from "../trees/promises.ts";
import { applyWithin, flatReal } from "../trees/result.ts";
import { copyOf } from "../trees/tree.ts";
import type { ReturnsObjective, TakesScalars } from "../trees/objections.ts";
import type {
  Answer,
  Argnums,
  ArgnumsOptions,
  AuxOf,
  AuxOptions,
  ExpectedReal,
  FirstArgument,
  Following,
  LaterArguments,
  Promised,
  Rest,
  Returned,
  Selected,
} from "../trees/types.ts";
import type { AnswersInKind } from "../trees/in_kind.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
import type { TreeOf, TreeType } from "../trees/generic.ts";
import { reversePass } from "../modes/reverse.ts";

/** The options of a gradient. */
export interface GradOptions<N extends Argnums, H extends boolean = boolean>
  extends ArgnumsOptions<N>, AuxOptions<H> {}

/** A gradient: in the shape of the argument, or of the tuple of arguments that `argnums` selects. */
export interface Gradient<A extends unknown[], N extends Argnums, Out = Scalar>
  extends AnswersInKind {
  <
    X extends FirstArgument<A, N>,
    R extends LaterArguments<A, N>,
  >(x: X, ...rest: R): Following<Out, Answer<[X, ...R], Selected<[X, ...R], N>>>;
}

/** A gradient that comes with what its function returned besides the value. */
export interface GradientWithAux<A extends unknown[], N extends Argnums, Aux, Out = Scalar>
  extends AnswersInKind {
  <
    X extends FirstArgument<A, N>,
    R extends LaterArguments<A, N>,
  >(
    x: X,
    ...rest: R
  ): Promised<
    Out,
    [gradient: Answer<[X, ...R], Selected<[X, ...R], N>>, aux: Answer<[X, ...R], Aux>]
  >;
}

/** A value with its gradient. */
export interface ValueAndGradient<A extends unknown[], N extends Argnums, Out = Scalar>
  extends AnswersInKind {
  <
    X extends FirstArgument<A, N>,
    R extends LaterArguments<A, N>,
  >(
    x: X,
    ...rest: R
  ): Following<
    Out,
    [value: Answer<[X, ...R], Scalar>, gradient: Answer<[X, ...R], Selected<[X, ...R], N>>]
  >;
}

/** A value with its gradient and what the function returned besides. */
export interface ValueAndGradientWithAux<A extends unknown[], N extends Argnums, Aux, Out = Scalar>
  extends AnswersInKind {
  <
    X extends FirstArgument<A, N>,
    R extends LaterArguments<A, N>,
  >(
    x: X,
    ...rest: R
  ): Promised<Out, [
    value: [value: Answer<[X, ...R], Scalar>, aux: Answer<[X, ...R], Aux>],
    gradient: Answer<[X, ...R], Selected<[X, ...R], N>>,
  ]>;
}

/** The gradient of a function of `Scalars<P>`, in generic code: a tree of the same type. */
export type TreeGradient<P, A extends unknown[], H extends boolean, Out> = (
  x: P,
  ...rest: Rest<A>
) => H extends true ? Promised<Out, [gradient: P, aux: AuxOf<Out>]> : Following<Out, P>;

/** The value of a function of `Scalars<P>`, in generic code, with its gradient. */
export type TreeValueAndGradient<P, A extends unknown[], H extends boolean, Out> = (
  x: P,
  ...rest: Rest<A>
) => H extends true ? Promised<Out, [value: [value: Scalar, aux: AuxOf<Out>], gradient: P]>
  : Following<Out, [value: Scalar, gradient: P]>;

/**
 * The gradient ∇f of a function that returns one real, by reverse mode: all partial derivatives for a
 * small constant times the cost of the function, whatever the number of inputs.
 *
 * The gradient has the shape of the argument: a number, an array, a tuple, an object, a `Float64Array` or
 * `Float32Array`, or any nest of them; of an instance of a class it is a plain object with the same fields.
 * Strings, booleans, `null` and `undefined` beside the numbers come back as they are. Of a function
 * that returns a function the gradient is a function, which runs `f` again each time it is finally applied; of an
 * asynchronous function it is a promise. With `hasAux` the function returns `[value, aux]`, and its gradient is
 * `[gradient, aux]`.
 *
 * @throws {TypeError} if the function returns anything but one real in the end, or if an argument holds a `Map`,
 * a function, or whatever else can be no part of a tree, or nothing but constants; the error names its path.
 * @throws {RangeError} if `argnums` names an argument that is not there.
 *
 * @example
 * ```ts
 * import { add, dot, grad, type Scalar, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const loss = (model: { w: Scalar[]; b: Scalar }, x: number[]) => square(add(dot(model.w, x), model.b));
 * const gradient = grad(loss)({ w: [1, 2], b: 3 }, [10, 20]);
 * assertEquals(gradient, { w: [1060, 2120], b: 106 });
 * ```
 */
export function grad<
  A extends unknown[] = SomeScalars,
  const N extends Argnums = 0,
  H extends boolean = false,
  Out extends Returned = ExpectedReal<H>,
>(
  f: ((...args: A) => Out) & TakesScalars<A, N> & ReturnsObjective<Out, H>,
  options?: GradOptions<N, H>,
): TreeOf<A[0]> extends TreeType<infer P> ? TreeGradient<P, A, H, Out>
  : H extends true ? GradientWithAux<Accepted<A, Out>, N, AuxOf<Out>, Out>
  : Gradient<Accepted<A, Out>, N, Out>;
export function grad(f: Callable, options: Partial<Selection> = {}): Callable {
  return differentiator(
    "grad",
    f,
    options,
    ({ gradient, aux }) => options.hasAux ? [gradient, aux] : gradient,
  );
}

/**
 * The value of a function that returns one real, with its gradient: one run of the function for both.
 *
 * @throws as `grad` does.
 *
 * @example
 * ```ts
 * import { mul, valueAndGrad } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(valueAndGrad((x, y) => mul(x, y), { argnums: [0, 1] })(3, 4), [12, [4, 3]]);
 * ```
 */
export function valueAndGrad<
  A extends unknown[] = SomeScalars,
  const N extends Argnums = 0,
  H extends boolean = false,
  Out extends Returned = ExpectedReal<H>,
>(
  f: ((...args: A) => Out) & TakesScalars<A, N> & ReturnsObjective<Out, H>,
  options?: GradOptions<N, H>,
): TreeOf<A[0]> extends TreeType<infer P> ? TreeValueAndGradient<P, A, H, Out>
  : H extends true ? ValueAndGradientWithAux<Accepted<A, Out>, N, AuxOf<Out>, Out>
  : ValueAndGradient<Accepted<A, Out>, N, Out>;
export function valueAndGrad(f: Callable, options: Partial<Selection> = {}): Callable {
  return differentiator(
    "valueAndGrad",
    f,
    options,
    ({ value, gradient, aux }) => [options.hasAux ? [value, aux] : value, gradient],
  );
}

interface Differentiated {
  readonly value: Scalar;
  readonly gradient: unknown;
  readonly aux: unknown;
}

function differentiator(
  verb: string,
  f: Callable,
  options: Partial<Selection>,
  answerFrom: (differentiated: Differentiated) => unknown,
): Callable {
  const call = new Call(verb, f);
  const selection = selectionOf(verb, options);
  return function (this: unknown, ...args) {
    return differentiated(call.on(this), args, selection, answerFrom);
  };
}

function differentiated(
  call: Call,
  args: readonly unknown[],
  selection: Selection,
  answerFrom: (differentiated: Differentiated) => unknown,
): unknown {
  const { argnums, hasAux } = selection;
  const flat = flatten(call, args, argnums);
  const recorded = reversePass(
    call,
    (inputs, level) => thenDo(flat.run(inputs), (result) => flatReal(call, result, level, hasAux)),
    flat.leaves,
  );
  // Whoever called may change the argument before a promise settles.
  const pattern = isPromise(recorded) ? copyOf(flat.pattern, flat.leaves) : flat.pattern;
  return thenDo(recorded, ({ result: { tree, aux }, primals: [value], pullBackLast }) => {
    if (typeof tree === "function") {
      const copied = flat.copied();
      return (...rest: unknown[]) =>
        differentiator(call.verb, applyWithin(call, rest), selection, answerFrom)(...copied);
    }
    return answerFrom({ value, gradient: shapedLike(pattern, pullBackLast([1])), aux });
  });
}
