// What every transform does around a pass: check the function, take the differentiated arguments apart
// into leaves, call the function with other leaves in their place, and check what it returns.

import { isBox, leaving } from "./box.ts";
import { describe, nameOf } from "./describe.ts";
import type { Level } from "./level.ts";
import type { Scalar } from "./scalar.ts";
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
}

/** @throws {TypeError} if `f` is no function. */
export function checkFunction(verb: string, f: unknown): asserts f is Callable {
  if (typeof f !== "function") {
    throw new TypeError(`Cannot take ${verb} of ${describe(f)}: it takes a function`);
  }
}

/** @throws {TypeError} if `argnums` is neither a position nor a list of them. */
export function checkArgnums(verb: string, argnums: unknown): asserts argnums is Argnums {
  const positions = Array.isArray(argnums) ? argnums : [argnums];
  const wrong = positions.find((position) => !Number.isInteger(position));
  if (wrong !== undefined) {
    throw new TypeError(
      `Cannot take ${verb} with respect to argnums ${
        describe(wrong)
      }: it is the position of an argument, ` +
        "0 for the first, or a list of positions",
    );
  }
  if (positions.length === 0 || new Set(positions).size < positions.length) {
    throw new RangeError(
      `Cannot take ${verb} with respect to argnums [${positions}]: name at least one argument, and each once`,
    );
  }
}

/**
 * Selects the arguments to differentiate with respect to.
 *
 * @throws {RangeError} if there is no such argument, or no number in it.
 * @throws {TypeError} if something in it is no number.
 */
export function select(
  verb: string,
  f: Callable,
  args: readonly unknown[],
  argnums: Argnums,
): Selection {
  const positions = typeof argnums === "number" ? [argnums] : argnums;
  const counts: number[] = [];
  const leaves: Scalar[] = [];
  for (const position of positions) {
    if (position < 0 || position >= args.length) {
      throw new RangeError(
        `Cannot take ${verb} of ${
          nameOf(f)
        } with respect to argument ${position}: it was called with ` +
          `${args.length} argument${args.length === 1 ? "" : "s"}, and the first has position 0`,
      );
    }
    const own = argumentLeaves(verb, args[position], `args[${position}]`);
    counts.push(own.length);
    for (const leaf of own) leaves.push(leaf);
  }
  return {
    pattern: typeof argnums === "number"
      ? args[argnums]
      : positions.map((position) => args[position]),
    leaves,
    call: (others) => {
      const all = [...args];
      let start = 0;
      positions.forEach((position, i) => {
        const own = others.slice(start, start += counts[i]);
        all[position] = withLeaves(args[position], own, "as arrays");
      });
      return f(...all);
    },
  };
}

/** The leaves of an argument, one at least. */
export function argumentLeaves(verb: string, argument: unknown, root: string): Scalar[] {
  const leaves = leavesOf(argument, {
    refusal: `Cannot take ${verb} with respect to this argument`,
    root,
    remedy: "pass what is not differentiated as a later argument",
  });
  if (leaves.length === 0) {
    throw new RangeError(
      `Cannot take ${verb} with respect to an empty argument: ${root} is ${describe(argument)} ` +
        "and holds no number",
    );
  }
  return leaves;
}

/** The leaves of what a function returned, if it is a tree. */
export function resultLeaves(verb: string, f: Callable, result: unknown): Scalar[] {
  return leavesOf(result, {
    refusal: `Cannot take ${verb} of what ${nameOf(f)} returned`,
    root: "result",
    remedy: remedyFor(result) ??
      "return a number, or arrays and plain objects of numbers",
  });
}

/** What a function returned, if it is one real number. */
export function scalarResult(verb: string, f: Callable, result: unknown): Scalar {
  if (typeof result === "number" || isBox(result)) return result;
  throw new TypeError(
    `Cannot take ${verb} of ${nameOf(f)}: it returned ${
      describe(result)
    }, and one real number is wanted; ` +
      (remedyFor(result) ?? "return a number, or use jacobian for several"),
  );
}

/** What a function returned, if it is `[value, aux]`. */
export function pairResult(verb: string, f: Callable, result: unknown): [unknown, unknown] {
  if (Array.isArray(result) && result.length === 2) return [result[0], result[1]];
  throw new TypeError(
    `Cannot take ${verb} of ${nameOf(f)} with hasAux: it returned ${describe(result)}, ` +
      "and [value, aux] is wanted",
  );
}

function remedyFor(result: unknown): string | undefined {
  if (result === undefined) return "is a return missing?";
  if (result instanceof Promise) {
    return "await what is asynchronous first, and differentiate a function that is not";
  }
  if (typeof result === "function") return "call it, and return what it answers";
  return undefined;
}

/**
 * What goes along with a value untouched, once the level has ended: boxes of the level in its arrays and
 * plain objects come back as their primals, everything else is the same object as before.
 */
export function releaseAux(level: Level, aux: unknown): unknown {
  const released = new Map<object, unknown>();

  function visit(node: unknown): unknown {
    if (isBox(node)) return leaving(level, node);
    if (!Array.isArray(node) && !isPlainObject(node)) return node;
    if (released.has(node)) return released.get(node);
    released.set(node, node);
    const entries = Object.entries(node).map(([key, child]) => [key, visit(child)] as const);
    const own = node as Record<string, unknown>;
    if (entries.every(([key, child]) => Object.is(own[key], child))) return node;
    const copy = Array.isArray(node)
      ? entries.map(([_key, child]) => child)
      : Object.fromEntries(entries);
    released.set(node, copy);
    return copy;
  }

  return visit(aux);
}

/** The answer in the shape of the pattern: structural zeros become the number 0. */
export function answer(
  pattern: unknown,
  leaves: readonly unknown[],
  floatArrays: FloatArrays = "where all are numbers",
): unknown {
  return withLeaves(pattern, leaves.map((leaf) => leaf === undefined ? 0 : leaf), floatArrays);
}
