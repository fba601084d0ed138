// Choices among the elements of a list, as instructions: one choice between two after the other. So they compile to
// code without calls or branches, and in loops they are loops.

import { chosen } from "../operations/choice.ts";
import { type Operation, operationBehind } from "../values/operation.ts";
import { add } from "../elementary/arithmetic.ts";
import { exceeds, indexOfLargest, indexOfSmallest, undercuts } from "../elementary/extremes.ts";
import { element, isIndex } from "../elementary/look_up.ts";
import { min } from "../elementary/piecewise.ts";
import { firstStep, isAtMost } from "../elementary/search.ts";
import type { NumberTable, TableSearch } from "../elementary/tables.ts";

/** The graph to which the simpler instructions are added. */
export interface SimplerGraph {
  /** The operands of operations of lists. */
  readonly lists: readonly number[];
  operationOf(place: number): number;
  /** Returns the first operand of an instruction, or the index in `lists` of the first. */
  leftOf(place: number): number;
  isConstant(place: number): boolean;
  constantAt(place: number): number | undefined;
  constant(value: number): number;
  unary(operation: Operation, x: number): number;
  binary(operation: Operation, x: number, y: number): number;
  list(operation: Operation, xs: readonly number[]): number;
}

const ADD = /* @__PURE__ */ operationBehind(add, 2);
const MIN = /* @__PURE__ */ operationBehind(min, "list");
const WHERE = /* @__PURE__ */ operationBehind(chosen, "list");
const ELEMENT = /* @__PURE__ */ operationBehind(element, "list");
const IS_INDEX = /* @__PURE__ */ operationBehind(isIndex, 2);
const IS_AT_MOST = /* @__PURE__ */ operationBehind(isAtMost, 2);
const ARGMAX = /* @__PURE__ */ operationBehind(indexOfLargest, "list");
const ARGMIN = /* @__PURE__ */ operationBehind(indexOfSmallest, "list");
const EXCEEDS = /* @__PURE__ */ operationBehind(exceeds, 2);
const UNDERCUTS = /* @__PURE__ */ operationBehind(undercuts, 2);

/** Returns the place of an operation that chooses among the elements of a list; `undefined` for any other. */
export function chosenElement(
  graph: SimplerGraph,
  operation: Operation,
  xs: readonly number[],
): number | undefined {
  switch (operation) {
    case ARGMAX:
      return indexOfBest(graph, EXCEEDS, xs);
    case ARGMIN:
      return indexOfBest(graph, UNDERCUTS, xs);
    case ELEMENT:
      return selectedElement(graph, xs);
  }
  return undefined;
}

/** Returns the place of the index of the best of a list: the best so far and its index, element by element. */
function indexOfBest(graph: SimplerGraph, isBetter: Operation, xs: readonly number[]): number {
  let best = xs[0];
  let index = graph.constant(0);
  for (let i = 1; i < xs.length; i++) {
    const condition = graph.binary(isBetter, xs[i], best);
    best = graph.list(WHERE, [condition, xs[i], best]);
    index = graph.list(WHERE, [condition, graph.constant(i), index]);
  }
  return index;
}

/**
 * Returns the place of an element by its index, as one choice after the other: whether it is a certain index is then
 * one instruction for all elements of a row, and for their derivatives.
 */
function selectedElement(graph: SimplerGraph, [index, ...xs]: readonly number[]): number {
  return xs.reduceRight(
    (others, x, i) =>
      graph.list(WHERE, [graph.binary(IS_INDEX, index, graph.constant(i)), x, others]),
    graph.constant(NaN),
  );
}

/** Returns the place of what a search in a table finds, in the steps in which numbers are searched. */
export function searched(
  graph: SimplerGraph,
  { numbers, atWhole }: NumberTable,
  { start, passes, back, offset }: TableSearch,
  x: number,
): number {
  const count = numbers.length;
  const number = operationBehind(atWhole, 1);
  let index = graph.constant(start);
  for (let step = firstStep(count); step >= 1; step /= 2) {
    const next = graph.binary(ADD, index, graph.constant(step));
    // Behind the last number there is NaN, which only NaN passes: that is set right in the end.
    const own = graph.unary(number, next);
    if (passes === "less") {
      index = graph.list(WHERE, [graph.binary(EXCEEDS, x, own), next, index]);
    } else if (passes === "not greater") {
      index = graph.list(WHERE, [graph.binary(EXCEEDS, own, x), index, next]);
    } else index = graph.list(WHERE, [graph.binary(IS_AT_MOST, own, x), next, index]);
  }
  const last = graph.list(MIN, [index, graph.constant(count - back)]);
  return graph.binary(ADD, last, graph.constant(offset === 0 ? -0 : offset));
}
