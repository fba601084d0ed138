// Where in memory the values of loops are. A leaf that something reads which cannot have its variable is stored, in a
// column with a number for each round; or after a loop, where only what that has computed last is read. What one operand
// reads in different rounds shares a column, so that it lies in steady steps.

import type { Place } from "../program/graph.ts";
import { concatenated, type Loop, type Piece } from "../program/loops.ts";
import { type Access, accessOf } from "./access.ts";
import { Groups } from "./groups.ts";
import { Layout } from "./layout.ts";
import type { LoopValues, PlacedLeaf, Source } from "./loop_values.ts";
import { Margins } from "./margins.ts";
import { NONE, type Places } from "./places.ts";
import type { PathSequence } from "./sequence.ts";
import { Tables } from "./tables.ts";

/** After all items. */
const NEVER = 2 ** 31 - 1;

/** How a leaf is stored: after each round, or after each run of a loop. */
export interface Storing {
  readonly after: Loop | undefined;
  readonly access: Access;
}

/** Which of the items of a leaf are stored. */
interface Stored {
  readonly after: Loop | undefined;
  readonly around: readonly Loop[];
  readonly items: Int32Array;
}

/** The addresses of all that loops read and write. */
export class Columns {
  readonly tables: Tables;
  readonly margins: Margins;
  private readonly storing = new Map<PlacedLeaf, Storing>();
  private readonly sequence: PathSequence;
  private readonly values: LoopValues;
  private readonly places: Places;
  /** For each place, the index of the first item that reads it from memory; `NEVER` if none does. */
  private readonly firstReads: Int32Array;
  /** For each place, the first output that it is, or −1. */
  private readonly outputs: Int32Array;
  /** The leaves, by their numbers, and after them the items that are in no loop: those of a group share a column. */
  private readonly groups: Groups;

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
    this.tables = new Tables(layout);
    this.margins = new Margins(layout);
    this.groups = new Groups(values.leaves.length + sequence.length);
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
    for (const piece of pieces) if (typeof piece === "number") this.noteReadsOf(piece);
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

  /** Notes what an item reads that is in no loop. */
  private noteReadsOf(item: number): void {
    const count = this.sequence.countOf(item);
    for (let i = 0; i < count; i++) {
      const place = this.sequence.operandOf(item, i);
      if (this.values.leafAt(place) !== undefined) this.noteRead(place, item);
    }
  }

  private noteReads(source: Source, items: Int32Array): void {
    if (source.kind !== "memory") return;
    const { places } = source;
    let first = -1;
    for (let t = 0; t < places.length; t++) {
      this.noteRead(places[t], items[t]);
      const owner = this.ownerOf(places[t]);
      if (owner < 0) continue;
      if (first < 0) first = owner;
      else if (owner !== first) this.groups.join(first, owner);
    }
  }

  private noteRead(place: Place, item: number): void {
    this.firstReads[place] = Math.min(this.firstReads[place], item);
  }

  /** Returns the number of what computes a place; −1 for inputs and constants. */
  private ownerOf(place: Place): number {
    const item = this.sequence.positions[place];
    if (item < 0) return -1;
    const leaf = this.values.indexOf(item);
    return leaf >= 0 ? leaf : this.values.leaves.length + item;
  }

  /** Gives addresses to all that is read from memory, a column for each group, in the order in which it is computed. */
  private placeAll(pieces: readonly Piece[]): void {
    const { values: { leaves }, sequence: { order }, groups } = this;
    const stored = leaves.map((leaf) => this.storedOf(leaf));
    const members = new Map<number, Int32Array[]>();
    const enter = (owner: number, items: Int32Array) => {
      const root = groups.rootOf(owner);
      const group = members.get(root);
      if (group === undefined) members.set(root, [items]);
      else group.push(items);
    };
    stored.forEach((part, i) => part !== undefined && enter(i, part.items));
    for (const piece of pieces) {
      if (typeof piece !== "number" || order[piece] < 0) continue;
      if (this.firstReads[order[piece]] === NEVER) continue;
      enter(leaves.length + piece, Int32Array.of(piece));
    }
    for (const parts of members.values()) this.placeGroup(parts);
    for (const [i, part] of stored.entries()) {
      if (part === undefined) continue;
      const addresses = part.items.map((item) => this.addresses[order[item]]);
      const access = accessOf(addresses, part.around);
      this.storing.set(leaves[i], { after: part.after, access });
    }
  }

  private placeGroup(parts: readonly Int32Array[]): void {
    const { sequence: { order, path: { graph } }, addresses, outputs } = this;
    const isOutput = (item: number) => outputs[order[item]] >= 0;
    if (parts.every((items) => items.every(isOutput))) {
      for (const items of parts) {
        for (const item of items) {
          addresses[order[item]] = Layout.output(graph, outputs[order[item]]);
        }
      }
      return;
    }
    const items = parts.length === 1 ? parts[0] : concatenated(parts).sort();
    const base = this.margins.column(items.length);
    for (let i = 0; i < items.length; i++) addresses[order[items[i]]] = base + i;
  }

  /** Returns which items of a leaf are stored, and when; `undefined` where none is. */
  private storedOf({ leaf: { items }, around }: PlacedLeaf): Stored | undefined {
    const { order } = this.sequence;
    if (order[items[0]] < 0) return undefined;
    const isNeeded = (item: number) =>
      this.firstReads[order[item]] < NEVER || this.outputs[order[item]] >= 0;
    if (!items.some(isNeeded)) return undefined;
    for (const [depth, loop] of around.entries()) {
      const ends = endsOfRuns(items, loop);
      const isLeft = (item: number, t: number) =>
        ends[t] >= 0 && this.firstReads[order[item]] >= ends[t];
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
