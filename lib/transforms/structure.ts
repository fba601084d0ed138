// The structure of a list of arguments: what stays the same while numbers change. One function, made once,
// checks that others have the same structure and writes their numbers into memory on the way.

import type { Scalar } from "../core/scalar.ts";
import { FloatList, isPlainObject } from "../core/tree.ts";

/** Writes the numbers of a node into memory, and answers whether it has the structure. */
type Reader = (node: unknown, memory: Float64Array) => boolean;

/** What lists of arguments have in common. */
export interface Structure {
  /** How many numbers they hold. */
  readonly size: number;
  /** Writes the numbers of a list of arguments into memory, if it has this structure. */
  readonly read: (args: readonly unknown[], memory: Float64Array) => boolean;
  /** Arguments of the structure with other leaves. */
  readonly withLeaves: (leaves: readonly Scalar[]) => unknown[];
}

/**
 * The structure of arguments, whose numbers go into memory from `start` on, or `undefined` where they hold
 * anything but numbers, strings, booleans, `null`, `undefined`, arrays, `Float64Array`s and plain objects.
 */
export function structureOf(args: readonly unknown[], start: number): Structure | undefined {
  let next = start;
  const around = new Set<unknown>();

  function readerOf(node: unknown): Reader | undefined {
    if (typeof node === "number") {
      const at = next++;
      return (other, memory) => {
        if (typeof other !== "number") return false;
        memory[at] = other;
        return true;
      };
    }
    if (node instanceof Float64Array) {
      if (node.constructor !== Float64Array) return undefined;
      const at = next;
      const { length } = node;
      next += length;
      return (other, memory) => {
        if (!(other instanceof Float64Array) || other.length !== length) return false;
        if (other.constructor !== Float64Array) return false;
        for (let i = 0; i < length; i++) memory[at + i] = other[i];
        return true;
      };
    }
    if (isPlain(node)) {
      if (around.has(node)) return undefined;
      around.add(node);
      const reader = Array.isArray(node) ? arrayReader(node) : objectReader(node);
      around.delete(node);
      return reader;
    }
    return isConstant(node) ? (other) => Object.is(other, node) : undefined;
  }

  function arrayReader(node: readonly unknown[]): Reader | undefined {
    const { length } = node;
    if (node.every((element) => typeof element === "number")) {
      const at = next;
      next += length;
      return (other, memory) => {
        if (!isArray(other) || other.length !== length) return false;
        for (let i = 0; i < length; i++) {
          const element = other[i];
          if (typeof element !== "number") return false;
          memory[at + i] = element;
        }
        return true;
      };
    }
    const readers = node.map(readerOf);
    if (!readers.every((reader) => reader !== undefined)) return undefined;
    if (length === 1) {
      const [only] = readers;
      return (other, memory) => isArray(other) && other.length === 1 && only(other[0], memory);
    }
    return (other, memory) => {
      if (!isArray(other) || other.length !== length) return false;
      for (let i = 0; i < length; i++) if (!readers[i](other[i], memory)) return false;
      return true;
    };
  }

  function objectReader(node: Record<string, unknown>): Reader | undefined {
    const keys = Object.keys(node);
    const prototype = Object.getPrototypeOf(node);
    const readers = keys.map((key) => readerOf(node[key]));
    if (!readers.every((reader) => reader !== undefined)) return undefined;
    return (other, memory) => {
      if (!isObject(other) || Object.getPrototypeOf(other) !== prototype) return false;
      let i = 0;
      // In the same order, since the function may go through them in order.
      for (const key in other) if (key !== keys[i++]) return false;
      if (i !== keys.length) return false;
      for (i = 0; i < keys.length; i++) if (!readers[i](other[keys[i]], memory)) return false;
      return true;
    };
  }

  const read = arrayReader(args);
  if (read === undefined) return undefined;
  return { size: next - start, read, withLeaves: (leaves) => withTraced(args, leaves) };
}

/**
 * An array that is no instance of a class of its own. To ask for its prototype takes as long as a short program,
 * and to look for what else hangs on it longer.
 */
function isArray(node: unknown): node is unknown[] {
  return Array.isArray(node) && node.constructor === Array;
}

function isObject(node: unknown): node is Record<string, unknown> {
  return typeof node === "object" && node !== null;
}

/** Arguments with boxes for numbers; a `Float64Array` becomes an array that remembers it. */
function withTraced(args: readonly unknown[], leaves: readonly Scalar[]): unknown[] {
  let next = 0;
  const build = (node: unknown): unknown => {
    if (typeof node === "number") return leaves[next++];
    if (node instanceof Float64Array) return FloatList.from(node, () => leaves[next++]);
    if (Array.isArray(node)) return node.map(build);
    if (!isPlainObject(node)) return node;
    return Object.fromEntries(Object.keys(node).map((key) => [key, build(node[key])]));
  };
  return args.map(build);
}

/** An array or an object and nothing besides: what else it may be, a program could not give back. */
export function isPlain(node: unknown): node is unknown[] | Record<string, unknown> {
  if (typeof node !== "object" || node === null) return false;
  if (Object.getOwnPropertySymbols(node).length > 0) return false;
  const prototype = Object.getPrototypeOf(node);
  return Array.isArray(node)
    ? prototype === Array.prototype && Object.keys(node).length === node.length
    : prototype !== null && isPlainObject(node);
}

/** What a program takes as it is. */
export function isConstant(node: unknown): boolean {
  return node === null || ["string", "boolean", "undefined"].includes(typeof node);
}
