// Formulas in plain infix, as calculators and expression parsers read them, such as `log(a*b) + x^2`.

import type { Expression } from "./expression.ts";
import type { OutputFormula } from "./formula.ts";
import {
  type FormulaOptions,
  type Inner,
  linesOf,
  type Notation,
  STRENGTHS,
  TIGHTEST,
} from "./notation.ts";

const infix: Notation = {
  name: identifierOf,
  parentheses: (text) => `(${text})`,
  strength: ({ head }) => STRENGTHS[head] ?? TIGHTEST,
  compose,
};

/** Returns formulas in infix, one in each line. */
export function infixOf(formulas: readonly OutputFormula[], options: FormulaOptions): string {
  return linesOf(formulas, infix, options)
    .map(({ left, right }) => left === undefined ? right : `${left} = ${right}`)
    .join("\n");
}

function compose({ head, operands, value, path }: Expression, inner: Inner): string {
  const [left, right] = operands;
  switch (head) {
    case "number":
      return String(value);
    case "negative":
      return `-${inner(left, 2)}`;
    case "+":
      return `${inner(left, 1)} + ${inner(right, 1)}`;
    case "-":
      return `${inner(left, 1)} - ${inner(right, 2)}`;
    case "*":
      return `${inner(left, 2)}*${inner(right, right.head === "/" ? 3 : 2)}`;
    case "/":
      return `${inner(left, 2)}/${inner(right, 3)}`;
    case "^":
      return `${inner(left, 4)}^${inner(right, 4)}`;
    default:
      return `${path}(${operands.map((operand) => inner(operand, 0)).join(", ")})`;
  }
}

/** Returns a path as a name that parsers accept: `w[0].x` becomes `w_0_x`. */
function identifierOf(path: string): string {
  const name = path.replace(/["\]]/g, "").replace(/[^\p{L}\p{N}_]+/gu, "_");
  return /^\p{N}/u.test(name) ? `_${name}` : name;
}
