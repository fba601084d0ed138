// The text of one step, such as `v₁·v₀` or `log(v₂)`, and of numbers, with few digits.

import type { Operand, Question, Step } from "./program.ts";

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Returns the name of a variable of the Wengert list: v₁ for 1. */
export function variable(number: number): string {
  return `v${number < 0 ? "₋" : ""}${digitsIn(SUBSCRIPTS, String(Math.abs(number)))}`;
}

function digitsIn(script: string, digits: string): string {
  return Array.from(digits, (digit) => script[Number(digit)]).join("");
}

/** Returns a number with some significant digits, without trailing zeros. */
export function short(x: number, digits = 7): string {
  if (x === 0) return Object.is(x, -0) ? "-0" : "0";
  const text = Math.abs(x) < 1e-4 ? x.toExponential(digits - 1) : x.toPrecision(digits);
  const [mantissa, exponent] = text.split("e");
  const bare = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return exponent === undefined ? bare : `${bare}e${exponent.replace("+", "")}`;
}

/** The operations of the library that are written with signs; no other row can have their names. */
const SIGNS: { readonly [name: string]: (operands: readonly string[]) => string } = {
  add: ([x, y]) => `${x} + ${y}`,
  sub: ([x, y]) => `${x} - ${y}`,
  mul: ([x, y]) => `${x}·${y}`,
  div: ([x, y]) => `${x} / ${y}`,
  neg: ([x]) => `-${x}`,
  square: ([x]) => `${x}²`,
  reciprocal: ([x]) => `1 / ${x}`,
  reciprocalOfPositive: ([x]) => `1 / ${x}`,
  halfReciprocal: ([x]) => `1 / (2·${x})`,
  pow: ([x, y]) => power(x, y),
  pow_x: ([x, y]) => `${y}·${power(x, oneLess(y))}`,
  pow_y: ([x, y]) => `${power(x, y)}·log(${x})`,
};

function power(x: string, exponent: string): string {
  return /^\d+$/.test(exponent) ? x + digitsIn(SUPERSCRIPTS, exponent) : `${x}^${exponent}`;
}

function oneLess(operand: string): string {
  const number = Number(operand.replace(/[()]/g, ""));
  return Number.isNaN(number) ? `(${operand} - 1)` : short(number - 1);
}

/** Most operands of a list that are written out. */
const MOST_OPERANDS = 6;

/** Returns the expression of an operation, or the path of an input. */
export function expressionOf({ path, operation, operands }: Step): string {
  if (operation === undefined) return path!;
  if (Object.hasOwn(SIGNS, operation)) return SIGNS[operation](operands.map(asOperand));
  const names = operands.map(writtenNameOf);
  const rest = names.length - MOST_OPERANDS;
  const shown = rest > 1
    ? [...names.slice(0, MOST_OPERANDS - 1), `… ${rest} more`, names.at(-1)]
    : names;
  return `${operation}(${shown.join(", ")})`;
}

const COMPARISONS = { lt: "<", le: "≤", gt: ">", ge: "≥", eq: "=", ne: "≠" };

/** Returns a question with its outcome, such as `v₁ < 2: yes`. */
export function questionOf({ kind, operands, answer }: Question): string {
  const [left, right] = operands.map(writtenNameOf);
  if (kind === "value") return `value of ${left}: ${short(answer as number)}`;
  return `${left} ${COMPARISONS[kind]} ${right}: ${answer ? "yes" : "no"}`;
}

/** Returns the name of a step, or the digits of a constant. */
export function writtenNameOf({ name, primal, step }: Operand): string {
  return step === undefined ? short(primal) : name;
}

function asOperand(operand: Operand): string {
  const name = writtenNameOf(operand);
  return name.startsWith("-") ? `(${name})` : name;
}
