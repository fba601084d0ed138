// The cells of a column. What is computed of a number that is read no more takes over its cell: an array that the rounds of
// a nest change, such as the cotangents of a matrix, takes memory for one array and not for one a round.

import type { Place } from "../program/graph.ts";
import type { Loop } from "../program/loops.ts";
import { accessOf } from "./access.ts";
import { MOST_COPIES } from "./margins.ts";
import type { PathSequence } from "./sequence.ts";

/** An address that is not in steady steps with any other. */
const FAR = 2 ** 28;
/**
 * Fewest numbers of a column in which cells are used again: shorter ones stay in the nearest cache anyway. It is small, so
 * that programs do the same of a loop whether it is long or short.
 */
export const FEWEST_NUMBERS = 128;
/** Most numbers of tables, for each that is saved: what a table has is copied at each call, and read. */
const MOST_TABLES = 0.5;
/** How many are so few that no better order is looked for. */
const FEW_TABLES = 1 / 16;
/** How many operations are looked at, of which a number is computed. */
const NEAREST = 8;

/** What is read or written: a place for each round of the innermost of some loops. */
export interface Use {
  readonly places: Int32Array;
  readonly around: readonly Loop[];
}

/** Which cells of a column its items have. */
export interface ColumnCells {
  /** For each item, the number of its cell. */
  readonly cells: Int32Array;
  readonly count: number;
}

/** Gives cells to the items of columns. */
export class Cells {
  private readonly sequence: PathSequence;
  private readonly addresses: Int32Array;
  private readonly last: Int32Array;
  private readonly isKept: (place: Place) => boolean;
  private readonly fewest: number;
  /** For each place that has a cell, which item of its column it is. */
  private readonly indices: Int32Array;
  /** Marks the places whose cells others have taken over. */
  private readonly isTaken: Uint8Array;
  private readonly nearest = new Int32Array(NEAREST);

  /**
   * @param addresses those of inputs, for each place
   * @param last for each place, the index of the last item that reads it
   * @param isKept checks whether a place keeps its cell
   * @param fewest fewest numbers of a column in which cells are used again
   */
  constructor(
    sequence: PathSequence,
    addresses: Int32Array,
    last: Int32Array,
    isKept: (place: Place) => boolean,
    fewest: number,
  ) {
    this.sequence = sequence;
    this.addresses = addresses;
    this.last = last;
    this.isKept = isKept;
    this.fewest = fewest;
    this.indices = new Int32Array(sequence.path.graph.size);
    this.isTaken = new Uint8Array(sequence.path.graph.size);
  }

  /**
   * Returns the cells of a column, or `undefined` where each item has one of its own: where few would be used again, or
   * what loops read and write would not lie in steady steps any more.
   *
   * @param items in the order in which they are computed
   * @param usesOf returns what loops read and write of the column
   */
  of(items: Int32Array, usesOf: () => readonly Use[]): ColumnCells | undefined {
    if (items.length < this.fewest) return undefined;
    const { sequence: { order }, indices } = this;
    const cells = new Int32Array(items.length);
    let count = 0;
    for (let i = 0; i < items.length; i++) {
      indices[order[items[i]]] = i;
      const taken = this.takenOver(items, i);
      cells[i] = taken < 0 ? count++ : cells[taken];
    }
    const saved = items.length - count;
    if (saved < count) return undefined;
    const uses = usesOf();
    const tables = (own: Int32Array | undefined) =>
      uses.reduce((length, use) => length + this.tableLength(use, items, own), 0);
    let best: Int32Array = cells;
    let length = tables(cells);
    if (length > FEW_TABLES * saved) {
      // The first rounds may compute in another order than all others.
      const others = inOrderOfLast(cells, count);
      const ofOthers = tables(others);
      if (ofOthers < length) [best, length] = [others, ofOthers];
    }
    const most = MOST_TABLES * saved;
    const isMore = length > most && length - tables(undefined) > most;
    return isMore ? undefined : { cells: best, count };
  }

  /** Returns the index of the item whose cell another one takes over, the nearest of which it is computed; −1 for none. */
  private takenOver(items: Int32Array, index: number): number {
    const { sequence, last, indices, isTaken, isKept, nearest } = this;
    nearest[0] = items[index];
    let found = 1;
    for (let at = 0; at < found; at++) {
      const count = sequence.countOf(nearest[at]);
      for (let i = 0; i < count; i++) {
        const place = sequence.operandOf(nearest[at], i);
        const item = sequence.positions[place];
        if (item < 0) continue;
        const taken = indices[place];
        if (taken < index && items[taken] === item) {
          if (last[place] > items[index] || isTaken[place] === 1 || isKept(place)) continue;
          isTaken[place] = 1;
          return taken;
        }
        if (found < NEAREST) nearest[found++] = item;
      }
    }
    return -1;
  }

  /** Returns how many numbers of tables an access takes, where each item has a cell or else a place of its own. */
  private tableLength(
    { places, around }: Use,
    items: Int32Array,
    cells: Int32Array | undefined,
  ): number {
    const { sequence: { positions }, indices } = this;
    const addresses = new Int32Array(places.length);
    let others = 0;
    for (let t = 0; t < places.length; t++) {
      const place = places[t];
      const index = indices[place];
      const isItem = items[index] === positions[place];
      if (!isItem) others++;
      addresses[t] = !isItem ? this.addresses[place] : FAR + (cells?.[index] ?? index);
    }
    // Copies of a few others may be made beside the column, if its items have places of their own.
    if (others > 0 && others <= MOST_COPIES) return cells === undefined ? 0 : places.length;
    let access = accessOf(addresses, around);
    while (access.kind === "nested") access = access.start;
    return access.kind === "table" ? access.addresses.length : 0;
  }
}

/** Returns cells with other numbers: in the order of the last items that have them. */
function inOrderOfLast(cells: Int32Array, count: number): Int32Array {
  const numbers = new Int32Array(count).fill(-1);
  let next = count;
  for (let i = cells.length - 1; i >= 0; i--) {
    if (numbers[cells[i]] < 0) numbers[cells[i]] = --next;
  }
  return cells.map((cell) => numbers[cell]);
}
