// Where a formula is looked at before a person says so: at round numbers, but not on a kink or outside of the
// domain, where derivatives would tell of the exception and not of the rule.

import type { Formula } from "./formula.ts";
import { readingsOf } from "./readings.ts";

/** Values of the first variable, the likeliest to do first; each further variable has half a unit more. */
const CANDIDATES = [1, 0.7, 2.3, -0.7, 0.2, 5.3];

/**
 * Returns values for the variables of a formula at which it has finite derivatives of first and second order, as
 * it has none on a kink; and the first candidate where there are none.
 */
export function defaultPoint(formula: Formula): number[] {
  const points = CANDIDATES.map((first) => formula.variables.map((_, i) => first + i / 2));
  return points.find((point) => isSmoothAt(formula, point)) ?? points[0];
}

function isSmoothAt(formula: Formula, point: readonly number[]): boolean {
  const along = point.map((_, i) => 1 + i / 3);
  const { value, slope, gradient, turning } = readingsOf(formula, point, along);
  return [value, slope, ...gradient, ...turning].every(Number.isFinite);
}
