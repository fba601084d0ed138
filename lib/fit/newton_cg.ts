// Newton's method in a trust region, for which conjugate gradients solve the linear system as far as it is worth
// (Steihaug 1983): they ask for products of the Hessian with vectors, and stop at the edge of the region or where the
// function bends downwards.

import { lengthOf } from "./damping.ts";
import {
  endAt,
  innerOf,
  type MinimumEnd,
  movedAlong,
  noiseOf,
  type ObjectivePoint,
  slopeWithin,
  spanOf,
  type VectorObjective,
} from "./objective.ts";
import { isFar } from "./levenberg_marquardt.ts";
import type { StoppingRules } from "./stopping.ts";

/** Minimises a function by Newton's method. */
export function newtonCg(
  objective: VectorObjective,
  start: ObjectivePoint,
  { tolerance, maxIterations, onStep }: StoppingRules,
): MinimumEnd {
  const { limits } = objective;
  let point = start;
  let radius = Math.max(1, lengthOf(point.x));
  let steepestAtStart = 0;

  for (let iteration = 0;; iteration++) {
    if (onStep(iteration, point.x, point.value)) return endAt(point, "stopped", iteration);
    const slopes = slopeWithin(limits, point);
    const steepest = lengthOf(slopes);
    if (steepest === 0) return endAt(point, "converged", iteration);
    if (steepest === Infinity && point.value < start.value) {
      return endAt(point, "unbounded", iteration);
    }
    steepestAtStart ||= steepest;
    // Looser solves far away and exact ones close by make convergence faster than linear (Dembo and Steihaug 1983).
    const enough = steepest * Math.min(0.1, Math.sqrt(steepest / steepestAtStart));
    const noise = noiseOf(point);
    const span = spanOf(start, point);
    let isWrong = false;
    while (true) {
      const { x, gradient } = point;
      const { step, isInside } = steihaug(objective, x, slopes, enough, radius);
      const next = movedAlong(x, 1, step, limits);
      const move = next.map((own, j) => own - x[j]);
      const bent = objective.product(x, move);
      const predicted = -innerOf(move, gradient) - innerOf(move, bent) / 2;
      if (isInside && predicted >= 0 && predicted <= tolerance ** 2 * span) {
        return endAt(point, "converged", iteration);
      }
      if (iteration === maxIterations) return endAt(point, "iterations", iteration);
      const length = lengthOf(step);
      const trial = objective.at(next);
      if (trial.value === -Infinity) return endAt(trial, "unbounded", iteration + 1);
      const fall = point.value - trial.value;
      // Where values have no more digits, shorter gradients tell whether a step was of use.
      const isNoise = predicted <= noise && Math.abs(fall) <= noise;
      const isShorter = lengthOf(slopeWithin(limits, trial)) <= 0.9 * steepest;
      const ratio = isNoise ? Number(isShorter) : fall / predicted;
      if (predicted > 0 && ratio > 1e-4) {
        if (ratio > 0.75 && !isInside) radius = Math.max(radius, 2 * length);
        else if (ratio < 0.25) radius = 0.25 * length;
        point = trial;
        break;
      }
      radius = 0.25 * Math.min(radius, length);
      // Short steps gain what is foretold, unless the derivatives are not those of the function.
      if (predicted > 1e3 * noise) isWrong = predicted < 1e6 * noise && isFar(ratio);
      if (isNoise) return endAt(point, isWrong ? "stalled" : "rounding", iteration);
      if (!(radius > 0.01 * Number.EPSILON * lengthOf(x)) || radius === 0) {
        return endAt(point, isWrong ? "stalled" : "rounding", iteration);
      }
    }
  }
}

/** Solves H·s = −g within a radius and to a residual that is short enough, for the parameters whose slope is not 0. */
function steihaug(
  objective: VectorObjective,
  x: Float64Array,
  slopes: Float64Array,
  enough: number,
  radius: number,
): { readonly step: Float64Array; readonly isInside: boolean } {
  const n = x.length;
  const step = new Float64Array(n);
  const residual = slopes.slice();
  const direction = slopes.map((slope) => -slope);
  let squares = innerOf(residual, residual);
  for (let round = 0; round < 2 * n + 10; round++) {
    const bent = objective.product(x, direction);
    slopes.forEach((slope, j) => {
      if (slope === 0) bent[j] = 0;
    });
    const curvature = innerOf(direction, bent);
    const share = squares / curvature;
    if (!(curvature > 0) || lengthOf(movedAlong(step, share, direction, undefined)) >= radius) {
      return {
        step: movedAlong(step, toEdge(step, direction, radius), direction, undefined),
        isInside: false,
      };
    }
    for (let j = 0; j < n; j++) {
      step[j] += share * direction[j];
      residual[j] += share * bent[j];
    }
    const next = innerOf(residual, residual);
    if (Math.sqrt(next) <= enough) break;
    const turn = next / squares;
    squares = next;
    for (let j = 0; j < n; j++) direction[j] = turn * direction[j] - residual[j];
  }
  return { step, isInside: true };
}

/** Returns the t ≥ 0 for which s + t·d has the given length. */
function toEdge(s: Float64Array, d: Float64Array, radius: number): number {
  const [a, b] = [innerOf(d, d), innerOf(s, d)];
  const c = radius ** 2 - innerOf(s, s);
  const root = Math.sqrt(Math.max(0, b * b + a * c));
  return b > 0 ? c / (b + root) : (root - b) / a;
}
