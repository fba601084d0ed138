// What the code of a loop needs to know before it is written: by which pointers it reads and writes, what is loaded
// before a loop in place of in every round, and how many rounds loops have.

import type { Place } from "../program/graph.ts";
import { areSame, type BodyPart, type Loop } from "../program/loops.ts";
import { type Access, accessOf, moverOf } from "./access.ts";
import type { Columns } from "./columns.ts";
import type { LoopVariable, PlacedLeaf, Source } from "./loop_values.ts";
import type { Copy } from "./margins.ts";
import { readsOfLookUp } from "./look_ups.ts";
import { instructionsOf } from "./opcodes.ts";
import { type Address, type Pointer, Pointers } from "./pointers.ts";
import type { PathSequence } from "./sequence.ts";

/** A number that is loaded from memory: before a loop runs, or in its rounds. */
export interface Load {
  readonly address: Address;
  readonly loop: Loop | undefined;
  readonly isBefore: boolean;
  /** What it reads, where that is not known by the address: its cell has something else at other times. */
  readonly places: Int32Array | undefined;
  reads: number;
  local: number;
}

/** Where code finds an operand. */
export type LoopOperand =
  | { readonly kind: "constant"; readonly place: Place }
  | { readonly kind: "variable"; readonly variable: LoopVariable }
  | { readonly kind: "load"; readonly load: Load };

/** How a leaf is stored: after each round, or after each run of a loop, from a variable. */
export interface LeafStore {
  readonly address: Address;
  readonly after: { readonly loop: Loop; readonly variable: LoopVariable } | undefined;
}

/** A leaf with all that its code needs. */
export interface PlannedLeaf extends PlacedLeaf {
  readonly found: LoopOperand[];
  readonly stores: LeafStore | undefined;
  /** In which round a guard fails, by a pointer that moves by 1. */
  readonly round: Pointer | undefined;
  /** The outcomes of a guard, where they differ. */
  readonly outcomes: LoopOperand | undefined;
}

/** The number of rounds of a loop: the same in all runs, or found at an address. */
export type Count = number | Address;

/** The plan of an outermost loop. */
export class LoopPlan {
  readonly pointers: Pointers = new Pointers();
  readonly leaves: Map<BodyPart, PlannedLeaf> = new Map();
  readonly counts: Map<Loop, Count> = new Map();
  readonly loads: Load[] = [];
  readonly copies: readonly Copy[];
  /** Where each place is in memory. */
  readonly addresses: Int32Array;
  readonly presets: {
    readonly variable: LoopVariable;
    readonly loop: Loop;
    readonly operand: LoopOperand;
  }[] = [];
  private readonly sequence: PathSequence;
  private readonly columns: Columns;

  constructor(
    sequence: PathSequence,
    columns: Columns,
    outermost: Loop,
    leaves: readonly PlacedLeaf[],
  ) {
    this.sequence = sequence;
    this.columns = columns;
    this.addresses = columns.addresses;
    for (const leaf of leaves) this.leaves.set(leaf.leaf, this.planned(leaf));
    for (const { variables } of leaves) {
      for (const variable of variables) {
        const { preset } = variable;
        if (preset === undefined) continue;
        const operand = this.found(preset.source, preset.loop.starts);
        this.presets.push({ variable, loop: preset.loop, operand });
      }
    }
    this.count(outermost, undefined);
    this.copies = columns.margins.before(outermost);
    // Tables are written once the lowest addresses are known; their indices are running pointers.
    for (const pointer of [...this.pointers.list]) {
      if (pointer.moves === undefined) continue;
      pointer.table = columns.tables.addIntegers(
        pointer.moves.map((move) => 8 * (pointer.lowest + move)),
      );
      this.running(pointer.loop, pointer.table);
    }
  }

  /** Returns the pointer that moves by one number in each round of a loop. */
  running(loop: Loop, base: number): Pointer {
    return this.pointers.addressOf({ kind: "running", loop, step: 1, base }).pointer!;
  }

  private planned(leaf: PlacedLeaf): PlannedLeaf {
    const { sequence: { order, path } } = this;
    const { items } = leaf.leaf;
    const operation = path.graph.operationAt(order[items[0]]);
    const times = operation && (instructionsOf(operation)?.times ?? readsOfLookUp(operation));
    const found = leaf.operands.map((source) => this.found(source, items, times));
    const stores = this.storesOf(leaf);
    const isGuard = order[items[0]] < 0;
    const loop = leaf.around[leaf.around.length - 1];
    const round = isGuard ? this.running(loop, 0) : undefined;
    let outcomes: LoopOperand | undefined;
    if (isGuard && path.guards[-1 - order[items[0]]].question === "value") {
      const all = Float64Array.from(
        items,
        (item) => path.guards[-1 - order[item]].outcome as number,
      );
      if (all.some((outcome) => !Object.is(outcome, all[0]))) {
        const access = accessOf(this.columns.tables.addressesOf(all), leaf.around);
        outcomes = { kind: "load", load: this.load(access, new Int32Array(0), items, leaf.around) };
      }
    }
    return { ...leaf, found, stores, round, outcomes };
  }

  private storesOf(leaf: PlacedLeaf): LeafStore | undefined {
    const storing = this.columns.storingOf(leaf);
    if (storing === undefined) return undefined;
    const address = this.pointers.addressOf(storing.access);
    if (storing.after === undefined) return { address, after: undefined };
    let variable = leaf.variables.find(({ preset }) => preset === undefined);
    if (variable === undefined) {
      leaf.variables.push(variable = { of: leaf, preset: undefined, reads: 0, local: -1 });
    }
    // It is read once the loop has ended, and so has to be in its local.
    variable.reads += 2;
    return { address, after: { loop: storing.after, variable } };
  }

  private found(source: Source, items: Int32Array, times: number = 1): LoopOperand {
    switch (source.kind) {
      case "constant":
        return source;
      case "variable":
        source.variable.reads += times;
        return source;
      case "memory": {
        const access = this.columns.accessOf(source);
        const load = this.load(access, source.places, items, source.around);
        load.reads += times - 1;
        return { kind: "load", load };
      }
    }
  }

  private load(
    access: Access,
    places: Int32Array,
    items: Int32Array,
    around: readonly Loop[],
  ): Load {
    const address = this.pointers.addressOf(access);
    const mover = moverOf(access);
    const innermost = around[around.length - 1];
    // The loop inside of the one with which the address moves.
    const before = mover === innermost
      ? undefined
      : around[mover === undefined ? 0 : around.indexOf(mover) + 1];
    const isBefore = before !== undefined && this.isThereBefore(before, places, items);
    const loop = isBefore ? before : innermost;
    // What is there before a loop in which it is read stays there until then.
    const own = !isBefore && this.columns.shareCells(places) ? places : undefined;
    let load = this.loads.find((other) =>
      other.loop === loop && other.isBefore === isBefore &&
      other.address.pointer === address.pointer && other.address.base === address.base &&
      areSame(other.places, own)
    );
    if (load === undefined) {
      this.loads.push(load = { address, loop, isBefore, places: own, reads: 0, local: -1 });
    }
    load.reads++;
    return load;
  }

  /** Checks whether places are computed before the runs of a loop in which they are read. */
  private isThereBefore(
    { starts }: Loop,
    places: Int32Array,
    items: Int32Array,
  ): boolean {
    const { positions } = this.sequence;
    let run = 0;
    return places.every((place, t) => {
      while (run + 1 < starts.length && starts[run + 1] <= items[t]) run++;
      return positions[place] < starts[run];
    });
  }

  private count(loop: Loop, around: Loop | undefined): void {
    const { counts } = loop;
    if (counts.every((count) => count === counts[0])) this.counts.set(loop, counts[0]);
    else {
      // One for each round of the loop around it.
      const base = this.columns.tables.addIntegers(counts);
      this.counts.set(loop, { pointer: this.running(around!, base), base });
    }
    for (const part of loop.body) if (part.kind === "loop") this.count(part, loop);
  }
}
