// Where the numbers of a graph are while it is written down as functions.

import { INPUT } from "../program/graph.ts";
import type { GuardedTrace } from "../program/guarded_trace.ts";
import { Layout } from "./layout.ts";

/** Nowhere. */
export const NONE = -1;

/** What is known of the places of a graph while it is written. */
export class Places {
  /** Where in memory each place is, or −1. */
  readonly addresses: Int32Array;
  /** The local each place is in, or −1. */
  readonly locals: Int32Array;
  /** How often each place is still read in the function that is being written. */
  readonly uses: Int32Array;

  /** At first inputs are in memory, and everything else is nowhere. */
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
