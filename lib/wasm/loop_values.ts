// Where the operands of a loop come from: a constant; a variable, which always has the latest value of a leaf; or
// memory. A variable may begin each run of a loop with another value: a loop carries it.

import { CONSTANT, type Place } from "../program/graph.ts";
import { areSame, forEachLeaf, type Loop, type LoopLeaf } from "../program/loops.ts";
import type { PathSequence } from "./sequence.ts";

/** A leaf of a loop, with the loops around it, outermost first. */
export interface PlacedLeaf {
  readonly leaf: LoopLeaf;
  readonly around: readonly Loop[];
  readonly operands: Source[];
  /** The variables that have its latest value. */
  readonly variables: LoopVariable[];
}

/** A variable with the latest value of a leaf. */
export interface LoopVariable {
  readonly of: PlacedLeaf;
  /** What it is when a loop begins to run, until the leaf has been computed. */
  readonly preset:
    | { readonly loop: Loop; readonly places: Int32Array; source: Source }
    | undefined;
  /** The number of times that code reads it. */
  reads: number;
  local: number;
}

/** Where an operand comes from. */
export type Source =
  | { readonly kind: "constant"; readonly place: Place }
  | { readonly kind: "variable"; readonly variable: LoopVariable }
  /** Another place in each round of the innermost of some loops. */
  | {
    readonly kind: "memory";
    readonly places: Int32Array;
    readonly around: readonly Loop[];
  };

/** The leaves of all loops of a path, found by the index of an item in its order. */
export class LoopValues {
  readonly leaves: PlacedLeaf[] = [];
  /** For each item, the index of its leaf, or −1. */
  private readonly leafOf: Int32Array;
  private readonly sequence: PathSequence;

  constructor(sequence: PathSequence) {
    this.sequence = sequence;
    this.leafOf = new Int32Array(sequence.length).fill(-1);
  }

  /** Returns the leaf that computes a place, if one does. */
  leafAt(place: Place): PlacedLeaf | undefined {
    const item = this.sequence.positions[place];
    return item < 0 ? undefined : this.leaves[this.leafOf[item]];
  }

  /** Returns the index of the leaf of an item, or −1. */
  indexOf(item: number): number {
    return this.leafOf[item];
  }

  /** Adds the leaves of an outermost loop, and finds where their operands come from. */
  add(outermost: Loop): PlacedLeaf[] {
    const added: PlacedLeaf[] = [];
    forEachLeaf(outermost, (leaf, around) => {
      const index = this.leaves.length;
      const placed = { leaf, around, operands: [], variables: [] };
      this.leaves.push(placed);
      added.push(placed);
      const { items } = leaf;
      for (let round = 0; round < items.length; round++) this.leafOf[items[round]] = index;
    });
    for (const { leaf } of added) this.exchange(leaf);
    for (const placed of added) {
      const [item] = placed.leaf.items;
      const count = this.sequence.countOf(item);
      for (let i = 0; i < count; i++) placed.operands.push(this.sourceOf(placed, i));
    }
    return added;
  }

  /**
   * Exchanges the operands of a sum or a product in rounds in which they come from what the other comes from in most: the
   * first round of a loop may have a constant where others have what is carried.
   */
  private exchange({ items }: LoopLeaf): void {
    if (!this.sequence.commutes(items[0])) return;
    const { exchanged } = this.sequence;
    const [lefts, rights] = [0, 1].map((index) => this.sequence.placesRead(items, index));
    const middle = items.length >> 1;
    const left = this.makerOf(lefts[middle]);
    const right = this.makerOf(rights[middle]);
    if (left === right) return;
    for (let t = 0; t < items.length; t++) {
      const first = this.makerOf(lefts[t]);
      if (first === left) continue;
      const second = this.makerOf(rights[t]);
      const asIs = Number(second === right);
      const other = Number(second === left) + Number(first === right);
      if (other > asIs) exchanged[items[t]] = 1;
    }
  }

  /** Returns the index of the leaf that a place comes from; −1 for what is in no loop, −2 for a constant, −3 for an input. */
  private makerOf(place: Place): number {
    const { operations } = this.sequence.path.graph;
    const position = this.sequence.positions[place];
    if (position >= 0) return this.leafOf[position];
    return operations[place] === CONSTANT ? -2 : -3;
  }

  private sourceOf({ leaf: { items }, around }: PlacedLeaf, index: number): Source {
    return this.sourceFor(this.sequence.placesRead(items, index), items, around);
  }

  /**
   * Returns where values come from that are read at some items.
   *
   * @param items indices in the order, ascending: one for each round of the innermost loop
   */
  private sourceFor(
    places: Int32Array,
    items: Int32Array,
    around: readonly Loop[],
  ): Source {
    const { graph } = this.sequence.path;
    const [first] = places;
    if (graph.isConstant(first) && places.every((place) => place === first)) {
      return { kind: "constant", place: first };
    }
    return this.variableFor(places, items, around) ?? { kind: "memory", places, around };
  }

  /** Returns the variable that has some places at some items, if there is one. */
  private variableFor(
    places: Int32Array,
    items: Int32Array,
    around: readonly Loop[],
  ): Source | undefined {
    const [outermost] = around;
    const of = this.leafAt(places[places.length - 1]);
    if (of === undefined || of.around[0] !== outermost) return undefined;
    if (this.isLatest(of, places, items)) return this.variable(of, undefined);
    for (const [depth, loop] of around.entries()) {
      if (of.around[depth] !== loop) return undefined;
      const presets = this.presetsFor(of, loop, places, items);
      if (presets === undefined) continue;
      const source = depth === 0
        ? this.sourceOutside(presets)
        : this.sourceFor(presets, loop.starts, around.slice(0, depth));
      return this.variable(of, { loop, places: presets, source });
    }
    return undefined;
  }

  private sourceOutside(places: Int32Array): Source {
    const [place] = places;
    return this.sequence.path.graph.isConstant(place)
      ? { kind: "constant", place }
      : { kind: "memory", places, around: [] };
  }

  private variable(of: PlacedLeaf, preset: LoopVariable["preset"]): Source {
    let variable = of.variables.find((other) =>
      other.preset?.loop === preset?.loop &&
      (preset === undefined || areSame(other.preset!.places, preset.places))
    );
    if (variable === undefined) of.variables.push(variable = { of, preset, reads: 0, local: -1 });
    return { kind: "variable", variable };
  }

  /** Checks whether at each item a place is the latest that a leaf has computed. */
  private isLatest(
    { leaf }: PlacedLeaf,
    places: Int32Array,
    items: Int32Array,
  ): boolean {
    const { positions } = this.sequence;
    let done = 0;
    for (let t = 0; t < items.length; t++) {
      while (done < leaf.items.length && leaf.items[done] < items[t]) done++;
      if (done === 0 || positions[places[t]] !== leaf.items[done - 1]) return false;
    }
    return true;
  }

  /**
   * Returns the places that stand in each run of a loop in place of the latest of a leaf, until that is computed; or
   * `undefined` if there are several in a run, or if another place is read afterwards.
   */
  private presetsFor(
    { leaf }: PlacedLeaf,
    { starts }: Loop,
    places: Int32Array,
    items: Int32Array,
  ): Int32Array | undefined {
    const { positions } = this.sequence;
    const presets = new Int32Array(starts.length).fill(-1);
    let run = 0;
    let done = 0;
    for (let t = 0; t < items.length; t++) {
      while (run + 1 < starts.length && starts[run + 1] <= items[t]) run++;
      while (done < leaf.items.length && leaf.items[done] < items[t]) done++;
      const latest = done > 0 ? leaf.items[done - 1] : -1;
      if (latest >= starts[run]) {
        if (positions[places[t]] !== latest) return undefined;
      } else {
        if (presets[run] !== -1 && presets[run] !== places[t]) return undefined;
        if (positions[places[t]] >= starts[run]) return undefined;
        presets[run] = places[t];
      }
    }
    return presets.includes(-1) ? undefined : presets;
  }
}
