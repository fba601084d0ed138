// Intrinsics: functions that cost less than a call, and are computed in place. The callables of all rows share
// their code, so that a function of the row is called through a variable, which takes an engine three jumps; a
// switch over a number takes one (without it `jvp` and `hvp` cost a quarter more, `grad` a ninth). Rows need not
// know: their functions are recognised.

import type { Scalar } from "../values/scalar.ts";

/** The left operand: the partial derivative of a product with respect to the right one. */
export const leftOperand = (x: Scalar): Scalar => x;
/** The right operand. */
export const rightOperand = (_x: Scalar, y: Scalar): Scalar => y;
/** The result of an operation of one real: the derivative of exp. */
export const resultOfOne: (x: Scalar, y: Scalar) => Scalar = rightOperand;
/** The result of an operation of two reals. */
export const resultOfTwo = (_x: Scalar, _y: Scalar, z: Scalar): Scalar => z;

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

// Their places in this list are the codes below: literals, which an engine makes a jump of.
const intrinsics: readonly unknown[] = [
  leftOperand, // 0
  rightOperand, // 1, and resultOfOne
  resultOfTwo, // 2
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

/** The code of a constant, in place of a function. */
const CONSTANT = -1;

/** Returns the code of a value or a partial; one behind all others where it is no intrinsic. */
export function codeOf(f: unknown): number {
  if (typeof f === "number") return CONSTANT;
  const code = intrinsics.indexOf(f);
  return code < 0 ? intrinsics.length : code;
}

/** Returns value(x), by its code. */
export function valueOfOne(code: number, value: (x: number) => number, x: number): number {
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

/** Returns value(x, y), by its code. */
export function valueOfTwo(
  code: number,
  value: (x: number, y: number) => number,
  x: number,
  y: number,
): number {
  if (code === 3) return x + y;
  if (code === 5) return x * y;
  return code === 4 ? x - y : value(x, y);
}

/** Returns the partial of an operation of one real, a constant or a function's result, by its code. */
export function partialOfOne(
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

/** Returns a partial of an operation of two reals, a constant or a function's result, by its code. */
export function partialOfTwo(
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
