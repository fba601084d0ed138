// Gradient descent, written so that it can itself be differentiated: the optimiser of Pearlmutter and
// Siskind's two programs (2008), with each gradient in the mode that is asked for.

import { grad, gt, hypot, jacfwd, le, lt, mul, neg, type Scalar, sub } from "@fluxion/ad";

/** A function of a list of reals. */
export type Objective = (xs: readonly Scalar[]) => Scalar;

/** A gradient by one of the two modes. */
export type TakeGradient = (f: Objective) => GradientOfList;

/** What it answers: of numbers a list of numbers. */
export interface GradientOfList {
  (xs: readonly number[]): number[];
  (xs: readonly Scalar[]): Scalar[];
}

const forward: TakeGradient = (f) => jacfwd(f);
const reverse: TakeGradient = (f) => grad(f);

/** All four ways to nest two gradients, named as GradBench names them: the letter of the outer one first. */
export function inEveryMix<T>(program: (outer: TakeGradient, inner: TakeGradient) => T) {
  return {
    ff: program(forward, forward),
    fr: program(forward, reverse),
    rf: program(reverse, forward),
    rr: program(reverse, reverse),
  };
}

/** Where `f` is smallest, from `start`. */
export function argmin(
  gradient: TakeGradient,
  f: Objective,
  start: readonly Scalar[],
): readonly Scalar[] {
  return descent(f, gradient(f), start);
}

/**
 * Where `f` is smallest whose gradient is `slopeOf`, from `start`. The step doubles after ten successes in
 * a row and halves after a failure; a gradient, or a step, no longer than 1e-5 ends the search.
 */
export function descent(
  f: Objective,
  slopeOf: (xs: readonly Scalar[]) => readonly Scalar[],
  start: readonly Scalar[],
): readonly Scalar[] {
  let x = start;
  let height = f(x);
  let slope = slopeOf(x);
  let rate = 1e-5;
  let successes = 0;
  while (gt(hypot(slope), 1e-5)) {
    if (successes === 10) {
      rate *= 2;
      successes = 0;
    }
    const next = x.map((xi, i) => sub(xi, mul(rate, slope[i])));
    if (le(hypot(x.map((xi, i) => sub(xi, next[i]))), 1e-5)) break;
    const nextHeight = f(next);
    if (lt(nextHeight, height)) {
      x = next;
      height = nextHeight;
      slope = slopeOf(x);
      successes++;
    } else {
      rate /= 2;
      successes = 0;
    }
  }
  return x;
}

/** Where `f` is largest. */
export function argmax(
  gradient: TakeGradient,
  f: Objective,
  start: readonly Scalar[],
): readonly Scalar[] {
  return argmin(gradient, (xs) => neg(f(xs)), start);
}
