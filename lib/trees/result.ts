// What a differentiated function may return, taken apart: a tree of numbers, one real, `[value, aux]`, or
// functions, which are differentiated when they are applied.

import { isAnyBox, MISSING } from "../values/box.ts";
import { describe, nameOf } from "../values/describe.ts";
import type { Level } from "../values/level.ts";
import { isForeign } from "../values/refusal.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Call, type Callable, withNameOf } from "./call.ts";
import { isPromise, thenDo } from "./promises.ts";
import { releaseAux } from "./release.ts";
import { abandon, type Leaf, leavesOf, type TreePlace } from "./tree.ts";

/** What a function returned, taken apart. */
export interface FlatResult<L extends Leaf = Scalar> {
  /** The tree that it returned: the pattern for answers. */
  readonly tree: unknown;
  /** The leaves of the tree. */
  readonly leaves: L[];
  /** What came along with `hasAux`, released from the level of the call. */
  readonly aux?: unknown;
}

/** Takes a tree of numbers apart, or with `hasAux` the value of `[value, aux]`. */
export function flatResult(call: Call, result: unknown, level: Level, hasAux: boolean): FlatResult {
  return flatResultBy(resultLeaves, call, result, level, hasAux);
}

/**
 * Takes a result apart, or with `hasAux` the value of `[value, aux]`.
 *
 * @param leavesIn returns the leaves of the value
 */
export function flatResultBy(
  leavesIn: (call: Call, value: unknown) => Scalar[],
  call: Call,
  result: unknown,
  level: Level,
  hasAux: boolean,
): FlatResult {
  if (!hasAux) return { tree: result, leaves: leavesIn(call, result) };
  const [tree, besides] = pairResult(call, result);
  const aux = releaseAux(level, besides);
  return { tree, leaves: leavesIn(call, tree), aux };
}

/** Takes one real apart, or with `hasAux` the value of `[value, aux]`. A function in its place has no leaves. */
export function flatReal(call: Call, result: unknown, level: Level, hasAux: boolean): FlatResult {
  if (!hasAux && typeof result === "function") return { tree: result, leaves: [] };
  return flatResultBy(onlyLeaf, call, result, level, hasAux);
}

function onlyLeaf(call: Call, value: unknown): Scalar[] {
  return [scalarResult(call, value)];
}

/** Takes a tree of numbers and functions apart. */
export function flatWithFunctions(call: Call, result: unknown): FlatResult<Leaf> {
  return { tree: result, leaves: leavesOf(result, placeOf(call, result), "result with functions") };
}

/** Returns the leaves of what a function returned, if it is a tree of numbers. */
export function resultLeaves(call: Call, result: unknown): Scalar[] {
  return leavesOf(result, placeOf(call, result));
}

/** Calls a function that a function returned, at a leaf of its result. */
export function applyLeaf(call: Call, leaf: number, args: unknown[]): Callable {
  return applyWithin(call, args, (result) => flatWithFunctions(call, result).leaves[leaf]);
}

/**
 * Calls a function that a function returned. The derivative of a function that returns functions is one that runs
 * it again at each final application, on a level of its own, so that no perturbation is shared between
 * applications (Manzyuk, Pearlmutter, Radul, Rush and Siskind 2019).
 *
 * @param find returns the function in what was returned
 */
export function applyWithin(
  call: Call,
  args: unknown[],
  find: (result: unknown) => unknown = (result) => result,
): Callable {
  const applied = (...inputs: unknown[]) =>
    thenDo(call.f(...inputs), (result) => {
      const found = find(result);
      if (typeof found === "function") return found(...args);
      throw call.refused(
        "it returned a function, and when it was run again to apply that, it did not; make it answer the same " +
          "for the same arguments",
      );
    });
  return withNameOf(call.f, applied);
}

/** Returns what a function returned, if it is one real number. */
export function scalarResult(call: Call, result: unknown): Scalar {
  if (typeof result === "number" || isAnyBox(result)) return result;
  abandon(result);
  if (isForeign(result)) throw call.refused(`it returned ${describe(result)}`);
  throw call.refused(
    `it returned ${describe(result)}, and one real number is wanted; ` +
      (remedyFor(result) ?? "return a number, or use jacobian for several"),
  );
}

/** Returns what a function returned, if it is `[value, aux]`. */
export function pairResult(call: Call, result: unknown): [value: unknown, aux: unknown] {
  return pairOf(result, "[value, aux]", () => `${call.refusal} with hasAux`);
}

/**
 * Returns a pair that a function returned.
 *
 * @param wanted the names of its two parts, @param refusal how the error begins
 * @throws {TypeError} if it is no list of two.
 */
export function pairOf(
  returned: unknown,
  wanted: string,
  refusal: () => string,
): [first: unknown, second: unknown] {
  if (Array.isArray(returned) && returned.length === 2) return [returned[0], returned[1]];
  abandon(returned);
  throw new TypeError(`${refusal()}: it returned ${describe(returned)}, and ${wanted} is wanted`);
}

function placeOf({ verb, f }: Call, result: unknown): TreePlace {
  return {
    refusal: `Cannot take ${verb} of what ${nameOf(f)} returned`,
    root: "result",
    remedy: remedyFor(result) ?? "return a number, or arrays and plain objects of numbers",
  };
}

function remedyFor(result: unknown): string | undefined {
  if (result === undefined) return MISSING;
  if (isPromise(result)) {
    return "await what is asynchronous first; derivative, jvp, grad, valueAndGrad and vjp take asynchronous functions";
  }
  if (typeof result === "function") return "call it, and return what it answers";
  return undefined;
}
