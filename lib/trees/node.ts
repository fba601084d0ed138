// The kinds of nodes of a tree: branches with children, leaves, and constants that are passed on unchanged.

import { isAnyBox } from "../values/box.ts";
import { typeOf } from "../values/floats.ts";
import { isForeign } from "../values/refusal.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "./promises.ts";
import type { Branch } from "./location.ts";

/** Returns whether a node is an object literal, or an object without a prototype. */
export function isPlainObject(node: unknown): node is Record<string, unknown> {
  if (typeof node !== "object" || node === null) return false;
  const prototype = Object.getPrototypeOf(node);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Returns whether a node is an array, a plain object, or an instance of a class that is taken field by field.
 */
export function isBranch(node: unknown): node is Branch {
  return Array.isArray(node) || isPlainObject(node) || isInstance(node);
}

/**
 * Returns whether a node is an instance of a class that is taken field by field. A `Map`, a `Date`, a typed
 * array and other objects of the engine or the platform hold more than their fields, and have a string tag of
 * their own.
 */
function isInstance(node: unknown): node is Record<string, unknown> {
  return typeof node === "object" && node !== null && !isAnyBox(node) && !isForeign(node) &&
    !isPromise(node) && typeOf(node) === "Object";
}

/** Returns whether a node is passed on unchanged. `jit` takes the same for constants. */
export function isConstantNode(node: unknown): boolean {
  return node === null || node === undefined || typeof node === "string" ||
    typeof node === "boolean";
}

/** Defines an ordinary field of an object: also `__proto__`, which assignment would take for the prototype. */
export function defineField(into: object, key: string | number, value: unknown): void {
  Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Returns whether an array holds scalars only, so that it can be copied as a whole. */
export function isFlat(node: readonly unknown[]): node is Scalar[] {
  for (let i = 0; i < node.length; i++) {
    if (typeof node[i] !== "number" && !isAnyBox(node[i])) return false;
  }
  return true;
}
