// A path as a sequence that can be folded: its instructions and guards, in order.

import { CONSTANT, INPUT } from "../program/graph.ts";
import type { Sequence } from "../program/rounds.ts";
import { type GuardedTrace, needed } from "../program/guarded_trace.ts";
import { type Operands, operandsOf } from "../program/operands.ts";
import { commutes } from "../program/simplify.ts";
import { CallResults } from "./call_results.ts";
import { asTraced, type Order } from "./schedule.ts";

/** A path, in the order of the trace, whose operands are found by the index of an item in the order. */
export class PathSequence implements Sequence {
  readonly length: number;
  readonly path: GuardedTrace;
  readonly operands: Operands;
  readonly order: Order;
  /** The index of each place in the order, or −1. */
  readonly positions: Int32Array;
  /** Marks the items whose two operands are exchanged. */
  readonly exchanged: Uint8Array;
  /** What calls leave in memory, which is no item. */
  readonly results: CallResults;
  /** The slot of each place among these, or −1. */
  readonly slots: Int32Array;
  private readonly kinds = new Map<string, number>();

  constructor(path: GuardedTrace) {
    const operands = operandsOf(path.graph);
    const marks = needed(path, operands);
    this.results = new CallResults([path], [marks]);
    [this.slots] = this.results.slots;
    const order = asTraced(path, marks);
    this.path = path;
    this.operands = operands;
    this.order = order;
    this.length = order.length;
    this.exchanged = new Uint8Array(order.length);
    this.positions = new Int32Array(path.graph.size).fill(-1);
    for (let at = 0; at < order.length; at++) if (order[at] >= 0) this.positions[order[at]] = at;
  }

  kindOf(item: number): number {
    const place = this.order[item];
    if (place >= 0) {
      const operation = this.path.graph.operations[place];
      const count = this.operands.starts[place + 1] - this.operands.starts[place];
      return count < 3 ? 4 * operation + count : this.kindNamed(`${operation} of ${count}`);
    }
    const { question, outcome } = this.path.guards[-1 - place];
    return this.kindNamed(`${question} ${question === "value" ? Number.isNaN(outcome) : outcome}`);
  }

  private kindNamed(name: string): number {
    let kind = this.kinds.get(name);
    if (kind === undefined) this.kinds.set(name, kind = 4 * this.kinds.size + 3);
    return kind;
  }

  countOf(item: number): number {
    const place = this.order[item];
    if (place >= 0) return this.operands.starts[place + 1] - this.operands.starts[place];
    return this.path.guards[-1 - place].question === "value" ? 1 : 2;
  }

  /** Returns an operand of an item. */
  operandOf(item: number, index: number): number {
    const place = this.order[item];
    if (place >= 0) {
      return this.operands.list[this.operands.starts[place] + (index ^ this.exchanged[item])];
    }
    const { left, right } = this.path.guards[-1 - place];
    return index === 0 ? left : right;
  }

  /** Returns one operand of each of some items that do the same. */
  placesRead(items: Int32Array, index: number): Int32Array {
    const places = new Int32Array(items.length);
    const { order, exchanged, operands: { starts, list } } = this;
    if (order[items[0]] < 0) {
      for (let t = 0; t < items.length; t++) places[t] = this.operandOf(items[t], index);
    } else {
      for (let t = 0; t < items.length; t++) {
        places[t] = list[starts[order[items[t]]] + (index ^ exchanged[items[t]])];
      }
    }
    return places;
  }

  /** Checks whether the two operands of an item can be exchanged. */
  commutes(item: number): boolean {
    const place = this.order[item];
    return place >= 0 && commutes(this.path.graph.operationAt(place)!);
  }

  positionOf(item: number, index: number): number {
    const operand = this.operandOf(item, index);
    const position = this.positions[operand];
    if (position >= 0) return position;
    const { operations, left, inputs } = this.path.graph;
    if (operations[operand] === CONSTANT) return NaN;
    if (operations[operand] === INPUT) return -1 - left[operand];
    const slot = this.slots[operand];
    return slot >= 0 ? -1 - inputs - slot : position;
  }
}
