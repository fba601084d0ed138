// The kinds of nodes of a tree: a branch with children, a leaf, or a constant that is passed on as it is.

import { isAnyBox } from "../values/box.ts";
import { isForeign } from "../values/refusal.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "./promises.ts";
import type { Branch } from "./location.ts";

/** Whether a node is an object literal, or an object without a prototype. */
export function isPlainObject(node: unknown): node is Record<string, unknown> {
  if (typeof node !== "object" || node === null) return false;
  const prototype = Object.getPrototypeOf(node);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether a node is an array, a plain object, or an instance of a class that is taken field by field. */
export function isBranch(node: unknown): node is Branch {
  return Array.isArray(node) || isPlainObject(node) || isInstance(node);
}

/**
 * Whether a node is an instance of a class that is taken field by field. A `Map`, a `Date`, a typed array and
 * other objects of the engine or the platform hold more than their fields; they have a tag of their own.
 */
export function isInstance(node: unknown): node is Record<string, unknown> {
  return typeof node === "object" && node !== null && !isAnyBox(node) && !isForeign(node) &&
    !isPromise(node) && Object.prototype.toString.call(node) === "[object Object]";
}

/** Whether a node is passed on as it is; `jit` takes the same nodes for constants. */
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
