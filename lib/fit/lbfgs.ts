// L-BFGS (Nocedal 1980): directions by the changes of the gradient over the latest steps, which stand for a Hessian that
// is never made. Within bounds it moves the parameters that are not held, and steps are bent along the bounds (Bertsekas
// 1982).

import { lengthOf } from "./damping.ts";
import { type LinePoint, lineSearch } from "./line_search.ts";
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
import type { StoppingRules } from "./stopping.ts";

/** A step with the change of the gradient along it. */
interface Change {
  readonly step: Float64Array;
  readonly turn: Float64Array;
  /** Their inner product, above 0. */
  readonly curvature: number;
}

/** How many steps are remembered. */
const MEMORY = 10;

/** Minimises a function by L-BFGS. */
export function lbfgs(
  objective: VectorObjective,
  start: ObjectivePoint,
  { tolerance, maxIterations, onStep }: StoppingRules,
): MinimumEnd {
  const { limits } = objective;
  let point = start;
  let changes: Change[] = [];

  for (let iteration = 0;; iteration++) {
    if (onStep(iteration, point.x, point.value)) return endAt(point, "stopped", iteration);
    const slopes = slopeWithin(limits, point);
    const steepest = lengthOf(slopes);
    if (steepest === 0) return endAt(point, "converged", iteration);
    const span = spanOf(start, point);
    let found: ObjectivePoint | "unbounded" | undefined;
    let promised = 0;
    // Where what is remembered leads nowhere, the gradient alone may.
    while (found === undefined) {
      const direction = directionOf(slopes, changes);
      promised = -innerOf(direction, slopes);
      // Of what has been seen along a few directions only, nothing can be promised.
      const isInformed = changes.length >= Math.min(slopes.length, MEMORY);
      if (isInformed && promised / 2 <= tolerance ** 2 * span) {
        return endAt(point, "converged", iteration);
      }
      if (iteration === maxIterations) return endAt(point, "iterations", iteration);
      const first = changes.length > 0 ? 1 : firstLength(point, steepest);
      found = limits === undefined
        ? searched(objective, point, direction, first)
        : bent(objective, point, direction, changes.length > 0 ? undefined : first, steepest);
      if (found !== undefined || changes.length === 0 || promised <= noiseOf(point)) break;
      changes = [];
    }
    if (found === "unbounded") return endAt(point, "unbounded", iteration);
    if (found === undefined) {
      const isNoise = steepest * firstLength(point, 1) <= 1e4 * noiseOf(point) ||
        promised <= 1e4 * noiseOf(point);
      return endAt(point, isNoise ? "rounding" : "stalled", iteration);
    }
    const change = changeOf(point, found);
    if (change !== undefined) changes = [...changes.slice(-MEMORY + 1), change];
    point = found;
    if (point.value === -Infinity) return endAt(point, "unbounded", iteration + 1);
  }
}

/** Returns −H·g, where H is made of changes from a multiple of 1. */
function directionOf(slopes: Float64Array, changes: readonly Change[]): Float64Array {
  const direction = slopes.map((slope) => -slope);
  const shares = new Float64Array(changes.length);
  for (let i = changes.length - 1; i >= 0; i--) {
    const { step, turn, curvature } = changes[i];
    shares[i] = innerOf(step, direction) / curvature;
    addTo(direction, -shares[i], turn);
  }
  const last = changes[changes.length - 1];
  if (last !== undefined) {
    const scale = last.curvature / innerOf(last.turn, last.turn);
    for (let j = 0; j < direction.length; j++) direction[j] *= scale;
  }
  changes.forEach(({ step, turn, curvature }, i) =>
    addTo(direction, shares[i] - innerOf(turn, direction) / curvature, step)
  );
  // A parameter that is held stays.
  slopes.forEach((slope, j) => {
    if (slope === 0) direction[j] = 0;
  });
  return direction;
}

/** Returns the first length along the gradient: a hundredth of the parameters, as nothing is known (Hager and Zhang). */
function firstLength({ x, value }: ObjectivePoint, steepest: number): number {
  const size = x.reduce((most, own) => Math.max(most, Math.abs(own)), 0);
  if (size > 0) return 0.01 * size / steepest;
  return value === 0 ? 1 / steepest : 0.01 * Math.abs(value) / steepest ** 2;
}

function searched(
  objective: VectorObjective,
  point: ObjectivePoint,
  direction: Float64Array,
  first: number,
): ObjectivePoint | "unbounded" | undefined {
  const slope = innerOf(direction, point.gradient);
  if (!(slope < 0)) return undefined;
  const onLine = (t: number): LinePoint & { readonly point: ObjectivePoint } => {
    const own = objective.at(movedAlong(point.x, t, direction, undefined));
    return { t, value: own.value, slope: innerOf(direction, own.gradient), point: own };
  };
  const start = { t: 0, value: point.value, slope };
  const found = lineSearch(onLine, start, first, noiseOf(point));
  return typeof found === "object" ? found.point : found;
}

/**
 * Halves the step along the bent line until the function has fallen by a share of what the slopes promise.
 *
 * @param guess a first length of which nothing is known, which is doubled while the function falls; else it is 1
 */
function bent(
  objective: VectorObjective,
  point: ObjectivePoint,
  direction: Float64Array,
  guess: number | undefined,
  steepest: number,
): ObjectivePoint | undefined {
  const noise = noiseOf(point);
  const first = guess ?? 1;
  for (let t = first, round = 0; round < 60; round++) {
    const x = movedAlong(point.x, t, direction, objective.limits);
    const move = x.map((own, j) => own - point.x[j]);
    const promised = innerOf(move, point.gradient);
    if (!move.some((own) => own !== 0)) return undefined;
    const own = objective.at(x);
    const isLower = promised < -noise && own.value <= point.value + 1e-4 * promised;
    // Where values have no more digits, shorter gradients tell whether a step is of use.
    const isLevel = promised > -noise && Math.abs(own.value - point.value) <= noise;
    if (isLower && round === 0 && guess !== undefined) return further(own, t);
    if (isLower || isLevel && lengthOf(slopeWithin(objective.limits, own)) <= 0.9 * steepest) {
      return own;
    }
    // The parabola through both values and the slope, between a tenth and a half.
    const share = 0.5 * promised / (promised + point.value - own.value);
    t *= share >= 0.1 && share <= 0.5 ? share : Number.isFinite(own.value) ? 0.5 : 0.1;
  }
  return undefined;

  function further(best: ObjectivePoint, t: number): ObjectivePoint {
    for (let doubled = 2 * t; best.value > -Infinity; doubled *= 2) {
      const next = objective.at(movedAlong(point.x, doubled, direction, objective.limits));
      if (!(next.value < best.value)) break;
      best = next;
    }
    return best;
  }
}

/** Returns what is remembered of a step, if the function bends upwards along it. */
function changeOf(before: ObjectivePoint, after: ObjectivePoint): Change | undefined {
  const step = after.x.map((own, j) => own - before.x[j]);
  const turn = after.gradient.map((own, j) => own - before.gradient[j]);
  const curvature = innerOf(step, turn);
  const isClear = curvature > Number.EPSILON * lengthOf(step) * lengthOf(turn);
  return isClear ? { step, turn, curvature } : undefined;
}

function addTo(xs: Float64Array, share: number, ys: Float64Array): void {
  for (let j = 0; j < xs.length; j++) xs[j] += share * ys[j];
}
