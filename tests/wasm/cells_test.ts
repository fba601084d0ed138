// Cells of columns are used again once what was in them is over: arrays that loops change over and over take memory for one
// array, and every bit stays.

import { add, grad, max, mul, type Scalar, sin, sub, sum } from "@fluxion/ad";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import type { GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { lowered } from "../../lib/wasm/lower.ts";
import type { Lowered } from "../../lib/wasm/module.ts";
import { bits } from "../program/programs.ts";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { pathAt } from "./paths.ts";
import { interpreted, runnerOf, seenOf } from "./run.ts";

const LENGTH = 13;

/** Which element of an array is meant in round k of pass t. */
const indices: readonly ((k: number, t: number) => number)[] = [
  (k) => k,
  (k) => LENGTH - 1 - k,
  (k) => (k + 1) % LENGTH,
  (k) => (k + LENGTH - 1) % LENGTH,
  (k, t) => (k + t) % LENGTH,
  (k) => k * k % LENGTH,
  () => 3,
];
const operations: readonly ((x: Scalar, y: Scalar) => Scalar)[] = [
  add,
  sub,
  (x, y) => mul(x, y),
  (x, y) => max(x, y),
  (x, y) => sub(mul(0.5, x), sin(y)),
];

/** One statement of a round: an element is computed of another and of a second number, or a sum of one. */
interface Statement {
  readonly does: "changes" | "sums" | "reads" | "keeps";
  readonly array: number;
  readonly target: number;
  readonly source: number;
  readonly other: "sum" | "latest" | "input" | "constant" | "element";
  readonly operation: number;
}

interface Passes {
  readonly passes: number;
  readonly rounds: "all" | "fewer" | "more";
  readonly body: readonly Statement[];
}

const programs: fc.Arbitrary<readonly Passes[]> = fc.array(
  fc.record({
    passes: fc.integer({ min: 3, max: 14 }),
    rounds: fc.constantFrom("all" as const, "fewer" as const, "more" as const),
    body: fc.array(
      fc.record({
        does: fc.constantFrom(
          ...["changes", "changes", "changes", "sums", "reads", "keeps"] as const,
        ),
        array: fc.nat(1),
        target: fc.nat(indices.length - 1),
        source: fc.nat(indices.length - 1),
        other: fc.constantFrom(...["sum", "latest", "input", "constant", "element"] as const),
        operation: fc.nat(operations.length - 1),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Changes two arrays in some passes, and returns all that is left. */
function changed(program: readonly Passes[], x: readonly Scalar[]): Scalar[] {
  const arrays = [[...x], x.toReversed()];
  const kept: Scalar[] = [];
  let total: Scalar = x[0];
  let latest: Scalar = x[1];
  for (const { passes, rounds, body } of program) {
    for (let t = 0; t < passes; t++) {
      const fewer = Math.max(1, LENGTH - t);
      const count = rounds === "all" ? LENGTH : rounds === "fewer" ? fewer : LENGTH - fewer + 1;
      for (let k = 0; k < count; k++) {
        for (const { does, array, target, source, other, operation } of body) {
          const from = arrays[array][indices[source](k, t)];
          const second = {
            sum: total,
            latest,
            input: x[k],
            constant: 1 / (k + 2),
            element: arrays[1 - array][indices[target](k, t)],
          }[other];
          const result = does === "reads" ? from : operations[operation](from, second);
          if (does === "changes") arrays[array][indices[target](k, t)] = result;
          if (does === "sums") total = add(mul(total, 0.5), result);
          if (does === "keeps") kept.push(result);
          latest = result;
        }
      }
    }
  }
  return [...arrays.flat(), ...kept.slice(-40), total, latest];
}

function assertFolded(path: GuardedTrace, points: readonly (readonly number[])[]): Lowered {
  const program = lowered(path, 0);
  const run = runnerOf(program, path.outputs.length);
  for (const point of points) {
    assertSame(seenOf(run(point), path), seenOf(interpreted(path, point), path));
  }
  return program;
}

const ordinary = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
  minLength: LENGTH,
  maxLength: LENGTH,
});
const any = fc.array(bits, { minLength: LENGTH, maxLength: LENGTH });
const point = Array.from({ length: LENGTH }, (_, i) => Math.cos(i));

/** The numbers of the memory of a function that has run on some numbers. */
function memoryOf(f: (x: Scalar[]) => Scalar[]): number {
  return assertFolded(pathAt(f, point), [point]).memory;
}

describe("Cells that are used again", () => {
  law(
    "have the numbers that are read from them",
    fc.property(programs, ordinary, any, (program, at, wild) => {
      assertFolded(pathAt((x) => changed(program, x), at), [at, wild]);
    }),
  );

  law(
    "have those of derivatives, too",
    fc.property(programs, ordinary, any, (program, at, wild) => {
      const f = (x: Scalar[]) => sum(changed(program, x));
      assertFolded(pathAt((x) => grad(f)(x) as Scalar[], at), [at, wild]);
    }),
  );

  it("make the memory of an array that of one pass", () => {
    const passes = (count: number) => (x: Scalar[]) => {
      const xs = [...x];
      let total: Scalar = 1;
      for (let t = 0; t < count; t++) {
        for (let k = 0; k < LENGTH; k++) xs[k] = sub(mul(xs[k], x[k]), total);
        total = sin(add(total, xs[0]));
      }
      return [sum(xs)];
    };
    // Where each pass begins to read is in a table, since the first reads inputs.
    assert(memoryOf(passes(200)) - memoryOf(passes(20)) <= 180);
  });

  it("lie in the order in which all rounds but the first compute them", () => {
    const size = 16;
    const weights = Array.from({ length: size * size }, (_, i) => Math.sin(i));
    // The first sample has no sums to add to, and so computes other columns among its own.
    const network = (samples: number) =>
      grad((w: Scalar[]) => {
        let total: Scalar = 0;
        for (let i = 0; i < samples; i++) {
          let output: Scalar = 0;
          for (let j = 0; j < size; j++) {
            let sum: Scalar = 0;
            for (let k = 0; k < size; k++) sum = add(sum, mul(w[size * j + k], Math.cos(i + k)));
            output = add(output, sin(sum));
          }
          total = add(total, mul(output, output));
        }
        return total;
      }) as (w: Scalar[]) => Scalar[];
    const memory = (samples: number) =>
      assertFolded(pathAt(network(samples), weights), [weights]).memory;
    const [few, many] = [memory(20), memory(60)];
    // Each sample has its constants, forwards and backwards, and what its units have been, but no slopes of weights.
    assert(many - few < 40 * (2 * size * size + 6 * size), `${few} and ${many}`);
  });

  it("make the memory of a gradient that of its parameters", () => {
    const f = (rows: number) =>
      grad((y: Scalar[]) => {
        let total: Scalar = 0;
        for (let i = 0; i < rows; i++) {
          let value: Scalar = i;
          for (let k = 0; k < LENGTH; k++) value = sub(value, mul(y[k], Math.sin(i * k + 1)));
          total = add(mul(0.9, total), sin(value));
        }
        return total;
      }) as (x: Scalar[]) => Scalar[];
    const [few, many] = [memoryOf(f(30)), memoryOf(f(130))];
    // Each row has its constants, forwards and backwards, its products and its sums, and no slopes.
    assert(many - few < 100 * (3 * LENGTH + 5), `${few} and ${many}`);
  });

  it("are not used where addresses would move unevenly", () => {
    const f = (x: Scalar[]) => {
      let [before, now] = [x[0], x[1]];
      for (let t = 0; t < 300; t++) [before, now] = [now, sub(sin(now), before)];
      return [now];
    };
    const { tables } = assertFolded(pathAt(f, point), [point]);
    assertEquals(tables.filter(({ numbers }) => numbers.length > 10).length, 0);
  });
});
