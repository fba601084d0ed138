// Formulas in a notation: shared subexpressions get names first, or everything is written out.

import { type Expression, isAtom } from "./expression.ts";
import { forEachOnce, formulaSizeOf, type OutputFormula, sharedIn } from "./formula.ts";

/** How formulas are written. */
export interface FormulaOptions {
  /**
   * Whether subexpressions are written out wherever they are used; unless told, those that are used more
   * than once are given names first.
   */
  readonly expanded?: boolean;
}

/** A line: what is left of the equals sign, if anything, and what is right of it. */
export interface Line {
  readonly left: string | undefined;
  readonly right: string;
}

/** What a notation has to say of expressions. */
export interface Notation {
  /** A variable, or a number of the result, by its path. */
  readonly name: (path: string) => string;
  /** An expression; `inner` writes an operand, `isNamed` says whether it has a name to be written by. */
  readonly compose: (
    expression: Expression,
    inner: Inner,
    isNamed: (operand: Expression) => boolean,
  ) => string;
  /** How tightly an expression holds together. */
  readonly strength: (expression: Expression) => number;
  readonly parentheses: (text: string) => string;
}

/** Writes an operand, in parentheses unless it holds together so tightly. */
export type Inner = (operand: Expression, strength: number) => string;

/** So many operations are written out; more nobody would read. */
const MOST_EXPANDED = 10_000;

/**
 * The lines of formulas.
 *
 * @throws {RangeError} if they are to be expanded and are too long for it.
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
  // Operands come first, so that nothing recurses over the length of a formula.
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

/** Names by paths, of which two may read alike: `w[0]` and `w_0`. */
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

/** A letter for intermediates that no input begins with. */
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
