// Boxes of two plain numbers: a dual of numbers is its primal and its tangent, a variable of a number is that
// number and its index. In a derivative inside another nearly all partials and cotangents are of this kind and
// of one level. They are kept as the numbers they consist of, in columns: as objects they would live as long
// as the tape, and the garbage collector would copy one after the other (in long programs two thirds of a
// Hessian-vector product). What takes one out of the columns makes a box of it again.

import { HOME } from "./refusal.ts";
import type { Box, Scalar } from "./scalar.ts";

/** A box of two plain numbers. */
export interface FlatBox extends Box {
  readonly level: object;
  /** The box of the same level with these two numbers. */
  alike(number: number, companion: number): FlatBox;
}

// A dual of numbers has fields of its own for them, and is asked for first.
interface Parts {
  readonly plainDualOf: unknown;
  readonly number: number;
  readonly slope: number;
  readonly primal: Scalar;
  readonly index: number;
  readonly alike: unknown;
}

/** Whether a box is made of two plain numbers. */
export function isFlatBox(x: Box): x is FlatBox {
  const box = x as unknown as Parts;
  return box.plainDualOf === HOME || (box.alike !== undefined && typeof box.primal === "number");
}

/** The number of a flat box. */
export function numberOf(x: FlatBox): number {
  const box = x as unknown as Parts;
  return box.plainDualOf === HOME ? box.number : box.primal as number;
}

/** What a flat box has beside its number: the tangent of a dual, the index of a variable. */
export function companionOf(x: FlatBox): number {
  const box = x as unknown as Parts;
  return box.plainDualOf === HOME ? box.slope : box.index;
}
