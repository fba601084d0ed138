// The workloads that are compiled answer what they answer uncompiled, to the last bit; and they are compiled
// indeed, before the first run that is timed.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JitStats } from "@fluxion/ad/jit";
import { examplesOf } from "../../../bench/gradbench/examples.ts";
import { compiled, dynamic, type MakeReady } from "../../../bench/gradbench/ready.ts";
import { measure } from "../../../bench/gradbench/workload.ts";
import { workloads } from "../../../bench/gradbench/workloads.ts";
import { numbersIn } from "../../../bench/group.ts";

const examples = examplesOf({
  saddle: 0.02,
  particle: 0.2,
  // Enough rounds that loops are kept.
  llsq: [4, 80],
  lse: 80,
  ode: [80, 5],
  gmm: [80, 3, 2],
  lstm: [2, 3, 80],
  kmeans: [3, 20, 4],
  ba: 5,
  ht: [80, 70],
});

describe("A compiled workload", () => {
  for (const { module, name, note, input } of examples) {
    it(`answers the same bits: ${module}::${name}, ${note}`, () => {
      const made: (() => JitStats)[] = [];
      const watched: MakeReady = (f) => {
        const jitted = compiled(f);
        made.push(jitted.stats);
        return jitted;
      };
      const prepare = workloads[module][name];
      const expected = prepare(input as never, dynamic)();
      const compute = prepare(input as never, watched);
      const traced = compute();
      const missed = made.map((stats) => stats().misses);
      for (const answer of [traced, compute()]) {
        assertEquals(answer, expected);
        // As assertEquals takes −0 for 0.
        const [got, wanted] = [numbersIn(answer), numbersIn(expected)];
        assert(got.every((x, i) => Object.is(x, wanted[i])));
      }
      assert(made.length > 0);
      made.forEach((stats, i) => {
        const { uncompiled, unkept, instructions, hits, misses } = stats();
        assertEquals([uncompiled, unkept, misses], [undefined, undefined, missed[i]]);
        assert(instructions > 0 && hits > 0);
      });
    });
  }

  it("runs once before it is timed, and one that is not compiled does not", () => {
    const runs = (ready: MakeReady) => {
      let count = 0;
      const { timings } = measure(() => () => ++count, { min_runs: 3 }, ready);
      return [count, timings.length];
    };
    assertEquals(runs(dynamic), [3, 4]);
    assertEquals(runs(compiled), [4, 4]);
  });
});
