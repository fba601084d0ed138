// Newton's method for many parameters: the step solves H·d = −g by conjugate gradients, which ask for
// products of the Hessian with vectors only. Each costs a few gradients, and the Hessian itself is never
// made.

import { type Scalar, type Tree, value } from "@fluxion/ad";
import { flatten, unflatten } from "./trees.ts";

/** A function to be minimised, with its gradient and the products H(x)·v of its Hessian. */
export interface SmoothProblem<P> {
  readonly objective: (parameters: P) => Scalar;
  readonly gradient: (parameters: P) => P;
  readonly product: (parameters: P, direction: P) => P;
}

/** How a step ended. */
export interface NewtonStep {
  readonly objective: number;
  /** The length of the gradient. */
  readonly slope: number;
  /** How many products of the Hessian have been taken until here. */
  readonly products: number;
}

/** Where the search ended. */
export interface Minimum<P> {
  readonly parameters: P;
  /** The start and every step taken. */
  readonly steps: NewtonStep[];
  readonly converged: boolean;
}

/**
 * Newton-CG with a line search (Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.1): conjugate
 * gradients end early where Newton's step is not worth more precision, and at a direction of negative
 * curvature, so that it descends from where the Hessian is indefinite too.
 *
 * It has converged when the gradient is `tolerance` times as long as at the start, or when rounding
 * errors hide any descent and the gradient is shorter than at the start by the square root of that.
 */
export function newtonCG<P extends Tree>(
  { objective, gradient, product }: SmoothProblem<P>,
  start: P,
  { tolerance = 1e-10, maximumSteps = 100 } = {},
): Minimum<P> {
  const at = (x: readonly number[]) => unflatten(start, x);
  let x = flatten(start);
  let height = value(objective(start));
  let slope = flatten(gradient(start));
  let products = 0;
  const atStart = norm(slope);
  const steps: NewtonStep[] = [{ objective: height, slope: atStart, products }];
  let enough = tolerance * atStart;
  while (norm(slope) > enough && steps.length <= maximumSteps) {
    // Looser solves far away, exact ones close by, make convergence faster than linear.
    const precision = Math.min(0.5, Math.sqrt(norm(slope) / atStart)) * norm(slope);
    const direction = conjugateGradients(
      (v) => (products++, flatten(product(at(x), at(v)))),
      slope,
      precision,
    );
    const next = lineSearch((y) => value(objective(at(y))), x, height, slope, direction);
    if (next === undefined) {
      enough = Math.sqrt(tolerance) * atStart;
      break;
    }
    [x, height] = next;
    slope = flatten(gradient(at(x)));
    steps.push({ objective: height, slope: norm(slope), products });
  }
  return { parameters: at(x), steps, converged: norm(slope) <= enough };
}

/** Solves H·d = −g to a residual of the given length, or as far as the curvature is positive. */
function conjugateGradients(
  product: (v: number[]) => number[],
  slope: readonly number[],
  precision: number,
): number[] {
  let solution = slope.map(() => 0);
  let residual = [...slope];
  let direction = slope.map((entry) => -entry);
  for (let i = 0; i < 2 * slope.length && norm(residual) > precision; i++) {
    const bent = product(direction);
    const curvature = dot(direction, bent);
    if (curvature <= 0) return i === 0 ? direction : solution;
    const before = dot(residual, residual);
    solution = along(solution, before / curvature, direction);
    residual = along(residual, before / curvature, bent);
    const share = dot(residual, residual) / before;
    direction = direction.map((entry, j) => share * entry - residual[j]);
  }
  return solution;
}

/** Halves the step until the objective falls by a share of what its slope promises (Armijo 1966). */
function lineSearch(
  objective: (x: number[]) => number,
  x: number[],
  height: number,
  slope: number[],
  direction: number[],
): [x: number[], height: number] | undefined {
  const descent = dot(slope, direction);
  for (let length = 1; length > 1e-12; length /= 2) {
    const next = along(x, length, direction);
    const nextHeight = objective(next);
    // Close to the minimum the fall is less than what rounding does to the objective.
    const rounding = 8 * Number.EPSILON * Math.abs(height);
    if (nextHeight <= height + 1e-4 * length * descent + rounding) return [next, nextHeight];
  }
  return undefined;
}

function along(x: readonly number[], length: number, direction: readonly number[]): number[] {
  return x.map((entry, i) => entry + length * direction[i]);
}

function dot(xs: readonly number[], ys: readonly number[]): number {
  return xs.reduce((sum, x, i) => sum + x * ys[i], 0);
}

function norm(xs: readonly number[]): number {
  return Math.sqrt(dot(xs, xs));
}
