// The Jacobian-vector product: forward mode as it is.

import { describe } from "../values/describe.ts";
import { Call, type Callable, hasAuxOf } from "../trees/call.ts";
import { flattenAll, shapedLike } from "../trees/flat.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { type MaybePromise, thenDo } from "../trees/promises.ts";
import { applyLeaf, flatResult, flatWithFunctions } from "../trees/result.ts";
import { copyOf } from "../trees/tree.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type {
  Answer,
  Promised,
  ResultWithAux,
  ScalarsFor,
  Trees,
  WithAux,
  WithoutAux,
} from "../trees/types.ts";
import type { SomeScalars } from "../trees/unannotated.ts";
import { forwardPass } from "../modes/forward.ts";
import { seedsOf } from "../modes/seeds.ts";

/**
 * The value of a function and the product of its Jacobian with a vector, (f(x), J(x)·v), by one forward
 * pass. Functions within the result come as pairs of functions; of an asynchronous function the pair is
 * promised. With `hasAux` the function returns `[value, aux]`, its value is a tree of numbers, and `aux` comes
 * third.
 *
 * @param primals the arguments x of `f`, as a list
 * @param tangents the vector v: one tree an argument, each in the shape of its primal
 * @throws {TypeError} if the tangents have another structure than the primals, if anything in the arguments or
 * the result is no number, or if there is no such option.
 *
 * @example
 * ```ts
 * import { jvp, mul } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jvp((x, y) => mul(x, y), [3, 4], [1, 10]), [12, 34]);
 * assertEquals(jvp((x) => [mul(x, x), "seen"] as const, [3], [1], { hasAux: true }), [9, 6, "seen"]);
 * ```
 */
export function jvp<
  Out,
  P extends Trees<A>,
  T extends Trees<A>,
  A extends unknown[] = SomeScalars,
>(
  f: ((...args: A) => Out) & TakesScalars<[A], 0>,
  primals: readonly [...P],
  tangents: readonly [...T],
  options?: WithoutAux,
): Promised<Out, [out: Answer<[P, T], Awaited<Out>>, outTangent: Answer<[P, T], Awaited<Out>>]>;
/** The value of a function that is a derivative itself, and the product of its Jacobian with a vector. */
export function jvp<
  Out,
  P extends readonly unknown[],
  T extends Trees<ScalarsFor<P>>,
>(
  f: (...args: NoInfer<ScalarsFor<P>>) => Out,
  primals: readonly [...P],
  tangents: readonly [...T],
  options?: WithoutAux,
): Promised<Out, [out: Answer<[P, T], Awaited<Out>>, outTangent: Answer<[P, T], Awaited<Out>>]>;
/** The value of a function that returns `[value, aux]`, the product of its Jacobian with a vector, and `aux`. */
export function jvp<
  Out,
  Aux,
  P extends Trees<A>,
  T extends Trees<A>,
  A extends unknown[] = SomeScalars,
  R extends ResultWithAux<Out, Aux> = readonly [Out, Aux],
>(
  f: ((...args: A) => R & ResultWithAux<Out, Aux>) & TakesScalars<[A], 0>,
  primals: readonly [...P],
  tangents: readonly [...T],
  options: WithAux,
): Promised<
  R,
  [out: Answer<[P, T], Out>, outTangent: Answer<[P, T], Out>, aux: Answer<[P, T], Aux>]
>;
/** The same, of a function that is a derivative itself. */
export function jvp<
  Out,
  Aux,
  P extends readonly unknown[],
  T extends Trees<ScalarsFor<P>>,
  R extends ResultWithAux<Out, Aux> = readonly [Out, Aux],
>(
  f: (...args: NoInfer<ScalarsFor<P>>) => R & ResultWithAux<Out, Aux>,
  primals: readonly [...P],
  tangents: readonly [...T],
  options: WithAux,
): Promised<
  R,
  [out: Answer<[P, T], Out>, outTangent: Answer<[P, T], Out>, aux: Answer<[P, T], Aux>]
>;
export function jvp(
  f: Callable,
  primals: readonly unknown[],
  tangents: readonly unknown[],
  options?: WithAux | WithoutAux,
): unknown {
  const call = new Call("jvp", f);
  const hasAux = hasAuxOf("jvp", options, "jvp(f, primals, tangents, {})");
  return pushedAlong(call, primals, tangents, hasAux);
}

function pushedAlong(
  call: Call,
  primals: readonly unknown[],
  tangents: readonly unknown[],
  hasAux: boolean,
): unknown {
  const flat = flattenAll(call, primals);
  if (!Array.isArray(tangents)) {
    throw new TypeError(
      `Cannot take jvp along ${describe(tangents)}: tangents are a list, one for each argument`,
    );
  }
  const tangentLeaves = matchingLeaves(tangents, "tangents", primals, "primals");
  const pushed = forwardPass(
    call,
    (inputs, level) =>
      thenDo(
        flat.run(inputs),
        (result) =>
          hasAux ? flatResult(call, result, level, true) : flatWithFunctions(call, result),
      ),
    flat.leaves,
    seedsOf(tangentLeaves),
  );
  return thenDo(pushed, ({ result: { tree, aux }, primals: outs, tangents: outTangents }) => {
    const hasFunctions = outs.some((leaf) => typeof leaf === "function");
    const at = hasFunctions ? flat.copied() : primals;
    const along = hasFunctions ? copyOf(tangents, tangentLeaves) as unknown[] : tangents;
    const part = (which: 0 | 1, own: readonly unknown[]) =>
      shapedLike(
        tree,
        own.map((leaf, i) =>
          typeof outs[i] !== "function" ? leaf : (...args: unknown[]) => {
            const pair = pushedAlong(new Call("jvp", applyLeaf(call, i, args)), at, along, false);
            return thenDo(pair as MaybePromise<unknown[]>, (both) => both[which]);
          }
        ),
      );
    const both = [part(0, outs), part(1, outTangents)];
    return hasAux ? [...both, aux] : both;
  });
}
