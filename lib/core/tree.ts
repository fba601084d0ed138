// Trees of scalars: the arguments and results of differentiated functions. Every transform takes a tree
// apart into the list of its leaves, works on lists, and puts the answer together in the same shape.

import { isAnyBox, isFollowed } from "./box.ts";
import { kindOf } from "./describe.ts";
import type { Scalar } from "./scalar.ts";
import { isPromise } from "./settle.ts";
import type { Opaque } from "./types.ts";
import { isOn, spelled, type Way } from "./way.ts";

/**
 * A scalar, an array of trees, or a plain object of trees. A `Float64Array` is an array of numbers.
 *
 * An `interface` is no `Tree`, since it may always be extended, but it is a `Tree` of itself if its
 * properties are. So a function of trees in general takes `<P extends Tree<P>>`.
 */
export type Tree<T = LiteralTree> =
  | LiteralTree
  | object & { readonly [K in keyof T]: TreeOrNever<T[K]> };

/** A tree as it is written down: its objects are literals, or of types that are no interfaces. */
export type LiteralTree =
  | Scalar
  | Float64Array
  | readonly LiteralTree[]
  | { readonly [key: string]: LiteralTree };

/** `T` if it is a tree, with `never` in place of whatever in it is none. */
export type TreeOrNever<T> = T extends LiteralTree ? T
  : T extends Opaque ? never
  : { readonly [K in keyof T]: TreeOrNever<T[K]> };

/** What a result may hold besides numbers, where its derivative is a function too. */
export type FunctionLeaf = (...args: unknown[]) => unknown;

/** What a trace has in place of a `Float64Array`: an array of boxes, which becomes one again in the answer. */
export class FloatList extends Array<Scalar> {}

/** What is at the end of a branch of a result. */
export type Leaf = Scalar | FunctionLeaf;

/** Names the place a tree stands in, and says what to do about a leaf that is no number. */
export interface Place {
  /** What is done with the tree, as in "Cannot differentiate with respect to this argument". */
  readonly refusal: string;
  /** The path of the root, as in `args[0]`. */
  readonly root: string;
  readonly remedy: string;
}

/**
 * The leaves of a tree, depth first, arrays in order, objects in the order of their keys.
 *
 * @throws {TypeError} that names the path of whatever is no tree.
 */
export function leavesOf(tree: unknown, place: Place): Scalar[];
/** The leaves of a tree that may hold functions as well. */
export function leavesOf(tree: unknown, place: Place, which: "and functions"): Leaf[];
export function leavesOf(tree: unknown, place: Place, which?: "and functions"): Leaf[] {
  if (typeof tree === "number" || isAnyBox(tree)) return [tree];
  if (Array.isArray(tree) && isFlat(tree)) {
    return tree instanceof FloatList ? Array.from(tree) : tree.slice();
  }
  const leaves: Leaf[] = [];
  const refused = (way: Way | undefined, what: string) => {
    abandon(tree);
    return new TypeError(
      `${place.refusal}: ${spelled(place.root, way)} ${what}; ${place.remedy}`,
    );
  };

  function visit(node: unknown, before?: Way): void {
    if (typeof node === "number" || isAnyBox(node)) {
      leaves.push(node);
    } else if (typeof node === "function" && which === "and functions") {
      leaves.push(node as FunctionLeaf);
    } else if (node instanceof Float64Array) {
      for (let i = 0; i < node.length; i++) leaves.push(node[i]);
    } else if (Array.isArray(node)) {
      if (isOn(before, node)) throw refused(before, "contains itself");
      for (let i = 0; i < node.length; i++) {
        const element = node[i];
        if (typeof element === "number") leaves.push(element);
        else visit(element, { before, node, key: i });
      }
    } else if (isPlainObject(node)) {
      if (isOn(before, node)) throw refused(before, "contains itself");
      for (const key of Object.keys(node)) visit(node[key], { before, node, key });
    } else {
      throw refused(before, `is ${kindOf(node)}`);
    }
  }

  visit(tree);
  return leaves;
}

/** What a tree's `Float64Array`s become: arrays in a function's arguments, the same again in an answer. */
export type FloatArrays = "as arrays" | "where all are numbers";

/** A tree of the same structure with other leaves, which need not be scalars: Jacobians are trees of trees. */
export function withLeaves(
  tree: unknown,
  leaves: readonly unknown[],
  floatArrays: FloatArrays,
): unknown {
  let next = 0;

  /** A structural zero comes back as the number 0. */
  function nextLeaf(): unknown {
    const leaf = leaves[next++];
    return leaf === undefined ? 0 : leaf;
  }

  function build(node: unknown): unknown {
    if (typeof node === "number") return nextLeaf();
    if (node instanceof FloatList && floatArrays === "where all are numbers") {
      const part = Array.from(node, nextLeaf);
      return part.some(isFollowed) ? part : FloatList.from(part as Scalar[]);
    }
    if (Array.isArray(node)) {
      if (isFlat(node)) {
        const part = leaves.slice(next, next += node.length);
        for (let i = 0; i < part.length; i++) if (part[i] === undefined) part[i] = 0;
        return part;
      }
      const copy: unknown[] = [];
      for (let i = 0; i < node.length; i++) copy.push(build(node[i]));
      return copy;
    }
    if (node instanceof Float64Array) {
      const part = Array.from(node, nextLeaf);
      const typed = floatArrays === "where all are numbers" &&
        part.every((leaf) => typeof leaf === "number");
      return typed ? Float64Array.from(part as number[]) : part;
    }
    if (isPlainObject(node)) {
      return Object.fromEntries(Object.keys(node).map((key) => [key, build(node[key])]));
    }
    return nextLeaf();
  }

  return build(tree);
}

/**
 * Gives up the promises in what is refused. What a function goes on to do with boxes after its call has
 * ended is refused as well, and nobody is there to hear of it.
 */
export function abandon(refused: unknown, seen: Set<unknown> = new Set()): void {
  if (isPromise(refused)) refused.then(undefined, () => {});
  else if ((Array.isArray(refused) || isPlainObject(refused)) && !seen.has(refused)) {
    seen.add(refused);
    for (const child of Object.values(refused)) abandon(child, seen);
  }
}

/** Whether an array holds scalars only, so that it can be copied as a whole. */
function isFlat(node: readonly unknown[]): node is Scalar[] {
  for (let i = 0; i < node.length; i++) {
    if (typeof node[i] !== "number" && !isAnyBox(node[i])) return false;
  }
  return true;
}

/** An object literal, or one without a prototype: what a tree may consist of. */
export function isPlainObject(node: unknown): node is Record<string, unknown> {
  if (typeof node !== "object" || node === null) return false;
  const prototype = Object.getPrototypeOf(node);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
