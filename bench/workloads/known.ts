// A function of one number whose derivatives are known to any order: e²ˣ·sin 3x.

import { exp, mul, type Scalar, sin } from "@fluxion/ad";

/** With our operations. */
export const known = (x: Scalar): Scalar => mul(exp(mul(2, x)), sin(mul(3, x)));

/** With JavaScript's own operators. */
export const plain = (x: number): number => Math.exp(2 * x) * Math.sin(3 * x);

/** Its nth derivative, the imaginary part of (2 + 3i)ⁿ·e⁽²⁺³ⁱ⁾ˣ. */
export const nth = (x: number, n: number): number =>
  13 ** (n / 2) * Math.exp(2 * x) * Math.sin(3 * x + n * Math.atan2(3, 2));

/** Where. */
export const point = 0.7;
