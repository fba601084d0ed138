// A choice between two numbers by a third. Formulas that are written in pieces use it for a condition that is
// traced: a native branch would fix the condition's present number in the program.

import { beneathDerivatives, isTraced } from "../values/box.ts";
import { type Nary, nary } from "./nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "./unary.ts";

/** Returns x where the condition is not 0, and y where it is: `chosen([condition, x, y])`. */
export const chosen: Nary = /* @__PURE__ */ nary({
  name: "where",
  value: ({ 0: condition, 1: x, 2: y }) => condition !== 0 ? x : y,
  partials: ([condition]) => {
    const isRight = isZero(condition);
    return [0, isZero(isRight), isRight];
  },
  selects: true,
});

/** Returns 1 at 0, and 0 everywhere else. */
export const isZero: Unary = /* @__PURE__ */ unary({
  name: "isZero",
  value: (x) => x === 0 ? 1 : 0,
  partials: [0],
});

/**
 * Returns the result of `x` where the condition is not 0, and of `y` where it is. Only that branch runs, unless
 * the condition is traced: then both run.
 */
export function either(condition: Scalar, x: () => Scalar, y: () => Scalar): Scalar {
  const known = beneathDerivatives(condition, "where");
  if (isTraced(known)) return chosen([known, x(), y()]);
  return known !== 0 ? x() : y();
}
