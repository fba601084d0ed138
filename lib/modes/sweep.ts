// The loop of reverse mode: it pulls variables back one after the other, from last to first. Where partials and
// cotangents are flat boxes of one level outside, it computes in columns what products and sums of these boxes
// would give, with the same bits, and adds to a reverse level outside the same variables in the same order, and to a
// trace the same instructions.

import { contribute, productOfScalars } from "../values/box_arithmetic.ts";
import { interpreter } from "../values/interpreter.ts";
import { A_FLAT_BOX, A_NUMBER, type Cotangents, NOT_REACHED } from "../values/cotangents.ts";
import { type Level, NOT_HERE, PUSH } from "../values/level.ts";
import {
  ALONE_BY_ONE,
  type Backpropagators,
  BOXED,
  BY_CLOSURE,
  FLAT,
  NO_OPERAND,
  type Page,
} from "../values/backpropagators.ts";

/** Pulls back the variables of one page, from the one before `end` down to the index `first`. */
export function pullBackPage(
  backpropagators: Backpropagators,
  page: Page,
  cotangents: Cotangents,
  first: number,
  end: number,
): void {
  let i = end - 1;
  while (i >= first) {
    if (cotangents.areNumbers) i = sweepNumbers(page, cotangents, first, i);
    else {
      const level = flatLevelOf(backpropagators, cotangents);
      if (level?.phase === "traced") i = interpreter().pullBack(page, cotangents, first, i);
      else if (level !== undefined && level.action !== NOT_HERE) {
        const pull = level.action === PUSH ? pullDuals : pullVariables;
        i = sweepFlat(pull, page, cotangents, first, i);
      }
    }
    if (i >= first) pullBackOne(backpropagators, page, cotangents, i--);
  }
}

/**
 * Pulls variables back as long as their partials are plain numbers, as in any level that is not inside another,
 * without a call or a box. Returns the index of the variable where it stopped, or `first` − 1.
 */
function sweepNumbers(
  { start, operands, partials }: Page,
  { numbers, reached }: Cotangents,
  first: number,
  last: number,
): number {
  for (let i = last; i >= first; i--) {
    const at = 2 * (i - start);
    const left = operands[at];
    const right = operands[at + 1];
    if (left === NO_OPERAND) continue;
    if (left < 0 || right < ALONE_BY_ONE) return i;
    if (reached[i] === NOT_REACHED) continue;
    const cotangent = numbers[i];
    const byLeft = partials[at] * cotangent;
    numbers[left] = reached[left] === NOT_REACHED ? byLeft : numbers[left] + byLeft;
    reached[left] = A_NUMBER;
    if (right < 0) continue;
    const byRight = partials[at + 1] * cotangent;
    numbers[right] = reached[right] === NOT_REACHED ? byRight : numbers[right] + byRight;
    reached[right] = A_NUMBER;
  }
  return first - 1;
}

/** As `sweepNumbers`, as long as partials are numbers or flat boxes. */
function sweepFlat(
  pull: FlatPull,
  { start, operands, partials, companions }: Page,
  cotangents: Cotangents,
  first: number,
  last: number,
): number {
  const { reached } = cotangents;
  for (let i = last; i >= first; i--) {
    const at = 2 * (i - start);
    const left = operands[at];
    const right = operands[at + 1];
    if (left === NO_OPERAND) continue;
    if (left === BY_CLOSURE || left <= BOXED || right <= BOXED) return i;
    // A product by a 1 that was computed is a variable of its own.
    if (right === ALONE_BY_ONE && pull === pullVariables) return i;
    if (reached[i] === NOT_REACHED) continue;
    if (left >= 0) pull(cotangents, i, left, partials[at], undefined);
    else pull(cotangents, i, FLAT - left, partials[at], companions![at]);
    if (right === NO_OPERAND || right === ALONE_BY_ONE) continue;
    if (right >= 0) pull(cotangents, i, right, partials[at + 1], undefined);
    else pull(cotangents, i, FLAT - right, partials[at + 1], companions![at + 1]);
  }
  return first - 1;
}

/** Pulls back one variable of any kind: by its closure, or by products and sums of scalars. */
export function pullBackOne(
  backpropagators: Backpropagators,
  page: Page,
  cotangents: Cotangents,
  i: number,
): void {
  const { start, operands, partials, companions } = page;
  const at = 2 * (i - start);
  if (operands[at] === BY_CLOSURE) {
    backpropagators.closures[operands[at + 1]](cotangents);
    return;
  }
  const cotangent = cotangents.of(i);
  if (cotangent === undefined) return;
  for (let entry = at; entry <= at + 1; entry++) {
    const operand = operands[entry];
    const number = partials[entry];
    if (operand === NO_OPERAND || operand === ALONE_BY_ONE && entry > at) return;
    if (operand >= 0) {
      const isDeclared = number === 1 && operands[at + 1] !== ALONE_BY_ONE;
      contribute(cotangents, operand, isDeclared ? cotangent : productOfScalars(number, cotangent));
    } else if (operand <= BOXED) {
      contribute(
        cotangents,
        BOXED - operand,
        productOfScalars(backpropagators.boxes[number], cotangent),
      );
    } else {
      const partial = backpropagators.flat!.withParts(number, companions![entry]);
      contribute(cotangents, FLAT - operand, productOfScalars(partial, cotangent));
    }
  }
}

/**
 * Adds the contribution of one variable to the cotangent of one of its operands, in columns.
 *
 * @param i the index of the variable that is pulled back, which has a cotangent
 * @param operand the index of the operand
 * @param partial the partial, or its first number where it is a flat box
 * @param companion the second number of a flat box, `undefined` where the partial is a number
 */
type FlatPull = (
  cotangents: Cotangents,
  i: number,
  operand: number,
  partial: number,
  companion: number | undefined,
) => void;

/** Returns the level of the flat boxes, where there are some and no others, all of one level. */
function flatLevelOf({ flat }: Backpropagators, cotangents: Cotangents): Level | undefined {
  if (cotangents.boxes !== undefined) return undefined;
  if (flat !== undefined && !cotangents.isOfOneLevelWith(flat)) return undefined;
  return cotangents.flat?.level as Level | undefined;
}

/** Adds (d + ḋ·ε)·(c + ċ·ε) to the cotangent of the operand, for duals d of the partial and c of the cotangent. */
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
  const tangent = companion === undefined
    ? partial * tangents[i]
    : isDual
    ? cotangent * companion + partial * tangents[i]
    : cotangent * companion;
  tangents[operand] = before === A_FLAT_BOX ? tangents[operand] + tangent : tangent;
  reached[operand] = A_FLAT_BOX;
}

/** Adds d·c to the cotangent of the operand, where product and sum become variables of their own level. */
function pullVariables(
  { numbers, companions, reached, flat }: Cotangents,
  i: number,
  operand: number,
  partial: number,
  companion: number | undefined,
): void {
  const { backpropagators } = flat!.level as Level;
  const indices = companions!;
  const cotangent = numbers[i];
  const isVariable = reached[i] === A_FLAT_BOX;
  const before = reached[operand];
  const share = partial * cotangent;
  numbers[operand] = before === NOT_REACHED ? share : numbers[operand] + share;
  if (!isVariable && companion === undefined) {
    if (before === A_FLAT_BOX) indices[operand] = backpropagators.addOne(indices[operand], 1, true);
    else reached[operand] = A_NUMBER;
    return;
  }
  let index: number;
  if (companion === undefined) {
    // A 1 in the column of numbers is declared, and so nothing is multiplied.
    index = partial === 1 ? indices[i] : backpropagators.addOne(indices[i], partial, false);
  } else if (isVariable) {
    index = backpropagators.addTwo(companion, cotangent, false, indices[i], partial, false);
  } else {
    index = backpropagators.addOne(companion, cotangent, false);
  }
  if (before === A_FLAT_BOX) {
    index = backpropagators.addTwo(indices[operand], 1, true, index, 1, true);
  } else if (before === A_NUMBER) index = backpropagators.addOne(index, 1, true);
  indices[operand] = index;
  reached[operand] = A_FLAT_BOX;
}
