// The types of code that is generic over what it differentiates: a parameter tree of a type that is not known where the
// code is written. The compiler leaves questions about such a type open; a mark on the parameter answers them.

import type { WithScalars } from "./types.ts";

/** The type of a tree. */
export interface TreeType<P> {
  /** The tree, as it is outside the derivative. */
  readonly of: P;
}

/** What says of a tree what it is outside the derivative. */
export interface MarkedTree<P> {
  /** Every tree has this, so that every tree may be taken for a marked one. */
  toString(): string;
  /** The mark: for the compiler alone, nothing has it when a program runs. */
  readonly "is-a-tree-of"?: TreeType<P>;
}

/**
 * A tree of the type `P` as a function sees it inside a derivative, with scalars in place of its numbers: the parameter of
 * a function that generic code differentiates. A gradient of such a function is of the type `P`.
 *
 * @example
 * ```ts
 * import { dot, grad, mul, type Scalar, type Scalars, sub, treeMap } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * function descend<P>(f: (p: Scalars<P>) => Scalar, start: P): P {
 *   return treeMap((x, slope) => sub(x, mul(0.25, slope)), start, grad(f)(start));
 * }
 * assertEquals(descend((x) => dot(x, x), [1, 2]), [0.5, 1]);
 * ```
 */
export type Scalars<P> = WithScalars<P> & MarkedTree<P>;

/** The type of the tree that generic code differentiates by, or `undefined` where it is not generic. */
export type TreeOf<T> = { readonly is: T } extends
  { readonly is: { readonly "is-a-tree-of"?: infer Type } }
  ? Type extends TreeType<infer P> ? TreeType<P> : undefined
  : undefined;
