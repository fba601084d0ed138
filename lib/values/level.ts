// Every derivative call opens a level of its own, and so does every trace. The tag of a level orders it among all
// others, its phase says what operations on its boxes mean at this moment, and in reverse mode it owns the
// backpropagators of its variables.

import type { Interpretation } from "./interpretation.ts";
import { Backpropagators, START } from "./backpropagators.ts";
import { HOME } from "./refusal.ts";

/**
 * What operations on the boxes of a level mean at this moment:
 *
 * - `open`: the function is running, and the level follows operations on its boxes;
 * - `paused`: the level is being pulled back, and its boxes read as their primals;
 * - `closed`: the call has ended, and using a box is an error;
 * - `traced`: the function is being traced, and the interpreter gets operations on its boxes;
 * - `hidden`: a trace is running inside the derivative call, and using a box ends the trace.
 *
 * ```text
 *             ends             pulled back
 *   open ───────────► closed ◄───────────► paused      a derivative
 *    ▲ ▲                                     ▲
 *    │ └─────────────────────────────────────┘
 *    ▼         checkpoint's body runs again
 *  hidden
 *    while a trace runs inside
 *
 *             ends
 *  traced ──────────► closed                           a trace
 * ```
 *
 * An arrow with two heads goes there and back again. The level of a trace is paused in place of closed if the
 * function was asynchronous, since that function goes on, with numbers.
 */
export type Phase = "open" | "paused" | "closed" | "traced" | "hidden";

/** The mode of a derivative call: forward, with dual numbers, or reverse, with backpropagators. */
export type Mode = "forward" | "reverse";

/** The kind of a level: a derivative in one of the two modes, an interpretation of its own, or a trace. */
export type LevelKind = Mode | "interpreted" | "trace";

// The action of a level says what an operation on its boxes makes at this moment. It is a small integer, since
// every operation asks for it, and comparing strings takes an engine three dependent loads (with `declare` below,
// 7 % of a gradient).
/** Neither a dual nor a variable: the level is not open, has an interpretation, or is a trace. */
export const NOT_HERE = 0;
/** The result is a dual. */
export const PUSH = 1;
// The result is a variable.
const RECORD = 2;

/** The function that a level differentiates, by its name, for error messages. */
export interface Named {
  readonly name: string;
}

/** Name of the method whose result Deno, Node and Bun print in place of an object. */
export const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

let lastTag = 0;

/** The latest of the levels that have not ended. They are a linked list, in the order they were opened. */
let latest: Level | undefined;

/** The levels that are open for the time of a body, which may have ended before. */
export const reopened: Level[] = [];

/**
 * How many levels have boxes that mean something: those of derivatives and traces that run or are paused. Code that
 * has a version for plain numbers may run it where there are none.
 */
export const livingLevels: { count: number } = { count: 0 };

const none = /* @__PURE__ */ new Backpropagators();

/** One derivative call, or one trace. */
export class Level {
  private static readonly isPrepared: boolean = /* @__PURE__ */ prepared(this);
  // Without `declare` a field is first defined as undefined, and the engine then assumes no type for it.
  /** The tag of the perturbation, larger than that of every level opened before: the larger of two is further in. */
  declare readonly tag: number;
  /** Marks a level as one of this copy of the library. */
  declare readonly home: typeof HOME;
  /** The action of operations on its boxes at this moment: `PUSH`, `RECORD` or `NOT_HERE`. */
  declare action: number;
  /** The backpropagators of its variables; without any in other modes than reverse. */
  declare backpropagators: Backpropagators;
  declare readonly mode: LevelKind;
  /** Whether its boxes are tangents or cotangents inside a rule, which `stopGradient` leaves as they are. */
  declare isOfRule: boolean;
  declare readonly verb: string;
  declare readonly subject: Named;
  declare readonly interpretation: Interpretation | undefined;
  declare private currentPhase: Phase | undefined;
  /** The latest of the levels that were opened before it and have not ended. */
  declare before: Level | undefined;
  /** The first of the levels that were opened after it and have not ended. */
  declare after: Level | undefined;

  /**
   * @param verb the transform that was called, @param subject the function it was called on
   * @param interpretation the meaning of operations on an `interpreted` level
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
    return this.currentPhase!;
  }

  set phase(phase: Phase) {
    const wasLiving = this.currentPhase !== undefined && this.currentPhase !== "closed";
    livingLevels.count += Number(phase !== "closed") - Number(wasLiving);
    this.currentPhase = phase;
    if (phase === "open" && this.mode === "forward") this.action = PUSH;
    else if (phase === "open" && this.mode === "reverse") this.action = RECORD;
    else this.action = NOT_HERE;
  }

  /** Drops its backpropagators, and leaves their memory to other levels. */
  forget(): void {
    this.backpropagators.rewind(START);
    this.backpropagators = none;
  }

  /** Ends the level: from now on using one of its boxes is an error. */
  close(): void {
    this.phase = "closed";
    if (this.after !== undefined) this.after.before = this.before;
    else if (latest === this) latest = this.before;
    if (this.before !== undefined) this.before.after = this.after;
    this.before = this.after = undefined;
  }

  /** The call as one would write it, such as `grad(loss)`, for error messages. */
  get call(): string {
    return `${this.verb}(${this.subject.name || "anonymous function"})`;
  }
}

function prepared(levels: { readonly prototype: object }): true {
  Object.defineProperties(levels.prototype, {
    home: { value: HOME },
    // A printed box shows the call in place of the whole level.
    [inspect]: {
      value(this: Level): string {
        return this.call;
      },
    },
  });
  return true;
}

/** Returns the interpretation of operations on the boxes of a level, while it is open and has one of its own. */
export function interpretationOf({ phase, interpretation }: Level): Interpretation | undefined {
  return phase === "open" ? interpretation : undefined;
}

/** Runs `body` with the level in another phase, and restores the phase it had however `body` ends. */
export function during<T>(level: Level, phase: Phase, body: () => T): T {
  const before = level.phase;
  level.phase = phase;
  if (phase === "open") reopened.push(level);
  try {
    return body();
  } finally {
    level.phase = before;
    if (phase === "open") reopened.pop();
  }
}

/**
 * Runs `body` while boxes of the given levels, where these have ended, read as their primals. A computation that
 * was first run inside these levels may have read their numbers, and does so again when it is run again.
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
