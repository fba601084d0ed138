// What reads values from memory, and which of them share a column: all that one operand reads in different rounds, so that
// it lies in steady steps.

import type { Place } from "../program/graph.ts";
import type { Use } from "./cells.ts";
import { Groups } from "./groups.ts";
import type { LoopValues, Source } from "./loop_values.ts";
import type { PathSequence } from "./sequence.ts";

/** After all items. */
export const NEVER: number = 2 ** 31 - 1;

/** The readers of all values of a path that has loops. */
export class Readers {
  /** For each place, the index of the first item that reads it from memory; `NEVER` if none does. */
  readonly firstReads: Int32Array;
  private readonly sequence: PathSequence;
  private readonly values: LoopValues;
  /** The leaves, by their numbers, and after them the items that are in no loop: those of a group share a column. */
  private readonly groups: Groups;
  private readonly reads: { readonly owner: number; readonly use: Use }[] = [];

  constructor(sequence: PathSequence, values: LoopValues) {
    this.sequence = sequence;
    this.values = values;
    this.firstReads = new Int32Array(sequence.path.graph.size).fill(NEVER);
    this.groups = new Groups(values.leaves.length + sequence.length);
    for (const { leaf, operands, variables } of values.leaves) {
      for (const source of operands) this.note(source, leaf.items);
      for (const { preset } of variables) {
        if (preset !== undefined) this.note(preset.source, preset.loop.starts);
      }
    }
  }

  /** Notes what an item reads that is in no loop. */
  noteItem(item: number): void {
    const count = this.sequence.countOf(item);
    for (let i = 0; i < count; i++) {
      const place = this.sequence.operandOf(item, i);
      if (this.values.leafAt(place) !== undefined) this.noteRead(place, item);
    }
  }

  /** Returns the number of the column of what computes a place. */
  columnOf(owner: number): number {
    return this.groups.rootOf(owner);
  }

  /** Returns the number of the column of some places that one operand reads; −1 where all are inputs or constants. */
  columnAmong(places: Int32Array): number {
    for (let t = 0; t < places.length; t++) {
      const owner = this.ownerOf(places[t]);
      if (owner >= 0) return this.groups.rootOf(owner);
    }
    return -1;
  }

  /** Returns what loops read of a column. */
  readsOf(column: number): Use[] {
    return this.reads.filter(({ owner }) => this.groups.rootOf(owner) === column)
      .map(({ use }) => use);
  }

  private note(source: Source, items: Int32Array): void {
    if (source.kind !== "memory") return;
    const { places } = source;
    let latest = -1;
    for (let t = 0; t < places.length; t++) {
      this.noteRead(places[t], items[t]);
      const owner = this.ownerOf(places[t]);
      if (owner < 0 || owner === latest) continue;
      if (latest >= 0) this.groups.join(latest, owner);
      latest = owner;
    }
    if (latest >= 0) this.reads.push({ owner: latest, use: source });
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
}
