// Graphs share what is equal, compute what is known, and simplify only what keeps every bit.

import { operationOf } from "../../lib/values/operation.ts";
import { greatest } from "../../lib/elementary/helpers.ts";
import { max, min } from "../../lib/elementary/piecewise.ts";
import { Graph, type Place } from "../../lib/program/graph.ts";
import { WHERE } from "../../lib/program/simplify.ts";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { ADD, bits, DIV, EXP, HYPOT, lines, MUL, NEG, run, SQUARE, SUB, SUM } from "./programs.ts";
import { valuesOf } from "./programs.ts";

/** A graph with two inputs. */
function fresh() {
  const graph = new Graph();
  return { graph, x: graph.input(), y: graph.input() };
}

describe("A graph", () => {
  it("enters equal instructions once", () => {
    const { graph, x, y } = fresh();
    const sum = graph.binary(ADD, x, y);
    assertEquals(graph.binary(ADD, x, y), sum);
    assertEquals(graph.unary(EXP, sum), graph.unary(EXP, sum));
    assertEquals(graph.list(HYPOT, [x, y, sum]), graph.list(HYPOT, [x, y, sum]));
    assertEquals(graph.size, 5);
  });

  it("takes sums and products in either order for the same, and differences and quotients not", () => {
    const { graph, x, y } = fresh();
    for (const operation of [ADD, MUL]) {
      assertEquals(graph.binary(operation, x, y), graph.binary(operation, y, x));
    }
    for (const operation of [SUB, DIV]) {
      assertNotEquals(graph.binary(operation, x, y), graph.binary(operation, y, x));
    }
  });

  it("keeps lists apart that differ in length, order or operation", () => {
    const { graph, x, y } = fresh();
    const lists = [[x], [x, x], [x, y], [y, x], [x, y, x]];
    const places = lists.flatMap((list) => [
      graph.list(HYPOT, list),
      graph.list(operationOf({ name: "other", value: () => 0 }, "list"), list),
    ]);
    assertEquals(new Set(places).size, places.length);
  });

  it("knows constants by their bits: −0, 0 and NaN are three", () => {
    const graph = new Graph();
    const constants = [0, -0, NaN, 1, -1, Infinity, -Infinity, Number.MIN_VALUE, Math.PI];
    const places = constants.map((c) => graph.constant(c));
    assertEquals(new Set(places).size, places.length);
    assertEquals(constants.map((c) => graph.constant(c)), places);
    assertSame(places.map((place) => graph.constantAt(place)), constants);
    // Another NaN, as bits.
    assertEquals(graph.constant(new Float64Array(BigUint64Array.of(-1n).buffer)[0]), places[2]);
    assert(places.every((place) => graph.isConstant(place)));
  });

  law(
    "shares what a map would share, however often a place is read, and nothing out of a part that is traced apart",
    fc.property(
      fc.array(
        fc.oneof(
          { weight: 12, arbitrary: fc.tuple(fc.constantFrom(0, 1, 2), fc.nat(6), fc.nat(30)) },
          { weight: 1, arbitrary: fc.constantFrom("begin", "end") },
        ),
        { maxLength: 300, size: "max" },
      ),
      (steps) => {
        const graph = new Graph("as written");
        const operations = [SUB, DIV, NEG];
        const first = Array.from({ length: 4 }, () => graph.input());
        const known = [new Map<string, number>()];
        const run = (from: number, places: number[]): number => {
          for (let at = from; at < steps.length; at++) {
            const step = steps[at];
            if (step === "end" && known.length > 1) return at + 1;
            if (step === "begin") {
              known.push(new Map());
              at = graph.apart(() => run(at + 1, [...places])) - 1;
              known.pop();
            }
            if (typeof step === "string") continue;
            const [which, a, b] = step;
            // Some are read by many, others as soon as they are there.
            const left = places[a % places.length];
            const right = places[Math.max(0, places.length - 1 - b)];
            const operation = operations[which];
            const place = operation === NEG
              ? graph.unary(NEG, right)
              : graph.binary(operation, left, right);
            const key = operation === NEG ? `neg ${right}` : `${which} ${left} ${right}`;
            const other = known.map((map) => map.get(key)).find((found) => found !== undefined);
            if (other === undefined) {
              assertEquals(place, graph.size - 1);
              known[known.length - 1].set(key, place);
              places.push(place);
            } else assertEquals(place, other);
          }
          return steps.length;
        };
        run(0, first);
      },
    ),
  );

  it("computes what is known at once", () => {
    const { graph, x } = fresh();
    const [two, three] = [graph.constant(2), graph.constant(3)];
    assertEquals(graph.constantAt(graph.binary(SUB, two, three)), -1);
    assertEquals(graph.constantAt(graph.unary(EXP, graph.constant(0))), 1);
    assertEquals(graph.constantAt(graph.list(HYPOT, [graph.constant(4), three])), 5);
    assertEquals(graph.constantAt(graph.list(SUM, [])), 0);
    assertEquals(graph.constantAt(graph.list(HYPOT, [two, x])), undefined);
  });

  it("makes every simplification that keeps all bits", () => {
    const { graph, x, y } = fresh();
    const [zero, minusZero, one, minusOne] = [0, -0, 1, -1].map((c) => graph.constant(c));
    const minusX = graph.unary(NEG, x);
    const minusY = graph.unary(NEG, y);
    const difference = graph.binary(SUB, x, y);
    const minusProduct = graph.unary(NEG, graph.binary(MUL, x, y));
    const same: [string, number, number][] = [
      ["−(−x) = x", graph.unary(NEG, minusX), x],
      ["x·1 = x", graph.binary(MUL, x, one), x],
      ["1·x = x", graph.binary(MUL, one, x), x],
      ["x/1 = x", graph.binary(DIV, x, one), x],
      ["x − 0 = x", graph.binary(SUB, x, zero), x],
      ["x + −0 = x", graph.binary(ADD, x, minusZero), x],
      ["−0 + x = x", graph.binary(ADD, minusZero, x), x],
      ["x·(−1) = −x", graph.binary(MUL, x, minusOne), minusX],
      ["(−1)·x = −x", graph.binary(MUL, minusOne, x), minusX],
      ["x + (−y) = x − y", graph.binary(ADD, x, minusY), difference],
      ["(−y) + x = x − y", graph.binary(ADD, minusY, x), difference],
      ["x − (−y) = x + y", graph.binary(SUB, x, minusY), graph.binary(ADD, x, y)],
      ["(−x)·y = −(x·y)", graph.binary(MUL, minusX, y), minusProduct],
      ["x·(−y) = −(x·y)", graph.binary(MUL, x, minusY), minusProduct],
      ["(−x)·(−y) = x·y", graph.binary(MUL, minusX, minusY), graph.binary(MUL, x, y)],
      ["x² = x·x", graph.unary(SQUARE, x), graph.binary(MUL, x, x)],
    ];
    for (const [sentence, actual, expected] of same) assertEquals(actual, expected, sentence);
  });

  it("makes none that loses one", () => {
    const { graph, x, y } = fresh();
    const zero = graph.constant(0);
    const minusX = graph.unary(NEG, x);
    const minusY = graph.unary(NEG, y);
    const isOperation = (place: number, operation: { id: number }) =>
      assertEquals(graph.operations[place], operation.id);
    isOperation(graph.binary(MUL, x, zero), MUL); // NaN where x is infinite, −0 where it is negative
    isOperation(graph.binary(ADD, x, zero), ADD); // 0 where x is −0
    isOperation(graph.binary(SUB, x, graph.constant(-0)), SUB); // 0 where x is −0
    isOperation(graph.binary(SUB, x, x), SUB); // NaN where x is infinite
    isOperation(graph.binary(DIV, x, x), DIV); // NaN where x is 0
    isOperation(graph.binary(DIV, x, zero), DIV);
    isOperation(graph.unary(NEG, graph.binary(SUB, x, y)), NEG); // −0 where both are equal
    isOperation(graph.binary(SUB, zero, x), SUB); // 0 where x is 0
    const both = graph.binary(ADD, minusX, minusY);
    isOperation(both, SUB); // (−x) − y, and not −(x + y), which is −0 where x is −y
  });

  it("follows lists of two and three through the operations that they are made of", () => {
    const { graph, x, y } = fresh();
    const [largest, smallest] = [max, min].map(({ row }) => operationOf(row, "list"));
    assertEquals(graph.list(largest, [x]), x);
    assertEquals(
      graph.list(largest, [x, x, y]),
      graph.list(largest, [graph.list(largest, [x, x]), y]),
    );
    assertEquals(
      graph.list(operationOf(greatest.row, "list"), [x, y]),
      graph.list(largest, [x, y]),
    );
    assertNotEquals(graph.list(largest, [x, y]), graph.list(smallest, [x, y]));
    const zero = graph.constant(0);
    assertEquals(graph.list(SUM, [x, y]), graph.binary(ADD, graph.binary(ADD, zero, x), y));
  });

  it("chooses by a known condition, and between equals, at once", () => {
    const { graph, x, y } = fresh();
    const chosen = (...operands: Place[]) => graph.list(WHERE, operands);
    assertEquals(chosen(graph.constant(1), x, y), x);
    assertEquals(chosen(graph.constant(NaN), x, y), x);
    assertEquals(chosen(graph.constant(-0), x, y), y);
    assertEquals(chosen(x, y, y), y);
    assertEquals(graph.operationAt(chosen(x, x, y))?.name, "where");
    const inner = chosen(x, y, graph.constant(3));
    assertEquals(chosen(x, inner, x), chosen(x, y, x));
    assertEquals(chosen(x, x, inner), chosen(x, x, graph.constant(3)));
    assertEquals(chosen(x, y, inner), inner);
  });

  law(
    "computes the bits of the operations that were written into it, simplified or not",
    fc.property(lines, fc.array(bits, { minLength: 5, maxLength: 5 }), (program, numbers) => {
      const graph = new Graph();
      const inputs = numbers.slice(0, 3);
      const known = [
        ...inputs.map((value) => ({ place: graph.input(), value })),
        ...numbers.slice(3).map((value) => ({ place: graph.constant(value), value })),
      ];
      const all = run(graph, program, known);
      const values = valuesOf(graph, inputs);
      for (const { place, value } of all) {
        assert(Object.is(values[place], value), `${values[place]} at ${place} is not ${value}`);
      }
    }),
  );

  law(
    "has no two equal instructions, and none before its operands",
    fc.property(lines, (program) => {
      const graph = new Graph();
      run(graph, program, [1, 2, 3].map((value) => ({ place: graph.input(), value })));
      const seen = new Set<string>();
      for (let place = 0; place < graph.size; place++) {
        const operands = graph.operands(place);
        assert(operands.every((operand) => operand < place));
        if (operands.length > 0) seen.add(`${graph.operations[place]} ${operands}`);
        else seen.add(`${place}`);
      }
      assertEquals(seen.size, graph.size);
    }),
  );
});
