// The quotients of one derivative, row by row, with their extrapolations and the errors of these.

import { gridOf, isShort } from "./grid.ts";
import {
  type Estimate,
  estimate,
  extrapolated,
  moveAway,
  type Quotients,
  quotientsOf,
  quotientsToOneSide,
  type Side,
  unknown,
} from "./quotients.ts";

/** Error of an entry from noise, in units of the distance to its neighbours. */
const scatter = 2;
const mostColumns = 10;
const mostRowsSinceBest = 6;
/**
 * Number of later rows that an entry is compared with: if they scatter, it agreed with its neighbours by
 * accident.
 */
const laterRows = 3;
/** The row from which on curvature is below noise, and the number of last rows that measure the noise. */
const [latestCurved, laterNoise] = [20, 9];
/** Factor of the least error within which errors count as equally good. */
const aboutAsGood = 2;
/** Error of an entry from a grid of the values, in units of the grid divided by the step. */
const coarseness = 1.5;

/** A derivative by extrapolation, with what was noticed about the values. */
export interface Found extends Estimate {
  /** Whether the values are on a grid, or all the same and as short as printed numbers are. */
  readonly coarse: "no" | "grid" | "constant";
  /** Whether the function has no finite values at larger steps, on one side at least. */
  readonly isBounded: boolean;
  /** The distance of values from a smooth curve, or 0 if the rows do not reach noise. */
  readonly noise: number;
}

/** A row of a tableau: the quotient of a step, and its extrapolations with those before it. */
export interface Row {
  readonly h: number;
  readonly quotients: Quotients;
  readonly entries: readonly number[];
  /** The distance of each entry from its neighbours. */
  readonly spreads: readonly number[];
  /** The extrapolated bend: 0 for a smooth function, otherwise the error from a kink. */
  readonly kinks: readonly number[];
}

/** The extrapolation of one component. */
export class Tableau {
  best: Estimate = unknown;
  isFinished = false;
  /** The rows since the values became finite. */
  #rows: Row[] = [];
  readonly #values: { readonly right: number[]; readonly left: number[] } = { right: [], left: [] };
  #rowsSinceBest = 0;
  /** The best entry of each row that has enough rows after it. */
  #candidates: Estimate[] = [];
  #isBounded = false;
  #grid = 0;
  #coarseness = 0;
  readonly x: number;
  readonly value: number;
  readonly component: number;
  readonly side: Side;

  constructor(
    x: number,
    value: number,
    component: number,
    side: Side,
  ) {
    this.x = x;
    this.value = value;
    this.component = component;
    this.side = side;
  }

  /** Adds the row of a smaller step, and returns whether its values are finite. */
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
    // On one side, extrapolation multiplies the values by larger factors.
    this.#coarseness = this.#grid * (this.side === 0 ? coarseness : 4 * coarseness);
    this.#rows.push(this.#row(h, quotients));
    this.#rowsSinceBest++;
    if (this.#choose()) this.#rowsSinceBest = 0;
    this.isFinished = this.#isFinished(quotients);
    return true;
  }

  /** Returns the best entry, unless the quotients diverge, as at a jump or a vertical tangent. */
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
   * Returns whether no better entry is to be expected: rounding exceeds the best error, or the best entry is
   * nearly exact, or it is good and many rows have brought no better one.
   */
  #isFinished({ slope, rounding }: Quotients): boolean {
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
      // The last entry of a row has two neighbours only, which may agree by accident: it is no candidate.
      const neighbours = [entries[j - 1], before, above!.entries[j] ?? NaN];
      entries.push(entry);
      spreads.push(Math.max(...neighbours.map((other) => Math.abs(entry - other))));
      kinks.push(extrapolated(kinks[j - 1], above!.kinks[j - 1], ratio ** (2 - 1 / j)));
    }
    return { h, quotients, entries, spreads, kinks };
  }

  /**
   * Chooses the best entry among all that have enough rows after them, and returns whether it is a new one.
   * Among entries that are about equally good, the one of the largest step is chosen: its truncation error is
   * overestimated, while rounding errors of smaller steps are not.
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

  /** Returns the best entry of a row, by its neighbours and the rows after it. */
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

  /** Returns the median scatter of the last rows, or 0 if there are so few that it may be curvature. */
  #noise(): number {
    const last = this.#rows.slice(latestCurved).slice(-laterNoise);
    const sizes = last.map(({ spreads, h }) => spreads[1] * h).sort((a, b) => a - b);
    return sizes[sizes.length >> 1] ?? 0;
  }
}

/**
 * Returns the error from a kink by the bends of some rows. One of them may be 0 by accident, where its sign
 * changes, and the first far from the limit: the second largest is taken.
 */
function kinkIn(rows: readonly Row[], column: number): number {
  const sizes = rows.map(({ kinks }, k) => Math.abs(kinks[Math.min(column + k, kinks.length - 1)]));
  return sizes.sort((a, b) => b - a)[1];
}
