// Operations that take any number of operands, as arguments or as one list.

import type { Binary, BinaryRow } from "./binary.ts";
import { checkedBox } from "../values/box.ts";
import type { NaryRow, OfList, ScalarList } from "./nary.ts";
import type { OfOperand } from "./row.ts";
import type { Scalar } from "../values/scalar.ts";

/** An operation of two reals folded over any number of operands: numbers in, number out. */
export interface Variadic {
  // With the type parameters of `Binary`, so that either may be called where a program chooses between the two.
  <T extends Scalar = number, U extends Scalar = number>(
    operand?: T,
    ...operands: (U | number)[]
  ): OfOperand<T | U>;
  /** The row of the operation that is folded. */
  readonly row: BinaryRow;
}

/** An operation of a list of reals, given as one array or as operands: numbers in, number out. */
export interface OfListOrOperands {
  // One signature, so that lists.map(max) are numbers where the lists are.
  <T extends Scalar | ScalarList = number, U extends Scalar = number>(
    operand?: T,
    ...operands: T extends ScalarList ? [] : (U | number)[]
  ): T extends ScalarList ? OfList<T> : OfOperand<T | U>;
  /** The row from which it was made. */
  readonly row: NaryRow;
}

/** Returns the left fold of an operation of two reals over `first` and the elements of `xs` from index `from` on. */
export function fold(
  operation: Binary,
  first: Scalar,
  xs: ArrayLike<Scalar>,
  from: number,
): Scalar {
  let result = first;
  if (typeof result !== "number") checkedBox(result, operation.row.name);
  for (let i = from; i < xs.length; i++) result = operation(result, xs[i]);
  return result;
}
