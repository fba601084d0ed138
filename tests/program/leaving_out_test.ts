// A graph of which rounds are left out while it is written is the graph of which nothing is, place by place.

import { add, exp, grad, hypot, mul, type Scalar, sin, sub, sum } from "@fluxion/ad";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { Graph } from "../../lib/program/graph.ts";
import { type GuardedTrace, whole } from "../../lib/program/guarded_trace.ts";
import { leaveOut } from "../../lib/program/leaving_out.ts";
import { longLoops } from "../../lib/program/long_loops.ts";
import { traceRun, Untraceable } from "../../lib/program/trace.ts";
import { inputs } from "../../bench/inputs.ts";
import { mixed } from "../../bench/workloads/mixed.ts";
import { parameters, pendulum } from "../../bench/workloads/pendulum.ts";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { evenPrograms, gradientOf, type OfList } from "../wasm/even_programs.ts";
import { LOOP_INPUTS, loopPrograms, runLoops, type Statement } from "../wasm/loop_programs.ts";
import { pathAt } from "../wasm/paths.ts";
import { interpreted, seenOf } from "../wasm/run.ts";

/** A graph of which rounds are left out, however short it is. */
function leavingOut(): Graph {
  const graph = new Graph();
  graph.makesRoom = leaveOut;
  return graph;
}

/** All instructions of a graph, as they are asked for. */
const instructions = (graph: Graph) =>
  Array.from({ length: graph.size }, (_, place) => {
    const constant = graph.constantAt(place);
    return constant ?? [graph.operationOf(place), ...graph.operands(place)].join(" ");
  });

const programs: Record<string, OfList> = {
  ...evenPrograms,
  "a pendulum": (xs) =>
    grad((p: Scalar[]) => pendulum(p as never, 400))(
      [...parameters].map((p, i) => add(p, xs[i])),
    ) as never,
  "a chain": gradientOf(([x, ...others]) => {
    let y = sum([x, ...others]);
    for (let i = 0; i < 5000; i++) y = i % 2 === 0 ? sin(y) : mul(y, 1.01);
    return y;
  }),
  "lists": gradientOf((xs) => sum(xs.map((x, i) => hypot(x, xs[(i + 1) % xs.length], 3)))),
  "one loop after another": gradientOf((xs) => {
    const [last] = xs.slice(-1);
    const shifted = xs.map((x) => sub(x, last));
    const terms = shifted.map((x) => exp(x));
    return sum(terms);
  }),
  "a second derivative": gradientOf((xs) => sum(gradientOf((ys) => mixed(ys))(xs))),
  "loops in a loop": gradientOf((xs) => {
    let total: Scalar = 0;
    for (let k = 0; k < 4; k++) {
      for (let i = 0; i < 500; i++) total = sub(sin(xs[i]), mul(total, xs[k]));
    }
    return total;
  }),
};

/** Programs that compute again what they have computed. */
const twice: Record<string, OfList> = {
  "a function twice": (xs) => [...gradientOf((ys) => mixed(ys))(xs), mixed(xs)],
  "a gradient twice": (
    xs,
  ) => [...gradientOf((ys) => mixed(ys))(xs), ...gradientOf((ys) => mixed(ys))(xs)],
};

describe("A graph of which rounds are left out", () => {
  for (const [name, f] of Object.entries(programs)) {
    for (const length of [2000, 2600, 4000]) {
      it(`is that of which none are: ${name}`, () => {
        const point = inputs(length);
        const plain = pathAt(f, point);
        const path = pathAt(f, point, leavingOut());
        assert(path.graph.length < path.graph.size);
        assertEquals(path.graph.size, plain.graph.size);
        assertEquals(instructions(path.graph), instructions(plain.graph));
        assertEquals(path.guards, plain.guards);
        assertEquals(path.outputs, plain.outputs);
        const loops = ({ graph }: GuardedTrace) => longLoops(graph, graph.inputs);
        assertEquals(loops(path), loops(plain));
        assertEquals(instructions(whole(path).graph), instructions(plain.graph));
      });
    }
  }

  for (const [name, f] of Object.entries(twice)) {
    it(`shares nearly all with what is left out: ${name}`, () => {
      for (const length of [2000, 2600, 4000]) {
        const point = inputs(length);
        const plain = pathAt(f, point);
        const path = pathAt(f, point, leavingOut());
        assert(path.graph.length < 0.5 * path.graph.size);
        assert(path.graph.size < 1.02 * plain.graph.size);
        assertSame(
          seenOf(interpreted(whole(path), point), path),
          seenOf(interpreted(plain, point), plain),
        );
      }
    });
  }

  it("needs memory for what is not a round of a loop", () => {
    const lengths = [500, 10_000].map((rounds) => {
      const { graph } = pathAt(
        (xs) => grad((p: Scalar[]) => pendulum(p as never, rounds))(xs),
        [...parameters],
        leavingOut(),
      );
      return graph.operations.length;
    });
    assert(lengths[1] <= 4 * lengths[0]);
  });

  let count = 0;
  const point = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: LOOP_INPUTS,
    maxLength: LOOP_INPUTS,
  });
  law(
    "answers what the function does, whatever its loops are",
    fc.property(
      loopPrograms,
      point,
      fc.integer({ min: 300, max: 700 }),
      (program, point, rounds) => {
        const long = program.map((own): Statement =>
          own.do === "loop" ? { ...own, rounds: rounds + own.rounds, count: "fixed" } : own
        );
        const f: OfList = (xs) => runLoops(long, xs, 20_000);
        const slope: OfList = (xs) => grad((own: Scalar[]) => sum(f(own)))(xs) as Scalar[];
        for (const own of [f, slope]) {
          const plain = pathAt(own, point);
          const path = pathAt(own, point, leavingOut());
          if (path.graph.isWhole) continue;
          count++;
          assertSame(
            seenOf(interpreted(whole(path), point), path),
            seenOf(interpreted(plain, point), plain),
          );
        }
      },
    ),
  );

  it("has been one in some of these programs", () => {
    assert(count > 0);
  });

  it("ends the trace that asks for a number which is left out", () => {
    const graph = leavingOut();
    const run = ([x]: Scalar[]) => {
      for (let k = 0; k < 5000; k++) x = sin(x);
      graph.apart(() => x);
    };
    assertThrows(() => traceRun("trace", run, run, [1], Infinity, graph), Untraceable);
    assert(graph.isMissing);
  });
});
