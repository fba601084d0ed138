// A path of any length answers in WebAssembly what it answers instruction by instruction, wherever functions
// and modules end in between.

import { grad, hypot, logsumexp, mul, type Scalar, sin, sub } from "@fluxion/ad";
import { Graph } from "../../lib/program/graph.ts";
import type { GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { lowered } from "../../lib/wasm/lower.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { bits, HYPOT, lines, run } from "../program/programs.ts";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { crissCross, lessAt, pathAt, thereAndBack } from "./paths.ts";
import { interpreted, runnerOf, seenOf } from "./run.ts";

const POINTS = [[0.75, 1e-3], [-2, 0.5], [0, -0], [NaN, 1], [Infinity, -1]];

function assertRight(path: GuardedTrace, points: readonly (readonly number[])[]): void {
  for (const shortest of [0, Infinity]) {
    const runPath = runnerOf(lowered(path, shortest), path.outputs.length);
    for (const point of points) {
      assertSame(seenOf(runPath(point), path), seenOf(interpreted(path, point), path));
    }
  }
}

describe("A path in WebAssembly", () => {
  for (const count of [0, 1, 2, 3999, 4000, 4001, 7999, 8000, 8001, 10_000, 100_000]) {
    it(`of ${count} instructions answers what it does instruction by instruction`, () => {
      const path = thereAndBack(count);
      const program = lowered(path, Infinity);
      assertEquals(program.instructions, count);
      for (const { bytes } of program.modules) assert(WebAssembly.validate(bytes));
      assertRight(path, POINTS);
    });
  }

  it("of 100,000 instructions answers every number on the way, too", () => {
    const path = thereAndBack(100_000);
    assertRight({ ...path, outputs: path.places }, [[0.75, 1e-3]]);
  });

  it("of a million instructions becomes several modules, none of 4 MB", () => {
    const path = thereAndBack(1_000_000);
    const program = lowered(path, Infinity);
    assert(program.modules.length > 1);
    assert(program.modules.every(({ bytes }) => bytes.length < 4e6));
    const runPath = runnerOf(program, 1);
    assertSame(runPath([0.75, 1e-6]), interpreted(path, [0.75, 1e-6]));
  });

  it("reads values of any age while it leaves others for later", () => {
    for (const count of [5000, 12_000, 50_000]) {
      const path = crissCross(count);
      assertRight(path, POINTS);
      assertRight({ ...path, guards: [lessAt(path.graph.size, path.outputs[0], 1)] }, [[
        0.75,
        1e-3,
      ]]);
    }
  });

  it("is the gradient of a long chain, in a few slots of memory", () => {
    const chain = ([x, y]: Scalar[]) => {
      let z = x;
      for (let i = 0; i < 5000; i++) z = sin(sub(mul(z, y), i / 5000));
      return z;
    };
    const path = pathAt((xs) => grad(chain)(xs) as Scalar[], [1, 0.5]);
    assert(path.graph.size > 20_000);
    assertRight(path, [[1, 0.5], [2, 0.25], [-1, -1], [0, 1e-3]]);
    // What crosses from the way there to the way back are two values for each of 5,000 steps, and no more; a loop has
    // a table of the constants.
    assert(lowered(path, Infinity).memory < 2 * 5000 + 100);
    assert(lowered(path).memory < 3 * 5000 + 100);
  });

  it("takes lists of operands through parameters and through memory, inside of functions and across", () => {
    for (const count of [1, 2, 7, 8, 9, 10, 100, 5000]) {
      const f = (xs: Scalar[]) => [
        hypot(xs),
        logsumexp(xs),
        mul(hypot(xs.slice(1)), logsumexp(xs.toReversed())),
      ];
      const points = [1, 2, 3].map((k) => Array.from({ length: count }, (_, i) => Math.sin(i * k)));
      assertRight(pathAt(f, points[0]), points);
    }
  });

  it("calls functions of lists with constants, repeated operands and values just computed", () => {
    const graph = new Graph();
    const [x, y] = [graph.input(), graph.input()];
    const three = graph.constant(3);
    const inner = graph.list(HYPOT, [x, three, x, y, y, x, three, y, x, y]);
    const outer = graph.list(HYPOT, [inner, ...Array(10).fill(inner), x]);
    assertRight({ graph, guards: [], outputs: [outer, inner] }, POINTS);
  });

  it("takes long lists in a few instructions, wherever their rows are in memory", () => {
    const xs = Array.from({ length: 3000 }, (_, i) => Math.sin(i) + i % 7);
    const lists: ((xs: Scalar[]) => Scalar[])[] = [
      (xs) => [hypot(xs)],
      (xs) => [hypot(xs.toReversed())],
      (xs) => [0, 1, 2].map((k) => hypot(xs.filter((_, i) => i % 3 === k))),
      (xs) => [hypot([...xs.slice(0, 40), sin(xs[7]), 2, ...xs.slice(5, 30), ...xs.slice(99)])],
      (xs) => [hypot(xs.map((x) => sin(x)))],
      (xs) => [hypot(new Array(500).fill(xs[3]))],
    ];
    for (const list of lists) {
      const path = pathAt(list, xs);
      const [short, long] = [0, Infinity].map((shortest) => lowered(path, shortest));
      const bytes = short.modules.reduce((total, own) => total + own.bytes.length, 0);
      assert(bytes < 3000, `${bytes}`);
      for (const program of [short, long]) {
        const point = xs.map((x, i) => i % 100 === 0 ? -0 : x / 3);
        const runPath = runnerOf(program, path.outputs.length);
        assertSame(runPath(point), interpreted(path, point));
      }
    }
  });

  it("answers inputs, constants, and the same place twice", () => {
    const path = thereAndBack(3);
    const zero = path.graph.constant(-0);
    const nothing = path.graph.constant(NaN);
    const [last] = path.outputs;
    assertRight({ ...path, outputs: [0, 1, last, zero, last, 0, nothing, path.places[0]] }, POINTS);
    assertRight({ ...path, outputs: [0, 0] }, POINTS);
    assertRight({ ...path, outputs: [zero] }, POINTS);
    assertRight({ ...path, outputs: [] }, POINTS);
    const long = thereAndBack(9000);
    assertRight({ ...long, outputs: [long.places[0], 1, ...long.outputs, long.places[0]] }, POINTS);
  });

  it("does not compute what nobody needs", () => {
    const path = thereAndBack(1000);
    const first = path.places[0];
    assertEquals(lowered({ ...path, outputs: [first] }).instructions, 1);
    assertEquals(lowered({ ...path, outputs: [] }).instructions, 0);
  });

  law(
    "answers what it does instruction by instruction, whatever it is",
    fc.property(
      lines,
      fc.array(bits, { minLength: 5, maxLength: 5 }),
      fc.array(fc.nat(100), { maxLength: 6 }),
      (program, numbers, picks) => {
        const graph = new Graph();
        const inputs = numbers.slice(0, 3);
        const all = run(graph, program, [
          ...inputs.map((value) => ({ place: graph.input(), value })),
          ...numbers.slice(3).map((value) => ({ place: graph.constant(value), value })),
        ]);
        const outputs = picks.map((pick) => all[pick % all.length].place);
        assertRight({ graph, guards: [], outputs }, [inputs, inputs.toReversed()]);
      },
    ),
  );
});
