// A tree of numbers as a vector and back, for what only knows vectors, such as linear algebra.

import { isBox, type Scalar, type Tree } from "@fluxion/ad";

/** The leaves of a tree, depth first: those of a Jacobian or Hessian are its entries row by row. */
export function flatten(tree: Tree): number[] {
  const leaves: number[] = [];
  const visit = (node: Tree): void => {
    if (typeof node === "number") leaves.push(node);
    else if (isBox(node)) {
      throw new TypeError("Cannot flatten a tree of boxes: differentiate first");
    } else for (const child of Object.values(node)) visit(child);
  };
  visit(tree);
  return leaves;
}

/** A tree of the same structure with other leaves; where those are boxes, an array for a `Float64Array`. */
export function unflatten<T extends Tree>(pattern: T, leaves: readonly Scalar[]): T {
  let next = 0;
  const build = (node: Tree): Tree => {
    if (typeof node === "number" || isBox(node)) return leaves[next++];
    if (Array.isArray(node)) return node.map(build);
    if (node instanceof Float64Array) {
      const own = Array.from(node, build);
      return own.every((leaf) => typeof leaf === "number") ? Float64Array.from(own) : own;
    }
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, build(child)]));
  };
  return build(pattern) as T;
}
