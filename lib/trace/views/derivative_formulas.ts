// The formulas of rows that only derivatives use. The rows compute the same functions as these formulas, but
// without their cancellation and overflow.

import type { Expression, Expressions } from "./expression.ts";

/** Writes an operation as an expression of its operands. */
export type Written = (expressions: Expressions, operands: readonly Expression[]) => Expression;

/** The formulas of rows that only derivatives use, by name. */
export const DERIVATIVES: { readonly [name: string]: Written } = {
  sech: (e, [x]) => inverse(e, e.call("cosh", [x])),
  gaussian: (e, [x]) => gaussian(e, x),
  gaussianMoment: (e, [x, n]) => e.times(e.power(x, n), gaussian(e, x)),
  sigmoidSlope: (e, [x]) => e.times(e.call("sigmoid", [x]), e.call("sigmoid", [e.negative(x)])),
  logitSlope: (e, [x]) => inverse(e, e.times(x, e.minus(e.number(1), x))),
  reciprocalOfExpm1: (e, [x]) => inverse(e, e.call("expm1", [x])),
  weight: (e, [x, y]) => e.call("sigmoid", [e.minus(x, y)]),
  weightSlope: (e, [x, y]) =>
    e.times(e.call("sigmoid", [e.minus(x, y)]), e.call("sigmoid", [e.minus(y, x)])),
  sinc_x: (e, [x]) => sincDerivative(e, x, 1),
  sinc_xx: (e, [x]) => sincDerivative(e, x, 2),
  sinc_xxx: (e, [x]) => sincDerivative(e, x, 3),
  reciprocalOfPositive: (e, [x]) => inverse(e, x),
  halfReciprocal: (e, [x]) => inverse(e, e.times(e.number(2), x)),
  reciprocalOfThreeSquares: (e, [x]) => inverse(e, e.times(e.number(3), e.times(x, x))),
  reciprocalOfOnePlusSquare: (e, [x]) => inverse(e, onePlusSquare(e, x)),
  sineOfDouble: (e, [x]) => e.over(e.times(e.number(2), x), onePlusSquare(e, x)),
  cosineOfDouble: (e, [x]) => e.over(oneLessSquare(e, x), onePlusSquare(e, x)),
  reciprocalOfOneLessSquare: (e, [x]) => inverse(e, oneLessSquare(e, x)),
  reciprocalRootOfOneLessSquare: (e, [x]) => inverse(e, root(e, oneLessSquare(e, x))),
  reciprocalRootOfOnePlusSquare: (e, [x]) => inverse(e, root(e, onePlusSquare(e, x))),
  ratioToRootOfOnePlusSquare: (e, [x]) => e.over(x, root(e, onePlusSquare(e, x))),
  reciprocalRootOfSquareLessOne: (e, [x]) => inverse(e, root(e, squareLessOne(e, x))),
  ratioToRootOfSquareLessOne: (e, [x]) => e.over(x, root(e, squareLessOne(e, x))),
};

const inverse = (e: Expressions, x: Expression) => e.over(e.number(1), x);
const root = (e: Expressions, x: Expression) => e.call("sqrt", [x]);
const gaussian = (e: Expressions, x: Expression) => e.call("exp", [e.negative(e.times(x, x))]);
const onePlusSquare = (e: Expressions, x: Expression) => e.plus(e.number(1), e.times(x, x));
const oneLessSquare = (e: Expressions, x: Expression) => e.minus(e.number(1), e.times(x, x));
const squareLessOne = (e: Expressions, x: Expression) => e.minus(e.times(x, x), e.number(1));

/** Returns f⁽ⁿ⁾ of f = sin(πx)/(πx), by x·f⁽ⁿ⁾ + n·f⁽ⁿ⁻¹⁾ = πⁿ⁻¹·sin(πx + nπ/2). */
function sincDerivative(e: Expressions, x: Expression, n: number): Expression {
  if (n === 0) return e.call("sinc", [x]);
  const wave = e.call(n % 2 === 0 ? "sin" : "cos", [e.times(e.number(Math.PI), x)]);
  const sign = n % 4 > 1 ? -1 : 1;
  const own = e.times(e.number(sign * Math.PI ** (n - 1)), wave);
  return e.over(e.minus(own, e.times(e.number(n), sincDerivative(e, x, n - 1))), x);
}

/**
 * Returns the formula of a derivative of a power by its name, such as `pow_xxy`, and `undefined` for other
 * names.
 */
export function writtenPower(name: string): Written | undefined {
  const match = /^pow_(x*)(y*)$/.exec(name);
  return match === null
    ? undefined
    : (e, [x, y]) => powerDerivative(e, x, y, match[1].length, match[2].length);
}

function powerDerivative(
  e: Expressions,
  x: Expression,
  y: Expression,
  k: number,
  m: number,
): Expression {
  const exponent = e.minus(y, e.number(k));
  const power = exponent.value === 0 ? e.number(1) : e.power(x, exponent);
  // As in lib/elementary/power_derivatives.ts.
  const factor = (k: number, m: number): Expression => {
    if (k === 0) return m === 0 ? e.number(1) : e.power(e.call("log", [x]), e.number(m));
    const last = e.times(e.minus(y, e.number(k - 1)), factor(k - 1, m));
    return m === 0 ? last : e.plus(last, e.times(e.number(m), factor(k - 1, m - 1)));
  };
  return e.times(power, factor(k, m));
}
