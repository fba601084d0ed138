// Where in memory the values of loops are. A leaf that something reads which cannot have its variable is stored, in a
// column with a number for each round; or after a loop, where only what that has computed last is read.

import type { Place } from "../program/graph.ts";
import type { Loop, Piece } from "../program/loops.ts";
import { type Access, accessOf } from "./access.ts";
import { Layout } from "./layout.ts";
import type { LoopValues, PlacedLeaf, Source } from "./loop_values.ts";
import { Margins } from "./margins.ts";
import { NONE, type Places } from "./places.ts";
import type { PathSequence } from "./sequence.ts";
import { packed, type Table } from "./tables.ts";

/** After all items. */
const NEVER = 2 ** 31 - 1;

/** How a leaf is stored: after each round, or after each run of a loop. */
export interface Storing {
  readonly after: Loop | undefined;
  readonly access: Access;
}

/** The addresses of all that loops read and write. */
export class Columns {
  readonly tables: Table[] = [];
  readonly margins: Margins;
  private readonly storing = new Map<PlacedLeaf, Storing>();
  private readonly sequence: PathSequence;
  private readonly values: LoopValues;
  private readonly places: Places;
  private readonly layout: Layout;
  /** For each place, the index of the first item that reads it from memory; `NEVER` if none does. */
  private readonly firstReads: Int32Array;
  /** For each place, the first output that it is, or −1. */
  private readonly outputs: Int32Array;

  constructor(
    sequence: PathSequence,
    values: LoopValues,
    pieces: readonly Piece[],
    places: Places,
    layout: Layout,
  ) {
    this.sequence = sequence;
    this.values = values;
    this.places = places;
    this.layout = layout;
    this.margins = new Margins(layout);
    const { path: { graph, outputs } } = sequence;
    this.firstReads = new Int32Array(graph.size).fill(NEVER);
    this.outputs = new Int32Array(graph.size).fill(NONE);
    for (let i = outputs.length - 1; i >= 0; i--) this.outputs[outputs[i]] = i;
    for (const { leaf, operands, variables } of values.leaves) {
      for (const source of operands) this.noteReads(source, leaf.items);
      for (const { preset } of variables) {
        if (preset !== undefined) this.noteReads(preset.source, preset.loop.starts);
      }
    }
    for (const piece of pieces) {
      if (typeof piece !== "number") continue;
      const count = sequence.countOf(piece);
      for (let i = 0; i < count; i++) {
        const place = sequence.operandOf(piece, i);
        if (values.leafAt(place) !== undefined) this.noteRead(place, piece);
      }
    }
    // What loops read of the rest of the program has addresses in its order, so that loops may run over it.
    for (const piece of pieces) {
      if (typeof piece !== "number") continue;
      const place = sequence.order[piece];
      if (place < 0 || this.firstReads[place] === NEVER) continue;
      places.addresses[place] = this.outputs[place] >= 0
        ? Layout.output(graph, this.outputs[place])
        : layout.column(1);
    }
    for (const leaf of values.leaves) this.place(leaf);
  }

  /** Where each place is in memory. */
  get addresses(): Int32Array {
    return this.places.addresses;
  }

  /** Returns how a leaf is stored, if it is. */
  storingOf(leaf: PlacedLeaf): Storing | undefined {
    return this.storing.get(leaf);
  }

  /** Returns how the addresses move of what an operand is read from. */
  accessOf({ places, around }: Source & { kind: "memory" }): Access {
    const { addresses } = this.places;
    const { graph } = this.sequence.path;
    if (places.every((place) => graph.isConstant(place))) {
      const numbers = new Float64Array(places.length);
      for (let t = 0; t < places.length; t++) numbers[t] = graph.constantAt(places[t])!;
      return accessOf(this.constants(numbers), around);
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
        addresses[place] = this.add(Float64Array.of(graph.constantAt(place)!));
      }
      known[t] = addresses[place];
    }
    return accessOf(known, around);
  }

  /** Returns the addresses of numbers, which are those of a table that holds them already, also backwards. */
  constants(numbers: Float64Array): Int32Array {
    const { length } = numbers;
    for (const table of this.tables) {
      if (table.numbers.length !== length) continue;
      for (const [first, step] of [[0, 1], [length - 1, -1]]) {
        if (numbers.every((x, i) => Object.is(x, table.numbers[first + step * i]))) {
          return progression(table.address + first, step, length);
        }
      }
    }
    return progression(this.add(numbers), 1, length);
  }

  /** Adds a table, and returns its address. */
  add(numbers: Float64Array): number {
    const address = this.layout.column(numbers.length);
    this.tables.push({ address, numbers });
    return address;
  }

  /** Adds a table of integers, in the lower halves of its numbers. */
  addIntegers(integers: ArrayLike<number>): number {
    return this.add(packed(integers));
  }

  private noteReads(source: Source, items: Int32Array): void {
    if (source.kind !== "memory") return;
    const { places } = source;
    for (let t = 0; t < places.length; t++) this.noteRead(places[t], items[t]);
  }

  private noteRead(place: Place, item: number): void {
    this.firstReads[place] = Math.min(this.firstReads[place], item);
  }

  private place(leaf: PlacedLeaf): void {
    const { order, path: { graph } } = this.sequence;
    const { items } = leaf.leaf;
    if (order[items[0]] < 0) return;
    const isNeeded = (item: number) =>
      this.firstReads[order[item]] < NEVER || this.outputs[order[item]] >= 0;
    if (!items.some(isNeeded)) return;
    let stored = items;
    let around = leaf.around;
    let after: Loop | undefined;
    for (const [depth, loop] of leaf.around.entries()) {
      const ends = endsOfRuns(items, loop);
      const isLeft = (item: number, t: number) =>
        ends[t] >= 0 && this.firstReads[order[item]] >= ends[t];
      if (!items.every((item, t) => isLeft(item, t) || !isNeeded(item))) continue;
      stored = items.filter((_, t) => ends[t] >= 0);
      around = leaf.around.slice(0, depth);
      after = loop;
      break;
    }
    const placesStored = stored.map((item) => order[item]);
    const { addresses } = this.places;
    if (placesStored.every((place) => this.outputs[place] >= 0)) {
      for (const place of placesStored) {
        addresses[place] = Layout.output(graph, this.outputs[place]);
      }
    } else {
      const base = this.margins.column(placesStored.length);
      placesStored.forEach((place, i) => addresses[place] = base + i);
    }
    const access = accessOf(placesStored.map((place) => addresses[place]), around);
    this.storing.set(leaf, { after, access });
  }
}

function progression(first: number, step: number, length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = first + step * i;
  return numbers;
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
