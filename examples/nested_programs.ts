"use ad";
// Programs that take derivatives of programs that take derivatives: the two of Pearlmutter and Siskind
// ("Using programming-language theory to make automatic differentiation sound and efficient", 2008), each
// a descent in which every step runs a descent or a flight along a gradient.

import { hypot, sum } from "@fluxion/ad";
import { grad, jacfwd } from "@fluxion/ad/operators";

/** A gradient by one of the two modes. */
export type TakeGradient = (f: (xs: number[]) => number) => (xs: number[]) => number[];

/** The two modes: forward takes one pass for each input, reverse one for all. */
export const modes: Readonly<Record<"forward" | "reverse", TakeGradient>> = {
  forward: (f) => jacfwd(f),
  reverse: (f) => grad(f),
};

/** Gradient descent that lengthens its step after ten successes in a row and halves it after a failure. */
function argmin(gradient: TakeGradient, f: (xs: number[]) => number, start: number[]): number[] {
  const slopeOf = gradient(f);
  let [x, height, slope] = [start, f(start), slopeOf(start)];
  let [step, successes] = [1e-5, 0];
  while (hypot(slope) > 1e-5) {
    if (successes === 10) [step, successes] = [2 * step, 0];
    const next = x.map((coordinate, i) => coordinate - step * slope[i]);
    if (distance(x, next) <= 1e-5) break;
    const nextHeight = f(next);
    if (nextHeight < height) {
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
export function saddle(outer: TakeGradient, inner: TakeGradient): number[] {
  const height = (low: number[], high: number[]) => normSquared(low) - normSquared(high);
  const highest = (low: number[]) => argmin(inner, (high) => -height(low, high), [1, 1]);
  const lowest = argmin(outer, (low) => height(low, highest(low)), [1, 1]);
  return [...lowest, ...highest(lowest)];
}

/** How far to move a charge so that a particle lands at the origin: descent through its flight. */
export function steer(outer: TakeGradient, inner: TakeGradient): number {
  return argmin(outer, ([control]) => fly(inner, control).at(-1)![0] ** 2, [0])[0];
}

/**
 * The path of a particle among charges at (10, 10 − control) and (10, 0): naive Euler steps down the gradient
 * of the potential Σ 1/distance, and a straight line down to the x axis.
 */
export function fly(gradient: TakeGradient, control: number): number[][] {
  const charges = [[10, 10 - control], [10, 0]];
  const slopeOf = gradient((here) => sum(charges.map((charge) => 1 / distance(here, charge))));
  const path: number[][] = [[0, 8]];
  let velocity = [0.75, 0];
  while (true) {
    const here = path.at(-1)!;
    const next = here.map((coordinate, i) => coordinate + 0.1 * velocity[i]);
    if (next[1] <= 0) {
      const remaining = -here[1] / velocity[1];
      return [...path, [here[0] + remaining * velocity[0], 0]];
    }
    const slope = slopeOf(here);
    velocity = velocity.map((speed, i) => speed - 0.1 * slope[i]);
    path.push(next);
  }
}

function normSquared(xs: number[]): number {
  return sum(xs.map((x) => x ** 2));
}

function distance(xs: number[], ys: number[]): number {
  return hypot(xs.map((x, i) => x - ys[i]));
}
