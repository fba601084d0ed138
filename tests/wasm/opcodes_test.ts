// Every operation of the table computes in WebAssembly the bits that its row computes, at the numbers at
// which functions part and at any others.

import { chosen, isZero } from "../../lib/operations/choice.ts";
import { evaluate, operationOf } from "../../lib/values/operation.ts";
import { expDifference, greatest } from "../../lib/elementary/helpers.ts";
import { componentOfList, ratio } from "../../lib/elementary/norms.ts";
import { rescaled } from "../../lib/elementary/scale.ts";
import {
  halfReciprocal,
  reciprocalByLogarithm,
  reciprocalOfOneLessSquare,
  reciprocalOfOnePlusSquare,
  reciprocalOfPositive,
} from "../../lib/elementary/slopes.ts";
import { isPositive, kinkAtZero, side } from "../../lib/elementary/kinks.ts";
import { held, larger, smaller } from "../../lib/elementary/ties.ts";
import { Graph } from "../../lib/program/graph.ts";
import { instructionsOf } from "../../lib/wasm/opcodes.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { bits, write } from "../program/programs.ts";
import { table } from "../laws/operations.ts";
import { law } from "../laws/runs.ts";
import { compiled, outputsOf } from "./run.ts";

const SPECIAL = [
  ...[0, -0, NaN, Infinity, -Infinity, 1, -1, 0.5, -0.5, 1.5, 2.5, -1.5, -2.5, 0.49999999999999994],
  ...[
    Number.MIN_VALUE,
    -Number.MIN_VALUE,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    2 ** 52 + 1,
    2 ** 53,
  ],
  ...[1e-310, -1e-310, 1e300, 710, -746, Math.PI],
];

type Row = Parameters<typeof operationOf>[0];
const hidden: readonly [Row, 1 | 2 | "list", number][] = [
  [isZero.row, 1, 1],
  [isPositive.row, 1, 1],
  [halfReciprocal.row, 1, 1],
  [reciprocalOfPositive.row, 1, 1],
  [reciprocalOfOneLessSquare.row, 1, 1],
  [reciprocalOfOnePlusSquare.row, 1, 1],
  [reciprocalByLogarithm.row, 2, 2],
  [side.row, 1, 1],
  [kinkAtZero.row, 1, 1],
  [larger.row, 2, 2],
  [smaller.row, 2, 2],
  [expDifference.row, 2, 2],
  [ratio.row, 2, 2],
  [rescaled.row, 2, 2],
  [componentOfList.row, "list", 3],
  [chosen.row, "list", 3],
  [held.row, "list", 3],
  [greatest.row, "list", 3],
];
const rows = [
  ...table.map(({ row, domain }) => {
    const isList = !Array.isArray(row.partials);
    return { operation: operationOf(row, isList ? "list" : domain.length as 1 | 2), domain };
  }),
  ...hidden.map(([row, arity, count]) => ({
    operation: operationOf(row, arity),
    domain: Array(count).fill(0),
  })),
].map(({ operation, domain }) => ({ operation, count: domain.length }));

/** An operation as a program of its own. */
function program({ operation, count }: (typeof rows)[number]) {
  const graph = new Graph();
  const inputs = Array.from({ length: count }, () => graph.input());
  const run = compiled({ graph, guards: [], outputs: [write(graph, operation, inputs)] });
  return (xs: readonly number[]) => outputsOf(run(xs))[0];
}

function assertSameBits(row: (typeof rows)[number], answer: number, xs: readonly number[]): void {
  const expected = evaluate(row.operation, xs);
  assert(Object.is(answer, expected), `${row.operation.name}(${xs}) is ${answer}, not ${expected}`);
}

describe("Compiled operations", () => {
  for (const row of rows) {
    it(`answer the bits of ${row.operation.name} at special numbers`, () => {
      const run = program(row);
      const points = Array.from({ length: row.count }, () => SPECIAL)
        .reduce<number[][]>((all, own) => all.flatMap((p) => own.map((x) => [...p, x])), [[]]);
      for (const point of points) assertSameBits(row, run(point), point);
    });
  }

  const programs = rows.map(program);
  law(
    "answer the bits of their rows at any numbers",
    fc.property(
      fc.nat(rows.length - 1),
      fc.array(bits, { minLength: 4, maxLength: 4 }),
      (i, xs) => {
        const own = xs.slice(0, rows[i].count);
        assertSameBits(rows[i], programs[i](own), own);
      },
    ),
  );

  it("answer them still when the engine has optimised them", () => {
    const random = [
      ...SPECIAL,
      ...Array.from({ length: 40 }, (_, i) => Math.sin(i) * 2 ** (i - 20)),
    ];
    for (const row of rows) {
      const run = programs[rows.indexOf(row)];
      for (let i = 0; i < 20_000; i++) {
        const point = Array.from(
          { length: row.count },
          (_, k) => random[(i * (k + 1) + k) % random.length],
        );
        const answer = run(point);
        if (i > 19_900) assertSameBits(row, answer, point);
      }
    }
  });

  it("are instructions where these agree with JavaScript, and calls of the row's value elsewhere", () => {
    const inline = rows.filter(({ operation }) => instructionsOf(operation) !== undefined);
    const names = new Set(inline.map(({ operation }) => operation.name));
    const expected = [
      "abs",
      "add",
      "ceil",
      "componentOfList",
      "direction",
      "div",
      "floor",
      "halfReciprocal",
      "isPositive",
      "isZero",
      "kinkAtZero",
    ];
    expected.push("max", "min", "mul", "neg", "reciprocalOfOnePlusSquare", "reciprocalOfPositive");
    expected.push("relu", "rescaled", "side", "sign", "sqrt", "sub", "trunc", "where");
    assertEquals([...names].sort(), expected);
  });
});
