// A tree as a vector and back, for code that takes vectors only: optimisers, linear algebra, samplers.

import type { FloatArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { copyOf, leavesOf, withLeaves } from "../trees/tree.ts";
import type { Answer } from "../trees/types.ts";

/**
 * Puts a vector into the shape of the tree that was ravelled.
 *
 * @example
 * ```ts
 * import { ravel } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const [vector, unravel] = ravel({ w: [1, 2], b: 3 });
 * assertEquals(vector.length, 3);
 * assertEquals(unravel([10, 20, 30]), { w: [10, 20], b: 30 });
 * ```
 */
export type Unravel<T> = <V extends readonly Scalar[] | FloatArray>(vector: V) => Answer<[V], T>;

/**
 * Returns the numbers of a tree as a vector, depth first, and the function that puts such a vector into the shape
 * of the tree. Both may be used inside a derivative. So a function of a tree becomes one of a vector, and
 * its Hessian a matrix; the Hessian itself, ravelled, is that matrix row by row.
 *
 * @throws {TypeError} if something in the tree can be no part of one, the error names its path; from `unravel`, if
 * the vector has another length than the first one.
 *
 * @example A step of Newton's method on a tree of parameters
 * ```ts
 * import { add, hessian, mul, ravel, type Scalar, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * type Model = { w: Scalar[]; b: Scalar };
 * const loss = ({ w, b }: Model) => add(square(w[0]), mul(w[1], b));
 *
 * const [vector, unravel] = ravel({ w: [1, 2], b: 3 });
 * assertEquals(vector, [1, 2, 3]);
 * assertEquals(unravel([10, 20, 30]), { w: [10, 20], b: 30 });
 * const matrix = hessian((x: Scalar[]) => loss(unravel(x)))(vector);
 * assertEquals(matrix, [[2, 0, 0], [0, 0, 1], [0, 1, 0]]);
 * ```
 */
export function ravel<T>(
  tree: T,
): [vector: Answer<[T], Scalar[]>, unravel: Unravel<T>] {
  const leaves = leavesOf(tree, {
    refusal: "Cannot ravel this tree",
    root: "tree",
    remedy: "it takes numbers, arrays and plain objects of them",
  }, "argument");
  // The structure alone: what happens to the tree later does not matter, and no box is kept alive.
  const zeros = leaves.map(() => 0);
  const pattern = copyOf(tree, zeros);
  const unravel = (vector: unknown) =>
    withLeaves(
      pattern,
      matchingLeaves(vector, "the vector", zeros, "the vector of the tree"),
      "where all are numbers",
    );
  return [leaves, unravel] as never;
}
