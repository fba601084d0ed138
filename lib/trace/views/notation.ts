// Writes formulas in a notation, with names for shared subexpressions, or with everything written out.

import { type Expression, isAtom } from "./expression.ts";
import { forEachOnce, formulaSizeOf, type OutputFormula, sharedIn } from "./formula.ts";

/** Options of formulas. */
export interface FormulaOptions {
  /**
   * Whether subexpressions are written out wherever they are used, instead of getting a name, in a line of its
   * own, if they are used more than once.
   *
   * @default false
   */
  readonly expanded?: boolean;
}

/** A line of a formula: the name left of the equals sign, if there is one, and the text right of it. */
export interface Line {
  readonly left: string | undefined;
  readonly right: string;
}

/** A notation: how expressions are written. */
export interface Notation {
  /** Returns the name of an input or an output, by its path. */
  readonly name: (path: string) => string;
  /**
   * Writes an expression; `inner` writes an operand, and `isNamed` returns whether an operand is written by
   * name.
   */
  readonly compose: (
    expression: Expression,
    inner: Inner,
    isNamed: (operand: Expression) => boolean,
  ) => string;
  /** Returns the strength of an expression's operator: one that is too weak gets parentheses. */
  readonly strength: (expression: Expression) => number;
  /** Puts text in parentheses. */
  readonly parentheses: (text: string) => string;
}

/** Writes an operand, in parentheses if its operator is weaker than `strength`. */
export type Inner = (operand: Expression, strength: number) => string;

/** The strengths of operators, by the heads of their expressions. */
export const STRENGTHS: { readonly [head: string]: number } = {
  "+": 1,
  "-": 1,
  negative: 1,
  "*": 2,
  "/": 2,
  "^": 3,
};
/** The strength of names, numbers and calls. */
export const TIGHTEST = 4;

/** Most operations of an expanded formula. */
const MOST_EXPANDED = 10_000;

/**
 * Returns the lines of formulas.
 *
 * @throws {RangeError} if they are to be expanded and are too long.
 */
export function linesOf(
  formulas: readonly OutputFormula[],
  notation: Notation,
  { expanded = false }: FormulaOptions,
): Line[] {
  if (expanded) checkSize(formulaSizeOf(formulas).expanded);
  const shared = new Set(expanded ? [] : sharedIn(formulas));
  const letter = freeLetter(formulas);
  const nameOf = distinct(notation.name);
  const texts = new Map<Expression, string>();
  const names = new Map<Expression, string>();
  const inner: Inner = (operand, strength) => {
    const text = texts.get(operand)!;
    const isTight = names.has(operand) || notation.strength(operand) >= strength;
    return isTight ? text : notation.parentheses(text);
  };
  const lines: Line[] = [];
  // Operands are visited first, so that nothing recurses over the length of a formula.
  forEachOnce(formulas, (expression) => {
    const right = expression.head === "variable"
      ? nameOf(expression.path)
      : notation.compose(expression, inner, (operand) => names.has(operand));
    texts.set(expression, right);
    if (!shared.has(expression)) return;
    const left = nameOf(`${letter}${names.size + 1}`);
    names.set(expression, left);
    texts.set(expression, left);
    lines.push({ left, right });
  });
  for (const { path, expression } of formulas) {
    const left = formulas.length === 1 ? undefined : nameOf(path);
    lines.push({ left, right: texts.get(expression)! });
  }
  return lines;
}

/** Makes names of different paths different, where a notation writes them alike, such as `w[0]` and `w_0`. */
function distinct(nameOf: Notation["name"]): Notation["name"] {
  const paths = new Map<string, string>();
  return (path) => {
    let longer = path;
    while ((paths.get(nameOf(longer)) ?? path) !== path) longer += "_";
    const name = nameOf(longer);
    paths.set(name, path);
    return name;
  };
}

/** Returns a letter for intermediates with which no input begins. */
function freeLetter(formulas: readonly OutputFormula[]): string {
  const taken = new Set<string>();
  forEachOnce(formulas, (expression) => {
    if (isAtom(expression)) taken.add(expression.path.slice(0, 1));
  });
  return [..."tuswzpqrhkm"].find((letter) => !taken.has(letter)) ?? "t_";
}

function checkSize(operations: number): void {
  if (operations <= MOST_EXPANDED) return;
  throw new RangeError(
    `Cannot expand this formula: written out it has ${operations} operations, and at most ` +
      `${MOST_EXPANDED} are; let shared subexpressions have names`,
  );
}
