// A tree of numbers as a vector and back, for what only knows vectors, such as linear algebra.

import { isBox, ravel, type Scalar, type Tree } from "@fluxion/ad";

/** The leaves of a tree, depth first: those of a Jacobian or Hessian are its entries row by row. */
export function flatten(tree: Tree): number[] {
  const [leaves] = ravel<unknown>(tree);
  if ((leaves as Scalar[]).some(isBox)) {
    throw new TypeError("Cannot flatten a tree of boxes: differentiate first");
  }
  return leaves as number[];
}

/** A tree of the same structure with other leaves; where those are boxes, an array for a `Float64Array`. */
export function unflatten<T extends Tree>(pattern: T, leaves: readonly Scalar[]): T {
  const [, unravel] = ravel(pattern);
  return unravel(leaves) as T;
}
