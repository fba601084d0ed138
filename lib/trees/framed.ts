// Numbers in a frame of constants: a class of this library whose instances a compiled function may return, as it
// returns arrays. A sparse matrix is one; its pattern is the frame.

import type { Scalar } from "../values/scalar.ts";

/** The name of the method by which an instance tells its numbers and its frame. */
export const FRAMED: unique symbol = Symbol("numbers in a frame");

/** The numbers of an object, and what makes others of the same kind. */
export interface NumbersInFrame {
  readonly numbers: ArrayLike<Scalar>;
  /** Returns an object of the same frame with other numbers, which it keeps. */
  readonly withNumbers: (numbers: Float64Array) => unknown;
  /** Returns the numbers of another object, to be written over; `undefined` if it has not the same frame. */
  readonly numbersIn: (other: unknown) => Float64Array | undefined;
}

/** Returns the numbers of an object in their frame; `undefined` for what is none. */
export function numbersInFrame(node: unknown): NumbersInFrame | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  return (node as { readonly [FRAMED]?: () => NumbersInFrame })[FRAMED]?.();
}
