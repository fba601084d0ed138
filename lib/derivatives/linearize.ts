// A function's best linear approximation at a point, made once and applied many times. The pullback is
// linear; its own transpose is the map.

import { type Callable, selectAll, shapedLike } from "../trees/call.ts";
import { resultLeaves } from "../trees/result.ts";
import { copyOf } from "../trees/tree.ts";
import { matchingLeaves } from "../trees/matching.ts";
import type { Answer, ScalarsFor, SomeScalars, TakesScalars, Trees } from "../trees/types.ts";
import { reversePass } from "../modes/reverse.ts";
import { seedsOf } from "../modes/seeds.ts";

/** The product of a Jacobian with tangents, one an argument. */
export type LinearMap<A extends unknown[], P, Out> = <T extends Trees<A>>(
  ...tangents: T
) => Answer<[P, T], Out>;

/**
 * The value of a function and its linear map at a point, v ↦ J(x)·v. The function runs once; the map,
 * which takes one tangent an argument, replays only the multiplications and additions of the derivative,
 * as often as it is called.
 *
 * @param primals the arguments x of `f`, as a list
 * @throws {TypeError} if anything in the arguments or the result is no number; from the map, if the
 * tangents have another structure than the arguments.
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
 * ```
 */
export function linearize<Out, P extends Trees<A>, A extends unknown[] = SomeScalars>(
  f: ((...args: A) => Out) & TakesScalars<[A], 0>,
  primals: readonly [...P],
): [out: Answer<P, Out>, linearMap: LinearMap<A, P, Out>];
/** The value and the linear map of a function that is a derivative itself. */
export function linearize<Out, P extends readonly unknown[]>(
  f: (...args: NoInfer<ScalarsFor<P>>) => Out,
  primals: readonly [...P],
): [out: Answer<P, Out>, linearMap: LinearMap<ScalarsFor<P>, P, Out>];
export function linearize(f: Callable, primals: readonly unknown[]): unknown {
  const selection = selectAll("linearize", f, primals);
  let result: unknown;
  const { primals: out, pullBackLast } = reversePass(
    "linearize",
    f,
    (inputs) => resultLeaves("linearize", f, result = selection.call(inputs)),
    selection.leaves,
  );
  const transposed = reversePass(
    "linearize",
    f,
    (cotangents) => pullBackLast(cotangents).map((cotangent) => cotangent ?? 0),
    out.map(() => 1),
  );
  // The map outlives the call, and whoever called may change what was passed and what comes back.
  const at = copyOf(primals, selection.leaves);
  const pattern = copyOf(result, out);
  const linearMap = (...tangents: unknown[]) =>
    shapedLike(
      pattern,
      transposed.pullBack(seedsOf(matchingLeaves(tangents, "tangents", at, "primals"))),
    );
  return [shapedLike(result, out), linearMap];
}
