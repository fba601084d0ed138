// A formula in plain infix as a function written with our operations, so that every mode can run it: its
// free variables become inputs, in the order in which they are first read.

import { add, div, mul, neg, pow, type Scalar, sub } from "@fluxion/ad";
import { functionOf } from "./functions.ts";
import { spelled } from "./spelling.ts";
import { DEEPEST, FormulaError, parse, type Piece } from "./syntax.ts";

/** A function of several reals, as typed. */
export interface Formula {
  readonly text: string;
  readonly variables: readonly string[];
  readonly evaluate: (values: readonly Scalar[]) => Scalar;
}

const MOST_VARIABLES = 6;
const constants: ReadonlyMap<string, number> = new Map([["pi", Math.PI], ["e", Math.E]]);
const operations = { "+": add, "-": sub, "*": mul, "/": div, "^": pow };

type Evaluate = Formula["evaluate"];

/**
 * The function that a formula stands for. It may hold numbers, names, + − * / ^, parentheses, calls of the
 * library's elementary functions, and the constants pi and e, also in other spellings.
 *
 * @throws {FormulaError} if it is no formula, calls what is no function, is nested too deeply, or has none or more
 * than six variables.
 */
export function parseFormula(text: string): Formula {
  const { text: read, originOf } = spelled(text);
  try {
    const variables: string[] = [];
    const evaluate = compile(parse(read), variables, 0);
    if (variables.length === 0) {
      throw new FormulaError("A formula has a variable, for example x", 0, read.length);
    }
    return { text, variables, evaluate };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const { message, start, end } = error;
    const last = end > start ? originOf(end - 1) + 1 : originOf(end);
    throw new FormulaError(message, originOf(start), last);
  }
}

function compile(piece: Piece, variables: string[], depth: number): Evaluate {
  if (depth > DEEPEST) throw new FormulaError("This formula is nested too deeply", 0, 1);
  switch (piece.type) {
    case "Literal":
      return () => piece.value;
    case "Identifier":
      return named(piece.name, piece.start, variables);
    case "CallExpression":
      return called(piece, variables, depth);
    case "UnaryExpression": {
      const argument = compile(piece.argument, variables, depth + 1);
      return piece.operator === "+" ? argument : (values) => neg(argument(values));
    }
    case "BinaryExpression": {
      const left = compile(piece.left, variables, depth + 1);
      const right = compile(piece.right, variables, depth + 1);
      const operation = operations[piece.operator];
      return (values) => operation(left(values), right(values));
    }
  }
}

function named(name: string, start: number, variables: string[]): Evaluate {
  const constant = constants.get(name);
  if (constant !== undefined) return () => constant;
  const end = start + name.length;
  if (functionOf(name) !== undefined) {
    throw new FormulaError(`${name} is a function: write ${name}(…)`, start, end);
  }
  let index = variables.indexOf(name);
  if (index < 0) index = variables.push(name) - 1;
  if (index === MOST_VARIABLES) {
    throw new FormulaError(`There is room for ${MOST_VARIABLES} variables`, start, end);
  }
  return (values) => values[index];
}

function called(
  piece: Piece & { type: "CallExpression" },
  variables: string[],
  depth: number,
): Evaluate {
  const { callee: { name, start } } = piece;
  const operation = functionOf(name);
  const end = start + name.length;
  if (operation === undefined) {
    const message = `There is no function ${name}; for a product, write ${name}*(…)`;
    throw new FormulaError(message, start, end);
  }
  const { least, most, apply } = operation;
  const operands = piece.arguments.map((operand) => compile(operand, variables, depth + 1));
  if (operands.length < least || operands.length > most) {
    const wanted = `${least === most ? "" : "at least "}${least} operand${least === 1 ? "" : "s"}`;
    throw new FormulaError(`${name} takes ${wanted}, and has ${operands.length}`, start, end);
  }
  return (values) => apply(operands.map((operand) => operand(values)));
}
