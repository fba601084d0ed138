// A path that is folded answers in WebAssembly what it answers instruction by instruction, whatever its loops are.

import { add, grad, hvp, mul, type Scalar, sin, sub, sum } from "@fluxion/ad";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { lowered } from "../../lib/wasm/lower.ts";
import type { GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { bits } from "../program/programs.ts";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { LOOP_INPUTS, loopPrograms, runLoops } from "./loop_programs.ts";
import { pathAt } from "./paths.ts";
import { interpreted, runnerOf, seenOf } from "./run.ts";

function assertFolded(path: GuardedTrace, points: readonly (readonly number[])[]): number {
  const program = lowered(path, 0);
  const run = runnerOf(program, path.outputs.length);
  for (const point of points) {
    assertSame(seenOf(run(point), path), seenOf(interpreted(path, point), path));
  }
  return program.loops;
}

const ordinary = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
  minLength: LOOP_INPUTS,
  maxLength: LOOP_INPUTS,
});
const any = fc.array(bits, { minLength: LOOP_INPUTS, maxLength: LOOP_INPUTS });

describe("A folded path", () => {
  let loops = 0;
  law(
    "answers what it does instruction by instruction",
    fc.property(loopPrograms, ordinary, any, (program, point, wild) => {
      const path = pathAt((xs) => runLoops(program, xs), point);
      loops += assertFolded(path, [point, point.toReversed(), wild]);
    }),
  );

  law(
    "is right for derivatives of loops, too",
    fc.property(loopPrograms, ordinary, any, (program, point, wild) => {
      const f = (xs: Scalar[]) => sum(runLoops(program, xs));
      loops += assertFolded(pathAt((xs) => grad(f)(xs) as Scalar[], point), [point, wild]);
      const along = (xs: Scalar[]) => hvp(f)(xs, xs.map((x) => sub(1, x))) as Scalar[];
      const second = pathAt(along, point);
      if (second.graph.size <= 20_000) loops += assertFolded(second, [point, wild]);
    }),
  );

  it("reads several numbers in the first round of a loop in place of what later rounds carry", () => {
    const f = (xs: Scalar[]) => {
      let carried: Scalar = 0;
      let total: Scalar = 0;
      for (let i = 0; i < 30; i++) {
        for (let j = 0; j < 30; j++) total = add(mul(total, 0.5), i === 0 ? xs[j % 7] : carried);
        carried = sin(total);
      }
      return [total, carried];
    };
    assertFolded(pathAt(f, [1, 2, 3, 4, 5, 6, 7]), [[1, 2, 3, 4, 5, 6, 7], [
      0,
      -0,
      3,
      NaN,
      1,
      2,
      3,
    ]]);
  });

  it("has had loops in it", () => {
    console.log(loops);
    assert(loops > 100, `${loops} loops`);
  });
});
