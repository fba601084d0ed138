// A choice between two numbers by a third. Rules that are written in pieces choose with it where they
// cannot look at the number, since it is a trace's and will be another in the next run.

import { beneathDerivatives, isTraced } from "../values/box.ts";
import { type Nary, nary } from "./nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "./unary.ts";

/** `chosen([condition, x, y])`: x where the condition is not 0, and y where it is. */
export const chosen: Nary = /* @__PURE__ */ nary({
  name: "where",
  value: ({ 0: condition, 1: x, 2: y }) => condition !== 0 ? x : y,
  partials: ([condition]) => {
    const isRight = isZero(condition);
    return [0, isZero(isRight), isRight];
  },
  selects: true,
});

/** 1 at 0, and 0 everywhere else. */
export const isZero: Unary = /* @__PURE__ */ unary({
  name: "isZero",
  value: (x) => x === 0 ? 1 : 0,
  partials: [0],
});

/** What one of two branches answers: that of a number is the only one to run. */
export function either(condition: Scalar, x: () => Scalar, y: () => Scalar): Scalar {
  const known = beneathDerivatives(condition, "where");
  if (isTraced(known)) return chosen([known, x(), y()]);
  return known !== 0 ? x() : y();
}
