// Difference quotients of shrinking steps, extrapolated to the step 0.

import { type Curve, exactStep, retreat, type Side } from "./quotients.ts";
import { type Found, Tableau } from "./tableau.ts";

/**
 * The ratio of each step to the next. With a whole number, or a root of one, steps too large for an
 * oscillation could stay in phase with it, row after row, and seem to converge.
 */
const shrinkage = 1.7;
const mostRows = 64;

/**
 * Returns the derivatives of a curve at `x`, where its values are `here`, by Richardson's extrapolation
 * (1911) in the manner of Ridders (1982): the quotients of shrinking steps, each extrapolated with those
 * before it to the step 0 (Neville's scheme), and of all entries the one that differs least from its
 * neighbours.
 *
 * Unlike Ridders' method it goes on for as long as the rounding of the values allows a better entry, so that
 * a first step which is far too large costs time and not digits; and the error of an entry includes the
 * scatter of the rows after it, and the grid of the values.
 *
 * @param side on which values are taken: both sides of the point, or one if the other has none
 */
export function extrapolate(
  curve: Curve,
  x: number,
  here: readonly number[],
  firstStep: number,
  side: Side = 0,
): Found[] {
  const tableaus = here.map((value, component) => new Tableau(x, value, component, side));
  let pending = tableaus.filter(({ value }) => Number.isFinite(value));
  let step = firstStep;
  for (let row = 0; row < mostRows && pending.length > 0; row++) {
    const h = exactStep(x, step);
    if (h === 0) break;
    step /= h < Infinity && addRow(curve, x, h, pending, side) ? shrinkage : retreat;
    pending = pending.filter((tableau) => !tableau.isFinished);
  }
  return tableaus.map((tableau) => tableau.answer());
}

/** Adds a row to each tableau, and returns whether any component of the curve is finite a step away. */
function addRow(
  curve: Curve,
  x: number,
  h: number,
  tableaus: readonly Tableau[],
  side: Side,
): boolean {
  const right = side < 0 ? undefined : curve(x + h);
  const left = side > 0 ? undefined : curve(x - h);
  let isFinite = false;
  for (const tableau of tableaus) {
    const { component } = tableau;
    if (tableau.add(h, right?.[component], left?.[component])) isFinite = true;
  }
  return isFinite;
}
