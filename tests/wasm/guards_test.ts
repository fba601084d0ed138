// A guard is checked where it arose: the first that does not hold is named, before anything that follows it
// matters, wherever a function ends.

import { Graph } from "../../lib/program/graph.ts";
import type { Guard, GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { bits, lines, MUL, run } from "../program/programs.ts";
import { law } from "../laws/runs.ts";
import { lessAt, thereAndBack } from "./paths.ts";
import { assertSame } from "../laws/same.ts";
import { compiled, failureOf, interpreted, seenOf } from "./run.ts";

function assertRight(path: GuardedTrace, points: readonly (readonly number[])[]): void {
  const runPath = compiled(path);
  for (const point of points) {
    assertSame(seenOf(runPath(point), path), interpreted(path, point), `at [${point}]`);
  }
}

const SPECIAL = [0, -0, NaN, 1, -1, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE];

describe("A guard", () => {
  it("stands at the start, at the end, and at the border of a function, alone or with others", () => {
    const count = 9000;
    const { graph, places, outputs } = thereAndBack(count);
    const positions = [0, 1, 3998, 3999, 4000, 4001, 7999, 8000, 8001, count - 1, count];
    // Inputs and constants are places as well: place k of the chain stands where it was appended.
    const guardAt = (k: number) => {
      const left = k === 0 ? 0 : places[k - 1];
      return lessAt(left + 1, left, 1);
    };
    const points = [[0.75, 1e-3], [0.75, 2], [-3, 1], [NaN, NaN], [-1e9, 1]];
    for (const position of positions) {
      assertRight({ graph, guards: [guardAt(position)], outputs }, points);
    }
    assertRight({ graph, guards: positions.map(guardAt), outputs }, points);
  });

  it("holds or not for every comparison and outcome, at special numbers", () => {
    for (const question of ["lt", "le", "gt", "ge", "eq", "ne"] as const) {
      for (const outcome of [true, false]) {
        const graph = new Graph();
        const [x, y] = [graph.input(), graph.input()];
        const guards: Guard[] = [{ at: 2, question, left: x, right: y, outcome }];
        const path = { graph, guards, outputs: [graph.binary(MUL, x, y)] };
        assertRight(path, SPECIAL.flatMap((a) => SPECIAL.map((b) => [a, b])));
      }
    }
  });

  it("compares with a constant, on either side, and with itself", () => {
    for (const order of ["left", "right", "same"]) {
      const graph = new Graph();
      const x = graph.input();
      const three = graph.constant(-0);
      const [left, right] = order === "left" ? [three, x] : order === "right" ? [x, three] : [x, x];
      const guards: Guard[] = [{ at: 2, question: "le", left, right, outcome: true }];
      assertRight({ graph, guards, outputs: [x] }, SPECIAL.map((a) => [a]));
    }
  });

  it("knows a number by its bits: −0, 0 and NaN are three values, and says which one it saw", () => {
    for (const outcome of SPECIAL) {
      const graph = new Graph();
      const [x, y] = [graph.input(), graph.input()];
      const product = graph.binary(MUL, x, y);
      for (const left of [x, product]) {
        const guards: Guard[] = [{ at: graph.size, question: "value", left, right: 0, outcome }];
        const path = { graph, guards, outputs: [product] };
        assertRight(path, SPECIAL.map((a) => [a, 1]));
      }
    }
  });

  it("takes a NaN of any bits for NaN", () => {
    const graph = new Graph();
    const x = graph.input();
    const guards: Guard[] = [{ at: 1, question: "value", left: x, right: 0, outcome: NaN }];
    const runPath = compiled({ graph, guards, outputs: [x] });
    const patterns = [
      0x7ff8000000000000n,
      0xfff8000000000000n,
      0x7ff0000000000001n,
      0x7fffffffffffffffn,
    ];
    for (const pattern of patterns) {
      const [nan] = new Float64Array(BigUint64Array.of(pattern).buffer);
      assertEquals(runPath([nan]), { path: 0, outputs: [NaN] });
    }
  });

  it("says which number it saw where that was computed many functions before", () => {
    const { graph, places, outputs } = thereAndBack(9000);
    const guards: Guard[] = [
      { at: graph.size, question: "value", left: places[10], right: 0, outcome: 1 },
    ];
    const path = { graph, guards, outputs };
    const answer = failureOf(compiled(path)([0.75, 1e-3]));
    assertSame(answer, interpreted(path, [0.75, 1e-3]));
  });

  law(
    "is the first that does not hold, of any in any program",
    fc.property(
      lines,
      fc.array(fc.array(bits, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 4 }),
      fc.array(
        fc.record({
          back: fc.nat(40),
          other: fc.nat(40),
          question: fc.constantFrom("lt", "le", "gt", "ge", "eq", "ne", "value"),
        }),
        { maxLength: 6 },
      ),
      (program, [here, ...others], asked) => {
        const graph = new Graph();
        const known = here.map((value) => ({ place: graph.input(), value }));
        const all = run(graph, program, known);
        // Guards as the run at the first point would have recorded them.
        const guards = asked.map(({ back, other, question }): Guard => {
          const [a, b] = [all[back % all.length], all[other % all.length]];
          const at = Math.max(a.place, b.place) + 1;
          if (question === "value") {
            return { at, question, left: a.place, right: 0, outcome: a.value };
          }
          const guard: Guard = { at, question, left: a.place, right: b.place, outcome: true };
          const alone = interpreted({ graph, guards: [guard], outputs: [] }, here);
          return { ...guard, outcome: "path" in alone };
        }).sort((a, b) => a.at - b.at);
        const path = { graph, guards, outputs: [all.at(-1)!.place] };
        assert("path" in interpreted(path, here));
        assertRight(path, [here, ...others]);
      },
    ),
  );
});
