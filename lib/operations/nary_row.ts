// The row of an operation of a list of reals, and the type of the callable that is made of it.

import type { NumberArray } from "../values/floats.ts";
import type { Interval, OfOperand } from "./row.ts";
import type { Scalar } from "../values/scalar.ts";

/** A list of reals, as operations of lists take it. */
export type ScalarList = readonly Scalar[] | NumberArray;

/**
 * The partial derivatives of z = f(x₁ … xₙ): a function written with the operations of this library, or a number
 * if all of them are this constant. A constant 0 is structural: no operand is followed.
 */
export type NaryPartials = number | ((xs: readonly Scalar[], z: Scalar) => readonly Scalar[]);

/** The description of an operation z = f(x₁ … xₙ). */
export interface NaryRow {
  /** The name in error messages and listings. */
  readonly name: string;
  /** The function on plain numbers. */
  readonly value: (xs: ArrayLike<number>) => number;
  /** All ∂z/∂xᵢ, given the operands and the result. */
  readonly partials: NaryPartials;
  /**
   * Whether the operation selects among its operands, so that a partial that is 0 is a structural zero.
   *
   * @default false
   */
  readonly selects?: boolean;
  /**
   * The interval from which tests take each operand.
   *
   * @default [-3, 3]
   */
  readonly domain?: Interval;
}

/** What an operation of a list answers: of numbers a number, of scalars that may be boxes a scalar. */
export type OfList<L extends ScalarList> = OfOperand<L[number]>;

/** An operation of a list of reals: numbers in, number out. */
export interface Nary {
  <L extends ScalarList>(xs: L): OfList<L>;
  /** The row from which it was made. */
  readonly row: NaryRow;
}
