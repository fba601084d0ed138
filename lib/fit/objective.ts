// What minimisers ask about a function of a vector, and where they end.

import { clampWithin, type Limits } from "./parameter_bounds.ts";
import { lengthOf } from "./damping.ts";
import type { End, StoppingRules, StopWord } from "./stopping.ts";

/** The value and the gradient of a function at a point. */
export interface ObjectivePoint {
  readonly x: Float64Array;
  /** Infinity where the value or the gradient is not finite, so that no step leads there. */
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A function to be minimised. */
export interface VectorObjective {
  at(x: Float64Array): ObjectivePoint;
  /** Returns the product of the Hessian with a vector. */
  product(x: Float64Array, v: Float64Array): Float64Array;
  readonly limits: Limits | undefined;
}

/** Where a minimiser ended. */
export interface MinimumEnd extends End {
  readonly point: ObjectivePoint;
}

/** Returns the end of a search at a point. */
export function endAt(point: ObjectivePoint, word: StopWord, iterations: number): MinimumEnd {
  return { x: point.x, value: point.value, iterations, word, point };
}

/** A minimiser. */
export type Minimiser = (
  objective: VectorObjective,
  start: ObjectivePoint,
  rules: StoppingRules,
) => MinimumEnd;

/** Returns x + t·d, within limits. */
export function movedAlong(
  x: Float64Array,
  t: number,
  d: Float64Array,
  limits: Limits | undefined,
): Float64Array {
  const next = new Float64Array(x.length);
  for (let j = 0; j < x.length; j++) next[j] = x[j] + t * d[j];
  return clampWithin(limits, next);
}

/** Returns Σ xᵢ·yᵢ. */
export function innerOf(xs: Float64Array, ys: Float64Array): number {
  let total = 0;
  for (let i = 0; i < xs.length; i++) total += xs[i] * ys[i];
  return total;
}

/** Returns the gradient with 0 for each parameter that is held at a bound. */
export function slopeWithin(
  limits: Limits | undefined,
  { x, gradient }: ObjectivePoint,
): Float64Array {
  if (limits === undefined) return gradient;
  const { low, high } = limits;
  return gradient.map((slope, j) =>
    x[j] <= low[j] && slope >= 0 || x[j] >= high[j] && slope <= 0 ? 0 : slope
  );
}

/** Returns what a gain is compared with: how far the value has fallen, with a trace of itself. */
export function spanOf(start: ObjectivePoint, { value }: ObjectivePoint): number {
  return Math.abs(start.value - value) + 1e-8 * Math.abs(value);
}

/** Returns what rounding makes of the value at a point: less than this a step cannot be seen to gain. */
export function noiseOf({ x, value, gradient }: ObjectivePoint): number {
  const fromParameters = lengthOf(x.map((own, j) => own * gradient[j]));
  return 4 * Number.EPSILON * (Math.abs(value) + fromParameters);
}

/** Returns an objective in other units: of xⱼ·sⱼ in place of xⱼ. */
export function scaledObjective(objective: VectorObjective, scales: Float64Array): VectorObjective {
  const up = (x: Float64Array) => x.map((own, j) => own * scales[j]);
  const down = (x: Float64Array) => x.map((own, j) => own / scales[j]);
  const { limits } = objective;
  return {
    at(x) {
      const { value, gradient } = objective.at(down(x));
      return { x, value, gradient: down(gradient) };
    },
    product: (x, v) => down(objective.product(down(x), down(v))),
    limits: limits && { low: up(limits.low), high: up(limits.high) },
  };
}
