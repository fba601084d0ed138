// Whatever runs a function to write its operations down: there is at most one at a time, and operations
// hand over to it where they meet one of its boxes.

import type { Level } from "./level.ts";
import type { Operation } from "./operation.ts";
import type { Box, Scalar } from "./scalar.ts";

/** A comparison of two numbers. */
export type Comparison = "lt" | "le" | "gt" | "ge" | "eq" | "ne";

/** What makes sense of traced boxes. */
export interface Interpreter {
  /** An operation of a traced operand. */
  unary(operation: Operation, x: Scalar): Scalar;
  /** An operation of two operands one of which at least is traced. */
  binary(operation: Operation, x: Scalar, y: Scalar): Scalar;
  /** An operation of a list one element of which at least is traced. */
  list(operation: Operation, xs: readonly Scalar[]): Scalar;
  /** The outcome of a comparison one operand of which at least is traced. */
  compare(comparison: Comparison, x: Scalar, y: Scalar): boolean;
  /** The number that a traced box stands for in this run. */
  read(x: Box): number;
  /** The same number as a factor that makes a structural zero of a product wherever it is 0. */
  selecting(partial: Box): Box;
  /** The same number, 0 wherever it is a structural zero. */
  settled(x: Box): Scalar;
  /** Whether it has made a structural zero of some runs only. */
  readonly selects: boolean;
  /** Ends the trace if it has made a structural zero of some runs only, of which rules of users know nothing. */
  checkRule(verb: string): void;
  /** Notes that a function with a rule is written down as what it computes, without the rule. */
  noteRule(call: string): void;
  /** Whether it ends a run that writes down too much, and so one that does not end by itself. */
  readonly isBounded: boolean;
  /** Ends the trace for good, since it met what it cannot write down. */
  refuse(reason: string): never;
}

let current: Interpreter | undefined;

/** The interpreter that is running, if there is one. */
export function currentInterpreter(): Interpreter | undefined {
  return current;
}

/** The interpreter that is running, where it is known that there is one. */
export function interpreter(): Interpreter {
  return current!;
}

/**
 * Returns the result of an operation where the level furthest in among its operands is a trace, or brings the
 * meaning of operations along; `undefined` where it does neither.
 */
export function interpreted(
  level: Level,
  operation: Operation,
  operands: readonly Scalar[],
): Scalar | undefined {
  if (level.phase !== "traced") return level.interpreting?.operation(operation, operands);
  const { arity } = operation;
  if (arity === "list") return interpreter().list(operation, operands);
  const [x, y] = operands;
  return arity === 1 ? interpreter().unary(operation, x) : interpreter().binary(operation, x, y);
}

/** Runs `body` under an interpreter. */
export function interpreting<T>(by: Interpreter, body: () => T): T {
  current = by;
  try {
    return body();
  } finally {
    current = undefined;
  }
}
