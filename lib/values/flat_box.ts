// Flat boxes are those that consist of two plain numbers: a dual of numbers, of its primal and its tangent, a variable of
// a number, of that number and its index, and a box of a trace, of its number and its place. In a derivative inside another nearly all partials and
// cotangents are flat boxes of one level. They are kept as their numbers in typed columns, and made into boxes
// again when they are read: as objects they would live as long as the level's backpropagators, and copying them
// would take the garbage collector two thirds of a Hessian-vector product of a long program.

import { HOME } from "./refusal.ts";
import type { Box, Scalar } from "./scalar.ts";

/** A box of two plain numbers. */
export interface FlatBox extends Box {
  readonly level: object;
  /** Returns the box of the same level and class with these two numbers. */
  withParts(number: number, companion: number): FlatBox;
}

// The fields of all flat boxes. A `PlainDual` has its numbers in `number` and `tangentNumber`, a `Variable` and a `Traced`
// in `primal` and `index`; other boxes have no method to make another of the same level.
interface Parts {
  readonly plainDualOf: unknown;
  readonly number: number;
  readonly tangentNumber: number;
  readonly primal: Scalar;
  readonly index: number;
  readonly condition: unknown;
  readonly withParts: unknown;
}

/** Checks whether a box consists of two plain numbers. */
export function isFlatBox(x: Box): x is FlatBox {
  const box = x as unknown as Parts;
  return box.plainDualOf === HOME ||
    (box.withParts !== undefined && typeof box.primal === "number" && box.condition === undefined);
}

/** Returns the first number of a flat box, its primal. */
export function numberOf(x: FlatBox): number {
  const box = x as unknown as Parts;
  return box.plainDualOf === HOME ? box.number : box.primal as number;
}

/** Returns the second number of a flat box: the tangent of a dual, the index of a variable, the place of a traced box. */
export function companionOf(x: FlatBox): number {
  const box = x as unknown as Parts;
  return box.plainDualOf === HOME ? box.tangentNumber : box.index;
}
