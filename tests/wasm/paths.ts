// Paths to lower: of any exact length, with values that many functions later are read again, as in the
// gradient of a long chain; and those that a function takes at some points.

import type { Scalar } from "@fluxion/ad";
import { Graph, type Place } from "../../lib/program/graph.ts";
import type { Guard, GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { traceRun } from "../../lib/program/trace.ts";
import { ADD, MUL, SUB } from "../program/programs.ts";

/**
 * A path of so many instructions and two inputs: a chain forward, and one backward that reads the first from
 * its end to its beginning. Its output is the last instruction.
 */
export function thereAndBack(count: number): GuardedTrace & { readonly places: readonly Place[] } {
  const graph = new Graph();
  const [x, step] = [graph.input(), graph.input()];
  const places: Place[] = [x];
  const half = Math.ceil(count / 2);
  for (let k = 1; k <= half; k++) {
    const operation = k % 3 === 0 ? MUL : k % 3 === 1 ? ADD : SUB;
    // A constant now and then, so that not everything is one of two inputs.
    const other = k % 5 === 0 ? graph.constant(k % 3 === 0 ? 1 + 1 / k : 1 / k) : step;
    places.push(graph.binary(operation, places[k - 1], other));
  }
  for (let k = half; k < count; k++) {
    places.push(graph.binary(k % 2 === 0 ? ADD : SUB, places[k], places[count - k - 1]));
  }
  return { graph, guards: [], outputs: [places[count]], places: places.slice(1) };
}

/**
 * A path of so many instructions, each of which reads two values of any age: in every function values are
 * read that came from others before it, while it leaves some for others after it.
 */
export function crissCross(count: number): GuardedTrace {
  const graph = new Graph();
  const places: Place[] = [graph.input(), graph.input()];
  let state = 1;
  // A linear congruential generator (Knuth 1981), so that every run has the same path.
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
  while (graph.size < count) {
    const age = 1 + random(2 ** random(15));
    const other = places[Math.max(0, places.length - age)];
    const half = graph.binary(MUL, graph.constant(0.5), other);
    places.push(graph.binary(SUB, half, places[places.length - 1]));
  }
  return { graph, guards: [], outputs: places.slice(-2) };
}

/** The path that a function takes at a point. @param graph to which its instructions are added */
export function pathAt(
  f: (xs: Scalar[]) => Scalar[],
  point: readonly number[],
  graph: Graph = new Graph(),
): GuardedTrace {
  const { guards, result, placeOf } = traceRun("trace", f, f, point, Infinity, graph);
  return { graph, guards, outputs: (result as Scalar[]).map((x) => placeOf(x)!) };
}

/** A guard that a place is less than another, asked when so much has been computed. */
export function lessAt(at: number, left: Place, right: Place): Guard {
  return { at, question: "lt", left, right, outcome: true };
}
