// Difference quotients of ever smaller steps, extrapolated to the step 0.

import { gridOf, isShort } from "./grid.ts";
import {
  type Curve,
  type Estimate,
  estimate,
  exactStep,
  extrapolated,
  moveAway,
  type Quotients,
  quotientsOf,
  quotientsToOneSide,
  retreat,
  type Side,
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
/** How many later rows an entry is held against: where they scatter, it agreed with its neighbours by accident. */
const laterRows = 3;
/** Rows beyond which curvature is no longer seen, and how many of the last tell what noise there is. */
const [latestCurved, laterNoise] = [20, 9];
/** What noise of the values may do to an entry, in units of how far its neighbours scatter. */
const scatter = 2;
/** Errors within this factor of the least are about as good. */
const aboutAsGood = 2;
/** What a grid of the values may do to an entry, in units of the grid by the step. */
const coarseness = 1.5;

/** What is found of a derivative by extrapolation. */
export interface Found extends Estimate {
  /** Whether the values are on a grid, or all the same and as short as printed numbers are. */
  readonly coarse: "no" | "grid" | "constant";
  /** Whether the function has no finite values at larger steps, on one side at least. */
  readonly isBounded: boolean;
  /** How far the values scatter about a smooth curve, or 0 where the rows have not come to that. */
  readonly noise: number;
}

/**
 * The derivatives of a curve at `x`, where its values are `here`, by Richardson's extrapolation (1911) in
 * the manner of Ridders (1982): the quotients of shrinking steps, each extrapolated with those before it to
 * the step 0 (Neville's scheme), and of all entries the one that differs least from its neighbours.
 *
 * Other than Ridders' it goes on for as long as the rounding of the values allows a better entry, so that
 * a first step which is far too large costs time and not digits; and an entry is believed only as far as
 * the rows after it do not scatter, and as the grid of the values allows.
 *
 * @param side which values are taken: on both sides of the point, or on one where the other has none
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
    pending = pending.filter((tableau) => !tableau.isSettled);
  }
  return tableaus.map((tableau) => tableau.answer());
}

/** Whether the curve is finite a step away, in any component. */
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

/** A row of a tableau: the quotient of a step, and what it and those before it are extrapolated to. */
interface Row {
  readonly h: number;
  readonly quotients: Quotients;
  readonly entries: readonly number[];
  /** How far each entry is from its neighbours. */
  readonly spreads: readonly number[];
  /** What the bend is extrapolated to: 0 where the function is smooth, and otherwise what a kink makes. */
  readonly kinks: readonly number[];
}

/** The extrapolation of one component. */
class Tableau {
  best: Estimate = unknown;
  isSettled = false;
  /** The rows since the values became finite. */
  #rows: Row[] = [];
  readonly #values: { readonly right: number[]; readonly left: number[] } = { right: [], left: [] };
  #rowsSinceBest = 0;
  /** The best entry of each row that has enough rows after it. */
  #candidates: Estimate[] = [];
  #isBounded = false;
  #grid = 0;
  #coarseness = 0;

  constructor(
    readonly x: number,
    readonly value: number,
    readonly component: number,
    readonly side: Side,
  ) {}

  /** Adds the row of a smaller step, and tells whether its values are finite. */
  add(h: number, right: number | undefined, left: number | undefined): boolean {
    const quotients = right === undefined || left === undefined
      ? quotientsToOneSide(this.x, h, this.value, right ?? left!, this.side)
      : quotientsOf(this.x, h, this.value, right, left);
    if (!Number.isFinite(quotients.slope)) {
      this.#rows = [];
      this.#candidates = [];
      this.#isBounded = true;
      return false;
    }
    if (right !== undefined) this.#values.right.unshift(right);
    if (left !== undefined) this.#values.left.unshift(left);
    this.#grid = gridOf(this.value, [this.#values.right, this.#values.left]);
    // To one side, extrapolation takes larger multiples of the values.
    this.#coarseness = this.#grid * (this.side === 0 ? coarseness : 4 * coarseness);
    this.#rows.push(this.#row(h, quotients));
    this.#rowsSinceBest++;
    if (this.#choose()) this.#rowsSinceBest = 0;
    this.isSettled = this.#isSettled(quotients);
    return true;
  }

  /** The best entry, unless the quotients move away for ever, as at a jump or a vertical tangent. */
  answer(): Found {
    const { derivative, error } = this.best;
    const isGood = error <= 0.1 * Math.abs(derivative);
    const hasLimit = isGood || this.#grid > 0 ||
      !moveAway(this.#rows.map(({ quotients }) => quotients.slope));
    const values = Object.values(this.#values).flat();
    const isConstant = derivative === 0 && values.every((value) => value === this.value);
    return {
      ...hasLimit ? this.best : unknown,
      coarse: this.#grid > 0 ? "grid" : isConstant && isShort(this.value, 8) ? "constant" : "no",
      isBounded: this.#isBounded,
      noise: this.#noise(),
    };
  }

  /**
   * Whether no later entry is to be expected to be better: the values are rounded too coarsely, or the
   * best is all but exact, or it is good and has not been bettered for long.
   */
  #isSettled({ slope, rounding }: Quotients): boolean {
    const { derivative, error } = this.best;
    if (this.#rowsSinceBest === 0) return false;
    return 8 * rounding > error || error <= 8 * Number.EPSILON * Math.abs(slope) ||
      this.#rowsSinceBest >= mostRowsSinceBest && error < 1e-3 * Math.abs(derivative);
  }

  #row(h: number, quotients: Quotients): Row {
    const above = this.#rows.at(-1);
    const entries = [quotients.slope];
    const kinks = [quotients.bend];
    const spreads = [Infinity];
    const columns = Math.min(this.#rows.length, mostColumns);
    for (let j = 1; j <= columns; j++) {
      const ratio = this.#rows[this.#rows.length - j].h / h;
      const before = above!.entries[j - 1];
      const entry = extrapolated(entries[j - 1], before, this.side === 0 ? ratio ** 2 : ratio);
      // The last of a row has two neighbours only, which may agree by accident: it is no candidate yet.
      const neighbours = [entries[j - 1], before, above!.entries[j] ?? NaN];
      entries.push(entry);
      spreads.push(Math.max(...neighbours.map((other) => Math.abs(entry - other))));
      kinks.push(extrapolated(kinks[j - 1], above!.kinks[j - 1], ratio ** (2 - 1 / j)));
    }
    return { h, quotients, entries, spreads, kinks };
  }

  /**
   * Chooses the best entry among all that have enough rows after them, and tells whether it is a new one. Of
   * entries that are about as good the one of the largest step is the best: what an extrapolation leaves out
   * is overestimated, and rounding is not.
   */
  #choose(): boolean {
    const { derivative } = this.best;
    const last = this.#rows.length - 1 - laterRows;
    if (this.#grid > 0) {
      this.#candidates = this.#rows.slice(0, last + 1).map((_, i) => this.#bestOf(i));
    } else if (last >= 0) this.#candidates.push(this.#bestOf(last));
    const least = Math.min(...this.#candidates.map(({ error }) => error));
    this.best = this.#candidates.find(({ error }) => error <= aboutAsGood * least) ?? unknown;
    return this.best.derivative !== derivative;
  }

  /** The best entry of a row, as far as the rows after it tell. */
  #bestOf(i: number): Estimate {
    const { h, entries, spreads, quotients: { noise } } = this.#rows[i];
    const later = this.#rows.slice(i + 1, i + 1 + laterRows);
    let best = unknown;
    for (let j = 1; j < entries.length - 1; j++) {
      const spread = Math.max(spreads[j], ...later.map((row) => row.spreads[j] * row.h / h));
      const error = scatter * spread + noise + this.#coarseness / h;
      const broken = kinkIn(later, j + 2);
      const candidate = estimate(entries[j], error + broken);
      if (candidate.error < best.error) best = candidate;
    }
    return best;
  }

  /** The median of what the last rows scatter by, where there are so many that it is no curvature. */
  #noise(): number {
    const last = this.#rows.slice(latestCurved).slice(-laterNoise);
    const sizes = last.map(({ spreads, h }) => spreads[1] * h).sort((a, b) => a - b);
    return sizes[sizes.length >> 1] ?? 0;
  }
}

/**
 * The kink that the bends of some rows tell of. One of them may be 0 by accident, where its sign changes, and
 * the first be far from the limit: the second largest is believed.
 */
function kinkIn(rows: readonly Row[], column: number): number {
  const sizes = rows.map(({ kinks }, k) => Math.abs(kinks[Math.min(column + k, kinks.length - 1)]));
  return sizes.sort((a, b) => b - a)[1];
}
