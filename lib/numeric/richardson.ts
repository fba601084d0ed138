// Central differences of ever smaller steps, extrapolated to the step 0.

import {
  type Curve,
  type Estimate,
  estimate,
  exactStep,
  kink,
  type Quotients,
  quotientsOf,
  retreat,
  unknown,
} from "./quotients.ts";

/**
 * How much smaller each step is than the last. With a whole number, or a root of one, steps that are too
 * large for an oscillation may meet it in step, row after row, and look as if they converged.
 */
const shrinkage = 1.7;
const mostRows = 64;
const mostColumns = 10;
const mostRowsSinceBest = 6;

/**
 * The derivatives of a curve at `x`, where its values are `here`, by Richardson's extrapolation (1911) in
 * the manner of Ridders (1982): the central quotients of shrinking steps, each extrapolated with those
 * before it to h² = 0 (Neville's scheme), and of all entries the one that differs least from its
 * neighbours.
 *
 * Other than Ridders' it goes on for as long as the rounding of the values allows a better entry, so that
 * a first step which is far too large costs time and not digits.
 */
export function extrapolate(
  curve: Curve,
  x: number,
  here: readonly number[],
  firstStep: number,
): Estimate[] {
  const tableaus = here.map((value, component) => new Tableau(x, value, component));
  let pending = tableaus.filter(({ value }) => Number.isFinite(value));
  let step = firstStep;
  for (let row = 0; row < mostRows && pending.length > 0; row++) {
    const h = exactStep(x, step);
    if (h === 0) break;
    step /= h < Infinity && addRow(curve, x, h, pending) ? shrinkage : retreat;
    pending = pending.filter((tableau) => !tableau.isSettled);
  }
  return tableaus.map(({ best }) => best);
}

/** Whether the curve is finite a step away, in any component. */
function addRow(curve: Curve, x: number, h: number, tableaus: readonly Tableau[]): boolean {
  const right = curve(x + h);
  const left = curve(x - h);
  let isFinite = false;
  for (const tableau of tableaus) {
    const { component } = tableau;
    if (tableau.add(h, right[component], left[component])) isFinite = true;
  }
  return isFinite;
}

/** The extrapolation of one component. */
class Tableau {
  best: Estimate = unknown;
  isSettled = false;
  /** The steps since the values became finite, the entries of the last of them, and its quotients. */
  #steps: number[] = [];
  #entries: number[] = [];
  #quotients: Quotients | undefined;
  #rowsSinceBest = 0;

  constructor(readonly x: number, readonly value: number, readonly component: number) {}

  /** Adds the row of a smaller step, and tells whether its values are finite. */
  add(h: number, right: number, left: number): boolean {
    const quotients = quotientsOf(this.x, h, this.value, right, left);
    const { slope, noise, rounding } = quotients;
    if (!Number.isFinite(slope)) {
      this.#steps = [];
      this.#quotients = undefined;
      return false;
    }
    const broken = this.#quotients ? kink(this.#quotients, quotients, this.#steps.at(-1)! / h) : 0;
    this.#entries = this.#row(h, slope, noise + broken);
    this.#steps.push(h);
    this.#quotients = quotients;
    this.isSettled = this.#isSettled(slope, rounding);
    return true;
  }

  /**
   * Whether no later entry is to be expected to be better: the values are rounded too coarsely, or the
   * best is all but exact, or it is good and has not been bettered for long.
   */
  #isSettled(slope: number, rounding: number): boolean {
    const { derivative, error } = this.best;
    return rounding > error || error <= 8 * Number.EPSILON * Math.abs(slope) ||
      this.#rowsSinceBest >= mostRowsSinceBest && error < 1e-3 * Math.abs(derivative);
  }

  #row(h: number, slope: number, error: number): number[] {
    const above = this.#entries;
    this.#rowsSinceBest++;
    const row = [slope];
    const columns = Math.min(this.#steps.length, mostColumns);
    for (let j = 1; j <= columns; j++) {
      const ratio = this.#steps[this.#steps.length - j] / h;
      const entry = row[j - 1] + (row[j - 1] - above[j - 1]) / (ratio * ratio - 1);
      // The last of a row has two neighbours only, which may agree by accident: it is no candidate yet.
      const neighbours = [row[j - 1], above[j - 1], above[j] ?? NaN];
      const spread = Math.max(...neighbours.map((other) => Math.abs(entry - other)));
      const candidate = estimate(entry, spread + error);
      if (candidate.error < this.best.error) {
        this.best = candidate;
        this.#rowsSinceBest = 0;
      }
      row.push(entry);
    }
    return row;
  }
}
