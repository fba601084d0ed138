// The nodes of a tree with other leaves, made one after the other.

import { isFollowed } from "../values/box.ts";
import {
  type FloatArray,
  floatKindOf,
  FloatList,
  floatsOfKind,
  isFloatArray,
  standingFor,
} from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * What a tree's typed arrays of floats become, and its instances of classes:
 * - as arrays: lists that stand for typed arrays, and instances, in the arguments of a function that may meet
 *   boxes;
 * - where all are numbers: typed arrays, or lists where there are boxes in them, and instances;
 * - as an answer: the same, and plain objects for instances;
 * - for plain code: typed arrays, also where a list stands for one, and instances;
 * - of trees: lists of whatever has taken the place of a leaf, and plain objects.
 */
export type FloatArrays =
  | "as arrays"
  | "where all are numbers"
  | "as an answer"
  | "for plain code"
  | "of trees";

/** Makes the nodes of a tree with other leaves, one after the other. */
export class Builder {
  private readonly leaves: readonly unknown[];
  private readonly floatArrays: FloatArrays;
  private readonly isAnswer: boolean;
  private next = 0;

  constructor(leaves: readonly unknown[], floatArrays: FloatArrays) {
    this.leaves = leaves;
    this.floatArrays = floatArrays;
    this.isAnswer = floatArrays === "as an answer" || floatArrays === "of trees";
  }

  /** Returns the next leaf; a structural zero becomes the number 0. */
  leaf(): unknown {
    const leaf = this.leaves[this.next++];
    return leaf === undefined ? 0 : leaf;
  }

  /** Returns as many of the next leaves as an array has elements. */
  part({ length }: ArrayLike<unknown>): unknown[] {
    const part = this.leaves.slice(this.next, this.next += length);
    for (let i = 0; i < length; i++) if (part[i] === undefined) part[i] = 0;
    return part;
  }

  /** Returns a list of leaves in the place of another. */
  list(node: readonly unknown[]): unknown {
    const part = this.part(node);
    if (floatKindOf(node) !== undefined) return floatsLike(node, part, this.floatArrays);
    return this.listLike(node, part);
  }

  /** Returns a list of the same class as another in arguments, an array in answers. */
  listLike(node: readonly unknown[], list: unknown[]): unknown[] {
    if (this.isAnswer || node.constructor === Array) return list;
    return Object.setPrototypeOf(list, Object.getPrototypeOf(node));
  }

  /** Returns an object of the same class as another in arguments, a plain one in answers; its fields are to come. */
  objectLike(node: object): object {
    if (this.isAnswer) return {};
    const prototype = Object.getPrototypeOf(node);
    return prototype === Object.prototype ? {} : Object.create(prototype);
  }
}

/** Returns a list of leaves in the place of a typed array, or of a list that stands for one. */
export function floatsLike(
  node: FloatArray | readonly unknown[],
  list: unknown[],
  floatArrays: FloatArrays,
): unknown {
  if (floatArrays === "of trees") return list;
  const kind = floatKindOf(node)!;
  if (floatArrays === "as arrays") return standingFor(kind, list);
  if (node instanceof FloatList && floatArrays !== "for plain code") {
    return list.some(isFollowed) ? standingFor(kind, list) : FloatList.from(list as Scalar[]);
  }
  if (!list.every((leaf) => typeof leaf === "number")) return standingFor(kind, list);
  const isTyped = floatArrays === "for plain code" || isFloatArray(node);
  return isTyped ? floatsOfKind(kind, list as number[]) : list;
}
