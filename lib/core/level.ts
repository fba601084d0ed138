// One derivative call is one level. Its tag orders it among all others, its phase says what its boxes
// mean at this moment, and in reverse mode its tape keeps what is needed to pull back.

import { Tape } from "./tape.ts";

/**
 * - `open`: the differentiated function is running, operations on the level's boxes are recorded;
 * - `paused`: the level is being pulled back, its boxes read as their primals;
 * - `closed`: the call has ended, and a box that is still around has escaped.
 */
export type Phase = "open" | "paused" | "closed";

/** How a level carries derivatives: with its duals, or with its variables and their tape. */
export type Mode = "forward" | "reverse";

/** What a level differentiates, for error messages. */
export interface Subject {
  readonly name: string;
}

let lastTag = 0;

/** One derivative call. */
export class Level {
  /** Larger than the tag of every level that was opened before: the larger of two is further in. */
  readonly tag: number = ++lastTag;
  phase: Phase = "open";
  readonly tape: Tape = new Tape();

  /** @param verb the transform that was called, @param subject the function it was called on */
  constructor(
    readonly mode: Mode,
    readonly verb: string,
    readonly subject: Subject,
  ) {}

  /** The call as a reader would write it, for error messages. */
  get call(): string {
    return `${this.verb}(${this.subject.name || "anonymous function"})`;
  }
}

/** Runs `body` with the level in another phase, and restores the phase it had however `body` ends. */
export function during<T>(level: Level, phase: Phase, body: () => T): T {
  const before = level.phase;
  level.phase = phase;
  try {
    return body();
  } finally {
    level.phase = before;
  }
}
