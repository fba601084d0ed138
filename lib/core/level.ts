// One derivative call is one level, and so is one trace. Its tag orders it among all others, its phase says
// what its boxes mean at this moment, and in reverse mode its tape keeps what is needed to pull back.

import { Tape } from "./tape.ts";

/**
 * - `open`: the differentiated function is running, operations on the level's boxes are recorded;
 * - `paused`: the level is being pulled back, its boxes read as their primals;
 * - `closed`: the call has ended, and a box that is still around has escaped;
 * - `traced`: a trace is running, operations on the level's boxes are left to the interpreter;
 * - `hidden`: a trace is running inside the derivative call, and must not meet the level's boxes.
 */
export type Phase = "open" | "paused" | "closed" | "traced" | "hidden";

/** How a derivative call carries derivatives: with duals, or with variables and their tape. */
export type Mode = "forward" | "reverse";

/** What a level differentiates, for error messages. */
export interface Subject {
  readonly name: string;
}

/** How Deno, Node and Bun ask for what `console.log` writes. */
const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

let lastTag = 0;

/** The level that was opened last of those that have not ended: each knows its neighbours. */
let latest: Level | undefined;

/** One derivative call. */
export class Level {
  /** Larger than the tag of every level that was opened before: the larger of two is further in. */
  readonly tag: number = ++lastTag;
  phase: Phase = "open";
  private before: Level | undefined = latest;
  private after: Level | undefined = undefined;
  readonly tape: Tape = new Tape();

  /** @param verb the transform that was called, @param subject the function it was called on */
  constructor(
    readonly mode: Mode | "trace",
    readonly verb: string,
    readonly subject: Subject,
  ) {
    if (latest !== undefined) latest.after = this;
    latest = this;
  }

  /** Ends the level: a box of it that is used from now on has escaped. */
  close(): void {
    this.phase = "closed";
    if (this.after !== undefined) this.after.before = this.before;
    else if (latest === this) latest = this.before;
    if (this.before !== undefined) this.before.after = this.after;
    this.before = this.after = undefined;
  }

  /** All levels that have not ended and were opened before this one. */
  *around(): Generator<Level> {
    for (let level = this.before; level !== undefined; level = level.before) yield level;
  }

  /** The call as a reader would write it, for error messages. */
  get call(): string {
    return `${this.verb}(${this.subject.name || "anonymous function"})`;
  }

  /** A box that is printed shows the call that made it, and not all that the call remembers. */
  [inspect](): string {
    return this.call;
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
