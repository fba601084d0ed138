// Where the value of each place of a graph is at run time: in a local, in memory, or in neither.

import { type Graph, INPUT } from "../program/graph.ts";
import type { GuardedTrace } from "../program/guarded_trace.ts";
import type { CallResults } from "./call_results.ts";
import { Layout } from "./layout.ts";

/** In place of an address, a local or a place: there is none. */
export const NONE = -1;

/** The state of all places of a graph while its functions are written. */
export class Places {
  /** The address of each place, or `NONE`. */
  readonly addresses: Int32Array;
  /** The local of each place, or `NONE`. */
  readonly locals: Int32Array;
  /** The number of times each place will still be read in the function that is being written. */
  readonly uses: Int32Array;

  /** Starts with the inputs in memory, and what calls leave there, and all other values to be computed. */
  constructor({ graph }: GuardedTrace, results: CallResults, index = 0) {
    this.addresses = new Int32Array(graph.size);
    this.locals = new Int32Array(graph.size).fill(NONE);
    this.uses = new Int32Array(graph.size);
    this.follow(graph, results, index);
  }

  /**
   * Sets all addresses to those of a path.
   *
   * @param index the number of the path among those whose results are in memory
   */
  follow({ size, operations, left }: Graph, results: CallResults, index: number): void {
    const { slots, address: first } = results;
    for (let place = 0; place < size; place++) {
      const slot = slots[index][place];
      const isInput = operations[place] === INPUT;
      this.addresses[place] = isInput ? Layout.input(left[place]) : slot >= 0 ? first + slot : NONE;
    }
  }
}
