// What a tree has of its own: properties with values. None is read that would run a getter.

import { kindOf } from "../values/describe.ts";
import { FloatList } from "../values/floats.ts";

/**
 * Returns why something is not exactly an array, a `Float64Array` or a plain object, or `undefined` if it is.
 */
export function faultOf(node: unknown): string | undefined {
  if (typeof node !== "object" || node === null) return `is ${kindOf(node)}`;
  const prototype: unknown = Object.getPrototypeOf(node);
  const isFloats = prototype === Float64Array.prototype;
  if (isFloats || node instanceof FloatList) return undefined;
  const isArray = Array.isArray(node) && prototype === Array.prototype;
  if (!isArray && !(isOfObjects(prototype) && !Array.isArray(node))) {
    return prototype === null ? "is an object without a prototype" : `is ${named(node)}`;
  }
  const names = Object.getOwnPropertyNames(node).length;
  if (isArray) {
    let held = 0;
    while (held < node.length && isEnumerable.call(node, held)) held++;
    if (held < node.length || names !== held + 1) return "has holes or properties of its own";
  } else if (names !== Object.keys(node).length) return HIDDEN;
  return Object.getOwnPropertySymbols(node).length === 0 ? undefined : HIDDEN;
}

const { propertyIsEnumerable: isEnumerable } = Object.prototype;

const HIDDEN = "has symbols or hidden properties";

/** In place of the value of a property that a function computes, which is not called. */
export const GETTER: unique symbol = Symbol("getter");

/** Returns the value of a property; `GETTER` for one that is computed. */
export function propertyOf(node: object, key: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(node, key);
  return descriptor !== undefined && Object.hasOwn(descriptor, "value") ? descriptor.value : GETTER;
}

// An array may have a million elements, and a descriptor of each would be another object.
const { __lookupGetter__: lookUpGetter } = Object.prototype as unknown as {
  readonly __lookupGetter__: (this: unknown, index: number) => unknown;
};

/** Returns an element of an array; `GETTER` for one that is computed. */
export function elementOf(node: readonly unknown[], index: number): unknown {
  return lookUpGetter.call(node, index) === undefined ? node[index] : GETTER;
}

function named(node: object): string {
  const kind = kindOf(node);
  return kind === "an array" || kind === "an object" ? `${kind} of another class` : kind;
}

/** Returns whether a prototype is that of object literals, in this realm or in another. */
export function isOfObjects(prototype: unknown): boolean {
  if (prototype === Object.prototype) return true;
  if (typeof prototype !== "object" || prototype === null) return false;
  return Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "hasOwnProperty") && Object.hasOwn(prototype, "__proto__");
}
