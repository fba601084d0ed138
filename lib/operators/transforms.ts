// The transforms over functions of plain numbers: the same as those of the core, with types in which nobody sees a box.

import { type Callable, withNameOf } from "../trees/call.ts";
import { derivative } from "../derivatives/derivative.ts";
import { grad, valueAndGrad } from "../derivatives/grad.ts";
import { hessian, hvp, type SecondOrderOptions } from "../derivatives/hessian.ts";
import { jacfwd, jacobian, jacrev } from "../derivatives/jacobian.ts";
import { jvp } from "../derivatives/jvp.ts";
import { linearize } from "../derivatives/linearize.ts";
import { type OnlyOrAll, vjp } from "../derivatives/vjp.ts";
import type {
  Argnums,
  ArgnumsOptions,
  Fields,
  Promised,
  ResultWithAux,
  WithAux,
  WithNumbers,
  WithoutAux,
} from "../trees/types.ts";
import { checkMark } from "./marks.ts";
import type {
  Differentiated,
  DifferentiatedWithAux,
  GradientTree,
  HessianTree,
  JacobianTree,
  RealObjective,
  RealWithAux,
} from "./types.ts";

/** The options of a transform with `argnums`, of a function that returns its value alone. */
export interface OperatorOptions<N extends Argnums> extends ArgnumsOptions<N>, WithoutAux {}

/** The options of a transform with `argnums`, of a function that returns `[value, aux]`. */
export interface OperatorOptionsWithAux<N extends Argnums> extends ArgnumsOptions<N>, WithAux {}

type Transform = (f: Callable, ...rest: unknown[]) => unknown;

/** Returns a transform that first checks whether a marked function has been lifted. */
function checked(verb: string, transform: unknown): never {
  const made = (f: Callable, ...rest: unknown[]) => {
    checkMark(verb, f);
    return (transform as Transform)(f, ...rest);
  };
  return withNameOf({ name: verb }, made) as never;
}

/** The transform `derivative` over numbers. */
export interface DerivativeOfNumbers {
  <Out>(f: (x: number) => Out): (x: number) => WithNumbers<Out>;
}

/**
 * The derivative f' of a function of one real, by forward mode.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad/operators";
 * import { checkpoint } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * const identity = checkpoint((x: number) => x);
 * assertEquals(derivative(identity)(2), 1);
 * ```
 */
export const derivativeOfNumbers: DerivativeOfNumbers = /* @__PURE__ */ checked(
  "derivative",
  derivative,
);

/** The transform `grad` over numbers. */
export interface GradOfNumbers {
  <A extends unknown[], Out extends RealObjective, const N extends Argnums = 0>(
    f: (...args: A) => Out,
    options?: OperatorOptions<N>,
  ): Differentiated<A, Out, GradientTree<A, N>>;
  <Aux, A extends unknown[], Out extends RealWithAux<Aux>, const N extends Argnums = 0>(
    f: (...args: A) => Out & RealWithAux<Aux>,
    options: OperatorOptionsWithAux<N>,
  ): DifferentiatedWithAux<A, Out, [gradient: GradientTree<A, N>, aux: WithNumbers<Aux>]>;
}

/**
 * The gradient ∇f of a function that returns one real, by reverse mode, in the shape of the argument.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { grad } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * const first = ([x]: number[]) => x;
 * assertEquals(grad(first)([1, 2]), [1, 0]);
 * ```
 */
export const gradOfNumbers: GradOfNumbers = /* @__PURE__ */ checked("grad", grad);

/** The transform `valueAndGrad` over numbers. */
export interface ValueAndGradOfNumbers {
  <A extends unknown[], Out extends RealObjective, const N extends Argnums = 0>(
    f: (...args: A) => Out,
    options?: OperatorOptions<N>,
  ): Differentiated<A, Out, [value: number, gradient: GradientTree<A, N>]>;
  <Aux, A extends unknown[], Out extends RealWithAux<Aux>, const N extends Argnums = 0>(
    f: (...args: A) => Out & RealWithAux<Aux>,
    options: OperatorOptionsWithAux<N>,
  ): DifferentiatedWithAux<
    A,
    Out,
    [value: [value: number, aux: WithNumbers<Aux>], gradient: GradientTree<A, N>]
  >;
}

/**
 * The value of a function that returns one real, with its gradient: one run for both.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { valueAndGrad } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * const last = (xs: number[]) => xs[xs.length - 1];
 * assertEquals(valueAndGrad(last)([1, 2]), [2, [0, 1]]);
 * ```
 */
export const valueAndGradOfNumbers: ValueAndGradOfNumbers = /* @__PURE__ */ checked(
  "valueAndGrad",
  valueAndGrad,
);

/** The transform `jacobian` over numbers. */
export interface JacobianOfNumbers {
  <A extends unknown[], Out, const N extends Argnums = 0>(
    f: (...args: A) => Out,
    options?: OperatorOptions<N>,
  ): DifferentiatedWithAux<A, Out, JacobianTree<Out, A, N>>;
  <Aux, A extends unknown[], Out, const N extends Argnums = 0>(
    f: (...args: A) => readonly [Out, Aux],
    options: OperatorOptionsWithAux<N>,
  ): (...args: A) => [jacobian: JacobianTree<Out, A, N>, aux: WithNumbers<Aux>];
}

/**
 * The Jacobian of a function from trees to a tree, by whichever mode is cheaper: each number of the result replaced by its gradient.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { jacobian } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * const swapped = ([x, y]: number[]) => [y, x];
 * assertEquals(jacobian(swapped)([1, 2]), [[0, 1], [1, 0]]);
 * ```
 */
export const jacobianOfNumbers: JacobianOfNumbers = /* @__PURE__ */ checked("jacobian", jacobian);

/** The transform `jacfwd` over numbers. */
export interface JacfwdOfNumbers {
  <A extends unknown[], Out, const N extends Argnums = 0>(
    f: (...args: A) => Out,
    options?: OperatorOptions<N>,
  ): DifferentiatedWithAux<A, Out, JacobianTree<Out, A, N>>;
  <Aux, A extends unknown[], Out, const N extends Argnums = 0>(
    f: (...args: A) => readonly [Out, Aux],
    options: OperatorOptionsWithAux<N>,
  ): (...args: A) => [jacobian: JacobianTree<Out, A, N>, aux: WithNumbers<Aux>];
}

/**
 * The Jacobian of a function from trees to a tree, by forward mode: each number of the result replaced by its gradient.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { jacfwd } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * const swapped = ([x, y]: number[]) => [y, x];
 * assertEquals(jacfwd(swapped)([1, 2]), [[0, 1], [1, 0]]);
 * ```
 */
export const jacfwdOfNumbers: JacfwdOfNumbers = /* @__PURE__ */ checked("jacfwd", jacfwd);

/** The transform `jacrev` over numbers. */
export interface JacrevOfNumbers {
  <A extends unknown[], Out, const N extends Argnums = 0>(
    f: (...args: A) => Out,
    options?: OperatorOptions<N>,
  ): DifferentiatedWithAux<A, Out, JacobianTree<Out, A, N>>;
  <Aux, A extends unknown[], Out, const N extends Argnums = 0>(
    f: (...args: A) => readonly [Out, Aux],
    options: OperatorOptionsWithAux<N>,
  ): (...args: A) => [jacobian: JacobianTree<Out, A, N>, aux: WithNumbers<Aux>];
}

/**
 * The Jacobian of a function from trees to a tree, by reverse mode: each number of the result replaced by its gradient.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { jacrev } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * const swapped = ([x, y]: number[]) => [y, x];
 * assertEquals(jacrev(swapped)([1, 2]), [[0, 1], [1, 0]]);
 * ```
 */
export const jacrevOfNumbers: JacrevOfNumbers = /* @__PURE__ */ checked("jacrev", jacrev);

/** The transform `hessian` over numbers. */
export interface HessianOfNumbers {
  <A extends unknown[], const N extends Argnums = 0>(
    f: (...args: A) => number,
    options?: SecondOrderOptions & OperatorOptions<N>,
  ): (...args: A) => HessianTree<A, N>;
  <Aux, A extends unknown[], const N extends Argnums = 0>(
    f: (...args: A) => readonly [number, Aux],
    options: SecondOrderOptions & OperatorOptionsWithAux<N>,
  ): (...args: A) => [hessian: HessianTree<A, N>, aux: WithNumbers<Aux>];
}

/**
 * The Hessian of a function that returns one real: H[i][j] = ∂²f/∂xᵢ∂xⱼ.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { hessian } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hessian(([x]: number[]) => x)([1, 2]), [[0, 0], [0, 0]]);
 * ```
 */
export const hessianOfNumbers: HessianOfNumbers = /* @__PURE__ */ checked("hessian", hessian);

/** The transform `hvp` over numbers. */
export interface HvpOfNumbers {
  <X, R extends unknown[]>(
    f: (x: X, ...rest: R) => number,
    options?: SecondOrderOptions,
  ): (x: X, v: NoInfer<X>, ...rest: R) => WithNumbers<Fields<X>>;
}

/**
 * The product of a Hessian at `x` with `v`, in the shape of both, without the Hessian.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { hvp } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hvp(([x]: number[]) => x)([1, 2], [1, 1]), [0, 0]);
 * ```
 */
export const hvpOfNumbers: HvpOfNumbers = /* @__PURE__ */ checked("hvp", hvp);

/** The transform `jvp` over numbers. */
export interface JvpOfNumbers {
  <A extends unknown[], Out>(
    f: (...args: A) => Out,
    primals: readonly [...NoInfer<A>],
    tangents: readonly [...NoInfer<A>],
    options?: WithoutAux,
  ): Promised<
    Out,
    [out: WithNumbers<Awaited<Out>>, outTangent: WithNumbers<Awaited<Out>>]
  >;
  <A extends unknown[], Out, Aux, R extends ResultWithAux<Out, Aux> = readonly [Out, Aux]>(
    f: (...args: A) => R & ResultWithAux<Out, Aux>,
    primals: readonly [...NoInfer<A>],
    tangents: readonly [...NoInfer<A>],
    options: WithAux,
  ): Promised<
    R,
    [out: WithNumbers<Out>, outTangent: WithNumbers<Out>, aux: WithNumbers<Aux>]
  >;
}

/**
 * The value of a function and its derivative along tangents, by forward mode.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { jvp } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jvp((x: number, y: number) => [y, x], [1, 2], [10, 20]), [[2, 1], [20, 10]]);
 * ```
 */
export const jvpOfNumbers: JvpOfNumbers = /* @__PURE__ */ checked("jvp", jvp);

/** The transform `vjp` over numbers. */
export interface VjpOfNumbers {
  <A extends unknown[], Out>(
    f: (...args: A) => Out,
    primals: readonly [...NoInfer<A>],
    options?: WithoutAux,
  ): Promised<
    Out,
    [
      out: WithNumbers<Awaited<Out>>,
      pullback: (cotangent: WithNumbers<Awaited<Out>>) => WithNumbers<OnlyOrAll<A>>,
    ]
  >;
  <A extends unknown[], Out, Aux, R extends ResultWithAux<Out, Aux> = readonly [Out, Aux]>(
    f: (...args: A) => R & ResultWithAux<Out, Aux>,
    primals: readonly [...NoInfer<A>],
    options: WithAux,
  ): Promised<R, [
    out: WithNumbers<Out>,
    pullback: (cotangent: WithNumbers<Out>) => WithNumbers<OnlyOrAll<A>>,
    aux: WithNumbers<Aux>,
  ]>;
}

/**
 * The value of a function, and its pullback: from a cotangent of the result to those of the arguments.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { vjp } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * const [out, pullback] = vjp((x: number, y: number) => [y, x], [1, 2]);
 * assertEquals([out, pullback([1, 0])], [[2, 1], [0, 1]]);
 * ```
 */
export const vjpOfNumbers: VjpOfNumbers = /* @__PURE__ */ checked("vjp", vjp);

/** The transform `linearize` over numbers. */
export interface LinearizeOfNumbers {
  <A extends unknown[], Out>(
    f: (...args: A) => Out,
    primals: readonly [...NoInfer<A>],
    options?: WithoutAux,
  ): [out: WithNumbers<Out>, linearMap: (...tangents: A) => WithNumbers<Out>];
  <A extends unknown[], Out, Aux>(
    f: (...args: A) => readonly [Out, Aux],
    primals: readonly [...NoInfer<A>],
    options: WithAux,
  ): [
    out: WithNumbers<Out>,
    linearMap: (...tangents: A) => WithNumbers<Out>,
    aux: WithNumbers<Aux>,
  ];
}

/**
 * The value of a function, and its derivative as a linear map that can be applied often.
 *
 * In a module that is marked with `"use ad"` and lifted, `x ** 3` is differentiated as it stands; `Math.pow` and the functions of `@fluxion/ad` mean the same.
 *
 * @throws as the transform of `@fluxion/ad` does, and if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { linearize } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * const [out, map] = linearize((x: number, y: number) => [y, x], [1, 2]);
 * assertEquals([out, map(10, 20)], [[2, 1], [20, 10]]);
 * ```
 */
export const linearizeOfNumbers: LinearizeOfNumbers = /* @__PURE__ */ checked(
  "linearize",
  linearize,
);
