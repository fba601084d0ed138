// What a differentiated function may return, and what is done with it: leaves, one real, `[value, aux]`,
// functions that are differentiated when they are applied.

import { isAnyBox, MISSING } from "../values/box.ts";
import { type Callable, withNameOf } from "./call.ts";
import { describe, nameOf } from "../values/describe.ts";
import { isForeign } from "../values/refusal.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise, thenDo } from "./promises.ts";
import { abandon, type Leaf, leavesOf, type TreePlace } from "./tree.ts";

/** The leaves of what a function returned, if it is a tree of numbers. */
export function resultLeaves(verb: string, f: Callable, result: unknown): Scalar[] {
  return leavesOf(result, resultPlace(verb, f, result));
}

/** The leaves of what a function returned, if it is a tree of numbers and functions. */
export function resultLeavesAndFunctions(verb: string, f: Callable, result: unknown): Leaf[] {
  return leavesOf(result, resultPlace(verb, f, result), "result with functions");
}

/**
 * Calls a function that a function returned, at a leaf of its result. The derivative of a function that
 * returns functions is one that runs it again at each final application, on a level of its own, so that
 * no perturbation is shared between applications (Manzyuk, Pearlmutter, Radul, Rush and Siskind 2019).
 */
export function applyLeaf(verb: string, f: Callable, leaf: number, args: unknown[]): Callable {
  const applied = (...inputs: unknown[]) =>
    thenDo(f(...inputs), (result) => {
      const found = resultLeavesAndFunctions(verb, f, result)[leaf];
      if (typeof found === "function") return found(...args);
      throw new TypeError(
        `Cannot take ${verb} of ${
          nameOf(f)
        }: it returned a function, and when it was run again to apply ` +
          "that function, it did not; make it answer the same for the same arguments",
      );
    });
  return withNameOf(f, applied);
}

/** What a function returned, if it is one real number. */
export function scalarResult(verb: string, f: Callable, result: unknown): Scalar {
  if (typeof result === "number" || isAnyBox(result)) return result;
  abandon(result);
  if (isForeign(result)) {
    throw new TypeError(`Cannot take ${verb} of ${nameOf(f)}: it returned ${describe(result)}`);
  }
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
  abandon(result);
  throw new TypeError(
    `Cannot take ${verb} of ${nameOf(f)} with hasAux: it returned ${describe(result)}, ` +
      "and [value, aux] is wanted",
  );
}

function resultPlace(verb: string, f: Callable, result: unknown): TreePlace {
  return {
    refusal: `Cannot take ${verb} of what ${nameOf(f)} returned`,
    root: "result",
    remedy: remedyFor(result) ?? "return a number, or arrays and plain objects of numbers",
  };
}

function remedyFor(result: unknown): string | undefined {
  if (result === undefined) return MISSING;
  if (isPromise(result)) {
    return "await what is asynchronous first; derivative, jvp, grad, valueAndGrad and vjp take functions that " +
      "are asynchronous";
  }
  if (typeof result === "function") return "call it, and return what it answers";
  return undefined;
}
