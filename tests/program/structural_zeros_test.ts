// What is a structural zero in some runs is one value with a condition: sums and products of such values are what they would
// be if absent values were left out, to the last bit.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { Graph, type Place } from "../../lib/program/graph.ts";
import { ADD, MUL, WHERE } from "../../lib/program/simplify.ts";
import { StructuralZeros } from "../../lib/program/structural_zeros.ts";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { valuesOf } from "./programs.ts";

/** A value with a condition, or without one. */
interface Value {
  readonly value: Indexed;
  readonly condition: Indexed | undefined;
}

interface Indexed {
  readonly index: Place;
}

function zerosOf(graph: Graph): StructuralZeros<Indexed> {
  return new StructuralZeros<Indexed>({
    operate: (operation, left, right) => ({
      index: graph.binary(operation, left.index, right.index),
    }),
    where: (condition, x, y) => ({
      index: graph.list(WHERE, [condition.index, x.index, y.index]),
    }),
    constant: (value) => ({ index: graph.constant(value) }),
  });
}

/** What a step computes of two earlier values, where those that are absent are `undefined`. */
function withoutAbsent(kind: "sum" | "product", x?: number, y?: number): number | undefined {
  if (kind === "product") return x === undefined || y === undefined ? undefined : x * y;
  return x === undefined ? y : y === undefined ? x : x + y;
}

const numbers = fc.constantFrom(0, -0, 1, -2.5, 3e-300, Infinity, -Infinity, NaN);
const steps = fc.array(
  fc.record({ kind: fc.constantFrom("sum", "product"), left: fc.nat(), right: fc.nat() }),
  { minLength: 1, maxLength: 20 },
);
const inputs = fc.array(
  // Present always, or under one of three conditions.
  fc.record({ value: numbers, under: fc.constantFrom(-1, 0, 1, 2) }),
  { minLength: 2, maxLength: 6 },
);
const conditions = fc.array(fc.constantFrom(0, 1, NaN, -3), { minLength: 3, maxLength: 3 });

describe("Structural zeros of some runs", () => {
  law(
    "are left out of sums and products, and no others are",
    fc.property(inputs, conditions, steps, (given, holds, program) => {
      const graph = new Graph();
      const zeros = zerosOf(graph);
      const places = holds.map(() => ({ index: graph.input() }));
      const values: Value[] = given.map(({ under }) => ({
        value: { index: graph.input() },
        condition: under < 0 ? undefined : places[under],
      }));
      const wanted: (number | undefined)[] = given.map(({ value, under }) =>
        under >= 0 && holds[under] === 0 ? undefined : value
      );
      for (const { kind, left, right } of program) {
        const [i, j] = [left % values.length, right % values.length];
        const [x, y] = [values[i], values[j]];
        if (x.condition === undefined && y.condition === undefined) {
          const operation = kind === "sum" ? ADD : MUL;
          const index = graph.binary(operation, x.value.index, y.value.index);
          values.push({ value: { index }, condition: undefined });
        } else values.push(zeros[kind](x.value, x.condition, y.value, y.condition));
        wanted.push(withoutAbsent(kind, wanted[i], wanted[j]));
      }
      const found = valuesOf(graph, [...holds, ...given.map(({ value }) => value)]);
      values.forEach(({ value, condition }, i) => {
        const isThere = condition === undefined || found[condition.index] !== 0;
        assertEquals(isThere, wanted[i] !== undefined);
        if (isThere) assertSame(found[value.index], wanted[i]!);
      });
    }),
  );

  it("are chosen once, also where a sum is a summand again", () => {
    const graph = new Graph();
    const zeros = zerosOf(graph);
    const [condition, other, x, y, z] = [1, 2, 3, 4, 5].map(() => ({ index: graph.input() }));
    const first = zeros.sum(x, condition, y, other);
    const second = zeros.sum(first.value, first.condition, z, condition);
    assert(second.condition !== undefined);
    const choices = Array.from(graph.operations.subarray(0, graph.size)).filter((operation) =>
      operation === WHERE.id
    );
    // One for each of three values, one for each of two conditions.
    assertEquals(choices.length, 5);
  });
});
