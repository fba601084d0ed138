// Trees of scalars: the arguments and results of differentiated functions. Every transform flattens a tree
// into the list of its leaves, works on lists, and builds its result in the structure of a tree again.

import { type AnyBox, isAnyBox } from "../values/box.ts";
import { Builder, type FloatArrays, floatsLike } from "./builder.ts";
import { kindOf } from "../values/describe.ts";
import { type FloatArray, isFloatArray } from "../values/floats.ts";
import { escaped } from "../values/refusal.ts";
import { defineField, isBranch, isConstantNode, isFlat, isPlainObject } from "./node.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "./promises.ts";
import type { Opaque } from "./types.ts";
import { type Location, pathText, walk } from "./location.ts";

/**
 * A scalar, an array of trees, or an object of trees. A `Float64Array` or `Float32Array` is an array of
 * numbers.
 *
 * TypeScript does not take an `interface` for a `Tree`, since it may always be extended, but takes it for a
 * `Tree` of itself if its properties are trees. So a function of trees in general takes `<P extends
 * Tree<P>>`.
 *
 * @example
 * ```ts
 * import { grad, mul, type Scalar, type Tree } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const price: Tree = { fixed: 1, perHour: [2, 3] };
 * assertEquals(Object.keys(price), ["fixed", "perHour"]);
 *
 * // A gradient has the shape of its argument.
 * const cost = ({ fixed, hours: [x, y] }: { fixed: Scalar; hours: [Scalar, Scalar] }) =>
 *   mul(fixed, x, y);
 * assertEquals(grad(cost)({ fixed: 2, hours: [3, 5] }), { fixed: 15, hours: [10, 6] });
 * ```
 */
export type Tree<T = LiteralTree> =
  | LiteralTree
  | object & { readonly [K in keyof T]: TreeOrNever<T[K]> };

/** A tree whose objects are literals, or of types that are no interfaces. */
export type LiteralTree =
  | Scalar
  | FloatArray
  | readonly LiteralTree[]
  | { readonly [key: string]: LiteralTree };

/** `T` if it is a tree, with `never` in place of every part that is none. */
export type TreeOrNever<T> = T extends LiteralTree ? T
  : T extends Opaque ? never
  : { readonly [K in keyof T]: TreeOrNever<T[K]> };

/** A function in a result. The derivative has a function in its place. */
export type FunctionLeaf = (...args: unknown[]) => unknown;

/** A leaf of a result. */
export type Leaf = Scalar | FunctionLeaf;

/** The place of a tree in a call, for the error about a leaf that is no number. */
export interface TreePlace {
  /** The beginning of the message, such as "Cannot differentiate with respect to this argument". */
  readonly refusal: string;
  /** The path of the root, such as `args[0]`. */
  readonly root: string;
  /** The end of the message: what the caller can do. */
  readonly remedy: string;
}

/** The kind of a tree: an argument may hold constants, and a result may hold functions. */
export type KindOfTree = "argument" | "result with functions";

/**
 * Returns the leaves of a tree, depth first, arrays in order, objects in the order of their keys.
 *
 * Strings, booleans, `null` and missing fields are allowed beside the numbers of an argument, and wherever a
 * transform has passed them on from one.
 *
 * @throws {TypeError} if something can be no part of a tree, with its path, or if a box in an argument has
 * escaped from its derivative.
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
  const refused = (location: Location | undefined, what: string) => {
    abandon(tree);
    return new TypeError(
      `${place.refusal}: ${pathText(place.root, location)} ${what}; ${place.remedy}`,
    );
  };
  const isPassedOn = (node: unknown, location: Location | undefined) => {
    if (location === undefined || !isConstantNode(node)) return false;
    if (passedOn.has(location.node)) return true;
    return isArgument && !(node === undefined && Array.isArray(location.node));
  };

  walk(tree, (node, location: Location<true> | undefined) => {
    if (typeof node === "number") leaves.push(node);
    else if (isAnyBox(node)) leaves.push(isArgument ? checkAlive(node) : node);
    else if (isFloatArray(node) || Array.isArray(node) && isFlat(node)) {
      if (isArgument && Array.isArray(node)) checkAllAlive(node);
      for (let i = 0; i < node.length; i++) leaves.push(node[i]);
    } else if (isBranch(node)) return true;
    else if (typeof node === "function" && kind === "result with functions") {
      leaves.push(node as FunctionLeaf);
    } else if (isPassedOn(node, location)) hasConstants = true;
    else throw refused(location, `is ${kindOf(node)}`);
  }, refused);
  // An argument of constants only is a mistake: without `kind`, the first constant is refused with its path.
  if (isArgument && hasConstants && leaves.length === 0) return leavesOf(tree, place);
  return leaves;
}

/** Objects and arrays that `withLeaves` has made, and that hold constants of an argument. */
const passedOn = /* @__PURE__ */ new WeakSet<object>();

/**
 * Returns a tree of the same structure with other leaves, which need not be scalars: Jacobians are trees of
 * trees. An instance of a class stays one in arguments, and becomes a plain object in results of transforms.
 */
export function withLeaves(
  tree: unknown,
  leaves: readonly unknown[],
  floatArrays: FloatArrays,
): unknown {
  const builder = new Builder(leaves, floatArrays);
  // Fast path: one number and flat arrays, the most frequent trees, need no walk.
  if (typeof tree === "number") return builder.leaf();
  if (Array.isArray(tree) && isFlat(tree)) return builder.list(tree);
  let root: unknown;
  walk<object>(tree, (node, location) => {
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
      if (location !== undefined) passedOn.add(location.made);
    } else built = builder.leaf();
    if (location === undefined) root = built;
    else put(location.made, location.key, built);
    return isOpen ? built as object : undefined;
  });
  return root;
}

/** Returns a copy of a tree with the same leaves, so that later changes of the tree do not matter. */
export function copyOf(tree: unknown, leaves: readonly unknown[]): unknown {
  return withLeaves(tree, leaves, "where all are numbers");
}

function put(into: object, key: string | number, child: unknown): void {
  if (key === "__proto__") defineField(into, key, child);
  else (into as Record<string | number, unknown>)[key] = child;
}

/**
 * Swallows rejections of promises inside a refused value, so that none is reported as unhandled: an
 * asynchronous function that goes on with boxes after its call has ended rejects.
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

/** Returns a scalar, or throws a `TypeError` if it is a box that has escaped from its derivative. */
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
