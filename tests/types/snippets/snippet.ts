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
  add, checkpoint, clamp, derivative, div, dot, exp, grad, hessian, hvp, hypot, jacfwd, jacobian, jvp, linearize, lt, max, mean, min,
  mul, neg, pow, ravel, sin, softmax, square, sub, sum, treeMap, value, valueAndGrad, variance, vjp, where, type Scalar, type Scalars, type Tree,
} from "@fluxion/ad";
import { checkGrads, numericGrad, numericJacobian } from "@fluxion/ad/check";
import { leastSquares, minimize, root } from "@fluxion/ad/fit";
import { jit } from "@fluxion/ad/jit";
import { sparseHessian } from "@fluxion/ad/sparse";
import { jet } from "@fluxion/ad/taylor";
import { trace } from "@fluxion/ad/trace";
import type { Answer, OfOperand } from "@fluxion/ad/types";
`;
