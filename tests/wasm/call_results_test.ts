// What a call leaves behind is copied into the memory of the program once, wherever its results are read: in straight code,
// in loops, on branches, by other calls, and in the answer.

import { add, lt, mul, nary, type Scalar, sub } from "@fluxion/ad";
import { entryOf, forEachIndex } from "../../lib/operations/left_results.ts";
import type { GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { lowered } from "../../lib/wasm/lower.ts";
import { mergedProgram } from "../../lib/wasm/merged.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { pathAt } from "./paths.ts";
import { interpreted, outputsOf, runnerOf, seenOf } from "./run.ts";

/** A call that leaves numbers, and how often these were read one by one. */
interface Call {
  readonly call: (xs: readonly Scalar[]) => Scalar;
  readonly entry: (called: Scalar, index: number) => Scalar;
  reads: number;
}

/** A call that leaves so many numbers: of each operand in turn a multiple, bits and all. */
function callOf(count: number): Call {
  let left: number[] = [];
  const call = nary({
    name: "call",
    value: (xs) => {
      left = Array.from({ length: count }, (_, k) => k % 5 === 0 ? xs[k % xs.length] : xs[0] * k);
      return 0;
    },
    partials: 0,
  });
  const entry = entryOf("entry", {
    at: (index) => {
      own.reads++;
      return left[index];
    },
    copy: (rows, into, to) => forEachIndex(rows, (index, i) => into[to + i] = left[index]),
  });
  const own: Call = { call, entry, reads: 0 };
  return own;
}

const POINTS = [[0.75, 1e-3], [-2, 0.5], [0, -0], [NaN, 1], [Infinity, -1]];

/** Compiles a function, folded and straight, and holds it to what it answers instruction by instruction. */
function assertRight(f: (xs: Scalar[]) => Scalar[], points = POINTS): GuardedTrace {
  const path = pathAt(f, points[0]);
  for (const shortest of [0, Infinity]) {
    const run = runnerOf(lowered(path, shortest), path.outputs.length);
    for (const point of points) {
      assertSame(seenOf(run(point), path), seenOf(interpreted(path, point), path));
    }
  }
  return path;
}

/** Runs a program, and returns how often it has read numbers one by one. */
function readsOf(path: GuardedTrace, calls: readonly Call[]): number {
  const run = runnerOf(lowered(path), path.outputs.length);
  for (const own of calls) own.reads = 0;
  run(POINTS[0]);
  return calls.reduce((total, { reads }) => total + reads, 0);
}

/** Steps of a program: each takes its operands from what there is by then. */
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom("call", "entry", "entry", "sum", "ask"),
    of: fc.nat(),
    count: fc.nat(11),
  }),
  { minLength: 3, maxLength: 40 },
);

describe("Results of calls", () => {
  it("are read in straight code, any of them, in any order", () => {
    const own = callOf(100);
    const path = assertRight((xs) => {
      const called = own.call(xs);
      return [7, 3, 99, 50, 3, 4].map((k) => sub(own.entry(called, k), xs[1]));
    });
    assertEquals(readsOf(path, [own]), 0);
    assertEquals(lowered(path).instructions, 1 + 5);
  });

  it("are copied into the answer without an instruction", () => {
    const own = callOf(2000);
    const path = assertRight((xs) => {
      const called = own.call(xs);
      return Array.from({ length: 1000 }, (_, k) => own.entry(called, 2 * k));
    });
    assertEquals(readsOf(path, [own]), 0);
    assertEquals(lowered(path).instructions, 1);
  });

  it("are read in loops, in steps that are even, and carried", () => {
    const own = callOf(3000);
    const path = assertRight((xs) => {
      const called = own.call(xs);
      let total: Scalar = 1;
      for (let k = 0; k < 1000; k++) {
        const product = mul(own.entry(called, 3 * k), own.entry(called, 3 * k + 1));
        total = add(mul(total, 0.5), product);
      }
      return [total];
    });
    assertEquals(readsOf(path, [own]), 0);
    const { loops, instructions } = lowered(path);
    assertEquals([loops, instructions <= 8], [1, true]);
  });

  it("are computed again from, where a later loop reads what is cheap", () => {
    const own = callOf(1000);
    const path = assertRight((xs) => {
      const called = own.call(xs);
      const squares = Array.from({ length: 900 }, (_, k) => {
        const x = own.entry(called, k);
        return mul(x, x);
      });
      const total = squares.reduce((sum, square) => add(sum, square));
      return squares.map((square) => mul(square, total));
    });
    assertEquals(readsOf(path, [own]), 0);
  });

  it("are handed on to other calls", () => {
    const [first, second] = [callOf(40), callOf(60)];
    const path = assertRight((xs) => {
      const called = first.call(xs);
      const other = second.call(Array.from({ length: 30 }, (_, k) => first.entry(called, k)));
      return Array.from({ length: 60 }, (_, k) => add(second.entry(other, k), xs[0]));
    });
    assertEquals(readsOf(path, [first, second]), 0);
  });

  it("are read after the call also where that occurs twice", () => {
    const own = callOf(10);
    assertRight((xs) =>
      [xs, [...xs].reverse()].flatMap((operands) => {
        const called = own.call(operands);
        return [1, 5, 9].map((k) => add(own.entry(called, k), 1));
      })
    );
  });

  law(
    "have the bits of the function in random programs",
    fc.property(steps, (all) => {
      const calls = all.map(() => callOf(12));
      const f = (xs: Scalar[]): Scalar[] => {
        const values = [...xs];
        const called: (readonly [Call, Scalar])[] = [];
        const at = (i: number) => values[i % values.length];
        all.forEach(({ kind, of, count }, i) => {
          if (kind === "call") {
            const operands = Array.from({ length: 1 + count }, (_, k) => at(of + k));
            called.push([calls[i], calls[i].call(operands)]);
          } else if (kind === "entry" && called.length > 0) {
            const [own, result] = called[of % called.length];
            values.push(own.entry(result, count));
          } else if (kind === "sum") values.push(add(at(of), mul(0.5, at(count))));
          else if (kind === "ask" && lt(at(of), at(count))) values.push(sub(at(of), 1));
        });
        return values.slice(-2);
      };
      assertRight(f, [...POINTS, [1, 2]]);
      const paths = new Map<string, GuardedTrace>();
      for (const point of POINTS) {
        const path = pathAt(f, point);
        paths.set(path.guards.map(({ outcome }) => outcome).join(), path);
      }
      const branches = [...paths.values()];
      const run = runnerOf(mergedProgram(branches), branches[0].outputs.length);
      for (const point of POINTS) {
        const holding = branches.findIndex((path) => "path" in interpreted(path, point));
        assertSame(outputsOf(run(point)), outputsOf(interpreted(branches[holding], point)));
      }
    }),
  );
});
