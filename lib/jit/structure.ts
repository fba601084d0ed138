// The structure of a list of arguments: what stays the same while numbers change. One function, made once,
// checks that others have the same structure and writes their numbers into memory on the way.

import type { Scalar } from "../values/scalar.ts";
import { FloatList } from "../trees/tree.ts";
import { inspectObjectPrototype, isObjectPrototypeExtended } from "./object_prototype.ts";
import { reasons } from "./uncompiled_reasons.ts";
import { assembled, type Site, sitesOf } from "./sites.ts";

/** Writes the numbers of a node into memory, and answers whether it has the structure. */
type Reader = (node: unknown, memory: Float64Array) => boolean;

/** What lists of arguments have in common. It remembers none of them. */
export interface Structure {
  /** How many numbers they hold. */
  readonly size: number;
  /**
   * Writes the numbers of a list of arguments into memory, if it has this structure. Getters and proxies among
   * the arguments run meanwhile.
   */
  readonly read: (args: readonly unknown[], memory: Float64Array) => boolean;
  /** The same, `false` where a getter or a proxy throws. */
  readonly canRead: (args: readonly unknown[], memory: Float64Array) => boolean;
  /** Arguments of the structure with other leaves; a `Float64Array` becomes an array that remembers it. */
  readonly withLeaves: (leaves: readonly Scalar[]) => unknown[];
}

/** Trees up to this depth are read by functions that call one another, deeper ones node by node. */
export const MOST_NESTED = 64;

/**
 * The structure of arguments, whose numbers go into memory from `start` on, or `undefined` where they hold
 * anything but numbers, strings, booleans, `null`, `undefined`, arrays, `Float64Array`s and plain objects.
 *
 * @param refuse is told why there is none
 * @throws {TypeError} if they hold a box whose derivative call has ended.
 */
export function structureOf(
  args: readonly unknown[],
  start: number,
  refuse: (reason: string) => void = () => {},
): Structure | undefined {
  const { list, leaves, depth, fault } = sitesOf(args, "args", () => false);
  if (fault !== undefined) {
    refuse(fault);
    return undefined;
  }
  const read = depth > MOST_NESTED ? nodeByNode(list, start) : nested(list, start);
  const hasObjects = list.some(({ kind }) => kind === "object");
  const structure: Structure = {
    size: leaves.length,
    read: hasObjects ? (args, memory) => (inspectObjectPrototype(), read(args, memory)) : read,
    canRead: (args, memory) => {
      try {
        return structure.read(args, memory);
      } catch {
        return false;
      }
    },
    withLeaves: (others) => withTraced(list, others),
  };
  if (structure.canRead(args, new Float64Array(start + leaves.length))) return structure;
  refuse(reasons.changing);
  return undefined;
}

function withTraced(list: readonly Site[], leaves: readonly Scalar[]): unknown[] {
  return assembled(list, ({ kind, value, first, count }) => {
    if (kind === "number") return leaves[first];
    if (kind === "constant") return value;
    const part = leaves.slice(first, first + count);
    return kind === "floats" ? FloatList.from(part) : part;
  }) as unknown[];
}

/** Reads a tree of any depth. */
function nodeByNode(list: readonly Site[], start: number): Reader {
  const readers = list.map((site) => readerOf(list, site, start, []));
  return (args, memory) => {
    const nodes: unknown[] = [];
    for (let i = 0; i < list.length; i++) {
      const { parent, key } = list[i];
      const node = parent < 0 ? args : (nodes[parent] as Record<string | number, unknown>)[key];
      if (!readers[i](node, memory)) return false;
      nodes.push(node);
    }
    return true;
  };
}

/** Reads a tree by functions that call those of the children. */
function nested(list: readonly Site[], start: number): Reader {
  const readers = new Array<Reader>(list.length);
  for (let i = list.length - 1; i >= 0; i--) {
    const own = list[i].children.map((child) => readers[child]);
    readers[i] = readerOf(list, list[i], start, own);
  }
  const [root] = list;
  if (root.children.length !== 1) return readers[0];
  // The list of arguments itself is an array that nobody else has seen.
  const only = readers[1];
  return (args, memory) => (args as unknown[]).length === 1 && only((args as unknown[])[0], memory);
}

/** Reads a node, and its children by readers of theirs, where there are any. */
function readerOf(
  list: readonly Site[],
  site: Site,
  start: number,
  readers: readonly Reader[],
): Reader {
  const at = start + site.first;
  const { count } = site;
  switch (site.kind) {
    case "number":
      return (node, memory) => {
        if (typeof node !== "number") return false;
        memory[at] = node;
        return true;
      };
    case "numbers":
      return (node, memory) => {
        if (!isArray(node) || node.length !== count) return false;
        for (let i = 0; i < count; i++) {
          const element = node[i];
          if (typeof element !== "number") return false;
          memory[at + i] = element;
        }
        return true;
      };
    case "floats":
      return (node, memory) => {
        if (!(node instanceof Float64Array) || node.length !== count) return false;
        if (node.constructor !== Float64Array) return false;
        for (let i = 0; i < count; i++) memory[at + i] = node[i];
        return true;
      };
    case "constant": {
      const { value } = site;
      return (node) => Object.is(node, value);
    }
    case "array":
      return arrayReader(list, site, readers);
    case "object":
      return objectReader(site, readers);
  }
}

/** Reads an array, and its children by readers of theirs, where there are any. */
function arrayReader(
  list: readonly Site[],
  { children }: Site,
  readers: readonly Reader[],
): Reader {
  const { length } = children;
  const count = readers.length;
  // A hole reads as undefined.
  const absent = [...children.keys()].filter((i) => {
    const { kind, value } = list[children[i]];
    return kind === "constant" && value === undefined;
  });
  const hasAll = (node: unknown[]) => absent.every((i) => Object.hasOwn(node, i));
  const mayHaveHoles = absent.length > 0;
  if (count === 1) {
    const [only] = readers;
    return (node, memory) =>
      isArray(node) && node.length === 1 && only(node[0], memory) &&
      (!mayHaveHoles || hasAll(node));
  }
  return (node, memory) => {
    if (!isArray(node) || node.length !== length) return false;
    for (let i = 0; i < count; i++) if (!readers[i](node[i], memory)) return false;
    return !mayHaveHoles || hasAll(node);
  };
}

/** Reads an object, and its children by readers of theirs, where there are any. */
function objectReader({ keys, prototype }: Site, readers: readonly Reader[]): Reader {
  const { length } = keys;
  const count = readers.length;
  const isOurs = prototype === Object.prototype;
  return (node, memory) => {
    if (typeof node !== "object" || node === null) return false;
    if (Object.getPrototypeOf(node) !== prototype) return false;
    // In the same order, since the function may go through them in order.
    if (isObjectPrototypeExtended() || !isOurs) {
      const own = Object.keys(node);
      if (own.length !== length || !own.every((key, i) => key === keys[i])) return false;
    } else {
      let i = 0;
      for (const key in node) if (key !== keys[i++]) return false;
      if (i !== length) return false;
    }
    for (let i = 0; i < count; i++) {
      if (!readers[i]((node as Record<string, unknown>)[keys[i]], memory)) return false;
    }
    return true;
  };
}

/**
 * An array that is no instance of a class of its own. To ask for its prototype takes as long as a short program,
 * and to look for what else hangs on it longer.
 */
function isArray(node: unknown): node is unknown[] {
  return Array.isArray(node) && node.constructor === Array;
}
