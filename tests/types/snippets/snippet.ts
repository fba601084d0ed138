// What a newcomer may write, and what the compiler should say of it.

/** A program of a few lines, with what an editor shows of it. */
export interface Snippet {
  /** The program, without its imports. */
  readonly text: string;
  /** What a hover shows of names it declares; without line breaks. */
  readonly hovers?: Readonly<Record<string, string>>;
  /** What its errors contain, one after the other: it compiles where there are none. */
  readonly errors?: readonly string[];
}

/** The imports that stand before every snippet. */
export const imports = `
import {
  add, clamp, derivative, div, dot, exp, grad, hessian, hvp, hypot, jacfwd, jacobian, jvp, linearize, lt, max, mean, min,
  mul, neg, pow, ravel, sin, softmax, square, sub, sum, value, valueAndGrad, variance, vjp, where, type Scalar, type Tree,
} from "@fluxion/ad";
import { numericGrad } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import type { Answer, OfOperand } from "@fluxion/ad/types";
`;
