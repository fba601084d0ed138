// Operations that take two operands, any number of operands, or one list. Two operands have a row of their own,
// which costs a fifth of a list of two.

import type { Binary } from "../operations/binary.ts";
import { isAnyBox } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import type { Nary, ScalarList } from "../operations/nary.ts";
import { named } from "../operations/row.ts";
import type { Scalar } from "../values/scalar.ts";
import type { OfListOrOperands } from "../operations/variadic.ts";

/** Returns one callable for an operation of two reals and the same operation of a list. */
export function ofTwoOrList(two: Binary, list: Nary): OfListOrOperands {
  function apply(x: Scalar, y: Scalar): Scalar {
    if (arguments.length === 2 && !Array.isArray(x)) return two(x, y);
    // The object itself, since spreading it again would need twice the stack.
    return list(listOf(list.row.name, arguments));
  }
  return named(apply, list.row) as OfListOrOperands;
}

/** Returns the operands of a call as a list: the first operand, if it is a list and the only one. */
function listOf(name: string, operands: ArrayLike<unknown>): ScalarList {
  const { 0: first, 1: index, 2: whole, length } = operands;
  const isList = typeof first === "object" && !isAnyBox(first);
  if (!isList) {
    // Ten times faster than Array.from.
    const list = new Array<Scalar>(length);
    for (let i = 0; i < length; i++) list[i] = operands[i] as Scalar;
    return list;
  }
  // `rows.map(max)` passes a row, its index and all rows.
  const isMapped = length === 3 && Array.isArray(whole) && whole[index as number] === first;
  if (length === 1 || isMapped) return first as ScalarList;
  throw new TypeError(
    `Cannot apply ${name} to ${describe(first)} with ${length - 1} more operand${
      length === 2 ? "" : "s"
    } behind it: it takes one array of numbers, or numbers; give one array, as in ${name}([...xs, y])`,
  );
}
