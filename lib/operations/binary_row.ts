// The row of an operation of two reals, and the type of the callable that is made of it.

import type { Interval, OfOperand } from "./row.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * A partial derivative of z = f(x, y): a function written with the operations of this library, or a number if it
 * is constant. A constant 0 is structural: the operand is not followed at all.
 */
export type BinaryPartial = number | ((x: Scalar, y: Scalar, z: Scalar) => Scalar);

/**
 * The description of an operation of two reals.
 *
 * @example
 * ```ts
 * import { binary, type BinaryRow, grad } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const row: BinaryRow = {
 *   name: "area",
 *   value: (x, y) => x * y,
 *   partials: [(_x, y) => y, (x) => x],
 * };
 * assertEquals(grad(binary(row), { argnums: [0, 1] })(3, 4), [4, 3]);
 * ```
 */
export interface BinaryRow {
  /** The name in error messages and listings. */
  readonly name: string;
  /** The function on plain numbers. */
  readonly value: (x: number, y: number) => number;
  /** ∂z/∂x and ∂z/∂y, given the operands and the result. */
  readonly partials: readonly [BinaryPartial, BinaryPartial];
  /**
   * Whether the operation selects among its operands, so that a partial that is 0 is a structural zero.
   *
   * @default false
   */
  readonly selects?: boolean;
  /**
   * The intervals from which tests take operands.
   *
   * @default [[-3, 3], [-3, 3]]
   */
  readonly domain?: readonly [Interval, Interval];
}

/** An operation of two reals: numbers in, number out. */
export interface Binary {
  <T extends Scalar, U extends Scalar>(x: T, y: U): OfOperand<T | U>;
  /** The row from which it was made. */
  readonly row: BinaryRow;
}
