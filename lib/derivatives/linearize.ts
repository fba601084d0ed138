// A function's best linear approximation at a point, made once and applied many times. The pullback is
// linear; its own transpose is the map.

import { outlives } from "../values/refusal.ts";
import { Call, type Callable, hasAuxOf } from "../trees/call.ts";
import { flattenAll, shapedLike } from "../trees/flat.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { flatResult } from "../trees/result.ts";
import { copyOf } from "../trees/tree.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type { Answer, ScalarsFor, Trees, WithAux, WithoutAux } from "../trees/types.ts";
import type { SomeScalars } from "../trees/unannotated.ts";
import { reversePass } from "../modes/reverse.ts";
import { seedsOf } from "../modes/seeds.ts";

/**
 * The product of a Jacobian with tangents, one an argument.
 *
 * @example
 * ```ts
 * import { linearize, type Scalar, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const [value, slope] = linearize((x: Scalar) => square(x), [3]);
 * assertEquals([value, slope(1), slope(10)], [9, 6, 60]);
 * ```
 */
export type LinearMap<A extends unknown[], P, Out> = <T extends Trees<A>>(
  ...tangents: T
) => Answer<[P, T], Out>;

/**
 * The value of a function and its linear map at a point, v ↦ J(x)·v. The function runs once; the map,
 * which takes one tangent an argument, replays only the multiplications and additions of the derivative,
 * as often as it is called. With `hasAux` the function returns `[value, aux]`, and `aux` comes third.
 *
 * @param primals the arguments x of `f`, as a list
 * @throws {TypeError} if anything in the arguments or the result is no number, or if there is no such
 * option; from the map, if the tangents have another structure than the arguments.
 *
 * @example
 * ```ts
 * import { linearize, mul, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const [product, map] = linearize((x: Scalar, y: Scalar) => mul(x, y), [3, 4]);
 * assertEquals(product, 12);
 * assertEquals(map(1, 0), 4);
 * assertEquals(map(1, 10), 34);
 *
 * const [, slope, aux] = linearize((x) => [mul(x, x), "seen"] as const, [3], { hasAux: true });
 * assertEquals([slope(1), aux], [6, "seen"]);
 * ```
 */
export function linearize<Out, P extends Trees<A>, A extends unknown[] = SomeScalars>(
  f: ((...args: A) => Out) & TakesScalars<[A], 0>,
  primals: readonly [...P],
  options?: WithoutAux,
): [out: Answer<P, Out>, linearMap: LinearMap<A, P, Out>];
/** The value and the linear map of a function that is a derivative itself. */
export function linearize<Out, P extends readonly unknown[]>(
  f: (...args: NoInfer<ScalarsFor<P>>) => Out,
  primals: readonly [...P],
  options?: WithoutAux,
): [out: Answer<P, Out>, linearMap: LinearMap<ScalarsFor<P>, P, Out>];
/** The value and the linear map of a function that returns `[value, aux]`, and `aux`. */
export function linearize<Out, Aux, P extends Trees<A>, A extends unknown[] = SomeScalars>(
  f: ((...args: A) => readonly [Out, Aux]) & TakesScalars<[A], 0>,
  primals: readonly [...P],
  options: WithAux,
): [out: Answer<P, Out>, linearMap: LinearMap<A, P, Out>, aux: Answer<P, Aux>];
/** The same, of a function that is a derivative itself. */
export function linearize<Out, Aux, P extends readonly unknown[]>(
  f: (...args: NoInfer<ScalarsFor<P>>) => readonly [Out, Aux],
  primals: readonly [...P],
  options: WithAux,
): [out: Answer<P, Out>, linearMap: LinearMap<ScalarsFor<P>, P, Out>, aux: Answer<P, Aux>];
export function linearize(
  f: Callable,
  primals: readonly unknown[],
  options?: WithAux | WithoutAux,
): unknown {
  const call = new Call("linearize", f);
  outlives("linearize", "the map");
  const hasAux = hasAuxOf("linearize", options, "linearize(f, primals, {})");
  const flat = flattenAll(call, primals);
  const { result: { tree, aux }, primals: out, pullBackLast } = reversePass(
    call,
    (inputs, level) => flatResult(call, flat.run(inputs), level, hasAux),
    flat.leaves,
  );
  const transposed = reversePass(
    call,
    (cotangents) => ({ leaves: pullBackLast(cotangents).map((cotangent) => cotangent ?? 0) }),
    out.map(() => 1),
  );
  // The map outlives the call, and whoever called may change what was passed and what comes back.
  const at = copyOf(primals, flat.leaves);
  const pattern = copyOf(tree, out);
  const linearMap = (...tangents: unknown[]) =>
    shapedLike(
      pattern,
      transposed.pullBack(seedsOf(matchingLeaves(tangents, "tangents", at, "primals"))),
    );
  const pair = [shapedLike(tree, out), linearMap];
  return hasAux ? [...pair, aux] : pair;
}
