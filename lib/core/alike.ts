// Trees in the structure of others: tangents in that of primals, cotangents in that of results.

import { isAnyBox } from "./box.ts";
import { kindOf } from "./describe.ts";
import type { Scalar } from "./scalar.ts";
import { abandon, isPlainObject, leavesOf } from "./tree.ts";
import { accessor, spelled, type Way } from "./way.ts";

/**
 * The leaves of a tree that must have the structure of another, in the order of the other's leaves.
 * `Float64Array` and array count as the same.
 *
 * @throws {TypeError} that names the first place where the two part.
 */
export function leavesAlike(
  tree: unknown,
  root: string,
  like: unknown,
  likeRoot: string,
): Scalar[];
/** The leaves of a tree of which any part may be left out; `undefined` for what is not there. */
export function leavesAlike(
  tree: unknown,
  root: string,
  like: unknown,
  likeRoot: string,
  which: "or absent",
): (Scalar | undefined)[];
export function leavesAlike(
  tree: unknown,
  root: string,
  like: unknown,
  likeRoot: string,
  which?: "or absent",
): (Scalar | undefined)[] {
  const leaves: (Scalar | undefined)[] = [];
  const refused = (what: string) => {
    abandon(tree);
    return new TypeError(`Cannot pair ${root} with ${likeRoot}: ${what}`);
  };

  function visit(node: unknown, wanted: unknown, before?: Way): void {
    if (isScalar(wanted) && isScalar(node)) {
      leaves.push(node);
    } else if ((node === undefined || node === null) && which === "or absent") {
      const place = { refusal: `Cannot pair ${root}`, root: likeRoot, remedy: "it is a tree" };
      for (const _ of leavesOf(wanted, place)) leaves.push(undefined);
    } else if (isList(wanted) && isList(node) && wanted.length === node.length) {
      for (let i = 0; i < wanted.length; i++) {
        const own = node[i];
        if (typeof wanted[i] === "number" && typeof own === "number") leaves.push(own);
        else visit(own, wanted[i], { before, node: wanted, key: i });
      }
    } else if (isPlainObject(wanted) && isPlainObject(node)) {
      for (const key of Object.keys(node)) {
        if (Object.hasOwn(wanted, key)) continue;
        const path = spelled(root, before) + accessor(key);
        throw refused(`${path} has no counterpart in ${spelled(likeRoot, before)}`);
      }
      for (const key of Object.keys(wanted)) {
        const way = { before, node: wanted, key };
        if (!Object.hasOwn(node, key) && which !== "or absent") {
          throw refused(`${spelled(root, way)} is missing`);
        }
        visit(node[key], wanted[key], way);
      }
    } else {
      const [path, wantedPath] = [spelled(root, before), spelled(likeRoot, before)];
      throw refused(`${path} is ${shapeOf(node)} where ${wantedPath} is ${shapeOf(wanted)}`);
    }
  }

  visit(tree, like);
  return leaves;
}

/** The paths of the leaves of a tree, in the order of the leaves. */
export function pathsOf(tree: unknown, root: string): string[] {
  if (isList(tree)) {
    return Array.from(tree, (child, i) => pathsOf(child, root + accessor(i))).flat();
  }
  if (!isPlainObject(tree)) return [root];
  return Object.keys(tree).flatMap((key) => pathsOf(tree[key], root + accessor(key)));
}

function isScalar(node: unknown): node is Scalar {
  return typeof node === "number" || isAnyBox(node);
}

function isList(node: unknown): node is ArrayLike<unknown> {
  return Array.isArray(node) || node instanceof Float64Array;
}

function shapeOf(node: unknown): string {
  if (isScalar(node)) return "one number";
  if (isList(node)) return `an array of ${node.length}`;
  return isPlainObject(node) ? "an object" : kindOf(node);
}
