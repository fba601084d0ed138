// Two graphs that begin alike are told from those that do not, and only what outputs and guards need counts.

import { Graph } from "../../lib/program/graph.ts";
import { asksSame, beginsLike, type Guard, needed } from "../../lib/program/guarded_trace.ts";
import { assert, assertEquals, assertFalse } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";
import { DIV, EXP, HYPOT, lines, MUL, run, SUB } from "./programs.ts";

const inputsOf = (graph: Graph) => [1, 2, 3].map((value) => ({ place: graph.input(), value }));

describe("Two graphs", () => {
  law(
    "begin alike where the same program was written, up to where it parts",
    fc.property(lines, lines, (program, rest) => {
      const [one, other] = [new Graph(), new Graph()];
      run(one, program, inputsOf(one));
      const common = one.size;
      run(other, [...program, ...rest], inputsOf(other));
      for (let size = 0; size <= common; size++) assert(beginsLike(one, other, size));
      assert(beginsLike(other, one, common));
      assertEquals(beginsLike(one, other, common + 1), false);
    }),
  );

  it("differ where an operation, the order of its operands, or a bit of a constant does", () => {
    const one = (constant: number) => {
      const graph = new Graph();
      graph.binary(SUB, graph.input(), graph.constant(constant));
      return graph;
    };
    const swapped = new Graph();
    const [x, three] = [swapped.input(), swapped.constant(3)];
    swapped.binary(SUB, three, x);
    const other = new Graph();
    other.binary(DIV, other.input(), other.constant(3));
    const graphs = [one(3), one(-0), one(NaN), one(-3), swapped, other];
    graphs.forEach((left, i) => {
      graphs.forEach((right, k) => {
        assert(beginsLike(left, right, 1));
        assertEquals(beginsLike(left, right, 3), i === k);
      });
    });
    assert(beginsLike(one(NaN), one(NaN), 3));
  });
});

describe("What a path needs", () => {
  const guard = (question: Guard["question"], left: number, right: number): Guard => ({
    at: 0,
    question,
    left,
    right,
    outcome: true,
  });

  it("is what its outputs are made of, and what its guards ask about", () => {
    const graph = new Graph();
    const [x, y] = [graph.input(), graph.input()];
    const used = graph.binary(MUL, x, y);
    const dead = graph.unary(EXP, x);
    const asked = graph.unary(EXP, y);
    const list = graph.list(HYPOT, [used, y, x]);
    const bound = graph.constant(3);
    const path = { graph, guards: [guard("lt", asked, bound)], outputs: [list] };
    const marks = needed(path);
    assertEquals([x, y, used, asked, list, bound].map((place) => marks[place]), Array(6).fill(1));
    assertEquals(marks[dead], 0);
    assertEquals(needed({ ...path, outputs: [], guards: [guard("value", dead, 0)] })[dead], 1);
  });

  it("does not take the second operand of a look at one number for a place", () => {
    const graph = new Graph();
    const [x, y] = [graph.input(), graph.input()];
    const marks = needed({ graph, guards: [guard("value", y, x)], outputs: [] });
    assertEquals([...marks], [0, 1]);
  });

  it("is asked the same by guards of equal place, question and operands, whatever the outcome", () => {
    assert(asksSame(guard("lt", 1, 2), { ...guard("lt", 1, 2), outcome: false }));
    assertFalse(asksSame(guard("lt", 1, 2), guard("le", 1, 2)));
    assertFalse(asksSame(guard("lt", 1, 2), guard("lt", 2, 1)));
    assertFalse(asksSame(guard("lt", 1, 2), { ...guard("lt", 1, 2), at: 5 }));
  });
});
