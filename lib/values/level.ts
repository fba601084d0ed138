// One derivative call is one level, and so is one trace. Its tag orders it among all others, its phase says
// what its boxes mean at this moment, and in reverse mode its backpropagators carry cotangents back.

import type { Interpretation } from "./interpretation.ts";
import { Backpropagators, START } from "./backpropagators.ts";
import { HOME } from "./refusal.ts";

/**
 * - `open`: the function is running, operations on the level's boxes are followed;
 * - `paused`: the level is being pulled back, its boxes read as their primals;
 * - `closed`: the call has ended, and a box that is still around has escaped;
 * - `traced`: a trace is running, operations on the level's boxes are left to the interpreter;
 * - `hidden`: a trace is running inside the derivative call, and must not meet the level's boxes.
 *
 * A derivative call goes open → closed, and closed → paused → closed each time it is pulled back; while a
 * checkpoint's body runs again, paused → open → paused. A trace goes traced → closed, and makes every open level
 * around it hidden meanwhile.
 */
export type Phase = "open" | "paused" | "closed" | "traced" | "hidden";

/** How a derivative call carries derivatives: with duals, or with variables and their backpropagators. */
export type Mode = "forward" | "reverse";

/** What a level is: a derivative in one of the two modes, another meaning of programs, or a trace. */
export type LevelKind = Mode | "interpreted" | "trace";

// What becomes of an operation on a level's boxes, as a small integer: the loops of all modes ask for it at
// every operation, and to compare strings takes an engine three loads one after the other (with `declare`
// below, 7 % of a gradient).
/** Neither of the two: the level reads as primals, has another meaning or is a trace. */
export const NOT_HERE = 0;
/** The result is a dual. */
export const PUSH = 1;
// The result is a variable.
const RECORD = 2;

/** What a level differentiates, for error messages. */
export interface Named {
  readonly name: string;
}

/** How Deno, Node and Bun ask for what `console.log` writes. */
export const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

let lastTag = 0;

/** The level that was opened last of those that have not ended: each knows its neighbours. */
let latest: Level | undefined;

const none = new Backpropagators();
const NONE_INSIDE: readonly Level[] = [];

/** One derivative call. */
export class Level {
  // Without `declare` a field is first defined as undefined, and for ever after the engine does not know what
  // is in it.
  /** Larger than the tag of every level that was opened before: the larger of two is further in. */
  declare readonly tag: number;
  /** That it is one of this copy of the library. */
  declare readonly home: typeof HOME;
  /** What becomes of an operation on its boxes at this moment. */
  declare action: number;
  /** Those of its variables; there are none in other modes than reverse. */
  declare backpropagators: Backpropagators;
  declare readonly mode: LevelKind;
  /** Whether its boxes stand for the tangents or cotangents of a rule: to stop a gradient leaves these alone. */
  declare isOfRule: boolean;
  declare readonly verb: string;
  declare readonly subject: Named;
  declare private readonly interpretation: Interpretation | undefined;
  declare private now: Phase;
  declare private before: Level | undefined;
  declare private after: Level | undefined;

  /**
   * @param verb the transform that was called, @param subject the function it was called on
   * @param interpretation what an `interpreted` level makes of operations
   */
  constructor(
    mode: LevelKind,
    verb: string,
    subject: Named,
    interpretation?: Interpretation,
  ) {
    this.tag = ++lastTag;
    this.mode = mode;
    this.isOfRule = false;
    this.verb = verb;
    this.subject = subject;
    this.interpretation = interpretation;
    this.backpropagators = mode === "reverse" ? new Backpropagators() : none;
    this.phase = "open";
    this.before = latest;
    this.after = undefined;
    if (latest !== undefined) latest.after = this;
    latest = this;
  }

  get phase(): Phase {
    return this.now;
  }

  set phase(phase: Phase) {
    this.now = phase;
    if (phase === "open" && this.mode === "forward") this.action = PUSH;
    else if (phase === "open" && this.mode === "reverse") this.action = RECORD;
    else this.action = NOT_HERE;
  }

  /** What operations on its boxes mean at this moment, where the level brings that along. */
  get interpreting(): Interpretation | undefined {
    return this.now === "open" ? this.interpretation : undefined;
  }

  /** Forgets its backpropagators, and leaves their memory to other levels. */
  forget(): void {
    this.backpropagators.rewind(START);
    this.backpropagators = none;
  }

  /** Ends the level: a box of it that is used from now on has escaped. */
  close(): void {
    this.phase = "closed";
    if (this.after !== undefined) this.after.before = this.before;
    else if (latest === this) latest = this.before;
    if (this.before !== undefined) this.before.after = this.after;
    this.before = this.after = undefined;
  }

  /** Whether no level that has not ended was opened after this one. */
  get isInnermost(): boolean {
    return this.after === undefined;
  }

  /** All derivative calls that are running and were opened after this one. */
  get inside(): readonly Level[] {
    if (this.after === undefined) return NONE_INSIDE;
    const inside: Level[] = [];
    for (let level = this.after as Level | undefined; level !== undefined; level = level.after) {
      if (level.phase === "open" && !level.isOfRule) inside.push(level);
    }
    return inside;
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

Object.defineProperty(Level.prototype, "home", { value: HOME });

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

/**
 * Runs `body` with boxes of levels that have ended since reading as their primals: what was computed inside
 * of them, and does not depend on them, may have looked at their numbers, and may do so again.
 */
export function reading<T>(levels: readonly Level[], body: () => T): T {
  const ended = levels.filter((level) => level.phase === "closed");
  for (const level of ended) level.phase = "paused";
  try {
    return body();
  } finally {
    for (const level of ended) level.phase = "closed";
  }
}

/** Runs `body` on an open level, and closes the level however `body` ends. */
export function closing<T>(level: Level, body: () => T): T {
  try {
    return body();
  } finally {
    level.close();
  }
}
