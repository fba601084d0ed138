// The vector-Jacobian product: reverse mode as it is.

import { outlives } from "../values/refusal.ts";
import { Call, type Callable, hasAuxOf } from "../trees/call.ts";
import { flattenAll, shapedLike } from "../trees/flat.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { thenDo } from "../trees/promises.ts";
import { flatResult } from "../trees/result.ts";
import { copyOf } from "../trees/tree.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type {
  Answer,
  Argument,
  Fields,
  Promised,
  ResultWithAux,
  ScalarsFor,
  Trees,
  WithAux,
  WithoutAux,
} from "../trees/types.ts";
import type { SomeScalars } from "../trees/unannotated.ts";
import { reversePass } from "../modes/reverse.ts";
import { seedsOf } from "../modes/seeds.ts";

/** The single one of a list of one, else the list. */
export type OnlyOrAll<P> = P extends readonly [infer Only] ? Fields<Only> : Fields<P>;

/**
 * Carries a cotangent of the result back to the arguments: the list of theirs, or the only one.
 *
 * @example
 * ```ts
 * import { mul, type Scalar, vjp } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const [area, pullback] = vjp((x: Scalar, y: Scalar) => mul(x, y), [3, 4]);
 * assertEquals(area, 12);
 * assertEquals(pullback(10), [40, 30]);
 * ```
 */
export type Pullback<P, Out> = <C extends Argument<Out>>(
  cotangent: C,
) => Answer<[P, C], OnlyOrAll<P>>;

/**
 * The value of a function and its pullback, which takes a cotangent w in the shape of the result and
 * returns the product Jᵀ(x)·w: one tree for each argument, or the only one. The function runs once; the
 * pullback may be called any number of times, also after other derivatives have been taken. Of an
 * asynchronous function the pair is promised. With `hasAux` the function returns `[value, aux]`, and `aux` comes
 * third.
 *
 * @param primals the arguments x of `f`, as a list
 * @throws {TypeError} if anything in the arguments or the result is no number, or if there is no such
 * option; from the pullback, if the cotangent has another structure than the result.
 *
 * @example
 * ```ts
 * import { mul, vjp } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const [product, pullback] = vjp((x, y) => mul(x, y), [3, 4]);
 * assertEquals(product, 12);
 * assertEquals(pullback(1), [4, 3]);
 * assertEquals(pullback(10), [40, 30]);
 *
 * const [out, back, aux] = vjp((x) => [mul(x, x), { seen: x }] as const, [3], { hasAux: true });
 * assertEquals([out, back(1), aux], [9, 6, { seen: 3 }]);
 * ```
 */
export function vjp<Out, P extends Trees<A>, A extends unknown[] = SomeScalars>(
  f: ((...args: A) => Out) & TakesScalars<[A], 0>,
  primals: readonly [...P],
  options?: WithoutAux,
): Promised<Out, [out: Answer<P, Awaited<Out>>, pullback: Pullback<P, Awaited<Out>>]>;
/** The value and the pullback of a function that is a derivative itself. */
export function vjp<Out, P extends readonly unknown[]>(
  f: (...args: NoInfer<ScalarsFor<P>>) => Out,
  primals: readonly [...P],
  options?: WithoutAux,
): Promised<Out, [out: Answer<P, Awaited<Out>>, pullback: Pullback<P, Awaited<Out>>]>;
/** The value and the pullback of a function that returns `[value, aux]`, and `aux`. */
export function vjp<
  Out,
  Aux,
  P extends Trees<A>,
  A extends unknown[] = SomeScalars,
  R extends ResultWithAux<Out, Aux> = readonly [Out, Aux],
>(
  f: ((...args: A) => R & ResultWithAux<Out, Aux>) & TakesScalars<[A], 0>,
  primals: readonly [...P],
  options: WithAux,
): Promised<R, [out: Answer<P, Out>, pullback: Pullback<P, Out>, aux: Answer<P, Aux>]>;
/** The same, of a function that is a derivative itself. */
export function vjp<
  Out,
  Aux,
  P extends readonly unknown[],
  R extends ResultWithAux<Out, Aux> = readonly [Out, Aux],
>(
  f: (...args: NoInfer<ScalarsFor<P>>) => R & ResultWithAux<Out, Aux>,
  primals: readonly [...P],
  options: WithAux,
): Promised<R, [out: Answer<P, Out>, pullback: Pullback<P, Out>, aux: Answer<P, Aux>]>;
export function vjp(
  f: Callable,
  primals: readonly unknown[],
  options?: WithAux | WithoutAux,
): unknown {
  const call = new Call("vjp", f);
  outlives("vjp", "the pullback");
  const hasAux = hasAuxOf("vjp", options, "vjp(f, primals, {})");
  const flat = flattenAll(call, primals);
  const recorded = reversePass(
    call,
    (inputs, level) =>
      thenDo(flat.run(inputs), (result) => flatResult(call, result, level, hasAux)),
    flat.leaves,
  );
  // The pullback outlives the call, and whoever called may change what was passed and what comes back.
  const at = copyOf(primals, flat.leaves);
  return thenDo(recorded, ({ result: { tree, aux }, primals: outs, pullBack }) => {
    const pattern = copyOf(tree, outs);
    const pullback = (cotangent: unknown) => {
      const pulled = pullBack(seedsOf(matchingLeaves(cotangent, "cotangent", pattern, "result")));
      const cotangents = shapedLike(at, pulled) as unknown[];
      return cotangents.length === 1 ? cotangents[0] : cotangents;
    };
    const pair = [shapedLike(tree, outs), pullback];
    return hasAux ? [...pair, aux] : pair;
  });
}
