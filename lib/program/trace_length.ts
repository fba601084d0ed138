// How long a trace may become: no program is compiled of one without an end, and none of one that is longer than memory.

import type { Graph } from "./graph.ts";
import { repeats } from "./repeats.ts";

/** Most operations that a run does for each instruction that the graph may have. */
const MOST_SHARED = 32;
/** Most instructions of any graph that are in memory: to compile it takes some 120 bytes for each. */
export const LONGEST: number = 2 ** 25;
/** Most instructions of any graph with those that are left out: their places are integers. */
const LONGEST_RUN = 2 ** 30;
/** Most operations within derivatives, each of which takes some 40 bytes until it is pulled back. */
const MOST_DIFFERENTIATED = 2 ** 27;
/** Most operands of operations of lists, all of which are in memory. */
const MOST_IN_LISTS = 2 ** 26;

/** Returns why a function is not compiled that is longer than so many instructions. */
export function tooLong(longest: number): string {
  return `it is longer than the ${longest} instructions that may still be compiled: write a long loop with loop, scan or ` +
    "map, of which one round is traced";
}

/** The error that ends the trace of a function which no program can express. */
export class Untraceable extends Error {
  override readonly name: string = "Untraceable";
}

/** The numbers of operations that a run did. */
export interface Work {
  /** Those outside of derivatives. */
  readonly plain: number;
  /** Those while a derivative was open. */
  readonly differentiated: number;
}

/** The length of one trace. */
export class TraceLength {
  private plain = 0;
  private differentiated = 0;
  /** The number of instructions at which it is decided whether to go on. */
  private longest: number;
  /** The number of instructions at which lengths are looked at, those that are left out among them. */
  private until: number;
  /** Most operations until then. */
  private most: number;
  private readonly graph: Graph;
  private readonly refuse: (reason: string) => never;

  /** @param longest the most instructions, @param refuse ends the trace */
  constructor(longest: number, graph: Graph, refuse: (reason: string) => never) {
    this.longest = this.until = longest;
    this.most = MOST_SHARED * longest;
    this.graph = graph;
    this.refuse = refuse;
  }

  get isBounded(): boolean {
    return this.longest < Infinity;
  }

  get work(): Work {
    return { plain: this.plain, differentiated: this.differentiated };
  }

  /** Counts an operation, and ends a trace that has become too long, unless it goes on in rounds. */
  count(isPlain: boolean): void {
    if (isPlain) this.plain++;
    else this.differentiated++;
    if (this.graph.size > this.until) this.goOn();
    // Equal instructions are shared: an endless loop that repeats itself adds none, and is ended by this.
    if (this.plain + this.differentiated > this.most) {
      this.refuse(`it does more than ${this.most} operations, most of them again`);
    }
  }

  /** Loops are compiled as loops, however many rounds they have. */
  private goOn(): void {
    const { graph: { length, size, lists } } = this;
    const isTooLong = size > LONGEST_RUN || this.differentiated > MOST_DIFFERENTIATED ||
      lists.length > MOST_IN_LISTS;
    if (isTooLong) this.refuse(tooLong(LONGEST));
    if (length > this.longest) {
      if (length >= LONGEST || !repeats(this.graph)) this.refuse(tooLong(this.longest));
      this.longest = Math.min(LONGEST, 2 * length);
    }
    // Until then nothing can be too long.
    this.until = size + this.longest - length;
    this.most = MOST_SHARED * this.until;
  }
}
