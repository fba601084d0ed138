// Random straight programs over the operations a graph treats in a special way, written into a graph and
// evaluated beside it, operation by operation.

import { chosen } from "../../lib/operations/choice.ts";
import { evaluate, type Operation, operationOf } from "../../lib/values/operation.ts";
import { add, div, mul, neg, reciprocal, square, sub } from "../../lib/elementary/arithmetic.ts";
import { greatest } from "../../lib/elementary/helpers.ts";
import { exp } from "../../lib/elementary/exponential.ts";
import { max, min } from "../../lib/elementary/piecewise.ts";
import { hypot, sum } from "../../lib/elementary/reductions.ts";
import { held } from "../../lib/elementary/ties.ts";
import { CONSTANT, type Graph, INPUT, type Place } from "../../lib/program/graph.ts";
import fc from "fast-check";

export const ADD: Operation = operationOf(add.row, 2);
export const SUB: Operation = operationOf(sub.row, 2);
export const MUL: Operation = operationOf(mul.row, 2);
export const DIV: Operation = operationOf(div.row, 2);
export const NEG: Operation = operationOf(neg.row, 1);
export const SQUARE: Operation = operationOf(square.row, 1);
export const EXP: Operation = operationOf(exp.row, 1);
export const HYPOT: Operation = operationOf(hypot.row, "list");
export const SUM: Operation = operationOf(sum.row, "list");
const LISTS = [sum, max, min, greatest, hypot].map(({ row }) => operationOf(row, "list"));
const TRIPLES = [held, chosen].map(({ row }) => operationOf(row, "list"));

/** One operation, on values counted back from the latest. */
export interface Line {
  readonly operation: Operation;
  readonly back: readonly number[];
}

const operands = (count: number) => fc.array(fc.nat(9), { minLength: count, maxLength: count });
const lineOf = (choices: readonly Operation[], count: fc.Arbitrary<number>) =>
  fc.constantFrom(...choices).chain((operation) =>
    count.chain(operands).map((back): Line => ({ operation, back }))
  );

/** Mostly arithmetic and signs, which is where graphs simplify. */
export const lines: fc.Arbitrary<Line[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: lineOf([ADD, SUB, MUL, DIV], fc.constant(2)) },
    {
      weight: 4,
      arbitrary: lineOf([NEG, SQUARE, EXP, operationOf(reciprocal.row, 1)], fc.constant(1)),
    },
    { weight: 1, arbitrary: lineOf(LISTS, fc.integer({ min: 1, max: 10 })) },
    { weight: 1, arbitrary: lineOf(TRIPLES, fc.constant(3)) },
  ),
  { maxLength: 30 },
);

/** Any bits at all: zeros of both signs, subnormals, infinities, NaN, and everything between. */
export const bits: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, NaN, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((pattern) =>
    new Float64Array(BigUint64Array.of(pattern).buffer)[0]
  ),
  fc.double(),
);

/** Writes an operation into a graph. */
export function write(graph: Graph, operation: Operation, xs: readonly Place[]): Place {
  if (operation.arity === "list") return graph.list(operation, xs);
  if (operation.arity === 1) return graph.unary(operation, xs[0]);
  return graph.binary(operation, xs[0], xs[1]);
}

/** The places and the numbers of all lines, after some that are known. */
export function run(
  graph: Graph,
  program: readonly Line[],
  known: readonly { place: Place; value: number }[],
): { place: Place; value: number }[] {
  const all = [...known];
  for (const { operation, back } of program) {
    const xs = back.map((i) => all[all.length - 1 - i % all.length]);
    const value = evaluate(operation, xs.map((x) => x.value));
    all.push({ place: write(graph, operation, xs.map((x) => x.place)), value });
  }
  return all;
}

/** What the instructions of a graph compute, in the order in which they stand. */
export function valuesOf(graph: Graph, inputs: readonly number[]): number[] {
  const values: number[] = [];
  for (let place = 0; place < graph.size; place++) {
    const operation = graph.operations[place];
    if (operation === INPUT) values.push(inputs[graph.left[place]]);
    else if (operation === CONSTANT) values.push(graph.constantAt(place)!);
    else {values.push(evaluate(
        graph.operationAt(place)!,
        graph.operands(place).map((x) => values[x]),
      ));}
  }
  return values;
}
