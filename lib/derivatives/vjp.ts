// The vector-Jacobian product: reverse mode as it is.

import { type Callable, selectAll, shapedLike } from "../trees/call.ts";
import { resultLeaves } from "../trees/result.ts";
import { thenDo } from "../trees/promises.ts";
import { copyOf } from "../trees/tree.ts";
import { matchingLeaves } from "../trees/matching.ts";
import type {
  Answer,
  Argument,
  Fields,
  Promised,
  ScalarsFor,
  SomeScalars,
  TakesScalars,
  Trees,
} from "../trees/types.ts";
import { reversePass } from "../modes/reverse.ts";
import { seedsOf } from "../modes/seeds.ts";

/** The single one of a list of one, else the list. */
export type OnlyOrAll<P> = P extends readonly [infer Only] ? Fields<Only> : Fields<P>;

/** Carries a cotangent of the result back to the arguments: the list of theirs, or the only one. */
export type Pullback<P, Out> = <C extends Argument<Out>>(
  cotangent: C,
) => Answer<[P, C], OnlyOrAll<P>>;

/**
 * The value of a function and its pullback, which takes a cotangent w in the shape of the result and
 * answers the product Jᵀ(x)·w: one tree for each argument, or the only one. The function runs once; the
 * pullback may be called any number of times, also after other derivatives have been taken. Of an
 * asynchronous function the pair is promised.
 *
 * @param primals the arguments x of `f`, as a list
 * @throws {TypeError} if anything in the arguments or the result is no number; from the pullback, if the
 * cotangent has another structure than the result.
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
 * ```
 */
export function vjp<Out, P extends Trees<A>, A extends unknown[] = SomeScalars>(
  f: ((...args: A) => Out) & TakesScalars<[A], 0>,
  primals: readonly [...P],
): Promised<Out, [out: Answer<P, Awaited<Out>>, pullback: Pullback<P, Awaited<Out>>]>;
/** The value and the pullback of a function that is a derivative itself. */
export function vjp<Out, P extends readonly unknown[]>(
  f: (...args: NoInfer<ScalarsFor<P>>) => Out,
  primals: readonly [...P],
): Promised<Out, [out: Answer<P, Awaited<Out>>, pullback: Pullback<P, Awaited<Out>>]>;
export function vjp(f: Callable, primals: readonly unknown[]): unknown {
  const selection = selectAll("vjp", f, primals);
  let result: unknown;
  const recorded = reversePass(
    "vjp",
    f,
    (inputs) => thenDo(selection.call(inputs), (out) => resultLeaves("vjp", f, result = out)),
    selection.leaves,
  );
  // The pullback outlives the call, and whoever called may change what was passed and what comes back.
  const at = copyOf(primals, selection.leaves);
  return thenDo(recorded, ({ primals: outs, pullBack }) => {
    const pattern = copyOf(result, outs);
    const pullback = (cotangent: unknown) => {
      const pulled = pullBack(seedsOf(matchingLeaves(cotangent, "cotangent", pattern, "result")));
      const cotangents = shapedLike(at, pulled) as unknown[];
      return cotangents.length === 1 ? cotangents[0] : cotangents;
    };
    return [shapedLike(result, outs), pullback];
  });
}
