// Builds a tree of the structure of another with other leaves, node by node.

import { isFollowed } from "../values/box.ts";
import {
  type FloatArray,
  floatKindOf,
  floatsOfKind,
  isFloatArray,
  listMakerOf,
  standingFor,
} from "../values/floats.ts";

/**
 * What typed arrays of floats and instances of classes become in a tree with other leaves:
 * - as arrays, for the arguments of a function that may get boxes: lists that stand for typed arrays, and instances;
 * - where all are numbers: typed arrays, or such lists if they hold boxes, and instances;
 * - as an answer, for the result of a transform: the same as before, and plain objects for instances;
 * - for plain code: typed arrays, also for such lists, and instances;
 * - of trees: plain arrays of the trees in place of the leaves, and plain objects.
 */
export type FloatArrays =
  | "as arrays"
  | "where all are numbers"
  | "as an answer"
  | "for plain code"
  | "of trees";

/** Makes the nodes of a tree with other leaves, in the order of a walk. */
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

  /** Returns the next leaf, with 0 for a structural zero. */
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

  /** Makes a list of the next leaves in the place of another list. */
  list(node: readonly unknown[]): unknown {
    const part = this.part(node);
    if (floatKindOf(node) !== undefined) return floatsLike(node, part, this.floatArrays);
    return this.listLike(node, part);
  }

  /** Makes a list of the same class as another in arguments, and an array in results of transforms. */
  listLike(node: readonly unknown[], list: unknown[]): unknown[] {
    if (this.isAnswer || node.constructor === Array) return list;
    return Object.setPrototypeOf(list, Object.getPrototypeOf(node));
  }

  /**
   * Makes an object, as yet without fields, of the same class as another in arguments, a plain one in
   * results.
   */
  objectLike(node: object): object {
    if (this.isAnswer) return {};
    const prototype = Object.getPrototypeOf(node);
    return prototype === Object.prototype ? {} : Object.create(prototype);
  }
}

/** Makes a list of leaves in the place of a typed array, or of a list that stands for one. */
export function floatsLike(
  node: FloatArray | readonly unknown[],
  list: unknown[],
  floatArrays: FloatArrays,
): unknown {
  if (floatArrays === "of trees") return list;
  const kind = floatKindOf(node)!;
  if (floatArrays === "as arrays") return standingFor(kind, list);
  const another = listMakerOf(node);
  if (another !== undefined && floatArrays !== "for plain code") {
    return list.some(isFollowed) ? standingFor(kind, list) : another(list);
  }
  if (!list.every((leaf) => typeof leaf === "number")) return standingFor(kind, list);
  const isTyped = floatArrays === "for plain code" || isFloatArray(node);
  return isTyped ? floatsOfKind(kind, list as number[]) : list;
}
