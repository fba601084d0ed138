// Reverse mode inside a trace: variables are pulled back in columns, whose numbers stand with their places in the graph. No
// box is made, and the products and sums are the same instructions, in the same order, as of boxes.

import {
  ALONE_BY_ONE,
  BOXED,
  BY_CLOSURE,
  FLAT,
  NO_OPERAND,
  type Page,
} from "../values/backpropagators.ts";
import { A_FLAT_BOX, A_NUMBER, type Cotangents, NOT_REACHED } from "../values/cotangents.ts";
import type { Operation } from "../values/operation.ts";
import type { Place } from "./graph.ts";
import type { PlaceNumbers } from "./place_numbers.ts";
import { ADD, MUL } from "./simplify.ts";

/** What writes the graph. */
interface Writer {
  /** Returns the place of a constant. */
  constant(value: number): Place;
  readonly numbers: PlaceNumbers;
  /** Returns the place of the result of an operation of two places, which is a certain number. */
  placeOfTwo(operation: Operation, left: Place, right: Place, value: number): Place;
}

/** In place of a place: there is a number only. */
const NOWHERE = -1;

/**
 * Pulls variables of a page back, whose partials and cotangents are numbers or boxes of the trace, from index `last` down to
 * `first`; returns the index where it stopped since one is of another kind, or `first` − 1.
 */
export function pullBackPlaces(
  writer: Writer,
  page: Page,
  cotangents: Cotangents,
  first: number,
  last: number,
): number {
  const { start, operands } = page;
  const { reached } = cotangents;
  for (let i = last; i >= first; i--) {
    const at = 2 * (i - start);
    const left = operands[at];
    const right = operands[at + 1];
    if (left === NO_OPERAND) continue;
    if (left === BY_CLOSURE || left <= BOXED || right <= BOXED) return i;
    if (reached[i] === NOT_REACHED) continue;
    carryOn(writer, page, cotangents, i, at, right !== ALONE_BY_ONE);
    if (right !== NO_OPERAND && right !== ALONE_BY_ONE) {
      carryOn(writer, page, cotangents, i, at + 1, true);
    }
  }
  return first - 1;
}

/**
 * Adds the contribution of a variable to the cotangent of one of its operands.
 *
 * @param at the index of the operand in the columns of the page
 * @param isDeclared whether a partial of 1 is declared by its row, and nothing is multiplied
 */
function carryOn(
  writer: Writer,
  { operands, partials, companions }: Page,
  cotangents: Cotangents,
  i: number,
  at: number,
  isDeclared: boolean,
): void {
  const { numbers: known } = writer;
  const { numbers, companions: places, reached } = cotangents;
  const isNumber = operands[at] >= 0;
  const operand = isNumber ? operands[at] : FLAT - operands[at];
  const partial = partials[at];
  let share = numbers[i];
  let place = reached[i] === A_FLAT_BOX ? places![i] : NOWHERE;
  if (!isNumber) {
    const factor = place === NOWHERE ? writer.constant(share) : place;
    share = known.known(companions![at], partial) * share;
    place = writer.placeOfTwo(MUL, companions![at], factor, share);
  } else if (place === NOWHERE) share = partial * share;
  else if (partial !== 1 || !isDeclared) {
    share = partial * share;
    place = writer.placeOfTwo(MUL, writer.constant(partial), place, share);
  }
  const before = reached[operand];
  if (before !== NOT_REACHED) {
    const own = numbers[operand];
    if (before === A_FLAT_BOX || place !== NOWHERE) {
      const summand = before === A_NUMBER ? writer.constant(own) : places![operand];
      const other = place === NOWHERE ? writer.constant(share) : place;
      place = writer.placeOfTwo(ADD, summand, other, own + share);
    }
    share = own + share;
  }
  numbers[operand] = share;
  if (place === NOWHERE) reached[operand] = A_NUMBER;
  else {
    places![operand] = place;
    reached[operand] = A_FLAT_BOX;
  }
}
