// The fold of all other elements, for each element of a list. It is computed from the others alone, since the
// difference between the whole and one element may cancel.

import type { Scalar } from "../values/scalar.ts";

/**
 * Returns, for each element, the fold of an operation over all others; 0 where there are none. By a binary tree over
 * the list, this needs about three operations for each element, and no rounding error goes through more of them than
 * twice the depth of the tree.
 */
export function withoutEach(
  xs: readonly Scalar[],
  operation: (x: Scalar, y: Scalar) => Scalar,
): Scalar[] {
  const count = xs.length;
  // Node i has the children 2i and 2i + 1; the leaves are the last `count` nodes.
  const inside: Scalar[] = [...new Array<Scalar>(count).fill(0), ...xs];
  for (let i = count - 1; i > 1; i--) inside[i] = operation(inside[2 * i], inside[2 * i + 1]);
  const outside: Scalar[] = new Array<Scalar>(2 * count).fill(0);
  for (let i = 2; i < 2 * count; i++) {
    const sibling = inside[i ^ 1];
    outside[i] = i < 4 ? sibling : operation(outside[i >> 1], sibling);
  }
  return outside.slice(count);
}
