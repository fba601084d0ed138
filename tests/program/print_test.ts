// The listing of a graph, as snapshots of programs are written.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { operationOf } from "../../lib/values/operation.ts";
import { max, mul, sin, square } from "../../lib/elementary/mod.ts";
import { Graph } from "../../lib/program/graph.ts";

/** max(sin(x)·1, x²) of one input, with the square asked for twice. */
function written(graph: Graph): string {
  const x = graph.input();
  const y = graph.binary(
    operationOf(mul.row, 2),
    graph.unary(operationOf(sin.row, 1), x),
    graph.constant(1),
  );
  graph.unary(operationOf(square.row, 1), x);
  const z = graph.unary(operationOf(square.row, 1), x);
  graph.list(operationOf(max.row, "list"), [y, z, graph.constant(-0)]);
  return String(graph);
}

describe("The listing of a graph", () => {
  it("shows what is left when operations are simplified", () => {
    assertEquals(written(new Graph()).split("\n"), [
      "v0 = input(0)",
      "v1 = sin(v0)",
      "v2 = 1",
      "v3 = mul(v0, v0)",
      "v4 = -0",
      "v5 = max(v1, v3)",
      "v6 = max(v5, v4)",
    ]);
  });

  it("shows operations as they were written, shared but not simplified", () => {
    assertEquals(written(new Graph("as written")).split("\n"), [
      "v0 = input(0)",
      "v1 = sin(v0)",
      "v2 = 1",
      "v3 = mul(v1, v2)",
      "v4 = square(v0)",
      "v5 = -0",
      "v6 = max(v3, v4, v5)",
    ]);
  });
});
