// The interface of the trace that is running, of which there is at most one at a time: operations on a traced box
// are left to it. The tracer in program/ implements it.

import type { Page } from "./backpropagators.ts";
import type { Cotangents } from "./cotangents.ts";
import { interpretationOf, type Level } from "./level.ts";
import type { Operation } from "./operation.ts";
import type { Box, Scalar } from "./scalar.ts";

/** The name of a comparison of two numbers. */
export type Comparison = "lt" | "le" | "gt" | "ge" | "eq" | "ne";

/** A loop, as a trace gets it that keeps loops. */
export interface TracedLoop {
  readonly rounds: number;
  /** The state before the first round. */
  readonly state: readonly Scalar[];
  /** Returns these scalars. */
  readonly row: (round: number) => readonly Scalar[];
  readonly step: LoopStep;
  /** Whether few states are to be kept, and the others computed again. */
  readonly keepsFew?: boolean;
  /** Where a loop stands that was not written as a value; where it cannot be kept, others may be all the same. */
  readonly site?: string;
  /** The fewest rounds that are kept where these ask nothing. */
  readonly fewest?: number;
}

/** One round of a loop, from a state, a row of scalars, and the number of the round. */
export type LoopStep = (
  state: readonly Scalar[],
  row: readonly Scalar[],
  round: Scalar,
) => StepAnswer;

/** What a round answers. */
export interface StepAnswer {
  readonly state: readonly Scalar[];
  readonly results: readonly Scalar[];
}

/** What a loop answers: its last state, and the results of each round. */
export interface LoopAnswer {
  readonly state: readonly Scalar[];
  readonly results: readonly (readonly Scalar[])[];
}

/** The meaning of operations on traced boxes. */
export interface Interpreter {
  /** Returns the result of an operation, at least one operand of which is traced. */
  operation(operation: Operation, operands: readonly Scalar[]): Scalar;
  /** Returns the outcome of a comparison, at least one operand of which is traced. */
  compare(comparison: Comparison, x: Scalar, y: Scalar): boolean;
  /**
   * Pulls variables of a page back, whose partials and cotangents are numbers or boxes of the trace, from index `last` down to
   * `first`; returns the index where it stopped since one is of another kind, or `first` − 1.
   */
  pullBack(page: Page, cotangents: Cotangents, first: number, last: number): number;
  /** Returns the number of a traced box in this run; the program then holds for this number only. */
  read(x: Box): number;
  /** Marks a partial, which may be inside boxes of levels further in: where the condition is 0, so are its products. */
  selecting(partial: Scalar, condition: Scalar): Scalar;
  /** Returns a scalar without the mark of its innermost primal: 0 in runs where that is a structural zero. */
  withoutCondition(x: Scalar): Scalar;
  /** Returns a traced value whose mark a guard decides: `undefined` in runs where it is a structural zero. */
  decided(x: Box): Scalar | undefined;
  /** Whether any partial has been marked so far. */
  readonly selects: boolean;
  /** Ends the trace if any partial has been marked: a user's rule is not told of zeros of some runs. */
  checkRule(verb: string): void;
  /** Notes that a function with a rule is traced through: the program has its operations, not its rule. */
  noteRule(call: string): void;
  /** Whether the trace has a largest length, beyond which it ends: then even an endless loop ends. */
  readonly isBounded: boolean;
  /**
   * Runs a loop as one whose steps are traced once for all rounds, where the trace keeps loops; returns `undefined` where the
   * loop has to run round by round.
   */
  readonly keepLoop: ((loop: TracedLoop) => LoopAnswer | undefined) | undefined;
  /** Ends the trace with an error: no program can express the function, for the given reason. */
  refuse(reason: string): never;
}

let current: Interpreter | undefined;

/** Returns the interpreter that is running, if there is one. */
export function currentInterpreter(): Interpreter | undefined {
  return current;
}

/** Returns the interpreter that is running. The caller knows that there is one: it has met a traced box. */
export function interpreter(): Interpreter {
  return current!;
}

/**
 * Returns the result of an operation by the trace or the interpretation that the innermost level among its
 * operands has; `undefined` where it has neither.
 */
export function interpreted(
  level: Level,
  operation: Operation,
  operands: readonly Scalar[],
): Scalar | undefined {
  const by = level.phase === "traced" ? current : interpretationOf(level);
  return by?.operation(operation, operands);
}

/**
 * Returns a tangent or cotangent as it leaves its level. Where a trace knows it as a structural zero of some runs,
 * the result is an ordinary traced value that is 0 in those runs.
 */
export function withoutCondition(x: Scalar): Scalar;
export function withoutCondition(x: Scalar | undefined): Scalar | undefined;
export function withoutCondition(x: Scalar | undefined): Scalar | undefined {
  return x === undefined || current === undefined ? x : current.withoutCondition(x);
}

/**
 * Returns a partial as the factor of a product, for an operation that selects. A traced partial is marked, so
 * that in runs where the condition is 0 the product is a structural zero; any other is returned as it is. Both
 * may be inside boxes of other levels.
 */
export function selecting(partial: Scalar, condition: Scalar = partial): Scalar {
  return typeof partial === "number" || current === undefined
    ? partial
    : current.selecting(partial, condition);
}

type TieObserver = (operands: readonly Scalar[]) => void;

let observer: TieObserver | undefined;

/** Has an observer told, while a trace runs, which operands are compared by whether they are one variable. */
export function observeTies(by: TieObserver): void {
  observer = by;
}

/** Tells that derivatives depend on which of these operands, of an operation that selects, are one variable. */
export function tellTie(operands: readonly Scalar[]): void {
  if (current !== undefined) observer?.(operands);
}

/** Runs `body` with an interpreter as the running one. */
export function interpreting<T>(by: Interpreter, body: () => T): T {
  current = by;
  try {
    return body();
  } finally {
    current = undefined;
  }
}
