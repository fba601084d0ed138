"use ad";
// A minimum under equations, by Newton's method on the conditions for one: each step solves one sparse linear
// system, of the Hessian of the Lagrangian and the Jacobian of the equations (sequential quadratic programming;
// Nocedal and Wright, Numerical Optimization, 2006, chapter 18).

import { dot } from "@fluxion/ad";
import { grad, overScalars } from "@fluxion/ad/operators";
import { sparseHessian, sparseJacobian, type SparseMatrix } from "@fluxion/ad/sparse";
import * as mathjs from "mathjs";

/** A sparse matrix of mathjs by columns, whose class its types leave out. */
const { SparseMatrix: Columns } = mathjs as unknown as {
  readonly SparseMatrix: new (data: {
    readonly values: number[];
    /** The row of each value, and where those of each column begin. */
    readonly index: number[];
    readonly ptr: number[];
    readonly size: [number, number];
    readonly datatype: "number";
  }) => mathjs.Matrix;
};

/** What is to be least, and what has to be 0. */
export interface Constrained {
  readonly objective: (x: readonly number[]) => number;
  readonly equations: (x: readonly number[]) => number[];
}

/** How a step ended. */
export interface ConstrainedStep {
  readonly objective: number;
  /** The largest entry of the equations, and of the gradient of the Lagrangian. */
  readonly miss: number;
  readonly slope: number;
}

/** Where the search ended. */
export interface ConstrainedMinimum {
  readonly x: number[];
  /** The start and every step taken. */
  readonly steps: ConstrainedStep[];
  readonly converged: boolean;
  /** The last Hessian of the Lagrangian, and Jacobian of the equations. */
  readonly hessian: SparseMatrix;
  readonly jacobian: SparseMatrix;
}

/** When a search ends, and who is told of its steps. */
export interface SearchOptions {
  readonly tolerance?: number;
  readonly maximumSteps?: number;
  /** Told after each step how many there were. */
  readonly progress?: (steps: number) => void;
}

/** Minimises under equations, until miss and slope are no more than the tolerance. */
export function sparseNewton(
  { objective, equations }: Constrained,
  start: readonly number[],
  { tolerance = 1e-9, maximumSteps = 100, progress = () => {} }: SearchOptions = {},
): ConstrainedMinimum {
  // The Lagrangian, with the multipliers as a second argument, which it is not differentiated by.
  const lagrangian = (x: readonly number[], multipliers: readonly number[]) =>
    objective(x) + dot(multipliers, equations(x));
  const [hessianAt, jacobianAt] = [
    sparseHessian(overScalars(lagrangian)),
    sparseJacobian(overScalars(equations)),
  ];
  const [gradient, slopeAt] = [grad(objective), grad(lagrangian)];

  let x = [...start];
  let multipliers = equations(x).map(() => 0);
  let penalty = 1;
  const steps: ConstrainedStep[] = [];
  while (true) {
    const [hessian, jacobian] = [hessianAt(x, multipliers), jacobianAt(x)];
    const miss = equations(x);
    const here = {
      objective: objective(x),
      miss: largest(miss),
      slope: largest(slopeAt(x, multipliers)),
    };
    progress(steps.push(here));
    const converged = Math.max(here.miss, here.slope) <= tolerance;
    if (converged || steps.length > maximumSteps) {
      return { x, steps, converged, hessian, jacobian };
    }
    const slope = gradient(x);
    const { direction, next } = newtonStep(hessian, jacobian, slope, miss);
    // Each miss counts more than its multiplier, so that the step leads downhill.
    penalty = Math.max(penalty, 1.5 * largest(next));
    const merit = (y: number[]) => objective(y) + penalty * total(equations(y));
    const whole = along(x, 1, direction);
    const residual = largest([...equations(whole), ...slopeAt(whole, next)]);
    // Close by, the merit may refuse a good step, which follows a curve along its tangent (Maratos 1978).
    const length = residual < 0.5 * Math.max(here.miss, here.slope) ? 1 : stepLength(
      (length) => merit(along(x, length, direction)),
      dot(slope, direction) - penalty * total(miss),
    );
    x = along(x, length, direction);
    multipliers = multipliers.map((own, i) => own + length * (next[i] - own));
  }
}

/** The direction to go, and the multipliers there. Where the Lagrangian bends the wrong way, it is straightened. */
function newtonStep(
  hessian: SparseMatrix,
  jacobian: SparseMatrix,
  slope: readonly number[],
  miss: readonly number[],
): { direction: number[]; next: number[] } {
  const right = [...slope, ...miss].map((own) => -own);
  for (let stiffness = 0;; stiffness = stiffness === 0 ? 1e-3 : 10 * stiffness) {
    // Ordered so that few new entries come up, and with pivots of a tenth of the largest at least.
    const factors = mathjs.slu(systemOf(hessian, jacobian, stiffness), 3, 0.1);
    const solution = (mathjs.lusolve(factors, right).valueOf() as number[][]).flat();
    const direction = solution.slice(0, slope.length);
    const curvature = dot(hessian.times(direction), direction);
    if (curvature + stiffness * dot(direction, direction) >= 0 || stiffness > 1e6) {
      return { direction, next: solution.slice(slope.length) };
    }
  }
}

/** The symmetric system [H + s·1, Jᵀ; J, 0], by columns. */
function systemOf(hessian: SparseMatrix, jacobian: SparseMatrix, stiffness: number): mathjs.Matrix {
  const n = hessian.shape[0];
  const columns = Array.from({ length: n }, (_, j) => new Map([[j, stiffness]]));
  for (const [i, j, own] of hessian.entries()) columns[j].set(i, (columns[j].get(i) ?? 0) + own);
  for (const [i, j, own] of jacobian.entries()) columns[j].set(n + i, own);
  const below = Array.from({ length: jacobian.shape[0] }, () => new Map<number, number>());
  for (const [i, j, own] of jacobian.entries()) below[i].set(j, own);
  const all = [...columns, ...below].map((column) => [...column].sort(([a], [b]) => a - b));
  const ptr = [0];
  for (const column of all) ptr.push(ptr[ptr.length - 1] + column.length);
  return new Columns({
    values: all.flatMap((column) => column.map(([, own]) => own)),
    index: all.flatMap((column) => column.map(([row]) => row)),
    ptr,
    size: [all.length, all.length],
    datatype: "number",
  });
}

/** Halves the step until the merit falls by a share of what its slope promises (Armijo 1966). */
function stepLength(merit: (length: number) => number, slope: number): number {
  const before = merit(0);
  let length = 1;
  while (length > 1e-8 && merit(length) > before + 1e-4 * length * slope) length /= 2;
  return length;
}

function along(x: readonly number[], length: number, direction: readonly number[]): number[] {
  return x.map((own, i) => own + length * direction[i]);
}

function largest(xs: readonly number[]): number {
  return Math.max(...xs.map(Math.abs));
}

function total(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + Math.abs(x), 0);
}
