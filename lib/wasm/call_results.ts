// What calls leave in memory: of the results that a program reads of a call, each has an address there, so that reading one is
// no instruction. The call copies them.

import type { EntryRow, LeftResults, ResultRows } from "../operations/left_results.ts";
import type { Graph, Place } from "../program/graph.ts";
import type { GuardedTrace } from "../program/guarded_trace.ts";

/** Marks a place whose number a call has left in memory. */
const LEFT = 2;

/** Results that a call copies, one row after the other, to an address in memory. */
export interface CopiedResults {
  readonly results: LeftResults;
  readonly rows: ResultRows;
  readonly address: number;
}

/** Results that a call copies into the slots from one on. */
interface SlottedResults {
  readonly results: LeftResults;
  readonly rows: ResultRows;
  readonly slot: number;
}

/** Where numbers get their addresses that stay where they are. */
interface Columns {
  column(length: number): number;
}

/** What is read of one source of results. */
interface Reads {
  /** The operation that leaves them. */
  readonly call: number;
  readonly indices: number[];
}

/** The indices of what is read of one source, ascending, and the slot of the first. */
interface Sorted {
  readonly sorted: Int32Array;
  readonly slot: number;
}

/** The results of calls that some paths read, in slots by numbers. */
export class CallResults {
  /** For each path, the slots of its places, or −1. */
  readonly slots: readonly Int32Array[];
  /** The number of slots. */
  readonly size: number;
  /** The address of the first slot. */
  address = 0;
  private readonly copied = new Map<number, SlottedResults[]>();

  /** @param marks for each path, 1 for each place that it needs; places that have slots are marked otherwise */
  constructor(paths: readonly GuardedTrace[], marks: readonly Uint8Array[]) {
    const read = new Map<LeftResults, Reads>();
    const refused = new Set<LeftResults>();
    const sources = paths.map(({ graph }) => sourcesOf(graph));
    const forEachEntry = (body: (path: number, place: Place, results: LeftResults) => void) =>
      paths.forEach(({ graph: { size, operations } }, path) => {
        const own = sources[path];
        // Operations that read results are made late, and have larger numbers than most others.
        const least = Math.min(...own.keys());
        for (let place = 0; own.size > 0 && place < size; place++) {
          if (operations[place] < least) continue;
          const results = own.get(operations[place]);
          if (results !== undefined && !refused.has(results)) body(path, place, results);
        }
      });

    const calls = paths.map(() => new Map<LeftResults, Place>());
    forEachEntry((path, place, results) => {
      if (marks[path][place] !== 1) return;
      const { graph } = paths[path];
      const called = graph.left[place];
      const index = graph.constantAt(graph.right[place]);
      const first = calls[path].get(results) ?? called;
      calls[path].set(results, first);
      const call = graph.operations[called];
      // Of a call that occurs twice, each leaves its own.
      if (index === undefined || call < 0 || first !== called) refused.add(results);
      else {read.set(results, read.get(results) ?? { call, indices: [] }).get(results)!.indices
          .push(index);}
    });

    let size = 0;
    const placed = new Map<LeftResults, Sorted>();
    for (const [results, { call, indices }] of read) {
      if (refused.has(results)) continue;
      const sorted = distinct(indices);
      placed.set(results, { sorted, slot: size });
      const copied = this.copied.get(call) ?? [];
      this.copied.set(call, copied);
      for (const rows of rowsOf(sorted)) {
        copied.push({ results, rows, slot: size });
        size += rows.width * rows.count;
      }
    }
    this.size = size;

    this.slots = paths.map(({ graph }) => new Int32Array(graph.size).fill(-1));
    forEachEntry((path, place, results) => {
      const { left, right } = paths[path].graph;
      const own = placed.get(results);
      const called = calls[path].get(results) ?? left[place];
      const index = paths[path].graph.constantAt(right[place]);
      if (own === undefined || called !== left[place] || index === undefined) return;
      // Also where this path does not need it: one that begins in the same way may.
      const at = indexIn(own.sorted, index);
      if (own.sorted[at] !== index) return;
      this.slots[path][place] = own.slot + at;
      if (marks[path][place] === 1) marks[path][place] = LEFT;
    });
  }

  /** Gives addresses to all slots. To be called before the layout has slots of its own. */
  place(layout: Columns): void {
    this.address = layout.column(this.size);
  }

  /** Returns what a call of an operation copies. */
  copiedBy(operation: number): CopiedResults[] {
    const { copied, address } = this;
    const all = copied.get(operation) ?? [];
    return all.map(({ results, rows, slot }) => ({ results, rows, address: address + slot }));
  }
}

/** Returns the operations that read what a call has left. */
function sourcesOf(graph: Graph): Map<number, LeftResults> {
  const sources = new Map<number, LeftResults>();
  for (const { id, row } of graph.allOperations()) {
    const { results } = row as Partial<EntryRow>;
    if (results !== undefined) sources.set(id, results);
  }
  return sources;
}

function distinct(indices: readonly number[]): Int32Array {
  const sorted = Int32Array.from(indices).sort();
  return sorted.filter((index, i) => i === 0 || index !== sorted[i - 1]);
}

/** Returns where a number stands in an ascending list. */
function indexIn(sorted: Int32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns ascending indices as rows: as many as possible that are as wide, and as far from one another, together. */
function rowsOf(sorted: Int32Array): ResultRows[] {
  const all: ResultRows[] = [];
  const widthAt = (from: number) => {
    let end = from + 1;
    while (end < sorted.length && sorted[end] === sorted[end - 1] + 1) end++;
    return end - from;
  };
  for (let at = 0; at < sorted.length;) {
    const width = widthAt(at);
    const start = sorted[at];
    const stride = at + width < sorted.length ? sorted[at + width] - start : width;
    let count = 1;
    for (at += width; at < sorted.length; at += width, count++) {
      if (sorted[at] !== start + stride * count || widthAt(at) !== width) break;
    }
    all.push({ start, width, stride, count });
  }
  return all;
}
