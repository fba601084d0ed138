// The formulas of a program's results in terms of its inputs, for the branches that it took: an operation
// that is constant between kinks is the number it was, and a `where` is the operand that was chosen.

import { operations } from "../../values/operation.ts";
import * as elementary from "../../elementary/mod.ts";
import { DERIVATIVES, type Written, writtenPower } from "./derivative_formulas.ts";
import { type Expression, Expressions, isAtom } from "./expression.ts";
import type { Operand, Program, Step } from "./program.ts";

/** One number of the result, as a formula of the inputs. */
export interface OutputFormula {
  readonly path: string;
  readonly expression: Expression;
}

/** How many operations there are in formulas. */
export interface FormulaSize {
  /** With every subexpression written once. */
  readonly shared: number;
  /** With everything written out; the ratio to `shared` is the expression swell. */
  readonly expanded: number;
}

/** The operations of the library that are not written as calls; no other row can have their names. */
const WRITTEN: { readonly [name: string]: Written } = {
  add: (e, [x, y]) => e.plus(x, y),
  sub: (e, [x, y]) => e.minus(x, y),
  mul: (e, [x, y]) => e.times(x, y),
  div: (e, [x, y]) => e.over(x, y),
  neg: (e, [x]) => e.negative(x),
  square: (e, [x]) => e.times(x, x),
  reciprocal: (e, [x]) => e.over(e.number(1), x),
  pow: (e, [x, y]) => e.power(x, y),
  sum: sumOf,
  stopGradient: (_e, [x]) => x,
  expDifference: (e, [x, y]) => e.call("exp", [e.minus(x, y)]),
  direction: (e, [x, norm]) => e.over(x, norm),
  component: (e, [x, y]) => e.over(x, e.call("hypot", [x, y])),
  componentOfList: (e, [x, _others, norm]) => e.over(x, norm),
  rescaled: (_e, [x]) => x,
  turning: (e, [x, y]) => e.over(x, squaredRadius(e, x, y)),
  bending: (e, [x, y]) =>
    e.over(e.minus(e.times(y, y), e.times(x, x)), e.power(squaredRadius(e, x, y), e.number(2))),
  softmaxShare: (e, [x, _others, total]) => e.over(x, total),
  orOne: (_e, [x]) => x,
  sumOfSquares: (e, xs) => sumOf(e, xs.map((x) => e.times(x, x))),
  sumOfSquaredDeviations: (e, xs) => {
    const mean = e.over(sumOf(e, xs), e.number(xs.length));
    const deviations = xs.map((x) => e.minus(x, mean));
    return sumOf(e, deviations.map((x) => e.times(x, x)));
  },
};

/** How an operation is written, where that is not a call of its name. */
function formOf(operation: string): Written | undefined {
  if (Object.hasOwn(WRITTEN, operation)) return WRITTEN[operation];
  return Object.hasOwn(DERIVATIVES, operation) ? DERIVATIVES[operation] : writtenPower(operation);
}

function sumOf(e: Expressions, xs: readonly Expression[]): Expression {
  return xs.reduce((total, x) => e.plus(total, x), e.number(0));
}

function squaredRadius(e: Expressions, x: Expression, y: Expression): Expression {
  return e.plus(e.times(x, x), e.times(y, y));
}

/** Names of helpers that are constant between kinks, and stand as numbers. Bundlers may leave this out. */
const constantBetweenKinks: ReadonlySet<string> = /* @__PURE__ */ constantHelpers();

function constantHelpers(): Set<string> {
  const exported = new Set(
    Object.values(elementary).flatMap((operation) =>
      "row" in operation ? [operation.row.name] : []
    ),
  );
  const helpers = operations.filter(({ row }) => isFlat(row) && !exported.has(row.name));
  return new Set([...helpers.map(({ name }) => name), "shareOfSeveral"]);
}

function isFlat(row: object): boolean {
  const { partials, selects } = row as { partials?: unknown; selects?: boolean };
  if (partials === 0) return true;
  return Array.isArray(partials) && (selects || partials.every((partial) => partial === 0));
}

/** Returns the formulas of the results of a program. */
export function formulasOf({ steps, outputs }: Program): OutputFormula[] {
  const expressions = new Expressions();
  const known: Expression[] = [];
  const read = ({ step, primal }: Operand) =>
    step === undefined ? expressions.number(primal) : known[step];
  for (const step of steps) known.push(expressionOf(step, expressions, read));
  return outputs.map(({ path, operand }) => ({ path, expression: read(operand) }));
}

function expressionOf(
  { path, operation, operands, primal }: Step,
  expressions: Expressions,
  read: (operand: Operand) => Expression,
): Expression {
  if (operation === undefined) return expressions.variable(path!);
  if (constantBetweenKinks.has(operation)) return expressions.number(primal);
  if (operation === "where") return read(operands[operands[0].primal !== 0 ? 1 : 2]);
  const written = formOf(operation);
  const all = operands.map(read);
  return written === undefined ? expressions.call(operation, all) : written(expressions, all);
}

/** Returns how many operations there are in formulas, each counted once, and each wherever it is used. */
export function formulaSizeOf(formulas: readonly OutputFormula[]): FormulaSize {
  const sizes = new Map<Expression, number>();
  let shared = 0;
  forEachOnce(formulas, (expression) => {
    const inner = expression.operands.reduce((total, operand) => total + sizes.get(operand)!, 0);
    sizes.set(expression, isAtom(expression) ? 0 : inner + 1);
    if (!isAtom(expression)) shared++;
  });
  const expanded = formulas.reduce((total, { expression }) => total + sizes.get(expression)!, 0);
  return { shared, expanded };
}

/** Returns the subexpressions that are used more than once and deserve a name, each after its operands. */
export function sharedIn(formulas: readonly OutputFormula[]): Expression[] {
  const uses = new Map<Expression, number>();
  const use = (expression: Expression) => uses.set(expression, (uses.get(expression) ?? 0) + 1);
  const all: Expression[] = [];
  forEachOnce(formulas, (expression) => {
    all.push(expression);
    new Set(expression.operands).forEach(use);
  });
  for (const { expression } of formulas) use(expression);
  return all.filter((expression) => uses.get(expression)! > 1 && deservesName(expression));
}

function deservesName(expression: Expression): boolean {
  const isSmall = expression.head === "negative" || expression.head === "^";
  return !isAtom(expression) && !(isSmall && expression.operands.every(isAtom));
}

/** Visits each subexpression once, operands first, without recursion, since formulas may be deep. */
export function forEachOnce(
  formulas: readonly OutputFormula[],
  visit: (expression: Expression) => void,
): void {
  const seen = new Set<Expression>();
  const stack = formulas.map(({ expression }) => ({ expression, next: 0 })).reverse();
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const operand = top.expression.operands[top.next++];
    if (operand !== undefined) {
      if (!seen.has(operand)) stack.push({ expression: operand, next: 0 });
    } else {
      stack.pop();
      if (seen.has(top.expression)) continue;
      seen.add(top.expression);
      visit(top.expression);
    }
  }
}
