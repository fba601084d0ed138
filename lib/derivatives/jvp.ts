// The Jacobian-vector product: forward mode as it is.

import { type Callable, selectAll, shapedLike } from "../trees/call.ts";
import { applyLeaf, resultLeavesAndFunctions } from "../trees/result.ts";
import { describe } from "../values/describe.ts";
import { type MaybePromise, thenDo } from "../trees/promises.ts";
import { copyOf } from "../trees/tree.ts";
import { matchingLeaves } from "../trees/matching.ts";
import type {
  Answer,
  Promised,
  ScalarsFor,
  SomeScalars,
  TakesScalars,
  Trees,
} from "../trees/types.ts";
import { forwardPass } from "../modes/forward.ts";
import { seedsOf } from "../modes/seeds.ts";

/**
 * The value of a function and the product of its Jacobian with a vector, (f(x), J(x)·v), by one forward
 * pass. Functions within the result come as pairs of functions; of an asynchronous function the pair is
 * promised.
 *
 * @param primals the arguments x of `f`, as a list
 * @param tangents the vector v: one tree an argument, each in the shape of its primal
 * @throws {TypeError} if the tangents have another structure than the primals, or if anything in the
 * arguments or the result is no number.
 *
 * @example
 * ```ts
 * import { jvp, mul } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jvp((x, y) => mul(x, y), [3, 4], [1, 10]), [12, 34]);
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
): Promised<Out, [out: Answer<[P, T], Awaited<Out>>, outTangent: Answer<[P, T], Awaited<Out>>]>;
export function jvp(
  f: Callable,
  primals: readonly unknown[],
  tangents: readonly unknown[],
): unknown {
  const selection = selectAll("jvp", f, primals);
  if (!Array.isArray(tangents)) {
    throw new TypeError(
      `Cannot take jvp along ${describe(tangents)}: tangents are a list, one for each argument`,
    );
  }
  const tangentLeaves = matchingLeaves(tangents, "tangents", primals, "primals");
  let result: unknown;
  const pushed = forwardPass(
    "jvp",
    f,
    (inputs) =>
      thenDo(
        selection.call(inputs),
        (out) => resultLeavesAndFunctions("jvp", f, result = out),
      ),
    selection.leaves,
    seedsOf(tangentLeaves),
  );
  return thenDo(pushed, ({ primals: outs, tangents: outTangents }) => {
    const hasFunctions = outs.some((leaf) => typeof leaf === "function");
    const at = hasFunctions ? selection.copied() : primals;
    const along = hasFunctions ? copyOf(tangents, tangentLeaves) : tangents as unknown[];
    const part = (which: 0 | 1, own: readonly unknown[]) =>
      shapedLike(
        result,
        own.map((leaf, i) =>
          typeof outs[i] !== "function" ? leaf : (...args: unknown[]) => {
            const pair = jvp(applyLeaf("jvp", f, i, args), at, along as unknown[]);
            return thenDo(pair as MaybePromise<unknown[]>, (both) => both[which]);
          }
        ),
      );
    return [part(0, outs), part(1, outTangents)];
  });
}
