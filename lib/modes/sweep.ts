// The loop of reverse mode: variables are pulled back one after the other, the last first. Where partials and
// cotangents are flat boxes of one level outside, in columns, it does what product and sum would make of the
// boxes, to the last bit, and in reverse mode with the same variables in the same order, but without a box.

import { contribute, product } from "../core/binary.ts";
import { A_FLAT_BOX, A_NUMBER, type Cotangents, NOT_REACHED } from "../core/cotangents.ts";
import { ELSEWHERE, type Level, PUSHED } from "../core/level.ts";
import { BOXED, BY_BACKPROPAGATOR, FLAT, NONE, type Stretch, type Tape } from "../core/tape.ts";

/** Pulls back the variables of one stretch from the last, before `end`, to the one with the index `first`. */
export function sweepStretch(
  tape: Tape,
  stretch: Stretch,
  cotangents: Cotangents,
  first: number,
  end: number,
): void {
  let i = end - 1;
  while (i >= first) {
    const pull = flatPullOf(tape, cotangents);
    if (cotangents.areNumbers) i = sweepNumbers(stretch, cotangents, first, i);
    else if (pull !== undefined) i = sweepFlat(pull, stretch, cotangents, first, i);
    if (i >= first) pullBackOne(tape, stretch, cotangents, i--);
  }
}

/**
 * Pulls variables back while all are plain numbers, as in any level that is not inside another: no call, no
 * box. Returns the index of the first that is not, or what comes before `first`.
 */
function sweepNumbers(
  { start, operands, partials }: Stretch,
  { numbers, reached }: Cotangents,
  first: number,
  last: number,
): number {
  for (let i = last; i >= first; i--) {
    const at = 2 * (i - start);
    const left = operands[at];
    const right = operands[at + 1];
    if (left === NONE) continue;
    if (left < 0 || right < NONE) return i;
    if (reached[i] === NOT_REACHED) continue;
    const cotangent = numbers[i];
    const byLeft = partials[at] * cotangent;
    numbers[left] = reached[left] === NOT_REACHED ? byLeft : numbers[left] + byLeft;
    reached[left] = A_NUMBER;
    if (right === NONE) continue;
    const byRight = partials[at + 1] * cotangent;
    numbers[right] = reached[right] === NOT_REACHED ? byRight : numbers[right] + byRight;
    reached[right] = A_NUMBER;
  }
  return first - 1;
}

/** As `sweepNumbers`, while all are numbers and flat boxes. */
function sweepFlat(
  pull: FlatPull,
  { start, operands, partials, companions }: Stretch,
  cotangents: Cotangents,
  first: number,
  last: number,
): number {
  const { reached } = cotangents;
  for (let i = last; i >= first; i--) {
    const at = 2 * (i - start);
    const left = operands[at];
    const right = operands[at + 1];
    if (left === NONE) continue;
    if (left === BY_BACKPROPAGATOR || left <= BOXED || right <= BOXED) return i;
    if (reached[i] === NOT_REACHED) continue;
    if (left >= 0) pull(cotangents, i, left, partials[at], undefined);
    else pull(cotangents, i, FLAT - left, partials[at], companions![at]);
    if (right === NONE) continue;
    if (right >= 0) pull(cotangents, i, right, partials[at + 1], undefined);
    else pull(cotangents, i, FLAT - right, partials[at + 1], companions![at + 1]);
  }
  return first - 1;
}

/** Pulls back one variable of any kind: by its backpropagator, or by products and sums of boxes. */
function pullBackOne(tape: Tape, stretch: Stretch, cotangents: Cotangents, i: number): void {
  const { start, operands, partials, companions } = stretch;
  const at = 2 * (i - start);
  if (operands[at] === BY_BACKPROPAGATOR) {
    tape.backpropagators[operands[at + 1]](cotangents);
    return;
  }
  const cotangent = cotangents.of(i);
  if (cotangent === undefined) return;
  for (let entry = at; entry <= at + 1; entry++) {
    const operand = operands[entry];
    const number = partials[entry];
    if (operand === NONE) return;
    if (operand >= 0) {
      // Among the numbers a 1 is one that is declared, and no product.
      contribute(cotangents, operand, number === 1 ? cotangent : product(number, cotangent));
    } else if (operand <= BOXED) {
      contribute(cotangents, BOXED - operand, product(tape.boxes[number], cotangent));
    } else {
      const partial = tape.flat!.alike(number, companions![entry]);
      contribute(cotangents, FLAT - operand, product(partial, cotangent));
    }
  }
}

/**
 * Contributes to the cotangent of an operand.
 *
 * @param i the variable that is pulled back, which something has reached
 * @param operand the index of the operand
 * @param partial the partial, or its number where it is a flat box
 * @param companion what it has beside its number, `undefined` where it is a number
 */
type FlatPull = (
  cotangents: Cotangents,
  i: number,
  operand: number,
  partial: number,
  companion: number | undefined,
) => void;

/**
 * How to pull back in columns, where that is possible now: there are flat boxes and no others, all are of one
 * level, and it interprets its operations.
 */
function flatPullOf(tape: Tape, cotangents: Cotangents): FlatPull | undefined {
  if (cotangents.boxes !== undefined) return undefined;
  if (tape.flat !== undefined && !cotangents.isOfOneLevelWith(tape.flat)) return undefined;
  if (cotangents.flat === undefined) return undefined;
  const { handling } = cotangents.flat.level as Level;
  if (handling === ELSEWHERE) return undefined;
  return handling === PUSHED ? pullDuals : pullVariables;
}

/** (d + ḋ·ε)·(c + ċ·ε), added to what has reached the operand. */
function pullDuals(
  { numbers, companions, reached }: Cotangents,
  i: number,
  operand: number,
  partial: number,
  companion: number | undefined,
): void {
  const tangents = companions!;
  const cotangent = numbers[i];
  const isDual = reached[i] === A_FLAT_BOX;
  const before = reached[operand];
  const share = partial * cotangent;
  numbers[operand] = before === NOT_REACHED ? share : numbers[operand] + share;
  if (!isDual && companion === undefined) {
    if (before === NOT_REACHED) reached[operand] = A_NUMBER;
    return;
  }
  const slope = companion === undefined
    ? partial * tangents[i]
    : isDual
    ? cotangent * companion + partial * tangents[i]
    : cotangent * companion;
  tangents[operand] = before === A_FLAT_BOX ? tangents[operand] + slope : slope;
  reached[operand] = A_FLAT_BOX;
}

/** The product of two variables and its sum with a third are variables on the tape of their own level. */
function pullVariables(
  { numbers, companions, reached, flat }: Cotangents,
  i: number,
  operand: number,
  partial: number,
  companion: number | undefined,
): void {
  const { tape } = flat!.level as Level;
  const indices = companions!;
  const cotangent = numbers[i];
  const isVariable = reached[i] === A_FLAT_BOX;
  const before = reached[operand];
  const share = partial * cotangent;
  numbers[operand] = before === NOT_REACHED ? share : numbers[operand] + share;
  if (!isVariable && companion === undefined) {
    if (before === A_FLAT_BOX) indices[operand] = tape.link(indices[operand], 1, true);
    else reached[operand] = A_NUMBER;
    return;
  }
  let index: number;
  if (companion === undefined) {
    // Among the numbers a 1 is one that is declared, and no product.
    index = partial === 1 ? indices[i] : tape.link(indices[i], partial, false);
  } else if (isVariable) {
    index = tape.linkTwo(companion, cotangent, false, indices[i], partial, false);
  } else {
    index = tape.link(companion, cotangent, false);
  }
  if (before === A_FLAT_BOX) index = tape.linkTwo(indices[operand], 1, true, index, 1, true);
  else if (before === A_NUMBER) index = tape.link(index, 1, true);
  indices[operand] = index;
  reached[operand] = A_FLAT_BOX;
}
