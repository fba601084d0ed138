// Programs that take derivatives of programs that take derivatives: the two of Pearlmutter and Siskind
// ("Using programming-language theory to make automatic differentiation sound and efficient", 2008), each
// a descent in which every step runs a descent or a flight along a gradient.

import {
  add,
  div,
  grad,
  gt,
  hypot,
  jacfwd,
  le,
  lt,
  mul,
  neg,
  reciprocal,
  type Scalar,
  square,
  sub,
  sum,
} from "@fluxion/ad";

/** A gradient by one of the two modes. */
export type TakeGradient = (f: (xs: Scalar[]) => Scalar) => (xs: Scalar[]) => Scalar[];

/** The two modes: forward takes one pass for each input, reverse one for all. */
export const modes: Readonly<Record<"forward" | "reverse", TakeGradient>> = {
  forward: (f) => jacfwd(f),
  reverse: (f) => grad(f),
};

/** Gradient descent that lengthens its step after ten successes in a row and halves it after a failure. */
function argmin(gradient: TakeGradient, f: (xs: Scalar[]) => Scalar, start: Scalar[]): Scalar[] {
  const slopeOf = gradient(f);
  let [x, height, slope] = [start, f(start), slopeOf(start)];
  let [step, successes] = [1e-5, 0];
  while (gt(hypot(slope), 1e-5)) {
    if (successes === 10) [step, successes] = [2 * step, 0];
    const next = x.map((coordinate, i) => sub(coordinate, mul(step, slope[i])));
    if (le(distance(x, next), 1e-5)) break;
    const nextHeight = f(next);
    if (lt(nextHeight, height)) {
      [x, height, slope] = [next, nextHeight, slopeOf(next)];
      successes++;
    } else [step, successes] = [step / 2, 0];
  }
  return x;
}

/**
 * The saddle of (x₁² + y₁²) − (x₂² + y₂²), as the least over (x₁, y₁) of the most over (x₂, y₂): the outer
 * descent differentiates the inner one.
 */
export function saddle(outer: TakeGradient, inner: TakeGradient): Scalar[] {
  const height = (low: Scalar[], high: Scalar[]) =>
    sub(sum(low.map(square)), sum(high.map(square)));
  const highest = (low: Scalar[]) => argmin(inner, (high) => neg(height(low, high)), [1, 1]);
  const lowest = argmin(outer, (low) => height(low, highest(low)), [1, 1]);
  return [...lowest, ...highest(lowest)];
}

/** How far to move a charge so that a particle lands at the origin: descent through its flight. */
export function steer(outer: TakeGradient, inner: TakeGradient): Scalar {
  return argmin(outer, ([control]) => square(fly(inner, control).at(-1)![0]), [0])[0];
}

/**
 * The path of a particle among charges at (10, 10 − control) and (10, 0): naive Euler steps down the gradient
 * of the potential Σ 1/distance, and a straight line down to the x axis.
 */
export function fly(gradient: TakeGradient, control: Scalar): Scalar[][] {
  const charges = [[10, sub(10, control)], [10, 0]];
  const slopeOf = gradient((here) =>
    sum(charges.map((charge) => reciprocal(distance(here, charge))))
  );
  const path: Scalar[][] = [[0, 8]];
  let velocity: Scalar[] = [0.75, 0];
  while (true) {
    const here = path.at(-1)!;
    const next = here.map((coordinate, i) => add(coordinate, mul(0.1, velocity[i])));
    if (le(next[1], 0)) {
      const remaining = neg(div(here[1], velocity[1]));
      return [...path, [add(here[0], mul(remaining, velocity[0])), 0]];
    }
    const slope = slopeOf(here);
    velocity = velocity.map((speed, i) => sub(speed, mul(0.1, slope[i])));
    path.push(next);
  }
}

function distance(xs: Scalar[], ys: Scalar[]): Scalar {
  return hypot(xs.map((x, i) => sub(x, ys[i])));
}
