// The same law in every mix of modes: each derivative of a nest is taken forward or in reverse, and
// all words over the two must give one answer. F and R are read from the outermost derivative
// inwards.

import { it } from "@std/testing/bdd";
import { derivative, grad, jacfwd, jacrev, type Scalar, type SecondOrderMode } from "@fluxion/ad";

/** A derivative by one of the two modes: of a function of one real. */
export type Differentiate = (f: (x: Scalar) => Scalar) => Differentiated;

/** What it answers: of numbers a number. */
export interface Differentiated {
  (x: number): number;
  (x: Scalar): Scalar;
}

/** A gradient by one of the two modes: of a function of a list of reals. */
export type TakeGradient = (f: (xs: Scalar[]) => Scalar) => GradientOfList;

/** What it answers: of numbers a list of numbers. */
export interface GradientOfList {
  (xs: readonly number[]): number[];
  (xs: readonly Scalar[]): Scalar[];
}

/** Both modes for each kind of derivative. */
export interface Mode {
  readonly letter: "F" | "R";
  readonly name: "forward" | "reverse";
  readonly derivative: Differentiate;
  readonly gradient: TakeGradient;
  readonly jacobian: typeof jacfwd;
}

export const forward: Mode = {
  letter: "F",
  name: "forward",
  derivative: (f) => derivative(f),
  gradient: (f) => jacfwd(f),
  jacobian: jacfwd,
};

export const reverse: Mode = {
  letter: "R",
  name: "reverse",
  derivative: (f) => grad(f),
  gradient: (f) => grad(f),
  jacobian: jacrev,
};

/** The four ways to a second derivative, for `hessian` and `hvp`. */
export const SECOND_ORDER_MODES = [
  "forward-over-reverse",
  "reverse-over-forward",
  "reverse-over-reverse",
  "forward-over-forward",
] as const satisfies readonly SecondOrderMode[];

/** All words of a length over the two modes, outermost first. */
export function mixes(length: number): Mode[][] {
  if (length === 0) return [[]];
  return mixes(length - 1).flatMap((inner) => [[forward, ...inner], [reverse, ...inner]]);
}

/** One test for each mix, of the same law. */
export function itInEveryMix(
  length: number,
  law: string,
  body: (...modes: Mode[]) => void,
): void {
  for (const mix of mixes(length)) {
    it(`${law} (${lettersOf(mix)})`, () => body(...mix));
  }
}

/** How a mix is written: `FR` is forward over reverse. */
export function lettersOf(mix: readonly Mode[]): string {
  return mix.map((mode) => mode.letter).join("");
}

/** The derivative of as many orders as there are modes in the mix. */
export function repeated(mix: readonly Mode[], f: (x: Scalar) => Scalar): Differentiated {
  return mix.reduceRight<(x: Scalar) => Scalar>(
    (g, mode) => mode.derivative(g),
    f,
  ) as Differentiated;
}
