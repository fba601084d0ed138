// The structure of a list of arguments: what stays the same while numbers change. One function, made once,
// checks that others have the same structure and writes their numbers into memory on the way.

import type { Scalar } from "../core/scalar.ts";
import { FloatList } from "../core/tree.ts";
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
  return {
    size: leaves.length,
    read: depth > MOST_NESTED ? nodeByNode(list, start) : nested(list, start),
    withLeaves: (others) => withTraced(list, others),
  };
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
  const readers = list.map((site) => ownReader(list, site, start));
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
  for (let i = list.length - 1; i > 0; i--) {
    const { children } = list[i];
    const own = ownReader(list, list[i], start);
    readers[i] = children.length === 0 ? own : withChildren(list[i], own, children, readers);
  }
  // The list of arguments itself is an array of the caller's that nobody else has seen.
  const [root] = list;
  const { length } = root.children;
  if (length === 1) {
    const only = readers[1];
    return (args, memory) =>
      (args as unknown[]).length === 1 && only((args as unknown[])[0], memory);
  }
  const own = ownReader(list, root, start);
  return length === 0 ? own : withChildren(root, own, root.children, readers);
}

function withChildren(
  { kind, keys }: Site,
  own: Reader,
  children: readonly number[],
  all: readonly Reader[],
): Reader {
  const readers = children.map((child) => all[child]);
  const { length } = readers;
  if (kind === "object") {
    return (node, memory) => {
      if (!own(node, memory)) return false;
      for (let i = 0; i < length; i++) {
        if (!readers[i]((node as Record<string, unknown>)[keys[i]], memory)) return false;
      }
      return true;
    };
  }
  if (length === 1) {
    const [only] = readers;
    return (node, memory) => own(node, memory) && only((node as unknown[])[0], memory);
  }
  return (node, memory) => {
    if (!own(node, memory)) return false;
    for (let i = 0; i < length; i++) if (!readers[i]((node as unknown[])[i], memory)) return false;
    return true;
  };
}

/** Reads a node without its children. */
function ownReader(list: readonly Site[], site: Site, start: number): Reader {
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
      return arrayReader(list, site);
    case "object":
      return objectReader(site);
  }
}

function arrayReader(list: readonly Site[], { children }: Site): Reader {
  const { length } = children;
  // A hole reads as undefined.
  const absent = [...children.keys()].filter((i) => {
    const { kind, value } = list[children[i]];
    return kind === "constant" && value === undefined;
  });
  if (absent.length === 0) return (node) => isArray(node) && node.length === length;
  return (node) =>
    isArray(node) && node.length === length && absent.every((i) => Object.hasOwn(node, i));
}

function objectReader({ keys, prototype }: Site): Reader {
  const { length } = keys;
  const last = keys[length - 1];
  return (node) => {
    if (typeof node !== "object" || node === null) return false;
    if (Object.getPrototypeOf(node) !== prototype) return false;
    let i = 0;
    // In the same order, since the function may go through them in order. Its own keys come first: behind them
    // there are more where somebody has put enumerable properties on a prototype.
    for (const key in node) {
      if (i === length) {
        if (Object.hasOwn(node, key)) return false;
        break;
      }
      if (key !== keys[i++]) return false;
    }
    return i === length && (length === 0 || Object.hasOwn(node, last));
  };
}

/**
 * An array that is no instance of a class of its own. To ask for its prototype takes as long as a short program,
 * and to look for what else hangs on it longer.
 */
function isArray(node: unknown): node is unknown[] {
  return Array.isArray(node) && node.constructor === Array;
}
