// The transforms of functions between trees, over plain numbers: those of the core, with types in which nobody sees a
// box.

import { jacfwd, jacobian, jacrev } from "../derivatives/jacobian.ts";
import { jvp } from "../derivatives/jvp.ts";
import { linearize } from "../derivatives/linearize.ts";
import { type OnlyOrAll, vjp } from "../derivatives/vjp.ts";
import type { HasArguments } from "../trees/objections.ts";
import type {
  Argnums,
  Promised,
  ResultWithAux,
  WithAux,
  WithNumbers,
  WithoutAux,
} from "../trees/types.ts";
import type { SomeNumbers } from "../trees/unannotated.ts";
import { checked, type OperatorOptions, type OperatorOptionsWithAux } from "./checked.ts";
import type { DifferentiatedWithAux, JacobianTree } from "./types.ts";

/** The transform `jacobian` over numbers. */
export interface JacobianOfNumbers {
  <Out, A extends unknown[] = SomeNumbers, const N extends Argnums = 0>(
    f: ((...args: A) => Out) & HasArguments<A, N>,
    options?: OperatorOptions<N>,
  ): DifferentiatedWithAux<A, Out, JacobianTree<Out, A, N>>;
  <Out, Aux, A extends unknown[] = SomeNumbers, const N extends Argnums = 0>(
    f: ((...args: A) => readonly [Out, Aux]) & HasArguments<A, N>,
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
export type JacfwdOfNumbers = JacobianOfNumbers;

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
export type JacrevOfNumbers = JacobianOfNumbers;

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

/** The transform `jvp` over numbers. */
export interface JvpOfNumbers {
  <Out, A extends unknown[] = SomeNumbers>(
    f: (...args: A) => Out,
    primals: readonly [...NoInfer<A>],
    tangents: readonly [...NoInfer<A>],
    options?: WithoutAux,
  ): Promised<
    Out,
    [out: WithNumbers<Awaited<Out>>, outTangent: WithNumbers<Awaited<Out>>]
  >;
  <
    Out,
    Aux,
    A extends unknown[] = SomeNumbers,
    R extends ResultWithAux<Out, Aux> = readonly [Out, Aux],
  >(
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
  <Out, A extends unknown[] = SomeNumbers>(
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
  <
    Out,
    Aux,
    A extends unknown[] = SomeNumbers,
    R extends ResultWithAux<Out, Aux> = readonly [Out, Aux],
  >(
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
  <Out, A extends unknown[] = SomeNumbers>(
    f: (...args: A) => Out,
    primals: readonly [...NoInfer<A>],
    options?: WithoutAux,
  ): [out: WithNumbers<Out>, linearMap: (...tangents: A) => WithNumbers<Out>];
  <Out, Aux, A extends unknown[] = SomeNumbers>(
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
