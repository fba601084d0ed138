// Nonlinear least squares by steps within a trust region, in units in which all columns of the Jacobian are about as
// long (Moré 1978), which follow the curvature of the residuals (Transtrum and Sethna 2012). It knows vectors only: no
// trees, and nothing of where derivatives come from.

import { type DampedStep, type DampedSystem, lengthOf } from "./damping.ts";
import type { LinearModel } from "./linear_model.ts";
import { clampWithin, freeAmong, type Limits } from "./parameter_bounds.ts";
import type { End, StoppingRules, StopWord } from "./stopping.ts";

/** What is known at a point. */
export interface ResidualPoint {
  /** What is minimised, Σ ρ(rᵢ²): Infinity where the residuals are not finite. */
  readonly cost: number;
  /** The residuals; with a loss, those of the equivalent problem of squares. */
  readonly residuals: Float64Array;
}

/** A problem in vectors. */
export interface ResidualProblem<P extends ResidualPoint> {
  at(x: Float64Array): P;
  /** Returns the linear problem at a point, `undefined` where a derivative is not finite. */
  linearise(x: Float64Array, point: P): LinearModel | undefined;
  /** Returns the second derivative of the residuals along a direction, `undefined` where it is not finite. */
  curvature(x: Float64Array, along: Float64Array): Float64Array | undefined;
  /** Returns a minimum by Newton's method, which knows the curvature of large residuals; `undefined` if none is near. */
  minimumFrom(x: Float64Array, scales: Float64Array): Float64Array | undefined;
  readonly limits: Limits | undefined;
  /** Returns the step of a linear problem within a radius. */
  step(system: DampedSystem, gain: (q: Float64Array) => number, radius: number): DampedStep;
}

/** Where least squares ended. */
export interface ResidualEnd<P> extends End {
  readonly point: P;
  readonly model: LinearModel;
  readonly free: Int32Array;
  /** The cosine of the angle between the residuals and what a change of parameters can reach. */
  readonly cosine: number;
}

/** The first step is at most this many times as long as the start, in the units of the columns. */
const FIRST_RADIUS = 5;
/** The units shrink by this factor at most from step to step: a column that was long once does not count for ever. */
const SCALES_KEEP = 0.9;
/** A step that bends more than this share of its length is too long for what is known about the residuals. */
const MOST_BENDING = 0.75;
/** A step that bends less than this is taken straight, and so are shorter ones after it. */
const STRAIGHT = 1e-4;
/** It is taken all the same, unbent, if it gains this share of what was foretold. */
const TRUSTED = 0.9;
/** After as many steps the curvature of the whole sum is asked, which steps do without. */
const PATIENCE = 200;

/** Minimises Σ ρ(rᵢ²) from a start with finite residuals; `undefined` if derivatives there are not finite. */
export function levenbergMarquardt<P extends ResidualPoint>(
  problem: ResidualProblem<P>,
  start: Float64Array,
  { tolerance, stepTolerance = 0, maxIterations, onStep }: StoppingRules,
): ResidualEnd<P> | undefined {
  const { limits } = problem;
  let x = start;
  let point = problem.at(x);
  const first = problem.linearise(x, point);
  if (first === undefined) return undefined;
  let model = first;
  const scales = model.columnLengths.map((length) => length || 1);
  let radius = FIRST_RADIUS * (scaledLength(x, scales) || 1);
  let free = freeAmong(limits, x, model.gradient);
  let { cosine, system, gain } = model.scaled(scales, free);
  let cosineBefore = Infinity;
  /** Steps up to this length are taken without asking for the curvature of the residuals. */
  let straightUpTo = 0;

  const end = (word: StopWord, iterations: number): ResidualEnd<P> => ({
    x,
    value: point.cost,
    iterations,
    word,
    point,
    model,
    free,
    cosine,
  });

  for (let iteration = 0;; iteration++) {
    if (onStep(iteration, x, point.cost)) return end("stopped", iteration);
    if (cosine <= tolerance) return end("converged", iteration);
    if (iteration === maxIterations) return end("iterations", iteration);
    const found = iteration > 0 && iteration % PATIENCE === 0 && problem.minimumFrom(x, scales);
    if (found) {
      const trial = problem.at(found);
      const nextModel = problem.linearise(found, trial);
      if (nextModel !== undefined) {
        [x, point, model] = [found, trial, nextModel];
        free = freeAmong(limits, x, model.gradient);
        ({ cosine } = model.scaled(scales, free));
        return end("converged", iteration);
      }
    }
    // What rounding of the parameters makes of the cost: less than this cannot be seen.
    const wobble = Number.EPSILON * scaledLength(x, model.columnLengths);
    const noise = 4 * wobble * (lengthOf(point.residuals) + wobble);

    let isWrong = false;
    while (true) {
      const step = problem.step(system, gain, radius);
      const { length } = step;
      const bend = bendOf(step);
      const next = movedBy(step.q, bend);
      const predicted = limits === undefined
        ? gain(step.q)
        : gain(Float64Array.from(free, (j) => (next[j] - x[j]) * scales[j]));
      const trial = problem.at(next);
      const fall = point.cost - trial.cost;
      const isNoise = Math.abs(predicted) <= noise;
      const isLevel = isNoise && Math.abs(fall) <= noise;
      const ratio = isLevel ? 1 : predicted > 0 ? fall / predicted : -Infinity;
      // Short steps gain what is foretold, unless the derivatives are not those of the residuals.
      if (isNoise && isWrong) return end("stalled", iteration);
      const nextModel = ratio > (bend === undefined ? TRUSTED : 1e-4)
        ? problem.linearise(next, trial)
        : undefined;
      if (nextModel === undefined) {
        // To where the parabola through both costs is least, if there is one.
        const share = Number.isFinite(fall) ? predicted / (2 * predicted - fall) : 0.5;
        radius = length * Math.min(0.5, Math.max(0.1, share));
        if (predicted > 1e3 * noise) isWrong = predicted < 1e6 * noise && isFar(ratio);
        if (radius > 0.01 * wobble) continue;
        return end(isWrong ? "stalled" : "rounding", iteration);
      }
      if (ratio > 0.75 || step.damping === 0) radius = Math.max(radius, 2 * length);
      else if (ratio < 0.25) radius = 0.5 * length;
      [x, point, model] = [next, trial, nextModel];
      for (let j = 0; j < scales.length; j++) {
        scales[j] = Math.max(SCALES_KEEP * scales[j], model.columnLengths[j]);
      }
      free = freeAmong(limits, x, model.gradient);
      ({ cosine, system, gain } = model.scaled(scales, free));
      const isShort = length <= stepTolerance * scaledLength(x, scales);
      if (isShort && step.damping === 0) return end("converged", iteration + 1);
      // Where the cost has no more digits, the angle tells whether a step was of use.
      if (isNoise && cosine > 0.9 * cosineBefore) return end("rounding", iteration + 1);
      cosineBefore = cosine;
      break;
    }
  }

  /** Returns what the curvature of the residuals adds to a step, `undefined` if it is too much. */
  function bendOf({ q, length, again }: DampedStep): Float64Array | undefined {
    if (length <= straightUpTo) return new Float64Array(q.length);
    const along = new Float64Array(x.length);
    free.forEach((j, own) => along[j] = q[own] / scales[j]);
    const second = problem.curvature(x, along);
    if (second === undefined) return undefined;
    const bend = again(second);
    const share = 2 * lengthOf(bend) / length;
    // Bending grows with the length: steps that are shorter than one that hardly bent need not be asked.
    straightUpTo = share <= STRAIGHT ? length : 0;
    return share <= MOST_BENDING ? bend : undefined;
  }

  function movedBy(q: Float64Array, bend: Float64Array | undefined): Float64Array {
    const next = x.slice();
    free.forEach((j, own) => next[j] += (q[own] + (bend?.[own] ?? 0) / 2) / scales[j]);
    return clampWithin(limits, next);
  }
}

/**
 * Returns whether a step that is short, and gains less than was foretold, is far from it for another reason than the
 * curvature of the residuals, which makes the share fall with the length: a wrong derivative, or no number at all.
 */
export function isFar(ratio: number): boolean {
  return ratio > -100 || ratio === -Infinity;
}

function scaledLength(x: Float64Array, scales: Float64Array): number {
  let squares = 0;
  for (let j = 0; j < x.length; j++) squares += (x[j] * scales[j]) ** 2;
  return Math.sqrt(squares);
}
