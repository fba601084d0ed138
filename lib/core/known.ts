// Functions of a row that cost less than a call of them. The callables of all rows share their code, and to
// call what only the row knows takes the engine through three jumps; what it knows by a number it computes in
// place (a third off a forward pass of sums and products). A row says nothing of it: it is made with one of
// these functions, and the callable recognises it.

import type { Scalar } from "./scalar.ts";

/** The first operand: the partial derivative of a product with respect to the second. */
export const first = (x: Scalar): Scalar => x;
/** The second operand; of an operation of one real the result. */
export const second = (_x: Scalar, y: Scalar): Scalar => y;
/** The result of an operation of two reals. */
export const third = (_x: Scalar, _y: Scalar, z: Scalar): Scalar => z;

/** x + y. */
export const sumOf = (x: number, y: number): number => x + y;
/** x − y. */
export const differenceOf = (x: number, y: number): number => x - y;
/** x · y. */
export const productOf = (x: number, y: number): number => x * y;
/** −x. */
export const oppositeOf = (x: number): number => -x;
/** x². */
export const squareOf = (x: number): number => x * x;
