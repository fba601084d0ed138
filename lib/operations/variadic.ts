// Operations that take any number of operands, as arguments or as one list.

import type { Binary, BinaryRow } from "./binary.ts";
import { checkedBox } from "../values/box.ts";
import type { NumberList } from "../values/floats.ts";
import type { NaryRow, ScalarList } from "./nary.ts";
import type { Scalar } from "../values/scalar.ts";

/** An operation of two reals folded over any number of operands: numbers in, number out. */
export interface Variadic {
  (...xs: number[]): number;
  (...xs: Scalar[]): Scalar;
  /** The row of the operation that is folded. */
  readonly row: BinaryRow;
}

/** An operation of a list of reals, given as one array or as operands: numbers in, number out. */
export interface OfListOrOperands {
  (xs: NumberList): number;
  (xs: ScalarList): Scalar;
  (...xs: number[]): number;
  (...xs: Scalar[]): Scalar;
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
