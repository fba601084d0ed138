// Trees of scalars: the arguments and results of differentiated functions. Every transform takes a tree
// apart into the list of its leaves, works on lists, and puts its result together in the same shape.

import { type AnyBox, escaped, isAnyBox } from "../values/box.ts";
import { Builder, type FloatArrays, floatsLike } from "./builder.ts";
import { kindOf } from "../values/describe.ts";
import { type FloatArray, isFloatArray } from "../values/floats.ts";
import { isBranch, isConstantNode, isFlat, isPlainObject } from "./node.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "./promises.ts";
import type { Opaque } from "./types.ts";
import { type Location, pathText, walk } from "./location.ts";

export type { FloatArrays } from "./builder.ts";
export { FloatList } from "../values/floats.ts";
export { isPlainObject } from "./node.ts";

/**
 * A scalar, an array of trees, or an object of trees. A `Float64Array` or `Float32Array` is an array of numbers.
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
  | FloatArray
  | readonly LiteralTree[]
  | { readonly [key: string]: LiteralTree };

/** `T` if it is a tree, with `never` in place of whatever in it is none. */
export type TreeOrNever<T> = T extends LiteralTree ? T
  : T extends Opaque ? never
  : { readonly [K in keyof T]: TreeOrNever<T[K]> };

/** What a result may hold besides numbers, where its derivative is a function too. */
export type FunctionLeaf = (...args: unknown[]) => unknown;

/** A leaf of a result. */
export type Leaf = Scalar | FunctionLeaf;

/** Names the place a tree stands in, and says what to do about a leaf that is no number. */
export interface TreePlace {
  /** The beginning of the error, as in "Cannot differentiate with respect to this argument". */
  readonly refusal: string;
  /** The path of the root, as in `args[0]`. */
  readonly root: string;
  readonly remedy: string;
}

/** An argument may hold constants; a result may hold functions, whose derivatives are functions. */
export type KindOfTree = "argument" | "result with functions";

/**
 * Returns the leaves of a tree, depth first, arrays in order, objects in the order of their keys.
 *
 * Strings, booleans, `null` and missing fields may stand beside the numbers of an argument, and wherever a
 * transform has passed them on.
 *
 * @throws {TypeError} that names the path of whatever can be no part of a tree, or says that a value in an
 * argument has escaped from its derivative.
 */
export function leavesOf(tree: unknown, place: TreePlace, kind?: "argument"): Scalar[];
/** Returns the leaves of a tree that may hold functions as well. */
export function leavesOf(tree: unknown, place: TreePlace, kind: "result with functions"): Leaf[];
export function leavesOf(tree: unknown, place: TreePlace, kind?: KindOfTree): Leaf[] {
  const isArgument = kind === "argument";
  if (typeof tree === "number") return [tree];
  if (isAnyBox(tree)) return [isArgument ? checkAlive(tree) : tree];
  if (Array.isArray(tree) && isFlat(tree)) {
    if (isArgument) checkAllAlive(tree);
    return tree.constructor === Array ? tree.slice() : Array.from(tree);
  }
  const leaves: Leaf[] = [];
  let hasConstants = false;
  const refused = (way: Location | undefined, what: string) => {
    abandon(tree);
    return new TypeError(`${place.refusal}: ${pathText(place.root, way)} ${what}; ${place.remedy}`);
  };
  const isPassedOn = (node: unknown, way: Location | undefined) => {
    if (way === undefined || !isConstantNode(node)) return false;
    if (passedOn.has(way.node)) return true;
    return isArgument && !(node === undefined && Array.isArray(way.node));
  };

  walk(tree, (node, way: Location<true> | undefined) => {
    if (typeof node === "number") leaves.push(node);
    else if (isAnyBox(node)) leaves.push(isArgument ? checkAlive(node) : node);
    else if (isFloatArray(node)) { for (let i = 0; i < node.length; i++) leaves.push(node[i]); }
    else if (Array.isArray(node) && isFlat(node)) {
      if (isArgument) checkAllAlive(node);
      for (let i = 0; i < node.length; i++) leaves.push(node[i]);
    } else if (isBranch(node)) return true;
    else if (typeof node === "function" && kind === "result with functions") {
      leaves.push(node as FunctionLeaf);
    } else if (isPassedOn(node, way)) hasConstants = true;
    else throw refused(way, `is ${kindOf(node)}`);
  }, refused);
  // A tree of nothing but constants is a mistake. Read as one without constants, it is refused by the path of the first.
  if (isArgument && hasConstants && leaves.length === 0) return leavesOf(tree, place);
  return leaves;
}

/** Objects and arrays that a transform has made, with constants of its arguments in them. */
const passedOn = /* @__PURE__ */ new WeakSet<object>();

/**
 * Returns a tree of the same structure with other leaves, which need not be scalars: Jacobians are trees of trees.
 * An instance of a class is one in arguments, and a plain object in answers.
 */
export function withLeaves(
  tree: unknown,
  leaves: readonly unknown[],
  floatArrays: FloatArrays,
): unknown {
  const builder = new Builder(leaves, floatArrays);
  // The most frequent trees need no walk.
  if (typeof tree === "number") return builder.leaf();
  if (Array.isArray(tree) && isFlat(tree)) return builder.list(tree);
  let root: unknown;
  walk<object>(tree, (node, way) => {
    let built: unknown;
    let isOpen = false;
    if (typeof node === "number" || isAnyBox(node)) built = builder.leaf();
    else if (Array.isArray(node)) {
      isOpen = !isFlat(node);
      built = isOpen ? builder.listLike(node, []) : builder.list(node);
    } else if (isFloatArray(node)) built = floatsLike(node, builder.part(node), floatArrays);
    else if (isBranch(node)) {
      isOpen = true;
      built = builder.objectLike(node);
    } else if (isConstantNode(node)) {
      built = node;
      if (way !== undefined) passedOn.add(way.made);
    } else built = builder.leaf();
    if (way === undefined) root = built;
    else put(way.made, way.key, built);
    return isOpen ? built as object : undefined;
  });
  return root;
}

/** Returns a copy of a tree with the same leaves: a pattern that does not change when the tree is written to. */
export function copyOf(tree: unknown, leaves: readonly unknown[]): unknown {
  return withLeaves(tree, leaves, "where all are numbers");
}

function put(into: object, key: string | number, child: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(into, key, {
      value: child,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } else (into as Record<string | number, unknown>)[key] = child;
}

/**
 * Swallows the rejections of promises inside a refused value, so that none is reported as unhandled: a function
 * that goes on computing with boxes after its call has ended is refused as well.
 */
export function abandon(refused: unknown): void {
  const seen = new Set<unknown>();
  walk(refused, (node) => {
    if (isPromise(node)) Promise.resolve(node).then(undefined, () => {});
    const isNew = (Array.isArray(node) || isPlainObject(node)) && !seen.has(node);
    if (!isNew) return undefined;
    seen.add(node);
    return true;
  });
}

/**
 * Checks a scalar, and returns it.
 *
 * @throws {TypeError} if it is a box that has escaped from its derivative.
 */
export function checkAlive<T extends Scalar>(scalar: T): T {
  if (typeof scalar === "number") return scalar;
  const { level } = scalar as unknown as AnyBox;
  if (level.phase === "closed") throw escaped(level);
  return scalar;
}

function checkAllAlive(scalars: readonly Scalar[]): void {
  for (let i = 0; i < scalars.length; i++) {
    if (typeof scalars[i] !== "number") checkAlive(scalars[i]);
  }
}
