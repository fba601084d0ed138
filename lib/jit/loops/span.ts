// Which rounds of a loop are run, and what they have answered.

import type { Traced } from "../../values/traced.ts";
import type { LoopStep } from "../../values/interpreter.ts";
import type { Level } from "../../values/level.ts";
import type { Scalar } from "../../values/scalar.ts";
import type { Tracer } from "../../program/tracer.ts";
import type { KeptRounds } from "./kept_rounds.ts";
import type { Union } from "./layouts.ts";
import type { RowPart } from "./rows.ts";
import type { KnownPassed } from "./sparse_lists.ts";

/** Which rounds of a loop are to be run. */
export interface Span {
  readonly parts: readonly RowPart[];
  /** The rounds from `from` to before `to`; the last one comes first where the direction is −1. */
  readonly from: number;
  readonly to: number;
  readonly direction: 1 | -1;
  /** Whether the states are wanted in which rounds begin. */
  readonly keepsStates: boolean;
  /** Whether few of them are to be kept, and the others made again. */
  readonly keepsFew: boolean;
  /** What tells these rounds from others of the same step, as far as its arguments do not. */
  readonly signature: string;
}

/** Rounds that have run, some of them kept. */
export interface Ran {
  readonly state: readonly Scalar[];
  /** The results of each round, in their order in time; none where there are no results. */
  readonly results: readonly (readonly Scalar[])[];
  /** Returns the state in which a round began, where states are wanted; from its leaves where these are given. */
  readonly stateAt: (i: number, leaves?: readonly Scalar[]) => readonly Scalar[];
  readonly kept: KeptRounds | undefined;
}

/** What keeps the loops of one trace, as the modes need it. */
export interface LoopKeeping {
  readonly tracer: Tracer;
  /** Changes with every change of what tangents there are in a state. */
  changes: number;
  /** Which tangents there were in the arguments and answers of the step that was traced last. */
  layouts: string;
  /** Whether the step of a loop is traced for itself. */
  readonly isKeeping: boolean;
  /** Runs rounds inside of levels, the innermost first. */
  run(levels: readonly Level[], step: LoopStep, state: readonly Scalar[], span: Span): Ran;
  /** Whether a loop is worth keeping of which there are still some rounds. */
  isWorth(rounds: number, isLarge: boolean): boolean;
  /** Runs a body apart. */
  attempt<T>(body: () => T): Attempt<T>;
  /** Runs a body that asks about its numbers, all of whose ways meet again when it ends. */
  once(body: () => readonly Scalar[], signature: string): Scalar[];
  /**
   * Runs a body that keeps a loop, and runs it again where a way was met in which other tangents are there: those that are not
   * there in all ways are structural zeros in some rounds.
   *
   * @param levels those that the body adds to
   */
  again<T>(levels: readonly Level[], body: () => T): T;
  /** Returns the tangents that there are in some ways of the loop whose rounds run next in forward mode. */
  nextUnion(): Union;
  /** Returns what the rounds that are pulled back next were found to pass on in earlier traces. */
  passedBefore(level: Level): KnownPassed;
  /** Returns a structural zero, which is there in some rounds. */
  absent(): Traced;
}

/** What a body has answered that ran apart. */
export interface Attempt<T> {
  readonly answer: T;
  /** Whether it has asked about its numbers. */
  readonly isAsking: boolean;
  /** Whether it has, or is long. */
  readonly isLarge: boolean;
}
