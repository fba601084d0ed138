// For each element of a list what all others come to: where a difference with the whole would cancel, it is
// put together from the others alone.

import type { Scalar } from "../values/scalar.ts";

/**
 * For each element, an operation folded over all others; 0 where there is none. A binary tree over the list
 * makes that twice as many operations as there are elements, and no chain of roundings is longer than its depth.
 */
export function withoutEach(
  xs: readonly Scalar[],
  operation: (x: Scalar, y: Scalar) => Scalar,
): Scalar[] {
  const count = xs.length;
  // Node i has the children 2i and 2i + 1, and the leaves stand at the end.
  const inside: Scalar[] = [...new Array<Scalar>(count).fill(0), ...xs];
  for (let i = count - 1; i > 1; i--) inside[i] = operation(inside[2 * i], inside[2 * i + 1]);
  const outside: Scalar[] = new Array<Scalar>(2 * count).fill(0);
  for (let i = 2; i < 2 * count; i++) {
    const sibling = inside[i ^ 1];
    outside[i] = i < 4 ? sibling : operation(outside[i >> 1], sibling);
  }
  return outside.slice(count);
}
