// Programs that descend a gradient, whose objective may itself descend one: the two of Pearlmutter
// and Siskind ("Using programming-language theory to make automatic differentiation sound and
// efficient", 2008). A saddle found by minimising a maximum, and a particle steered between
// charges.

import {
  add,
  div,
  gt,
  hypot,
  le,
  lt,
  mul,
  neg,
  reciprocal,
  type Scalar,
  square,
  sub,
} from "@fluxion/ad";
import type { TakeGradient } from "./mixes.ts";

/** A function of a list of reals. */
export type Objective = (xs: Scalar[]) => Scalar;

/**
 * Where `f` is smallest, by gradient descent from `start`. The step grows after ten successes in a
 * row, shrinks after each failure, and both a short gradient and a short step end the search.
 */
export function argmin(gradient: TakeGradient, f: Objective, start: Scalar[]): Scalar[] {
  const slopeOf = gradient(f);
  let x = start;
  let height = f(x);
  let slope = slopeOf(x);
  let step = 1e-5;
  let successes = 0;
  while (gt(hypot(slope), 1e-5)) {
    if (successes === 10) {
      step *= 2;
      successes = 0;
    }
    const next = minus(x, times(step, slope));
    if (le(hypot(minus(x, next)), 1e-5)) break;
    const nextHeight = f(next);
    if (lt(nextHeight, height)) {
      x = next;
      height = nextHeight;
      slope = slopeOf(next);
      successes++;
    } else {
      step /= 2;
      successes = 0;
    }
  }
  return x;
}

/** Where `f` is largest. */
export function argmax(gradient: TakeGradient, f: Objective, start: Scalar[]): Scalar[] {
  return argmin(gradient, (xs) => neg(f(xs)), start);
}

/** The saddle of (x₁² + y₁²) − (x₂² + y₂²): the least over (x₁, y₁) of the most over (x₂, y₂). */
export function saddle(outer: TakeGradient, inner: TakeGradient): Scalar[] {
  const height = ([x1, y1]: Scalar[], [x2, y2]: Scalar[]) =>
    sub(add(square(x1), square(y1)), add(square(x2), square(y2)));
  const highest = (lower: Scalar[]) => argmax(inner, (upper) => height(lower, upper), [1, 1]);

  const lower = argmin(outer, (lower) => height(lower, highest(lower)), [1, 1]);
  return [...lower, ...highest(lower)];
}

/** How to set the second charge so that the particle lands at the origin. */
export function particle(outer: TakeGradient, inner: TakeGradient): Scalar {
  const miss = ([control]: Scalar[]) => square(landing(inner, control));
  return argmin(outer, miss, [0])[0];
}

/**
 * Where on the x axis a particle lands, among charges at (10, 10 − control) and (10, 0): naive
 * Euler steps down the potential Σ 1/‖x − charge‖, and a straight line to the axis in the last one.
 */
function landing(gradient: TakeGradient, control: Scalar): Scalar {
  const charges = [[10, sub(10, control)], [10, 0]];
  const potential = (position: Scalar[]) =>
    add(...charges.map((charge) => reciprocal(hypot(minus(position, charge)))));
  const slopeOf = gradient(potential);
  const duration = 0.1;

  let position: Scalar[] = [0, 8];
  let velocity: Scalar[] = [0.75, 0];
  while (true) {
    const next = plus(position, times(duration, velocity));
    if (le(next[1], 0)) break;
    velocity = minus(velocity, times(duration, slopeOf(position)));
    position = next;
  }
  const remaining = neg(div(position[1], velocity[1]));
  return add(position[0], mul(remaining, velocity[0]));
}

function plus(xs: Scalar[], ys: Scalar[]): Scalar[] {
  return xs.map((x, i) => add(x, ys[i]));
}

function minus(xs: Scalar[], ys: Scalar[]): Scalar[] {
  return xs.map((x, i) => sub(x, ys[i]));
}

function times(factor: Scalar, xs: Scalar[]): Scalar[] {
  return xs.map((x) => mul(factor, x));
}
