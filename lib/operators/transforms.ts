// The transforms of functions to one real, over plain numbers: those of the core, with types in which nobody sees a box.

import { derivative } from "../derivatives/derivative.ts";
import { grad, valueAndGrad } from "../derivatives/grad.ts";
import { hessian, hvp, type SecondOrderOptions } from "../derivatives/hessian.ts";
import type { HasArguments } from "../trees/objections.ts";
import type { Argnums, AuxOf, Fields, Returned, WithNumbers } from "../trees/types.ts";
import type { SomeNumbers } from "../trees/unannotated.ts";
import { checked, type OperatorOptions } from "./checked.ts";
import type {
  Differentiated,
  DifferentiatedWithAux,
  ExpectedNumber,
  GradientTree,
  HessianTree,
  ReturnsRealObjective,
} from "./types.ts";

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
  <
    A extends unknown[] = SomeNumbers,
    const N extends Argnums = 0,
    H extends boolean = false,
    Out extends Returned = ExpectedNumber<H>,
  >(
    f: ((...args: A) => Out) & HasArguments<A, N> & ReturnsRealObjective<Out, H>,
    options?: OperatorOptions<N, H>,
  ): H extends true
    ? DifferentiatedWithAux<A, Out, [gradient: GradientTree<A, N>, aux: WithNumbers<AuxOf<Out>>]>
    : Differentiated<A, Out, GradientTree<A, N>>;
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
  <
    A extends unknown[] = SomeNumbers,
    const N extends Argnums = 0,
    H extends boolean = false,
    Out extends Returned = ExpectedNumber<H>,
  >(
    f: ((...args: A) => Out) & HasArguments<A, N> & ReturnsRealObjective<Out, H>,
    options?: OperatorOptions<N, H>,
  ): H extends true ? DifferentiatedWithAux<
      A,
      Out,
      [value: [value: number, aux: WithNumbers<AuxOf<Out>>], gradient: GradientTree<A, N>]
    >
    : Differentiated<A, Out, [value: number, gradient: GradientTree<A, N>]>;
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

/** The transform `hessian` over numbers. */
export interface HessianOfNumbers {
  <
    A extends unknown[] = SomeNumbers,
    const N extends Argnums = 0,
    H extends boolean = false,
    Out extends Returned = ExpectedNumber<H>,
  >(
    f: ((...args: A) => Out) & HasArguments<A, N> & ReturnsRealObjective<Out, H>,
    options?: SecondOrderOptions & OperatorOptions<N, H>,
  ): H extends true ? (...args: A) => [hessian: HessianTree<A, N>, aux: WithNumbers<AuxOf<Out>>]
    : (...args: A) => HessianTree<A, N>;
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
