// What is to be known of an operation of two reals, and what is made of it.

import type { Interval } from "./row.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * A partial derivative of z = f(x, y), written with the operations of this library, or the number it
 * constantly is. A constant 0 is structural: the operand is not followed at all.
 */
export type BinaryPartial = number | ((x: Scalar, y: Scalar, z: Scalar) => Scalar);

/** What is to be known of an operation of two reals. */
export interface BinaryRow {
  /** What it is called in error messages and listings. */
  readonly name: string;
  /** The function on plain numbers. */
  readonly value: (x: number, y: number) => number;
  /** ∂z/∂x and ∂z/∂y, given the operands and the result. */
  readonly partials: readonly [BinaryPartial, BinaryPartial];
  /** Set where the partials say which operands were selected: a 0 that one answers is structural. */
  readonly selects?: boolean;
  /** Where each operand may be sampled by tests; [−3, 3] unless told. */
  readonly domain?: readonly [Interval, Interval];
}

/** An operation of two reals: numbers in, number out. */
export interface Binary {
  (x: number, y: number): number;
  (x: Scalar, y: Scalar): Scalar;
  /** The row it was made from. */
  readonly row: BinaryRow;
}
