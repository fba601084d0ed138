// What a loop of which rounds are left out does next, if it goes on: what it did a period before, with operands that have moved
// as far as they did then. There it was neither shared nor made simpler, and is not looked for.

import type { InstructionColumns } from "./instruction_columns.ts";
import type { Place } from "./place.ts";

/**
 * Returns an operand that is of the round, if an operation of one operand or two is what the loop does next, and −1 otherwise.
 *
 * @param y the second operand, or 0
 */
export function movingOperand(
  { operations, left, right, period, length }: InstructionColumns,
  id: number,
  x: Place,
  y: Place,
): Place {
  const before = length - period;
  if (operations[before] !== id) return -1;
  const byLeft = left[before] - left[before - period];
  const byRight = right[before] - right[before - period];
  if (left[before] + byLeft !== x || right[before] + byRight !== y) return -1;
  return byRight !== 0 && (byLeft === 0 || y > x) ? y : x;
}

/** Checks whether an operation of a list is what the loop does next. */
export function isNextList(
  { operations, left, right, lists, period, length }: InstructionColumns,
  id: number,
  xs: readonly Place[],
): boolean {
  const before = length - period;
  if (operations[before] !== id || right[before] !== xs.length) return false;
  const at = left[before];
  const earlier = left[before - period];
  return xs.every((x, i) => 2 * lists[at + i] - lists[earlier + i] === x);
}
