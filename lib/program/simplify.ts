// What an operation is simpler, with the same bits whatever its operands are: x·1 and −(−x), but not x·0,
// which is −0, 0 or NaN, and not x + 0, where −0 would become 0.

import { evaluate, type Operation, operationOf } from "../values/operation.ts";
import { add, div, mul, neg, reciprocal, square, sub } from "../elementary/arithmetic.ts";
import { plainDerivative, pow } from "../elementary/powers.ts";

export const ADD: Operation = /* @__PURE__ */ operationOf(add.row, 2);
export const MUL: Operation = /* @__PURE__ */ operationOf(mul.row, 2);
const SUB = /* @__PURE__ */ operationOf(sub.row, 2);
const DIV = /* @__PURE__ */ operationOf(div.row, 2);
const NEG = /* @__PURE__ */ operationOf(neg.row, 1);
const SQUARE = /* @__PURE__ */ operationOf(square.row, 1);
const POW = /* @__PURE__ */ operationOf(pow.row, 2);
const RECIPROCAL = /* @__PURE__ */ operationOf(reciprocal.row, 1);

/** Where what is simpler is written. */
interface Graph {
  readonly operations: Int32Array;
  readonly left: Int32Array;
  isConstant(place: number): boolean;
  constantAt(place: number): number | undefined;
  constant(value: number): number;
  unary(operation: Operation, x: number): number;
  binary(operation: Operation, x: number, y: number): number;
}

/** The place of something simpler than an operation of one operand, if there is. */
export function simplerUnary(graph: Graph, operation: Operation, x: number): number | undefined {
  if (graph.isConstant(x)) return graph.constant(evaluate(operation, [graph.constantAt(x)!]));
  // x·x and 1/x are what their rows compute.
  if (operation === SQUARE) return graph.binary(MUL, x, x);
  if (operation === RECIPROCAL) return graph.binary(DIV, graph.constant(1), x);
  return operation === NEG && isOpposite(graph, x) ? graph.left[x] : undefined;
}

/** The place of something simpler than an operation of two operands, if there is. */
export function simplerBinary(
  graph: Graph,
  operation: Operation,
  x: number,
  y: number,
): number | undefined {
  const leftIsOpposite = isOpposite(graph, x);
  const rightIsOpposite = isOpposite(graph, y);
  const isKnown = graph.isConstant(x) || graph.isConstant(y);
  // Only constants and opposites simplify anything, and few operands are either.
  if (!(isKnown || leftIsOpposite || rightIsOpposite)) return undefined;
  const a = graph.constantAt(x);
  const b = graph.constantAt(y);
  if (a !== undefined && b !== undefined) return graph.constant(evaluate(operation, [a, b]));
  switch (operation) {
    case ADD:
      if (Object.is(a, -0)) return y;
      if (Object.is(b, -0)) return x;
      if (rightIsOpposite) return graph.binary(SUB, x, graph.left[y]);
      if (leftIsOpposite) return graph.binary(SUB, y, graph.left[x]);
      break;
    case SUB:
      if (Object.is(b, 0)) return x;
      if (rightIsOpposite) return graph.binary(ADD, x, graph.left[y]);
      break;
    case MUL:
      if (a === 1) return y;
      if (b === 1) return x;
      if (a === -1) return graph.unary(NEG, y);
      if (b === -1) return graph.unary(NEG, x);
      if (leftIsOpposite) return graph.unary(NEG, graph.binary(MUL, graph.left[x], y));
      if (rightIsOpposite) return graph.unary(NEG, graph.binary(MUL, x, graph.left[y]));
      break;
    case DIV:
      if (b === 1) return x;
      break;
    default:
      if (b !== undefined) return plainPower(graph, operation, x, b);
  }
  return undefined;
}

/** A derivative of a power with a constant exponent, where that is a multiple of another power. */
function plainPower(
  graph: Graph,
  { row }: Operation,
  x: number,
  exponent: number,
): number | undefined {
  const plain = plainDerivative(row, exponent);
  if (plain === undefined) return undefined;
  const power = graph.binary(POW, x, graph.constant(plain.exponent));
  return graph.binary(MUL, graph.constant(plain.factor), power);
}

function isOpposite({ operations }: Graph, place: number): boolean {
  return operations[place] === NEG.id;
}
