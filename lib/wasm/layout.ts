// Memory layout of a program: the number that a failing guard compared, inputs, outputs, one list of operands, and
// slots for values that one function computes and a later one reads. All programs share one memory.

import type { Graph } from "../program/graph.ts";
import type { GuardedTrace } from "../program/guarded_trace.ts";
import { MOST_PARAMETERS } from "./imports.ts";

/** Address at which a failing guard stores the number it compared. */
export const LOOKED_AT = 0;
/** Address at which a guard of a loop that fails stores its round, in bytes of a number each. */
export const ROUND = 1;
/** Address of the first input. */
export const FIRST_INPUT = 2;

/** The addresses of one program, counted in numbers of eight bytes. */
export class Layout {
  /** The number of addresses in use. */
  size: number;
  /** The address at which lists of operands are passed. */
  readonly lists: number;
  /** The address of the first slot. */
  private firstSlot: number;
  private readonly freed: number[] = [];

  constructor(paths: readonly GuardedTrace[]) {
    const outputs = Math.max(...paths.map((path) => path.outputs.length));
    this.lists = FIRST_INPUT + paths[0].graph.inputs + outputs;
    this.size = this.firstSlot = this.lists + Math.max(...paths.map(longestList));
  }

  /** Returns the address of an input. */
  static input(index: number): number {
    return FIRST_INPUT + index;
  }

  /** Returns the address of an output, which is the same in all traces of a program. */
  static output({ inputs }: Graph, index: number): number {
    return FIRST_INPUT + inputs + index;
  }

  /** Returns the address of numbers that stay where they are. To be called before there are slots. */
  column(length: number): number {
    const address = this.size;
    this.size = this.firstSlot = address + length;
    return address;
  }

  /** Returns the address of a free slot. */
  slot(): number {
    return this.freed.pop() ?? this.size++;
  }

  /** Checks whether an address is that of a slot. */
  isSlot(address: number): boolean {
    return address >= this.firstSlot;
  }

  /** Makes a slot free, to be used again. */
  free(slot: number): void {
    this.freed.push(slot);
  }
}

function longestList({ graph }: GuardedTrace): number {
  let longest = 0;
  for (let place = 0; place < graph.size; place++) {
    if (graph.isList(place)) longest = Math.max(longest, graph.right[place]);
  }
  return longest > MOST_PARAMETERS ? longest : 0;
}
