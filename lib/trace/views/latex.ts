// Formulas in LaTeX, with fractions, roots, and the usual signs of functions.

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

/** Strengths of functions that are not written as calls. */
const STRENGTHS_OF_CALLS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map([["expm1", 1], [
  "exp",
  3,
]]);

const latex: Notation = {
  name: nameOf,
  parentheses: (text) => `\\left(${text}\\right)`,
  strength: ({ head, value, path }) =>
    (head === "call" ? STRENGTHS_OF_CALLS.get(path) : STRENGTHS[head]) ??
      (isScientific(value) ? 2 : TIGHTEST),
  compose,
};

/** Returns formulas in LaTeX for display mathematics: one, or several aligned at their equals signs. */
export function latexOf(formulas: readonly OutputFormula[], options: FormulaOptions): string {
  const lines = linesOf(formulas, latex, options);
  if (lines.length === 1) return lines[0].right;
  const aligned = lines.map(({ left = "", right }) => `${left} &= ${right}`);
  if (lines.at(-1)!.left === undefined) {
    const { right } = lines.at(-1)!;
    aligned[aligned.length - 1] = `${nameOf("result")} &= ${right}`;
  }
  return `\\begin{aligned}\n${aligned.join(" \\\\\n")}\n\\end{aligned}`;
}

function compose(
  expression: Expression,
  inner: Inner,
  isNamed: (operand: Expression) => boolean,
): string {
  const { head, operands, value, path } = expression;
  const [left, right] = operands;
  switch (head) {
    case "number":
      return numeral(value);
    case "negative":
      return `-${inner(left, 2)}`;
    case "+":
      return `${inner(left, 1)} + ${inner(right, 1)}`;
    case "-":
      return `${inner(left, 1)} - ${inner(right, 2)}`;
    case "*":
      return `${inner(left, 2)} ${beginsWithDigit(right, isNamed) ? "\\cdot" : "\\,"} ${
        inner(right, 2)
      }`;
    case "/":
      return `\\frac{${inner(left, 0)}}{${inner(right, 0)}}`;
    case "^": {
      const sign = isNamed(left) ? undefined : signOf(left);
      const exponent = `^{${inner(right, 0)}}`;
      if (sign === undefined) return inner(left, TIGHTEST) + exponent;
      const isWhole = right.head === "number" && Number.isInteger(right.value);
      return isWhole
        ? called(sign + exponent, left.operands, inner)
        : latex.parentheses(inner(left, 0)) + exponent;
    }
    default:
      return Object.hasOwn(FORMS, path)
        ? FORMS[path](operands.map((operand) => inner(operand, 0)), operands, inner)
        : called(signOf(expression) ?? `\\operatorname{${escapedName(path)}}`, operands, inner);
  }
}

/** Functions of the library that are not written as a sign before their operands. */
const FORMS: {
  readonly [head: string]: (
    texts: readonly string[],
    operands: readonly Expression[],
    inner: Inner,
  ) => string;
} = {
  sqrt: ([x]) => `\\sqrt{${x}}`,
  cbrt: ([x]) => `\\sqrt[3]{${x}}`,
  exp: ([x]) => `e^{${x}}`,
  expm1: ([x]) => `e^{${x}} - 1`,
  log1p: (_texts, [x], inner) => `\\ln\\left(1 + ${inner(x, 1)}\\right)`,
  abs: ([x]) => `\\left|${x}\\right|`,
  floor: ([x]) => `\\left\\lfloor ${x} \\right\\rfloor`,
  ceil: ([x]) => `\\left\\lceil ${x} \\right\\rceil`,
};

const SIGNS: { readonly [head: string]: string } = {
  sin: "\\sin",
  cos: "\\cos",
  tan: "\\tan",
  sinh: "\\sinh",
  cosh: "\\cosh",
  tanh: "\\tanh",
  // \min and \max of LaTeX would have exponents above them in display mathematics.
  min: "\\operatorname{min}",
  max: "\\operatorname{max}",
  asin: "\\arcsin",
  acos: "\\arccos",
  atan: "\\arctan",
  log: "\\ln",
  log2: "\\log_2",
  log10: "\\log_{10}",
  sign: "\\operatorname{sgn}",
  sigmoid: "\\sigma",
};

/** Returns the usual sign of the function that is called, if there is one. */
function signOf({ head, path }: Expression): string | undefined {
  return head === "call" && Object.hasOwn(SIGNS, path) ? SIGNS[path] : undefined;
}

function called(sign: string, operands: readonly Expression[], inner: Inner): string {
  return `${sign}\\left(${operands.map((operand) => inner(operand, 0)).join(", ")}\\right)`;
}

function isScientific(value: number): boolean {
  return String(value).includes("e");
}

function numeral(value: number): string {
  if (Number.isNaN(value)) return "\\text{NaN}";
  if (!Number.isFinite(value)) return "\\infty";
  const [mantissa, exponent] = String(value).split("e");
  if (exponent === undefined) return mantissa;
  return `${mantissa === "1" ? "" : `${mantissa} \\cdot `}10^{${Number(exponent)}}`;
}

/** Returns whether an expression begins with a digit, which needs a dot before it after another factor. */
function beginsWithDigit(
  expression: Expression,
  isNamed: (operand: Expression) => boolean,
): boolean {
  let first = expression;
  while (!isNamed(first) && (first.head === "*" || first.head === "^")) first = first.operands[0];
  return first.head === "number";
}

const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma " +
  "tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega";

/** Replacements of characters that a backslash would turn into commands instead of escaping them. */
const LOOK_ALIKES: { readonly [sign: string]: string } = {
  "\\": "\\backslash ",
  "^": "\\wedge ",
  "~": "\\sim ",
};

/** Returns a path as a name in LaTeX, with the indices as a subscript: `model.w[0]`. */
function nameOf(path: string): string {
  const [, stem, digits, rest] = /^(.*?[^\d[\]])(\d*)((?:\[\d+\])*)$/su.exec(path) ??
    ["", path, "", ""];
  const indices = [...digits === "" ? [] : [digits], ...rest.match(/\d+/g) ?? []].join(",");
  return symbolOf(stem) + (indices === "" ? "" : `_{${indices}}`);
}

function symbolOf(stem: string): string {
  if (GREEK.split(" ").includes(stem)) return `\\${stem}`;
  const name = escapedName(stem);
  return [...stem].length === 1 ? name : `\\mathit{${name}}`;
}

/** Returns a name with the characters escaped that are syntax in LaTeX. */
function escapedName(name: string): string {
  return name.replace(/[\\{}$&#^_%~]/g, (sign) => LOOK_ALIKES[sign] ?? `\\${sign}`);
}
