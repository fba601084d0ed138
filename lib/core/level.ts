// One derivative call is one level. Its tag orders it among all others, its phase says what its boxes
// mean at this moment, and in reverse mode it keeps the backpropagators in the order they were made.

import type { Scalar } from "./scalar.ts";

/**
 * What is known of the derivative of the output with respect to each variable of a level, by index.
 * A hole is a structural zero: nothing has reached the variable, and nothing is multiplied by it.
 */
export type Cotangents = (Scalar | undefined)[];

/** Carries the cotangent of one operation's result on to the operands it came from. */
export type Backpropagator = (cotangents: Cotangents) => void;

/**
 * - `open`: the differentiated function is running, operations on the level's boxes are recorded;
 * - `paused`: the level is being pulled back, its boxes read as their primals;
 * - `closed`: the call has ended, and a box that is still around has escaped.
 */
export type Phase = "open" | "paused" | "closed";

let lastTag = 0;

/** One derivative call. */
export class Level {
  /** Larger than the tag of every level that was opened before: the larger of two is further in. */
  readonly tag: number = ++lastTag;
  phase: Phase = "open";
  /** How many variables the level has made; the index of the next one. */
  size = 0;
  /** In the order they were made. */
  backpropagators: Backpropagator[] = [];

  /** @param verb the transform that was called, @param subject the function it was called on */
  constructor(readonly verb: string, readonly subject: { readonly name: string }) {}

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
