// A function applied to the leaves of trees: how code that is generic over its parameters computes with them.

import { isAnyBox } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { checkAlive, leavesOf, withLeaves } from "../trees/tree.ts";
import type { OnlyNumbers } from "../trees/types.ts";

/** What the leaves of a tree of the type `P` are: numbers, if it can hold no box. */
export type LeafOf<P> = [P] extends [OnlyNumbers<P>] ? number : Scalar;

/**
 * Applies a function to every number of a tree, or to the numbers that stand at the same place of several trees, and
 * returns the results in the shape of the first. What is no number in the first tree stays as it is. It may be used inside
 * a derivative, where the leaves are scalars.
 *
 * @throws {TypeError} if something in the trees can be no part of one, if another tree has another structure than the
 * first, with the path of the first difference, or if the function returns anything but one real.
 *
 * @example A step of gradient descent over any parameters
 * ```ts
 * import { dot, grad, mul, type Scalar, type Scalars, sub, treeMap } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * function step<P>(f: (p: Scalars<P>) => Scalar, at: P): P {
 *   return treeMap((x, slope) => sub(x, mul(0.25, slope)), at, grad(f)(at));
 * }
 * assertEquals(step((x) => dot(x, x), [1, 2]), [0.5, 1]);
 * assertEquals(step(({ w, b }) => dot(w, [b, b]), { w: [1, 2], b: 4 }), { w: [0, 1], b: 3.25 });
 * ```
 */
export function treeMap<P>(
  f: (...leaves: LeafOf<P>[]) => Scalar,
  tree: P,
  ...others: NoInfer<P>[]
): P {
  if (typeof f !== "function") {
    throw new TypeError(`Cannot map a tree by ${describe(f)}: the first argument is a function`);
  }
  const leaves = leavesOf(tree, {
    refusal: "Cannot map this tree",
    root: "tree",
    remedy: "it takes numbers, arrays and plain objects of them",
  }, "argument");
  const lists = others.map((other, i) => matchingLeaves(other, `others[${i}]`, tree, "tree"));
  const apply = f as (...scalars: Scalar[]) => unknown;
  const results = leaves.map((leaf, i) =>
    checkedLeaf(apply(leaf, ...lists.map((list) => list[i])))
  );
  return withLeaves(tree, results, "where all are numbers") as P;
}

function checkedLeaf(result: unknown): Scalar {
  if (typeof result === "number") return result;
  if (isAnyBox(result)) return checkAlive(result);
  throw new TypeError(
    `Cannot map this tree: the function returned ${
      describe(result)
    }, and one real is wanted for each leaf`,
  );
}
