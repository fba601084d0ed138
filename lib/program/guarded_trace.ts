// A trace with guards: the instructions of one run of a function, and the conditions on its numbers under which
// another run does the same.

import type { Comparison } from "../values/interpreter.ts";
import { Graph, type Place } from "./graph.ts";
import { type Operands, operandsOf } from "./operands.ts";

/** A question that a run asked about its numbers, with its outcome, on which the control flow may depend. */
export interface Guard {
  /** The number of instructions before it. */
  readonly at: number;
  /** A comparison of two numbers, or the value of one. */
  readonly question: Comparison | "value";
  readonly left: Place;
  /** The other side of a comparison. */
  readonly right: Place;
  readonly outcome: boolean | number;
}

/** A program without branches, with the guards under which it holds. */
export interface GuardedTrace {
  readonly graph: Graph;
  readonly guards: readonly Guard[];
  readonly outputs: readonly Place[];
}

/** Checks whether two guards ask the same question, whatever its outcome. */
export function asksSame(a: Guard, b: Guard): boolean {
  return a.at === b.at && a.question === b.question && a.left === b.left && a.right === b.right;
}

/** Checks whether the first `size` instructions of two graphs are the same. */
export function beginsLike(a: Graph, b: Graph, size: number): boolean {
  if (a.size < size || b.size < size) return false;
  for (let place = 0; place < size; place++) if (!isSameAt(a, b, place)) return false;
  return true;
}

/** Returns the first instructions of a graph as another. */
export function beginning(graph: Graph, size: number): Graph {
  const own = new Graph("simplified", size);
  own.beginAs(graph, size);
  return own;
}

/** Returns a trace of whose graph nothing is left out. */
export function whole(path: GuardedTrace): GuardedTrace {
  const { graph } = path;
  return graph.isWhole ? path : { ...path, graph: beginning(graph, graph.size) };
}

function isSameAt(a: Graph, b: Graph, place: Place): boolean {
  if (a.operationOf(place) !== b.operationOf(place)) return false;
  if (a.isConstant(place)) {
    return a.leftOf(place) === b.leftOf(place) && a.rightOf(place) === b.rightOf(place);
  }
  const count = a.count(place);
  if (count !== b.count(place)) return false;
  for (let i = 0; i < count; i++) if (a.operand(place, i) !== b.operand(place, i)) return false;
  return true;
}

/** Returns an outcome as a key of a `Map`, which would take −0 and 0 for the same. */
export function outcomeKey(outcome: Guard["outcome"]): unknown {
  return Object.is(outcome, -0) ? "-0" : outcome;
}

/** Returns a mark for each place: 1 where an output or a guard needs the instruction, and 0 elsewhere. */
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
