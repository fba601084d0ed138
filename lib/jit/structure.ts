// The structure of a list of arguments: everything but its numbers. A function that is made once for each
// structure checks that other arguments have it, and writes their numbers into memory in the same pass.

import type { Scalar } from "../values/scalar.ts";
import { FloatList } from "../values/floats.ts";
import { copyFloats } from "./copy_floats.ts";
import { inspectObjectPrototype, isObjectPrototypeExtended } from "./object_prototype.ts";
import { reasons } from "./uncompiled_reasons.ts";
import { assembled, type Site, type Sites, sitesOf } from "./sites.ts";

/** Writes the numbers of a node into memory, and returns whether the node has the structure. */
type Reader = (node: unknown, memory: Float64Array) => boolean;

/** What lists of arguments have in common. It keeps no reference to any of them but static ones. */
export interface Structure {
  /** How many numbers they hold. */
  readonly size: number;
  /**
   * Writes the numbers of a list of arguments into memory, and returns whether it has this structure. Getters
   * and proxies among the arguments run meanwhile.
   */
  readonly read: (args: readonly unknown[], memory: Float64Array) => boolean;
  /** Does the same as `read`, and returns `false` if a getter or a proxy throws. */
  readonly canRead: (args: readonly unknown[], memory: Float64Array) => boolean;
  /** Returns arguments of the structure with other leaves; a `Float64Array` becomes a `FloatList`. */
  readonly withLeaves: (leaves: readonly Scalar[]) => unknown[];
}

/** Greatest depth of trees that nested functions read and fill; deeper ones are handled node by node. */
export const MOST_NESTED = 64;

/**
 * Returns the structure of arguments whose numbers go into memory from `start` on, or `undefined` if they hold
 * anything but numbers, strings, booleans, `null`, `undefined`, arrays, `Float64Array`s and plain objects.
 *
 * @param refuse receives the reason why there is none
 * @param statics the positions of arguments that are constants, the same in the sense of `Object.is`
 * @param sites the arguments as a list, where they have been looked at
 * @throws {TypeError} if they hold a box whose derivative call has ended.
 */
export function structureOf(
  args: readonly unknown[],
  start: number,
  refuse: (reason: string) => void = () => {},
  statics: readonly number[] = [],
  sites: Sites = sitesOf(args, "args", () => false, false, statics),
): Structure | undefined {
  const { list, leaves, depth, fault } = sites;
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

/** Makes a reader for a tree of any depth. */
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

/** Makes a reader in which the function of a node calls those of its children. */
function nested(list: readonly Site[], start: number): Reader {
  const readers = new Array<Reader>(list.length);
  for (let i = list.length - 1; i >= 0; i--) {
    const own = list[i].children.map((child) => readers[child]);
    readers[i] = readerOf(list, list[i], start, own);
  }
  const [root] = list;
  if (root.children.length !== 1) return readers[0];
  // The list of arguments itself is a fresh array, whose kind need not be checked.
  const only = readers[1];
  return (args, memory) => (args as unknown[]).length === 1 && only((args as unknown[])[0], memory);
}

/** Makes the reader of a node; `readers` are those of its children, or none if they are read separately. */
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
        copyFloats(node, 0, memory, at, count);
        return true;
      };
    case "constant": {
      const { value } = site;
      return (node) => Object.is(node, value);
    }
    case "framed":
      // Only results have frames.
      return () => false;
    case "array":
      return arrayReader(list, site, readers);
    case "object":
      return objectReader(site, readers);
  }
}

/** Makes the reader of an array, as `readerOf` does. */
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

/** Makes the reader of an object, as `readerOf` does. */
function objectReader({ keys, prototype }: Site, readers: readonly Reader[]): Reader {
  const { length } = keys;
  const count = readers.length;
  const isOurs = prototype === Object.prototype;
  return (node, memory) => {
    if (typeof node !== "object" || node === null) return false;
    if (Object.getPrototypeOf(node) !== prototype) return false;
    // The keys must have the same order, since the function may iterate over them.
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
 * Returns whether a node is an array, and not of a subclass. Reading its prototype would take as long as a
 * short program, and looking for further properties longer.
 */
function isArray(node: unknown): node is unknown[] {
  return Array.isArray(node) && node.constructor === Array;
}
