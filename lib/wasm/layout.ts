// Who lives where in the memory that all programs share: the number that a failing guard looked at, inputs,
// outputs, lists on their way to a function, and what one function leaves for a later one.

import type { Graph } from "../program/graph.ts";
import type { GuardedTrace } from "../program/guarded_trace.ts";
import { MOST_PARAMETERS } from "./imports.ts";

/** Where a failing guard leaves the number it looked at; the inputs follow. */
export const LOOKED_AT = 0;
/** Where the inputs are. */
export const FIRST_INPUT = 1;

/** Addresses of one program, in numbers. */
export class Layout {
  /** How much memory is taken. */
  size: number;
  /** Where lists are handed over. */
  readonly lists: number;
  /** Where slots begin. */
  private readonly firstSlot: number;
  private readonly freed: number[] = [];

  constructor(paths: readonly GuardedTrace[]) {
    const outputs = Math.max(...paths.map((path) => path.outputs.length));
    this.lists = FIRST_INPUT + paths[0].graph.inputs + outputs;
    this.size = this.firstSlot = this.lists + Math.max(...paths.map(longestList));
  }

  /** Where an input of a graph is. */
  static input(index: number): number {
    return FIRST_INPUT + index;
  }

  /** Where an output of a graph goes: all paths of a program have them in the same place. */
  static output({ inputs }: Graph, index: number): number {
    return FIRST_INPUT + inputs + index;
  }

  /** A slot for what one function leaves for a later one. */
  slot(): number {
    return this.freed.pop() ?? this.size++;
  }

  /** Whether an address is a slot, which can be used again. */
  isSlot(address: number): boolean {
    return address >= this.firstSlot;
  }

  /** Makes a slot free again. */
  free(slot: number): void {
    this.freed.push(slot);
  }
}

function longestList({ graph }: GuardedTrace): number {
  let longest = 0;
  for (let place = 0; place < graph.size; place++) {
    if (graph.operationAt(place)?.arity === "list") longest = Math.max(longest, graph.right[place]);
  }
  return longest > MOST_PARAMETERS ? longest : 0;
}
