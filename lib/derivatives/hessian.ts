// Second derivatives: one transform applied to another, in any of the four ways to order the modes.

import {
  argumentLeaves,
  type Callable,
  checkArgnums,
  checkFunction,
  checkOptions,
  select,
  shapedLike,
  withNameOf,
} from "../trees/call.ts";
import { calledOn } from "../trees/method.ts";
import { scalarResult } from "../trees/result.ts";
import { describe, nameOf } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import type {
  Answer,
  Argnums,
  ArgnumsOptions,
  Argument,
  Arguments,
  Selected,
  SomeScalars,
  TakesScalars,
  TreeOfTrees,
} from "../trees/types.ts";
import { grad } from "./grad.ts";
import { jacfwd, jacrev } from "./jacobian.ts";
import { jvp } from "./jvp.ts";
import { vjp } from "./vjp.ts";

/** The outer mode over the inner one. */
export type SecondOrderMode =
  | "forward-over-reverse"
  | "reverse-over-forward"
  | "reverse-over-reverse"
  | "forward-over-forward";

/** How to take second derivatives. */
export interface SecondOrderOptions {
  /** The outer mode over the inner one; `"forward-over-reverse"` unless told, most often the fastest. */
  readonly mode?: SecondOrderMode;
}

/** The options of a Hessian. */
export interface HessianOptions<N extends Argnums> extends SecondOrderOptions, ArgnumsOptions<N> {}

/** A Hessian: the argument's tree, each leaf replaced by a tree of the same shape. */
export type Hessian<A extends unknown[], N extends Argnums> = <B extends Arguments<A, N>>(
  ...args: B
) => Answer<B, TreeOfTrees<Selected<B, N>, Selected<B, N>>>;

/** The product of a Hessian at `x` with `v`, in the shape of both. */
export type HessianVectorProduct<A extends unknown[]> = <
  X extends Argument<A[0]>,
  V extends Argument<A[0]>,
  R extends Rest<A>,
>(x: X, v: V, ...rest: R) => Answer<[X, V, R], X>;

/** The arguments after the first. */
export type Rest<A extends unknown[]> = A extends [unknown, ...infer R] ? R : unknown[];

/**
 * The Hessian of a function that answers one real: H[i][j] = ∂²f/∂xᵢ∂xⱼ on arrays, and for a tree the
 * tree with each leaf replaced by a tree of the same shape.
 *
 * @throws {TypeError} if the function answers anything but one real, or an argument holds what is no
 * number.
 * @throws {RangeError} if `mode` is not one of the four, or `argnums` names what is not there.
 *
 * @example
 * ```ts
 * import { add, hessian, mul, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const f = ([x, y]: Scalar[]) => add(mul(2, x, x), mul(3, x, y), mul(4, y, y));
 * assertEquals(hessian(f)([3, 4]), [[4, 3], [3, 8]]);
 * assertEquals(hessian(f, { mode: "reverse-over-reverse" })([3, 4]), [[4, 3], [3, 8]]);
 * ```
 */
export function hessian<A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => Scalar) & TakesScalars<A, N>,
  options?: HessianOptions<N>,
): Hessian<A, N>;
export function hessian(f: Callable, options: HessianOptions<Argnums> = {}): Callable {
  const mode = checkMode("hessian", f, options, ["argnums", "mode"]);
  const { argnums = 0 } = options;
  checkArgnums("hessian", argnums);
  const objective = objectiveOf("hessian", f);
  const differentiate = hessianBy(mode, objective, { argnums });
  return function (this: unknown, ...args) {
    select("hessian", f, args, argnums);
    return differentiate.apply(this, args);
  };
}

function hessianBy(
  mode: SecondOrderMode,
  f: (...args: unknown[]) => Scalar,
  options: ArgnumsOptions<Argnums>,
): Callable {
  switch (mode) {
    case "forward-over-reverse":
      return jacfwd(grad(f, options), options);
    case "reverse-over-forward":
      return jacrev(jacfwd(f, options), options);
    case "reverse-over-reverse":
      return jacrev(grad(f, options), options);
    case "forward-over-forward":
      return jacfwd(jacfwd(f, options), options);
  }
}

/**
 * The product H(x)·v of the Hessian of a function with a vector, without the Hessian: for a small
 * constant times the cost of the function (but for `"forward-over-forward"`, which takes one pass an
 * input). It is differentiated with respect to the first argument; further ones follow `v`.
 *
 * @throws {TypeError} if the function answers anything but one real, or `v` has another structure than `x`.
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
export function hvp<A extends unknown[] = SomeScalars>(
  f: ((...args: A) => Scalar) & TakesScalars<A, 0>,
  options?: SecondOrderOptions,
): HessianVectorProduct<A>;
export function hvp(f: Callable, options: SecondOrderOptions = {}): Callable {
  const mode = checkMode("hvp", f, options, ["mode"]);
  const objective = objectiveOf("hvp", f);
  return function (this: unknown, x, v, ...rest) {
    const method = calledOn(this, objective);
    argumentLeaves("hvp", x, "x");
    matchingLeaves(v, "v", x, "x");
    const at = (point: Scalar) => method(point, ...rest) as Scalar;
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

function checkMode(
  verb: string,
  f: unknown,
  options: SecondOrderOptions,
  names: readonly string[],
): SecondOrderMode {
  checkFunction(verb, f);
  checkOptions(verb, options, names);
  const { mode = "forward-over-reverse" } = options;
  if (modes.includes(mode)) return mode;
  throw new RangeError(
    `Cannot take ${verb} of ${nameOf(f)} in the mode ${describe(mode)}: the modes are ${
      modes.join(", ")
    }`,
  );
}

/** The function with its result checked, also where the inner mode would take several results. */
function objectiveOf(verb: string, f: Callable): (...args: unknown[]) => Scalar {
  return withNameOf(f, function (this: unknown, ...args: unknown[]) {
    return scalarResult(verb, f, f.apply(this, args));
  });
}
