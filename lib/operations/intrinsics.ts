// Intrinsics are functions that cost less than calling them, and are computed in place. All callables share the
// code of `unary` and `binary`, which can only call a row's function through a variable; a switch over a number is
// faster (without it `jvp` and `hvp` take a quarter longer, `grad` a ninth). The functions are recognised by
// identity, so that rows are written as usual.

import type { Scalar } from "../values/scalar.ts";

/** Returns the left operand, as the partial derivative of a product with respect to the right one. */
export const leftOperand = (x: Scalar): Scalar => x;
/** Returns the right operand. */
export const rightOperand = (_x: Scalar, y: Scalar): Scalar => y;
/** Returns the result of an operation of one real, as the derivative of exp. */
export const resultOfOne: (x: Scalar, y: Scalar) => Scalar = rightOperand;
/** Returns the result of an operation of two reals. */
export const resultOfTwo = (_x: Scalar, _y: Scalar, z: Scalar): Scalar => z;

/** Returns x + y for numbers. */
export const sumOf = (x: number, y: number): number => x + y;
/** Returns x − y for numbers. */
export const differenceOf = (x: number, y: number): number => x - y;
/** Returns x · y for numbers. */
export const productOf = (x: number, y: number): number => x * y;
/** Returns −x for a number. */
export const oppositeOf = (x: number): number => -x;
/** Returns x² for a number. */
export const squareOf = (x: number): number => x * x;

// Kept from the start, as rows keep theirs, in case a program replaces functions of Math. A bundler leaves out what is
// read one by one.
const exp = Math.exp;
const log = Math.log;
const sqrt = Math.sqrt;
const sin = Math.sin;
const cos = Math.cos;

// The index in this list is the code. The switches below have the codes as literals, which engines compile to a
// jump table.
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

/** The code of a partial that is a constant. */
const CONSTANT = -1;

/** Returns the code of a row's value or partial; for what is no intrinsic, the code after the last. */
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

/** Returns the partial of an operation of one real at x and y, by its code. */
export function partialOfOne(
  code: number,
  partial: number | ((x: Scalar, y: Scalar) => Scalar),
  x: Scalar,
  y: Scalar,
): Scalar {
  if (code === CONSTANT) return partial as number;
  if (code === 0) return x;
  if (code === 1) return y;
  // With exactly two arguments: the function may take any number, as `mul` does.
  return (partial as (x: Scalar, y: Scalar) => Scalar)(x, y);
}

/** Returns a partial of an operation of two reals at x, y and z, by its code. */
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
