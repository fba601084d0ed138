// A place that derivatives do not pass.

import { isAnyBox } from "../core/box.ts";
import { leavesOf, withLeaves } from "../core/tree.ts";
import { type Unary, unary } from "../core/unary.ts";

const stop: Unary = unary({ name: "stopGradient", value: (x) => x, partials: [0] });

/**
 * The same numbers with no derivative, at any level: a scalar, or every leaf of a tree.
 *
 * @throws {TypeError} if something in the tree can be no part of one.
 *
 * @example
 * ```ts
 * import { derivative, mul, stopGradient } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative((x) => mul(x, stopGradient(x)))(3), 3);
 * ```
 */
export function stopGradient<T>(tree: T): T {
  if (typeof tree === "number" || isAnyBox(tree)) return stop(tree) as T;
  const leaves = leavesOf(tree, {
    refusal: "Cannot stop the gradient of this value",
    root: "value",
    remedy: "it takes numbers, arrays and plain objects of them",
  }, "argument");
  return withLeaves(tree, leaves.map((leaf) => stop(leaf)), "where all are numbers") as T;
}
