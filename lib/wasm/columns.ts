// Where in memory the values of loops are. A leaf that something reads which cannot have its variable is stored, in a
// column with a number for each round; or after a loop, where only what that has computed last is read. What one operand
// reads in different rounds shares a column, so that it lies in steady steps; cells of what is over are used again.

import type { Place } from "../program/graph.ts";
import { concatenated, type Loop, type Piece } from "../program/loops.ts";
import { type Access, accessOf } from "./access.ts";
import { Cells, type Use } from "./cells.ts";
import { Layout } from "./layout.ts";
import type { LoopValues, PlacedLeaf, Source } from "./loop_values.ts";
import { Margins } from "./margins.ts";
import { NONE, type Places } from "./places.ts";
import { NEVER, Readers } from "./readers.ts";
import type { Schedule } from "./schedule.ts";
import type { PathSequence } from "./sequence.ts";
import { Tables } from "./tables.ts";

/** How a leaf is stored: after each round, or after each run of a loop. */
export interface Storing {
  readonly after: Loop | undefined;
  readonly access: Access;
}

/** Items that have a column, of a leaf or one that is in no loop. */
interface Part {
  readonly around: readonly Loop[];
  readonly items: Int32Array;
}

/** Which of the items of a leaf are stored. */
interface Stored extends Part {
  readonly after: Loop | undefined;
}

/** The addresses of all that loops read and write. */
export class Columns {
  readonly tables: Tables;
  readonly margins: Margins;
  private readonly storing = new Map<PlacedLeaf, Storing>();
  private readonly sequence: PathSequence;
  private readonly values: LoopValues;
  private readonly places: Places;
  private readonly readers: Readers;
  /** For each place, the first output that it is, or −1. */
  private readonly outputs: Int32Array;
  private readonly cells: Cells;
  /** The columns in which cells are used again. */
  private readonly sharing: Set<number> = new Set();

  /** @param fewest fewest numbers of a column in which cells are used again */
  constructor(
    sequence: PathSequence,
    values: LoopValues,
    pieces: readonly Piece[],
    places: Places,
    layout: Layout,
    { last }: Schedule,
    fewest: number,
  ) {
    this.sequence = sequence;
    this.values = values;
    this.places = places;
    this.tables = new Tables(layout);
    this.margins = new Margins(layout);
    const { path: { graph, outputs } } = sequence;
    this.readers = new Readers(sequence, values);
    this.outputs = new Int32Array(graph.size).fill(NONE);
    for (let i = outputs.length - 1; i >= 0; i--) this.outputs[outputs[i]] = i;
    for (const piece of pieces) if (typeof piece === "number") this.readers.noteItem(piece);
    // What nothing reads from memory may be stored later than it is read.
    const { firstReads } = this.readers;
    const isKept = (place: Place) => this.outputs[place] >= 0 || firstReads[place] === NEVER;
    this.cells = new Cells(sequence, places.addresses, last, isKept, fewest);
    this.placeAll(pieces);
  }

  /** Where each place is in memory. */
  get addresses(): Int32Array {
    return this.places.addresses;
  }

  /** Returns how a leaf is stored, if it is. */
  storingOf(leaf: PlacedLeaf): Storing | undefined {
    return this.storing.get(leaf);
  }

  /** Checks whether some places have cells in which something else is later, or was before. */
  shareCells(places: Int32Array): boolean {
    return this.sharing.has(this.readers.columnAmong(places));
  }

  /** Returns how the addresses move of what an operand is read from. */
  accessOf({ places, around }: Source & { kind: "memory" }): Access {
    const { addresses, tables } = this;
    const { graph } = this.sequence.path;
    if (places.every((place) => graph.isConstant(place))) {
      const numbers = new Float64Array(places.length);
      for (let t = 0; t < places.length; t++) numbers[t] = graph.constantAt(places[t])!;
      return accessOf(tables.addressesOf(numbers), around);
    }
    const known = places.map((place) => addresses[place]);
    const [outermost] = around;
    if (outermost !== undefined) {
      const [start] = outermost.starts;
      const isThere = (place: Place) => this.sequence.positions[place] < start;
      const steady = this.margins.extended(places, known, outermost, isThere);
      if (steady !== known) return accessOf(steady, around);
    }
    for (let t = 0; t < places.length; t++) {
      if (known[t] >= 0) continue;
      const place = places[t];
      if (addresses[place] < 0) {
        addresses[place] = tables.add(Float64Array.of(graph.constantAt(place)!));
      }
      known[t] = addresses[place];
    }
    return accessOf(known, around);
  }

  /** Gives addresses to all that is read from memory, a column for each group, in the order in which it is computed. */
  private placeAll(pieces: readonly Piece[]): void {
    const { values: { leaves }, sequence: { order }, readers } = this;
    const stored = leaves.map((leaf) => this.storedOf(leaf));
    const members = new Map<number, Part[]>();
    const enter = (owner: number, part: Part) => {
      const column = readers.columnOf(owner);
      const parts = members.get(column);
      if (parts === undefined) members.set(column, [part]);
      else parts.push(part);
    };
    stored.forEach((part, i) => part !== undefined && enter(i, part));
    for (const piece of pieces) {
      if (typeof piece !== "number" || order[piece] < 0) continue;
      if (this.readers.firstReads[order[piece]] === NEVER) continue;
      enter(leaves.length + piece, { around: [], items: Int32Array.of(piece) });
    }
    for (const [column, parts] of members) this.placeColumn(column, parts);
    for (const [i, part] of stored.entries()) {
      if (part === undefined) continue;
      const addresses = part.items.map((item) => this.addresses[order[item]]);
      const access = accessOf(addresses, part.around);
      this.storing.set(leaves[i], { after: part.after, access });
    }
  }

  private placeColumn(column: number, parts: readonly Part[]): void {
    const { sequence: { order, path: { graph } }, addresses, outputs } = this;
    const isOutput = (item: number) => outputs[order[item]] >= 0;
    if (parts.every(({ items }) => items.every(isOutput))) {
      for (const { items } of parts) {
        for (const item of items) {
          addresses[order[item]] = Layout.output(graph, outputs[order[item]]);
        }
      }
      return;
    }
    const items = parts.length === 1
      ? parts[0].items
      : concatenated(parts.map((part) => part.items)).sort();
    const found = this.cells.of(items, () => this.usesOf(column, parts));
    if (found !== undefined) this.sharing.add(column);
    const base = this.margins.column(found?.count ?? items.length);
    for (let i = 0; i < items.length; i++) {
      addresses[order[items[i]]] = base + (found === undefined ? i : found.cells[i]);
    }
  }

  /** Returns what loops read and write of a column. */
  private usesOf(column: number, parts: readonly Part[]): Use[] {
    const { order } = this.sequence;
    const inLoops = parts.filter(({ around }) => around.length > 0);
    const writes = inLoops.map(({ items, around }) => ({
      places: items.map((item) => order[item]),
      around,
    }));
    return [...this.readers.readsOf(column), ...writes];
  }

  /** Returns which items of a leaf are stored, and when; `undefined` where none is. */
  private storedOf({ leaf: { items }, around }: PlacedLeaf): Stored | undefined {
    const { order } = this.sequence;
    if (order[items[0]] < 0) return undefined;
    const isNeeded = (item: number) =>
      this.readers.firstReads[order[item]] < NEVER || this.outputs[order[item]] >= 0;
    if (!items.some(isNeeded)) return undefined;
    for (const [depth, loop] of around.entries()) {
      const ends = endsOfRuns(items, loop);
      const isLeft = (item: number, t: number) =>
        ends[t] >= 0 && this.readers.firstReads[order[item]] >= ends[t];
      if (!items.every((item, t) => isLeft(item, t) || !isNeeded(item))) continue;
      const left = items.filter((_, t) => ends[t] >= 0);
      return { after: loop, around: around.slice(0, depth), items: left };
    }
    return { after: undefined, around, items };
  }
}

/** Returns for each item of a leaf that is its last in a run of a loop where that run ends; −1 for the others. */
function endsOfRuns(items: Int32Array, { ends }: Loop): Int32Array {
  const found = new Int32Array(items.length).fill(-1);
  let run = 0;
  for (let t = 0; t < items.length; t++) {
    while (ends[run] <= items[t]) run++;
    if (t + 1 === items.length || items[t + 1] >= ends[run]) found[t] = ends[run];
  }
  return found;
}
