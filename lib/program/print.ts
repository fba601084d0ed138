// A graph as text, one instruction a line, for failing tests and snapshots.

import type { Operation } from "../values/operation.ts";

/** The part of a graph that is printed. */
interface Columns {
  readonly size: number;
  readonly left: Int32Array;
  operationAt(place: number): Operation | undefined;
  operands(place: number): number[];
  constantAt(place: number): number | undefined;
}

/** Returns the instructions of a graph: `v0 = input(0)`, `v1 = 2`, `v2 = mul(v0, v1)`. */
export function listingOf(graph: Columns): string {
  return Array.from({ length: graph.size }, (_, place) => `v${place} = ${right(graph, place)}`)
    .join("\n");
}

function right(graph: Columns, place: number): string {
  const operation = graph.operationAt(place);
  if (operation !== undefined) {
    return `${operation.name}(${graph.operands(place).map((operand) => `v${operand}`).join(", ")})`;
  }
  const constant = graph.constantAt(place);
  if (constant === undefined) return `input(${graph.left[place]})`;
  return Object.is(constant, -0) ? "-0" : String(constant);
}
