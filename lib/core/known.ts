// Functions that cost less than to call them. The callables of all rows share their code, so that what only a
// row knows is called through a variable, which takes an engine three jumps; what it knows by a number it
// computes in place (7 % off a pass of either mode). Rows say nothing of it: their functions are recognised.

import type { Scalar } from "./scalar.ts";

/** The first operand: the partial derivative of a product with respect to the second. */
export const first = (x: Scalar): Scalar => x;
/** The second operand; of an operation of one real, the result. */
export const second = (_x: Scalar, y: Scalar): Scalar => y;
/** The result of an operation of two reals. */
export const third = (_x: Scalar, _y: Scalar, z: Scalar): Scalar => z;

/** x + y, on numbers. */
export const sumOf = (x: number, y: number): number => x + y;
/** x − y, on numbers. */
export const differenceOf = (x: number, y: number): number => x - y;
/** x · y, on numbers. */
export const productOf = (x: number, y: number): number => x * y;
/** −x, on a number. */
export const oppositeOf = (x: number): number => -x;
/** x², on a number. */
export const squareOf = (x: number): number => x * x;

// A row keeps the function that it was given, whatever becomes of Math.
const { exp, log, sqrt, sin, cos } = Math;

// Their places in this list are the numbers below: literals, which an engine makes a jump of.
const known: readonly unknown[] = [
  first, // 0
  second, // 1
  third, // 2
  sumOf, // 3
  differenceOf, // 4
  productOf, // 5
  oppositeOf, // 6
  squareOf, // 7
  exp, // 8
  log, // 9
  sqrt, // 10
  sin, // 11
  cos, // 12
];

/** The number of a constant, in place of a function. */
const CONSTANT = -1;

/** By which number a value or a partial is known. */
export function codeOf(f: unknown): number {
  if (typeof f === "number") return CONSTANT;
  const code = known.indexOf(f);
  return code < 0 ? known.length : code;
}

/** value(x), by its number. */
export function ofOne(code: number, value: (x: number) => number, x: number): number {
  switch (code) {
    case 6:
      return -x;
    case 7:
      return x * x;
    case 8:
      return exp(x);
    case 9:
      return log(x);
    case 10:
      return sqrt(x);
    case 11:
      return sin(x);
    case 12:
      return cos(x);
    default:
      return value(x);
  }
}

/** value(x, y), by its number. */
export function ofTwo(
  code: number,
  value: (x: number, y: number) => number,
  x: number,
  y: number,
): number {
  if (code === 3) return x + y;
  if (code === 5) return x * y;
  return code === 4 ? x - y : value(x, y);
}

/** What the partial of an operation of one real is, or answers, by its number. */
export function slopeOf(
  code: number,
  partial: number | ((x: Scalar, y: Scalar) => Scalar),
  x: Scalar,
  y: Scalar,
): Scalar {
  if (code === CONSTANT) return partial as number;
  if (code === 0) return x;
  if (code === 1) return y;
  // Two operands and no more: it may take any number, as a product does.
  return (partial as (x: Scalar, y: Scalar) => Scalar)(x, y);
}

/** What a partial of an operation of two reals is, or answers, by its number. */
export function partialOf(
  code: number,
  partial: number | ((x: Scalar, y: Scalar, z: Scalar) => Scalar),
  x: Scalar,
  y: Scalar,
  z: Scalar,
): Scalar {
  if (code === CONSTANT) return partial as number;
  if (code === 0) return x;
  if (code === 1) return y;
  if (code === 2) return z;
  return (partial as (x: Scalar, y: Scalar, z: Scalar) => Scalar)(x, y, z);
}
