// The backpropagator of an operation of a long list: one entry of its level, with its operands and partials in two
// typed columns, 12 bytes an operand. As a chain of entries of two operands it would take 33, with what the sweep
// keeps of each.

import { contribute } from "../values/box_arithmetic.ts";
import { productOfTwo } from "./binary.ts";
import type { Backpropagators } from "../values/backpropagators.ts";
import { addClosure } from "../values/keeping.ts";
import { A_NUMBER, type Cotangents, NOT_REACHED } from "../values/cotangents.ts";

/** Fewest operands of a list that has one entry: of fewer, the columns cost more than a chain of entries. */
export const SHORTEST_LIST = 16;

/** The operands of a list, in the order in which they get their contributions. */
export interface ListOperands {
  /** The indices of their variables. */
  readonly from: Int32Array;
  /** The partials by them; `undefined` where the row declares all of them to be 1. */
  readonly partials: Float64Array | undefined;
}

/** Adds c ↦ operandᵢ += partialᵢ·c for all operands of a list, in order, and returns its index. */
export function addList(backpropagators: Backpropagators, operands: ListOperands): number {
  const backpropagator = backpropagatorOfList(operands);
  const index = addClosure(
    backpropagators,
    (cotangents) => backpropagator(cotangents, index),
    operands.from,
  );
  return index;
}

/** A function of its own, since what it returns keeps all that is around it. */
function backpropagatorOfList(
  { from, partials }: ListOperands,
): (cotangents: Cotangents, index: number) => void {
  return (cotangents, index) => {
    const cotangent = cotangents.of(index);
    if (cotangent === undefined) return;
    if (typeof cotangent === "number" && cotangents.areNumbers) {
      addNumbers(cotangents, from, partials, cotangent);
      return;
    }
    for (let i = 0; i < from.length; i++) {
      const own = partials === undefined ? cotangent : productOfTwo(partials[i], cotangent);
      contribute(cotangents, from[i], own);
    }
  };
}

/** Adds the contributions where all cotangents are plain numbers, without a call or a box. */
function addNumbers(
  { numbers, reached }: Cotangents,
  from: Int32Array,
  partials: Float64Array | undefined,
  cotangent: number,
): void {
  for (let i = 0; i < from.length; i++) {
    const operand = from[i];
    const own = partials === undefined ? cotangent : partials[i] * cotangent;
    numbers[operand] = reached[operand] === NOT_REACHED ? own : numbers[operand] + own;
    reached[operand] = A_NUMBER;
  }
}
