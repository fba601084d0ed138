// Where the value of each place of a graph is at run time: in a local, in memory, or in neither.

import { INPUT } from "../program/graph.ts";
import type { GuardedTrace } from "../program/guarded_trace.ts";
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

  /** Starts with the inputs in memory and all other values to be computed. */
  constructor({ graph }: GuardedTrace) {
    this.addresses = new Int32Array(graph.size).fill(NONE);
    this.locals = new Int32Array(graph.size).fill(NONE);
    this.uses = new Int32Array(graph.size);
    for (let place = 0; place < graph.size; place++) {
      if (graph.operations[place] === INPUT) {
        this.addresses[place] = Layout.input(graph.left[place]);
      }
    }
  }
}
