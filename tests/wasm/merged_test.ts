// Several paths in one function, which branches where they part: it answers what each of them does, and
// where none holds it names a guard that fails.

import { add, exp, hypot, lt, mul, type Scalar, sin, sub, value } from "@fluxion/ad";
import type { GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { mergedProgram } from "../../lib/wasm/merged.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { runSteps, wildNumber, wildStep } from "../laws/wild.ts";
import { pathAt } from "./paths.ts";
import { failureOf, interpreted, outputsOf, runnerOf } from "./run.ts";

type Points = readonly (readonly number[])[];

/** The different paths that a function takes at some points. */
function pathsAt(f: (xs: Scalar[]) => Scalar[], points: Points): GuardedTrace[] {
  const paths = new Map<string, GuardedTrace>();
  for (const point of points) {
    const path = pathAt(f, point);
    const key = path.guards.map(({ outcome }) => Object.is(outcome, -0) ? "-0" : outcome).join();
    if (!paths.has(key)) paths.set(key, path);
  }
  return [...paths.values()];
}

function assertRight(paths: readonly GuardedTrace[], points: Points): void {
  const run = runnerOf(mergedProgram(paths), paths[0].outputs.length);
  for (const point of points) {
    const answer = run(point);
    const holding = paths.findIndex((path) => "path" in interpreted(path, point));
    if (holding >= 0) {
      const outputs = outputsOf(interpreted(paths[holding], point));
      assertSame(answer, { path: holding, outputs }, `at [${point}]`);
      continue;
    }
    // The path whose guard it is passes all those before it, and fails there.
    const { question: { path, guard }, seen } = failureOf(answer);
    const alone = failureOf(interpreted(paths[path], point));
    assertEquals(alone.question.guard, guard);
    if (paths[path].guards[guard].question === "value") assertSame(seen, alone.seen);
  }
}

describe("Merged paths", () => {
  const signs = (xs: Scalar[]) => {
    let y: Scalar = 1;
    for (const x of xs) {
      y = lt(x, 0) ? mul(sin(y), x) : sub(exp(mul(0.1, y)), x);
    }
    return [y, add(y, xs[0])];
  };
  const corners = Array.from({ length: 16 }, (_, i) => [0, 1, 2, 3].map((k) => (i >> k) % 2 - 0.5));

  for (const count of [1, 2, 3, 7, 15, 16]) {
    it(`answer what each of ${count} does, and name a guard where none holds`, () => {
      const paths = pathsAt(signs, corners.slice(0, count));
      assertEquals(paths.length, count);
      assertRight(paths, [...corners, ...corners.map((corner) => corner.map((x) => 3 * x))]);
      assertRight(paths, [[NaN, 0, -0, 1]]);
    });
  }

  it("part at the numbers themselves: −0, 0 and NaN are three", () => {
    const f = ([x, y]: Scalar[]) => {
      const seen = value(x);
      return [mul(Object.is(seen, -0) ? 7 : Number.isNaN(seen) ? 8 : seen, y), add(x, y)];
    };
    const points = [0, -0, NaN, 1, 2, Infinity].map((x) => [x, 3]);
    assertEquals(pathsAt(f, points).length, 6);
    assertRight(pathsAt(f, points), [...points, [4, 3], [-NaN, 1]]);
    assertRight(pathsAt(f, points.slice(0, 1)), points);
  });

  it("share what they have in common, and compute no more than one of them needs", () => {
    const f = ([x]: Scalar[]) => {
      let y = x;
      for (let i = 0; i < 100; i++) y = sin(y);
      return [lt(x, 0) ? mul(2, y) : mul(3, y)];
    };
    const paths = pathsAt(f, [[-1], [1]]);
    assertEquals(mergedProgram(paths).instructions, 102);
    assertRight(paths, [[-1], [1], [0]]);
  });

  it("may be as different in length as one instruction and thousands", () => {
    const f = ([x, y]: Scalar[]) => {
      if (lt(x, 0)) return [y];
      let z = y;
      for (let i = 0; i < 3000; i++) z = add(mul(z, x), i);
      return [z];
    };
    const paths = pathsAt(f, [[-1, 1], [0.5, 1]]);
    assertRight(paths, [[-1, 1], [0.5, 1], [0.9, 2]]);
    assertRight(paths.toReversed(), [[-1, 1], [0.5, 1], [0.9, 2]]);
  });

  it("take lists through memory in one branch and not in the other", () => {
    const f = (xs: Scalar[]) => [lt(xs[0], 0) ? add(...xs) : hypot(xs)];
    const points = [-1, 1].map((x) => [x, ...Array.from({ length: 11 }, (_, i) => i)]);
    assertRight(pathsAt(f, points), points);
  });

  law(
    "answer what each of them does, of any program",
    fc.property(
      fc.array(wildStep, { minLength: 1, maxLength: 6 }),
      fc.array(fc.array(wildNumber, { minLength: 2, maxLength: 2 }), {
        minLength: 2,
        maxLength: 10,
      }),
      (steps, points) => {
        const f = (xs: Scalar[]) => runSteps(steps, xs);
        assertRight(pathsAt(f, points.slice(0, 6)), points);
      },
    ),
  );
});
