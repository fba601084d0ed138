// Columns have margins. Where a loop reads a column in steady steps, and something else in its first or last rounds, that
// is copied into the margin beforehand: then all of it lies in steady steps.

import type { Place } from "../program/graph.ts";
import type { Loop } from "../program/loops.ts";
import type { Layout } from "./layout.ts";

/** A number that is copied to an address before a loop begins. */
export interface Copy {
  readonly place: Place;
  readonly address: number;
}

/** Most numbers before a column, and after it. */
const WIDTH = 4;
/** Most copies of what one operand reads. */
export const MOST_COPIES: number = 2 * WIDTH;

/** The margins of all columns, and what is copied into them. */
export class Margins {
  /** For each address in a margin, the place that is copied there; −1 where it is free. */
  private readonly owners = new Map<number, Place>();
  private readonly copies = new Map<Loop, Copy[]>();
  private readonly layout: Layout;

  constructor(layout: Layout) {
    this.layout = layout;
  }

  /** Returns the address of a column with margins. */
  column(length: number): number {
    const start = this.layout.column(length + 2 * WIDTH) + WIDTH;
    for (let i = 1; i <= WIDTH; i++) {
      this.owners.set(start - i, -1);
      this.owners.set(start + length - 1 + i, -1);
    }
    return start;
  }

  /** Returns what is copied before an outermost loop begins. */
  before(outermost: Loop): readonly Copy[] {
    return this.copies.get(outermost) ?? [];
  }

  /**
   * Returns addresses in steady steps, where a few at both ends of others can be had by copies; otherwise what it gets.
   *
   * @param addresses where the places are; −1 for a constant
   * @param isThere checks whether a place is known before the outermost loop begins
   */
  extended(
    places: Int32Array,
    addresses: Int32Array,
    outermost: Loop,
    isThere: (place: Place) => boolean,
  ): Int32Array {
    const middle = places.length >> 1;
    const step = addresses[middle] - addresses[middle - 1];
    const isSteady = (t: number) =>
      addresses[t] >= 0 && addresses[t - 1] >= 0 && addresses[t] - addresses[t - 1] === step;
    if (step === 0 || !isSteady(middle)) return addresses;
    let first = middle - 1;
    let last = middle;
    while (first > 0 && isSteady(first)) first--;
    while (last + 1 < places.length && isSteady(last + 1)) last++;
    const unsteady = first + places.length - 1 - last;
    if (unsteady === 0 || unsteady > MOST_COPIES) return addresses;
    const ends = [...range(0, first), ...range(last + 1, places.length)];
    const extended = addresses.slice();
    for (const t of ends) {
      const address = addresses[first] + step * (t - first);
      const owner = this.owners.get(address);
      if (owner === undefined || !isThere(places[t])) return addresses;
      if (owner !== -1 && owner !== places[t]) return addresses;
      extended[t] = address;
    }
    for (const t of ends) {
      if (this.owners.get(extended[t]) === places[t]) continue;
      this.owners.set(extended[t], places[t]);
      const copies = this.copies.get(outermost);
      if (copies === undefined) {
        this.copies.set(outermost, [{ place: places[t], address: extended[t] }]);
      } else copies.push({ place: places[t], address: extended[t] });
    }
    return extended;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
