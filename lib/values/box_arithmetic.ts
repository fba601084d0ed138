// Sums and products of scalars for what is beneath the operations. Those of boxes are operations themselves, and come
// with the first that a program has: one that has none makes no partials or cotangents but numbers.

import type { Cotangents } from "./cotangents.ts";
import type { Scalar } from "./scalar.ts";

/** The sum and the product of two scalars, at least one of which is a box. */
export interface BoxArithmetic {
  readonly sum: (x: Scalar, y: Scalar) => Scalar;
  readonly product: (x: Scalar, y: Scalar) => Scalar;
}

let ofBoxes: BoxArithmetic | undefined;

/** Has sums and products of boxes made by these operations. */
export function useArithmetic(arithmetic: BoxArithmetic): void {
  ofBoxes = arithmetic;
}

/** Returns d·c, for a partial and a cotangent. */
export function productOfScalars(d: Scalar, c: Scalar): Scalar {
  return typeof d === "number" && typeof c === "number" ? d * c : ofBoxes!.product(d, c);
}

/** Adds a contribution to the cotangent of a variable. */
export function contribute(cotangents: Cotangents, index: number, contribution: Scalar): void {
  const before = cotangents.of(index);
  cotangents.set(index, before === undefined ? contribution : sum(before, contribution));
}

function sum(x: Scalar, y: Scalar): Scalar {
  return typeof x === "number" && typeof y === "number" ? x + y : ofBoxes!.sum(x, y);
}
