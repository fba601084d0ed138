// Infix as mathematics has it: jsep does the parsing, and learns here that ^ binds more tightly than a sign
// before it, that a name may be called and nothing else, and where in the text each piece begins.

import jsep from "jsep";

/** What is wrong with a formula, and where: the characters from `start` up to `end`. */
export class FormulaError extends Error {
  override readonly name = "FormulaError";

  constructor(message: string, readonly start: number, readonly end: number) {
    super(message);
  }
}

/** A piece of a formula. */
export type Piece =
  | { readonly type: "Literal"; readonly value: number; readonly start: number }
  | { readonly type: "Identifier"; readonly name: string; readonly start: number }
  | {
    readonly type: "CallExpression";
    readonly callee: { readonly name: string; readonly start: number };
    readonly arguments: readonly Piece[];
    readonly start: number;
  }
  | {
    readonly type: "UnaryExpression";
    readonly operator: "+" | "-";
    readonly argument: Piece;
    readonly start: number;
  }
  | {
    readonly type: "BinaryExpression";
    readonly operator: "+" | "-" | "*" | "/" | "^";
    readonly left: Piece;
    readonly right: Piece;
  };

/** Parses a formula. @throws {FormulaError} if it is none. */
export function parse(text: string): Piece {
  const foreign = /[^\w.+\-*/^(),\s]/u.exec(text);
  if (foreign !== null) throw errorAt(text, unexpected(foreign[0]), foreign.index);
  if (text.trim() === "") throw errorAt(text, "Type a formula, for example log(a*b)", 0);
  const comma = strayComma(text);
  if (comma >= 0) throw errorAt(text, "A comma stands between operands of a function", comma);
  const deep = tooDeep(text);
  if (deep >= 0) throw errorAt(text, `There is room for ${DEEPEST} levels of parentheses`, deep);
  const tree = parsed(text);
  if (tree.type !== "Compound") return tree as unknown as Piece;
  const [, second] = tree.body as jsep.Expression[];
  throw errorAt(text, OPERATOR_MISSING, startOf(second));
}

/** What to write in place of signs of other languages. */
function unexpected(sign: string): string {
  if (sign === "=") return "There are no equations: write what f is, without the sign =";
  if (/[<>≤≥≠!&|?:]/.test(sign)) {
    return "There are no comparisons: max, min, clamp, abs and relu choose by size";
  }
  if (/[[\]{}]/.test(sign)) return `Write parentheses in place of “${sign}”`;
  return `Unexpected “${sign}”`;
}

const OPERATOR_MISSING = "Expected an operator before this: a product is x*y, a function sin(x)";

/** Deeper formulas would overflow the stack of whoever walks through them. */
export const DEEPEST = 1000;

/** Where parentheses are too deep; −1 if they are not. */
function tooDeep(text: string): number {
  let depth = 0;
  return [...text].findIndex((character) => {
    if (character === "(") depth++;
    if (character === ")") depth--;
    return depth > DEEPEST;
  });
}

/** Where a comma stands outside all parentheses, which jsep would pass over; −1 if none does. */
function strayComma(text: string): number {
  let depth = 0;
  return [...text].findIndex((character) => {
    if (character === "(") depth++;
    if (character === ")") depth--;
    return character === "," && depth <= 0;
  });
}

/** Where a piece begins. */
function startOf(piece: jsep.Expression): number {
  return typeof piece.start === "number"
    ? piece.start
    : startOf((piece.left ?? piece) as jsep.Expression);
}

function parsed(text: string): jsep.Expression {
  try {
    return jsep(text);
  } catch (error) {
    // The engine's own: signs and powers nest without parentheses.
    if (error instanceof RangeError) throw errorAt(text, "This formula is nested too deeply", 0);
    if (!(error instanceof Error && "description" in error && "index" in error)) throw error;
    const { description, index } = error as Error & { description: string; index: number };
    const message = description.startsWith("Variable names cannot start with a number")
      ? "A product needs its sign: write 2*x"
      : description.replace("Expected expression", "Expected an expression").replace(
        /"(.*?)"/,
        "“$1”",
      );
    throw errorAt(text, message, index);
  }
}

/** An error about the word or the character at a position. */
function errorAt(text: string, message: string, start: number): FormulaError {
  const word = /^(\w+|\S)/u.exec(text.slice(start));
  return new FormulaError(message, start, start + (word?.[0].length ?? 0));
}

const POWER = 12;
for (const operator of Object.keys(jsep.binary_ops)) jsep.removeBinaryOp(operator);
for (const operator of Object.keys(jsep.literals)) jsep.removeLiteral(operator);
for (const operator of "+-") jsep.addBinaryOp(operator, POWER - 2);
for (const operator of "*/") jsep.addBinaryOp(operator, POWER - 1);
jsep.addBinaryOp("^", POWER, true);

jsep.hooks.add("gobble-token", function (environment) {
  const start = this.index;
  const piece = token(this);
  if (piece !== undefined) environment.node = { start, ...piece };
});

function token(scanner: jsep.HookScope): jsep.PossibleExpression {
  const { char, expr, index } = scanner;
  if (/^\.?\d/.test(expr.slice(index))) return scanner.gobbleNumericLiteral();
  if (/[A-Za-z_]/.test(char)) return nameOrCall(scanner);
  if (/[+-]/.test(char)) return signed(scanner);
  if (char === "(") return group(scanner);
  return char === "." ? scanner.throwError("Unexpected “.”") : undefined;
}

function nameOrCall(scanner: jsep.HookScope): jsep.PossibleExpression {
  const start = scanner.index;
  const name = scanner.gobbleIdentifier()!;
  scanner.gobbleSpaces();
  if (scanner.char !== "(") return name;
  return { type: "CallExpression", callee: { ...name, start }, arguments: enclosed(scanner) };
}

function signed(scanner: jsep.HookScope): jsep.PossibleExpression {
  const operator = scanner.char;
  scanner.index++;
  return { type: "UnaryExpression", operator, argument: power(scanner, operator) };
}

/** What a sign applies to: −x^2 is −(x²). */
function power(scanner: jsep.HookScope, operator: string): jsep.Expression {
  const left = scanner.gobbleToken();
  if (!left) scanner.throwError(`Expected an expression after ${operator}`);
  scanner.gobbleSpaces();
  if (scanner.char !== "^") return left;
  scanner.index++;
  return { type: "BinaryExpression", operator: "^", left, right: power(scanner, "^") };
}

function group(scanner: jsep.HookScope): jsep.PossibleExpression {
  const [piece, second] = enclosed(scanner);
  if (piece === undefined) scanner.throwError("Expected an expression in the parentheses");
  if (second !== undefined) {
    scanner.index = startOf(second);
    scanner.throwError("Expected one expression in the parentheses");
  }
  return piece;
}

/** What stands in parentheses, with commas between; jsep itself would take blanks as well. */
function enclosed(scanner: jsep.HookScope): jsep.Expression[] {
  const pieces: jsep.Expression[] = [];
  scanner.index++;
  scanner.gobbleSpaces();
  while (pieces.length > 0 || scanner.char !== ")") {
    const piece = scanner.gobbleExpression() as jsep.PossibleExpression;
    if (!piece) scanner.throwError("Expected an expression");
    pieces.push(piece);
    if (scanner.char !== ",") break;
    scanner.index++;
  }
  if (scanner.char !== ")") {
    scanner.throwError(scanner.char === "" ? "Expected )" : OPERATOR_MISSING);
  }
  scanner.index++;
  return pieces;
}
