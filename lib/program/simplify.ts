// Simplifications of instructions that keep every bit, whatever the operands are. They remove x·1 and −(−x), but
// not x·0, which may be −0 or NaN, and not x + 0, which is 0 where x is −0.

import { chosen } from "../operations/choice.ts";
import { evaluate, type Operation, operationBehind } from "../values/operation.ts";
import { add, div, mul, neg, reciprocal, square, sub } from "../elementary/arithmetic.ts";
import { greatest } from "../elementary/helpers.ts";
import { itself } from "../elementary/look_up.ts";
import { max, min } from "../elementary/piecewise.ts";
import { plainDerivative, pow } from "../elementary/powers.ts";
import { sum } from "../elementary/reductions.ts";
import { reciprocalByLogarithm, reciprocalOfPositive } from "../elementary/slopes.ts";
import type { TableRow } from "../elementary/tables.ts";
import { held } from "../elementary/ties.ts";
import { chosenElement, searched, type SimplerGraph } from "./choices.ts";
import { CONSTANT } from "./place.ts";

export const ADD: Operation = /* @__PURE__ */ operationBehind(add, 2);
export const MUL: Operation = /* @__PURE__ */ operationBehind(mul, 2);
const SUB = /* @__PURE__ */ operationBehind(sub, 2);
const DIV = /* @__PURE__ */ operationBehind(div, 2);
const NEG = /* @__PURE__ */ operationBehind(neg, 1);
const SQUARE = /* @__PURE__ */ operationBehind(square, 1);
const POW = /* @__PURE__ */ operationBehind(pow, 2);
const RECIPROCAL = /* @__PURE__ */ operationBehind(reciprocal, 1);
const RECIPROCAL_BY_LOGARITHM = /* @__PURE__ */ operationBehind(reciprocalByLogarithm, 2);
const RECIPROCAL_OF_POSITIVE = /* @__PURE__ */ operationBehind(reciprocalOfPositive, 1);
const SUM = /* @__PURE__ */ operationBehind(sum, "list");
const MAX = /* @__PURE__ */ operationBehind(max, "list");
const GREATEST = /* @__PURE__ */ operationBehind(greatest, "list");
const MIN = /* @__PURE__ */ operationBehind(min, "list");
const CLAMP = /* @__PURE__ */ operationBehind(held, "list");
const ITSELF = /* @__PURE__ */ operationBehind(itself, 1);
/** The choice between two operands by a third. */
export const WHERE: Operation = /* @__PURE__ */ operationBehind(chosen, "list");

/** Checks whether an operation gives the same bits with its two operands exchanged. */
export function commutes(operation: Operation): boolean {
  return operation === ADD || operation === MUL;
}

/**
 * Checks whether one operand of such an operation is written before another one: constants are last, so that all rounds of a
 * loop are alike.
 */
export function isBefore(graph: SimplerGraph, x: number, y: number): boolean {
  return graph.isConstant(x) === graph.isConstant(y) ? x < y : graph.isConstant(y);
}

/** Checks whether an operation is one of + − · /. */
export function isArithmetic(operation: Operation): boolean {
  return operation === ADD || operation === MUL || operation === SUB || operation === DIV;
}

/** Checks whether an operation is one of + − · and the negative: processors begin one of these in every cycle. */
export function takesOneCycle(operation: Operation): boolean {
  return operation === ADD || operation === MUL || operation === SUB || operation === NEG;
}

/**
 * Returns the operation of one operand that computes what one of two does, if there is one: a reciprocal that is
 * given the logarithm, too, needs it for its derivatives only.
 */
export function unaryInPlace(operation: Operation): Operation | undefined {
  return operation === RECIPROCAL_BY_LOGARITHM ? RECIPROCAL_OF_POSITIVE : undefined;
}

/** Returns the place of something simpler than an operation of one operand, if there is any. */
export function simplerUnary(
  graph: SimplerGraph,
  operation: Operation,
  x: number,
): number | undefined {
  if (graph.isConstant(x)) return graph.constant(evaluate(operation, [graph.constantAt(x)!]));
  // x·x and 1/x are what their rows compute.
  if (operation === ITSELF) return x;
  const { finds, table } = operation.row as Partial<TableRow>;
  if (typeof finds === "object") return searched(graph, table!, finds, x);
  if (operation === SQUARE) return graph.binary(MUL, x, x);
  if (operation === RECIPROCAL) return graph.binary(DIV, graph.constant(1), x);
  return operation === NEG && isOpposite(graph, x) ? graph.leftOf(x) : undefined;
}

/** Checks whether an operand may make an operation of two simpler, by the number of its own operation: few do. */
export function simplifies(id: number): boolean {
  return id === CONSTANT || id === NEG.id;
}

/** Returns the place of something simpler than an operation of two operands one of which may make it so, if there is any. */
export function simplerBinary(
  graph: SimplerGraph,
  operation: Operation,
  x: number,
  y: number,
): number | undefined {
  const leftIsOpposite = isOpposite(graph, x);
  const rightIsOpposite = isOpposite(graph, y);
  const a = graph.constantAt(x);
  const b = graph.constantAt(y);
  if (a !== undefined && b !== undefined) return graph.constant(evaluate(operation, [a, b]));
  switch (operation) {
    case ADD:
      if (Object.is(a, -0)) return y;
      if (Object.is(b, -0)) return x;
      if (rightIsOpposite) return graph.binary(SUB, x, graph.leftOf(y));
      if (leftIsOpposite) return graph.binary(SUB, y, graph.leftOf(x));
      break;
    case SUB:
      if (Object.is(b, 0)) return x;
      if (rightIsOpposite) return graph.binary(ADD, x, graph.leftOf(y));
      break;
    case MUL:
      if (a === 1) return y;
      if (b === 1) return x;
      if (a === -1) return graph.unary(NEG, y);
      if (b === -1) return graph.unary(NEG, x);
      if (leftIsOpposite) return graph.unary(NEG, graph.binary(MUL, graph.leftOf(x), y));
      if (rightIsOpposite) return graph.unary(NEG, graph.binary(MUL, x, graph.leftOf(y)));
      break;
    case DIV:
      if (b === 1) return x;
      break;
    default:
      if (b !== undefined) return plainPower(graph, operation, x, b);
  }
  return undefined;
}

/** Returns the place of something simpler than an operation of a list, if there is any. */
export function simplerList(
  graph: SimplerGraph,
  operation: Operation,
  xs: readonly number[],
): number | undefined {
  const values = xs.map((x) => graph.constantAt(x));
  if (values.every((value) => value !== undefined)) {
    return graph.constant(evaluate(operation, values));
  }
  const fold = (pair: Operation) => xs.reduce((best, x) => graph.list(pair, [best, x]));
  switch (operation) {
    case SUM:
      return xs.reduce((total, x) => graph.binary(ADD, total, x), graph.constant(0));
    case GREATEST:
      return fold(MAX);
    case MAX:
    case MIN:
      return xs.length === 2 ? undefined : fold(operation);
    case CLAMP:
      return graph.list(MIN, [graph.list(MAX, [xs[0], xs[1]]), xs[2]]);
    case WHERE:
      if (values[0] !== undefined) return values[0] !== 0 ? xs[1] : xs[2];
      return xs[1] === xs[2] ? xs[1] : chosenOnce(graph, xs);
  }
  return chosenElement(graph, operation, xs);
}

/** Returns a choice in place of one whose results are themselves chosen by the same condition, if any is. */
function chosenOnce(
  graph: SimplerGraph,
  [condition, x, y]: readonly number[],
): number | undefined {
  const { lists } = graph;
  const chosenBy = (place: number, side: number) => {
    const isSame = graph.operationOf(place) === WHERE.id &&
      lists[graph.leftOf(place)] === condition;
    return isSame ? lists[graph.leftOf(place) + side] : place;
  };
  const own = [condition, chosenBy(x, 1), chosenBy(y, 2)];
  return own[1] === x && own[2] === y ? undefined : graph.list(WHERE, own);
}

/** Returns a derivative of a power with a constant exponent, where that is a multiple of another power. */
function plainPower(
  graph: SimplerGraph,
  { row }: Operation,
  x: number,
  exponent: number,
): number | undefined {
  const plain = plainDerivative(row, exponent);
  if (plain === undefined) return undefined;
  const power = graph.binary(POW, x, graph.constant(plain.exponent));
  return graph.binary(MUL, graph.constant(plain.factor), power);
}

function isOpposite(graph: SimplerGraph, place: number): boolean {
  return graph.operationOf(place) === NEG.id;
}
