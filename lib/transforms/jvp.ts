// The Jacobian-vector product: forward mode as it is.

import { answer, checkFunction, resultLeaves, select, type Selection } from "../core/call.ts";
import { describe } from "../core/describe.ts";
import { Level } from "../core/level.ts";
import { leavesAlike } from "../core/tree.ts";
import type { Answer, Argument, SomeScalars, TakesScalars } from "../core/types.ts";
import { forwardPass } from "../modes/forward.ts";

/** A list of arguments, each a tree in the shape of the function's parameter. */
export type Trees<A extends unknown[]> = { readonly [I in keyof A]: Argument<A[I]> };

/**
 * The value of a function and the product of its Jacobian with a vector, (f(x), J(x)·v), by one forward
 * pass.
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
): [Answer<[P, T], Out>, Answer<[P, T], Out>] {
  const selection = selectAll("jvp", f, primals);
  if (!Array.isArray(tangents)) {
    throw new TypeError(
      `Cannot take jvp along ${describe(tangents)}: tangents are a list, one for each argument`,
    );
  }
  let result: unknown;
  const pushed = forwardPass(
    new Level("jvp", f),
    (inputs) => resultLeaves("jvp", f, result = selection.call(inputs)),
    selection.leaves,
    leavesAlike(tangents, "tangents", primals, "primals"),
  );
  return [answer(result, pushed.primals), answer(result, pushed.tangents)] as [
    Answer<[P, T], Out>,
    Answer<[P, T], Out>,
  ];
}

/** All of a list of arguments: `jvp` and `vjp` differentiate with respect to every one. */
export function selectAll(verb: string, f: unknown, primals: unknown): Selection {
  checkFunction(verb, f);
  if (!Array.isArray(primals)) {
    throw new TypeError(
      `Cannot take ${verb} of ${f.name || "the function"} at ${
        describe(primals)
      }: primals are the list of ` +
        "its arguments, as in [x]",
    );
  }
  if (primals.length === 0) {
    throw new RangeError(
      `Cannot take ${verb} of ${f.name || "the function"} at an empty list of primals`,
    );
  }
  return select(verb, f, primals, primals.map((_, position) => position));
}
