// Trees in the structure of others: tangents in that of primals, cotangents in that of results.

import { isAnyBox } from "../values/box.ts";
import { describe, kindOf } from "../values/describe.ts";
import { type FloatArray, isFloatArray } from "../values/floats.ts";
import { isBranch, isConstantNode, isFlat, isPlainObject } from "./node.ts";
import type { Scalar } from "../values/scalar.ts";
import { abandon, checkAlive } from "./tree.ts";
import { accessor, type Location, pathText, walk } from "./location.ts";

/**
 * Returns the leaves of a tree that must have the structure of another, in the order of the other's leaves. Typed
 * arrays of floats and arrays count as the same, and so do instances and plain objects with the same fields.
 * Where the other has a constant, this one has the same, or nothing.
 *
 * @throws {TypeError} that names the first place where the two part, or that a value has escaped.
 */
export function matchingLeaves(
  tree: unknown,
  root: string,
  like: unknown,
  likeRoot: string,
): Scalar[];
/** Returns the leaves of a tree of which any part may be left out, `undefined` for the parts that are. */
export function matchingLeaves(
  tree: unknown,
  root: string,
  like: unknown,
  likeRoot: string,
  which: "or absent",
): (Scalar | undefined)[];
export function matchingLeaves(
  tree: unknown,
  root: string,
  like: unknown,
  likeRoot: string,
  which?: "or absent",
): (Scalar | undefined)[] {
  // The most frequent trees need no walk.
  if (isScalar(like) && isScalar(tree)) return [checkAlive(tree)];
  const leaves: (Scalar | undefined)[] = [];

  walk(like, (wanted, way: Location<Children> | undefined) => {
    const node = way === undefined ? tree : ownChild(way.made, way.key);
    if (isScalar(wanted) && isScalar(node)) {
      leaves.push(checkAlive(node));
    } else if (isLeftOut(node)) {
      if (isFloatArray(wanted)) leaves.push(...Array.from(wanted, () => undefined));
      else if (isBranch(wanted)) return NOTHING_THERE;
      else if (!isConstantNode(wanted)) leaves.push(undefined);
    } else if (isList(wanted) && isList(node) && wanted.length === node.length) {
      if (!isListOfScalars(wanted)) return node as unknown as Children;
      for (let i = 0; i < node.length; i++) {
        const own = node[i];
        if (typeof own === "number") leaves.push(own);
        else if (isScalar(own)) leaves.push(checkAlive(own));
        else if (isLeftOut(own)) leaves.push(undefined);
        else throw parted(own, wanted[i], way, accessor(i));
      }
    } else if (isObject(wanted) && isObject(node)) {
      checkKeys(node, wanted, way);
      return node;
    } else if (!isConstantNode(wanted) || !(node === undefined || Object.is(node, wanted))) {
      throw parted(node, wanted, way);
    }
  });
  return leaves;

  function isLeftOut(node: unknown): boolean {
    return which === "or absent" && (node === undefined || node === null);
  }

  function checkKeys(node: Children, wanted: Children, way: Location | undefined): void {
    for (const key of Object.keys(node)) {
      if (Object.hasOwn(wanted, key) || node[key] === undefined) continue;
      const path = pathText(root, way) + accessor(key);
      throw refused(`${path} has no counterpart in ${pathText(likeRoot, way)}`);
    }
    for (const key of Object.keys(wanted)) {
      const isThere = Object.hasOwn(node, key) || which === "or absent";
      if (isThere || isConstantNode(wanted[key])) continue;
      throw refused(`${pathText(root, way)}${accessor(key)} is missing`);
    }
  }

  function parted(node: unknown, wanted: unknown, way: Location | undefined, last = ""): TypeError {
    const shape = isConstantNode(node) && isConstantNode(wanted) ? describe : shapeOf;
    return refused(
      `${pathText(root, way)}${last} is ${shape(node)} where ${pathText(likeRoot, way)}${last} is ${
        shape(wanted)
      }`,
    );
  }

  function refused(what: string): TypeError {
    abandon(tree);
    return new TypeError(`Cannot pair ${root} with ${likeRoot}: ${what}`);
  }
}

interface Children {
  readonly [key: string | number]: unknown;
}

/** Stands in place of a part that is left out. */
const NOTHING_THERE: Children = {};

/** Returns a child of a node itself, not of its prototype. */
function ownChild(node: Children, key: string | number): unknown {
  return Object.hasOwn(node, key) ? node[key] : undefined;
}

/** Returns the paths of the leaves of a tree, in the order of the leaves. */
export function pathsOf(tree: unknown, root: string): string[] {
  const paths: string[] = [];
  walk(tree, (node, way: Location<string> | undefined) => {
    const path = way === undefined ? root : way.made + accessor(way.key);
    if (isFloatArray(node)) {
      for (let i = 0; i < node.length; i++) paths.push(path + accessor(i));
    } else if (isBranch(node)) return path;
    else if (!isConstantNode(node)) paths.push(path);
  });
  return paths;
}

function isScalar(node: unknown): node is Scalar {
  return typeof node === "number" || isAnyBox(node);
}

function isList(node: unknown): node is readonly unknown[] | FloatArray {
  return Array.isArray(node) || isFloatArray(node);
}

function isListOfScalars(list: readonly unknown[] | FloatArray): boolean {
  return !Array.isArray(list) || isFlat(list);
}

function isObject(node: unknown): node is Children {
  return isBranch(node) && !Array.isArray(node);
}

function shapeOf(node: unknown): string {
  if (isScalar(node)) return "one number";
  if (isList(node)) return `an array of ${node.length}`;
  return isPlainObject(node) ? "an object" : kindOf(node);
}
