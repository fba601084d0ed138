// What every transform does around a pass: check the function, take the differentiated arguments apart
// into leaves, call the function with other leaves in their place, and shape the answer after them.

import { describe, nameOf } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "./promises.ts";
import { type FloatArrays, isPlainObject, leavesOf, withLeaves } from "./tree.ts";
import type { Argnums } from "./types.ts";

/** Any function at all: its types have been checked where it came in. */
// deno-lint-ignore no-explicit-any
export type Callable = (...args: any[]) => unknown;

/** The arguments that a call differentiates with respect to, apart from the others. */
export interface Selection {
  /** The selected argument, or the list of them: the pattern for answers. */
  readonly pattern: unknown;
  /** Its leaves. */
  readonly leaves: Scalar[];
  /** Calls the function with other leaves in place of these. */
  readonly call: (leaves: readonly Scalar[]) => unknown;
  /** All arguments, to call the function with later, whatever becomes of these meanwhile. */
  readonly copied: () => unknown[];
}

/** @throws {TypeError} if `f` is no function. */
export function checkFunction(verb: string, f: unknown): asserts f is Callable {
  if (typeof f !== "function") {
    throw new TypeError(`Cannot take ${verb} of ${describe(f)}: it takes a function`);
  }
}

/** @throws {TypeError} if options are no object, or there is none of such a name. */
export function checkOptions(verb: string, options: unknown, names: readonly string[]): void {
  if (!isPlainObject(options)) {
    throw new TypeError(
      `Cannot take ${verb} with the options ${describe(options)}: they are an object; ` +
        `a transform takes the function first, and its answer the arguments, as in ${verb}(f)(x)`,
    );
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(
    `Cannot take ${verb} with the option ${unknown}: the options are ${names.join(", ")}`,
  );
}

/** @throws {TypeError} if `argnums` is neither a position nor a list of them. */
export function checkArgnums(verb: string, argnums: unknown): asserts argnums is Argnums {
  const positions = Array.isArray(argnums) ? argnums : [argnums];
  const wrong = positions.findIndex((position) => !Number.isInteger(position));
  if (wrong >= 0) {
    throw new TypeError(
      `Cannot take ${verb} with respect to argnums ${
        describe(positions[wrong])
      }: it is the position of an argument, ` +
        "0 for the first, or a list of positions",
    );
  }
  checkDistinct(verb, positions, positions);
}

/**
 * Selects the arguments to differentiate with respect to.
 *
 * @throws {RangeError} if there is no such argument.
 * @throws {TypeError} if something in it can be no part of a tree.
 */
export function select(
  verb: string,
  f: Callable,
  args: readonly unknown[],
  argnums: Argnums,
): Selection {
  const positions = positionsOf(verb, f, args.length, argnums);
  const counts: number[] = [];
  let leaves: Scalar[] = [];
  for (const position of positions) {
    const own = argumentLeaves(verb, args[position], `args[${position}]`);
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
    pattern: typeof argnums === "number"
      ? args[positions[0]]
      : positions.map((position) => args[position]),
    leaves,
    call: (others) => f(...placed(others, "as arrays")),
    copied: () => placed(leaves, "for plain code"),
  };
}

/** The positions that are meant among so many arguments: −1 is the last. */
function positionsOf(
  verb: string,
  f: Callable,
  count: number,
  argnums: Argnums,
): readonly number[] {
  if (typeof argnums === "number" && argnums >= 0 && argnums < count) return [argnums];
  const positions: number[] = [];
  const given = typeof argnums === "number" ? [argnums] : argnums;
  for (const position of given) {
    const resolved = position < 0 ? position + count : position;
    if (resolved < 0 || resolved >= count) {
      throw new RangeError(
        `Cannot take ${verb} of ${
          nameOf(f)
        } with respect to argument ${position}: it was called with ` +
          `${count} argument${count === 1 ? "" : "s"}, the first has position 0 and the last -1`,
      );
    }
    positions.push(resolved);
  }
  if (positions.length > 1) checkDistinct(verb, given, positions);
  return positions;
}

function checkDistinct(verb: string, given: readonly number[], positions: readonly number[]): void {
  if (positions.length > 0 && new Set(positions).size === positions.length) return;
  throw new RangeError(
    `Cannot take ${verb} with respect to argnums [${given}]: name at least one argument, and each once`,
  );
}

/** All of a list of arguments: `jvp` and `vjp` differentiate with respect to every one. */
export function selectAll(verb: string, f: unknown, primals: unknown): Selection {
  checkFunction(verb, f);
  if (!Array.isArray(primals)) {
    throw new TypeError(
      `Cannot take ${verb} of ${nameOf(f)} at ${describe(primals)}: primals are the list of ` +
        "its arguments, as in [x]",
    );
  }
  if (primals.length === 0) {
    throw new RangeError(
      `Cannot take ${verb} of ${nameOf(f)} at an empty list of primals`,
    );
  }
  return select(verb, f, primals, primals.map((_, position) => position));
}

/** The leaves of an argument. */
export function argumentLeaves(verb: string, argument: unknown, root: string): Scalar[] {
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

/** Gives a function the name of the one it stands for, for error messages. */
export function withNameOf<F extends Callable>(f: { readonly name: string }, g: F): F {
  return Object.defineProperty(g, "name", { value: f.name });
}

/** The answer in the shape of the pattern: structural zeros become the number 0. */
export function shapedLike(pattern: unknown, leaves: readonly unknown[]): unknown {
  return withLeaves(pattern, leaves, "as an answer");
}
