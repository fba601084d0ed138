// What a node of a tree is: a branch with children, a leaf, or a constant that is passed on as it is.

import { isAnyBox } from "../values/box.ts";
import { isForeign } from "../values/refusal.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "./promises.ts";
import type { Branch } from "./location.ts";

/** An object literal, or one without a prototype. */
export function isPlainObject(node: unknown): node is Record<string, unknown> {
  if (typeof node !== "object" || node === null) return false;
  const prototype = Object.getPrototypeOf(node);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** An array, a plain object, or an instance of a class whose fields are all there is to it. */
export function isBranch(node: unknown): node is Branch {
  return Array.isArray(node) || isPlainObject(node) || isInstance(node);
}

/**
 * An instance of a class that is taken field by field. A `Map`, a `Date`, a typed array and whatever else the
 * engine or the platform makes have more inside than fields, and say so by a name of their own.
 */
export function isInstance(node: unknown): node is Record<string, unknown> {
  return typeof node === "object" && node !== null && !isAnyBox(node) && !isForeign(node) &&
    !isPromise(node) && Object.prototype.toString.call(node) === "[object Object]";
}

/** Whether a node is passed on as it is: what `jit` takes for a constant, too. */
export function isConstantNode(node: unknown): boolean {
  return node === null || node === undefined || typeof node === "string" ||
    typeof node === "boolean";
}

/** Whether an array holds scalars only, so that it can be copied as a whole. */
export function isFlat(node: readonly unknown[]): node is Scalar[] {
  for (let i = 0; i < node.length; i++) {
    if (typeof node[i] !== "number" && !isAnyBox(node[i])) return false;
  }
  return true;
}
