// One way through a program: the instructions of a run, and what about its numbers made it go that way.

import type { Comparison } from "../values/interpreter.ts";
import type { Graph, Place } from "./graph.ts";
import { type Operands, operandsOf } from "./operands.ts";

/** A question that a run asked about its numbers: the same answer leads the same way. */
export interface Guard {
  /** How many instructions there were when it was asked. */
  readonly at: number;
  /** A comparison of two numbers, or which number one is. */
  readonly question: Comparison | "value";
  readonly left: Place;
  /** The other side of a comparison. */
  readonly right: Place;
  readonly outcome: boolean | number;
}

/** A straight program with the guards under which it holds. */
export interface GuardedTrace {
  readonly graph: Graph;
  readonly guards: readonly Guard[];
  readonly outputs: readonly Place[];
}

/** Whether two guards ask the same. */
export function asksSame(a: Guard, b: Guard): boolean {
  return a.at === b.at && a.question === b.question && a.left === b.left && a.right === b.right;
}

/** Which instructions an output or a guard needs, by place: 1 where needed. */
export function needed(
  { graph, guards, outputs }: GuardedTrace,
  { starts, list }: Operands = operandsOf(graph),
): Uint8Array {
  const marks = new Uint8Array(graph.size);
  for (const output of outputs) marks[output] = 1;
  for (const { left, right, question } of guards) {
    marks[left] = 1;
    if (question !== "value") marks[right] = 1;
  }
  for (let place = graph.size - 1; place >= 0; place--) {
    if (marks[place] === 0) continue;
    for (let at = starts[place]; at < starts[place + 1]; at++) marks[list[at]] = 1;
  }
  return marks;
}
