// A call of a function of trees as a call of a function of a list: the differentiated arguments are taken
// apart into leaves, the function is called with other leaves in their place, and answers are shaped after them.

import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Call, checkDistinct } from "./call.ts";
import { isPromise } from "./promises.ts";
import type { FloatArrays } from "./builder.ts";
import { leavesOf, withLeaves } from "./tree.ts";
import type { Argnums } from "./types.ts";

/** A call of a function as a function of the leaves of the arguments that it is differentiated by. */
export interface FlatCall {
  /** The positions of the selected arguments, counted from 0. */
  readonly positions: readonly number[];
  /** The selected argument, or the list of them: the pattern for answers. */
  readonly pattern: unknown;
  /** The leaves of the selected arguments. */
  readonly leaves: Scalar[];
  /** Calls the function with other leaves in place of these, and returns whatever it returns. */
  readonly run: (leaves: readonly Scalar[]) => unknown;
  /** Copies all arguments, to call the function with them later, whatever has become of them meanwhile. */
  readonly copied: () => unknown[];
}

/**
 * Selects the arguments to differentiate with respect to, and takes them apart.
 *
 * @throws {RangeError} if there is no such argument.
 * @throws {TypeError} if something in it can be no part of a tree.
 */
export function flatten(call: Call, args: readonly unknown[], argnums: Argnums): FlatCall {
  const positions = positionsOf(call, args.length, argnums);
  const counts: number[] = [];
  let leaves: Scalar[] = [];
  for (const position of positions) {
    const own = argumentLeaves(call, args[position], `args[${position}]`);
    counts.push(own.length);
    leaves = leaves.length === 0 ? own : leaves.concat(own);
  }
  const placed = (others: readonly Scalar[], floatArrays: FloatArrays) => {
    const all = [...args];
    let start = 0;
    positions.forEach((position, i) => {
      const own = positions.length === 1 ? others : others.slice(start, start += counts[i]);
      all[position] = withLeaves(args[position], own, floatArrays);
    });
    return all;
  };
  return {
    positions,
    pattern: typeof argnums === "number"
      ? args[positions[0]]
      : positions.map((position) => args[position]),
    leaves,
    run: (others) => call.f(...placed(others, "as arrays")),
    copied: () => placed(leaves, "for plain code"),
  };
}

/** Takes all of a list of arguments apart: `jvp` and `vjp` differentiate with respect to every one. */
export function flattenAll(call: Call, primals: unknown): FlatCall {
  if (!Array.isArray(primals)) {
    throw new TypeError(
      `${call.refusal} at ${describe(primals)}: primals are the list of its arguments, as in [x]`,
    );
  }
  if (primals.length === 0) throw new RangeError(`${call.refusal} at an empty list of primals`);
  return flatten(call, primals, primals.map((_, position) => position));
}

/** Resolves positions among so many arguments: −1 is the last. */
function positionsOf(call: Call, count: number, argnums: Argnums): readonly number[] {
  if (typeof argnums === "number" && argnums >= 0 && argnums < count) return [argnums];
  const positions: number[] = [];
  const given = typeof argnums === "number" ? [argnums] : argnums;
  for (const position of given) {
    const resolved = position < 0 ? position + count : position;
    if (resolved < 0 || resolved >= count) {
      throw new RangeError(
        `${call.refusal} with respect to argument ${position}: it was called with ` +
          `${count} argument${count === 1 ? "" : "s"}, the first has position 0 and the last -1`,
      );
    }
    positions.push(resolved);
  }
  if (positions.length > 1) checkDistinct(call.verb, given, positions);
  return positions;
}

/** Returns the leaves of an argument. */
export function argumentLeaves({ verb }: Call, argument: unknown, root: string): Scalar[] {
  if (typeof argument === "number") return [argument];
  const place = {
    refusal: `Cannot take ${verb} with respect to this argument`,
    root,
    remedy: isPromise(argument)
      ? "await it first"
      : "it takes numbers, arrays and plain objects of them; pass what is not differentiated as a later argument",
  };
  return leavesOf(argument, place, "argument");
}

/** Returns an answer in the shape of the pattern: structural zeros become the number 0. */
export function shapedLike(pattern: unknown, leaves: readonly unknown[]): unknown {
  return withLeaves(pattern, leaves, "as an answer");
}
