// How long a trace may become: no program is compiled of one without an end, and none of one that is longer than memory.

import type { Graph } from "./graph.ts";
import { repeats } from "./repeats.ts";

/** Most operations that a run does for each instruction that the graph may have. */
const MOST_SHARED = 32;
/** Most instructions of any graph: to compile it takes some 120 bytes for each. */
const LONGEST = 2 ** 25;

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
  private readonly graph: Graph;
  private readonly refuse: (reason: string) => never;

  /** @param longest the most instructions, @param refuse ends the trace */
  constructor(longest: number, graph: Graph, refuse: (reason: string) => never) {
    this.longest = longest;
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
    if (this.graph.size > this.longest) this.goOn();
    // Equal instructions are shared: an endless loop that repeats itself adds none, and is ended by this.
    if (this.plain + this.differentiated > MOST_SHARED * this.longest) {
      this.refuse(
        `it does more than ${MOST_SHARED * this.longest} operations, most of them again`,
      );
    }
  }

  /** Loops are compiled as loops, however many rounds they have. */
  private goOn(): void {
    const { graph, longest } = this;
    if (graph.size >= LONGEST || !repeats(graph)) {
      this.refuse(
        `it is longer than the ${longest} instructions that may still be compiled: write a long loop with loop, scan or ` +
          "map, of which one round is traced",
      );
    }
    this.longest = Math.min(LONGEST, 2 * graph.size);
  }
}
