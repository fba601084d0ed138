// The operations that are compiled to instructions, since these give the same bits as the functions of their rows.
// All others are calls of these functions.

import type { BinaryRow } from "../operations/binary.ts";
import { chosen, isZero } from "../operations/choice.ts";
import type { Comparison } from "../values/interpreter.ts";
import type { NaryRow } from "../operations/nary.ts";
import { type Operation, operationOf } from "../values/operation.ts";
import type { UnaryRow } from "../operations/unary.ts";
import { add, div, mul, neg, sub } from "../elementary/arithmetic.ts";
import { sqrt } from "../elementary/exponential.ts";
import { exceeds, undercuts } from "../elementary/extremes.ts";
import { isPositive, kinkAtZero, side } from "../elementary/kinks.ts";
import { isIndex, positionAmong } from "../elementary/look_up.ts";
import { abs, ceil, floor, max, min, relu, sign, trunc } from "../elementary/piecewise.ts";
import { isAtMost } from "../elementary/search.ts";
import { componentOfList, ratio } from "../elementary/norms.ts";
import { rescaled } from "../elementary/scale.ts";
import {
  halfReciprocal,
  LARGE,
  reciprocalOfOnePlusSquare,
  reciprocalOfPositive,
} from "../elementary/slopes.ts";
import { standsBehind } from "../elementary/sorting.ts";
import { larger, smaller } from "../elementary/ties.ts";
import { Bytes, op } from "./encode.ts";

/** The opcode of each comparison. */
export const comparisonOpcodes: { readonly [C in Comparison]: number } = {
  lt: op.f64Lt,
  le: op.f64Le,
  gt: op.f64Gt,
  ge: op.f64Ge,
  eq: op.f64Eq,
  ne: op.f64Ne,
};

/** The code of an operation, into which operands are inserted. */
export interface InstructionCode {
  /** Bytes, and −1 − i where operand i is pushed. */
  readonly parts: readonly number[];
  /** The number of times each operand is read, at most. */
  readonly times: number;
  /** Whether the two operands can be exchanged. */
  readonly commutes: boolean;
}

/** Returns the code that consists of parts. */
export function codeOfParts(parts: readonly number[], commutes = false): InstructionCode {
  const times = [X, Y, Z, W].map((operand) => parts.filter((part) => part === operand).length);
  // Code without operands among its parts takes them from memory, to which each is written once.
  return { parts, times: Math.max(1, ...times), commutes };
}

const X = -1;
const Y = -2;
const Z = -3;
const W = -4;
const constant = (value: number) => [...new Bytes().byte(op.f64Const).float(value).done()];

const table: InstructionCode[] = [];

function enter(operation: Operation, ...parts: number[]): void {
  table[operation.id] = codeOfParts(parts);
}

function enterCommuting(operation: Operation, opcode: number): void {
  table[operation.id] = codeOfParts([X, Y, opcode], true);
}

const one = (row: UnaryRow) => operationOf(row, 1);
const two = (row: BinaryRow) => operationOf(row, 2);
const list = (row: NaryRow) => operationOf(row, "list");

/** Fills the table at its first use, so that bundles without a compiler need not contain it. */
function enterAll(): void {
  enterCommuting(two(add.row), op.add);
  enterCommuting(two(mul.row), op.mul);
  enterCommuting(list(min.row), op.min);
  enterCommuting(list(max.row), op.max);
  enterCommuting(two(smaller.row), op.min);
  enterCommuting(two(larger.row), op.max);
  enter(two(sub.row), X, Y, op.sub);
  enter(two(div.row), X, Y, op.div);
  enter(one(neg.row), X, op.neg);
  enter(one(sqrt.row), X, op.sqrt);
  enter(one(abs.row), X, op.abs);
  enter(one(floor.row), X, op.floor);
  enter(one(ceil.row), X, op.ceil);
  enter(one(trunc.row), X, op.trunc);
  enter(one(relu.row), X, ...constant(0), op.max);
  enter(one(kinkAtZero.row), ...constant(0), X, op.div);
  enter(one(halfReciprocal.row), ...constant(0.5), X, ...constant(0), op.add, op.div);
  // deno-fmt-ignore
  enter(one(reciprocalOfPositive.row),
    ...constant(1), X, ...constant(0), op.add, op.div, ...constant(NaN), X, ...constant(0), op.f64Ge, op.select);
  // deno-fmt-ignore
  enter(one(reciprocalOfOnePlusSquare.row),
    ...constant(1), X, op.div, X, op.div, ...constant(1), ...constant(1), X, X, op.mul, op.add, op.div,
    X, op.abs, ...constant(LARGE), op.f64Gt, op.select);
  // deno-fmt-ignore
  enter(two(ratio.row), ...constant(0), X, Y, op.div, Y, ...constant(0), op.f64Eq, op.select);
  // deno-fmt-ignore
  enter(list(componentOfList.row), ...constant(0), X, Z, op.div, Z, ...constant(0), op.f64Eq, op.select);
  // deno-fmt-ignore
  enter(two(rescaled.row),
    X, Y, op.mul, ...constant(1), X, op.copySign, X, ...constant(0), op.mul,
    X, op.abs, ...constant(Infinity), op.f64Eq, op.select, Y, ...constant(0), op.f64Ne, op.select);
  enter(one(isZero.row), X, ...constant(0), op.f64Eq, op.fromBoolean);
  enter(list(chosen.row), Y, Z, X, ...constant(0), op.f64Ne, op.select);
  // deno-fmt-ignore
  enter(list(standsBehind.row),
    ...constant(1), ...constant(0), W, Z, op.f64Lt, op.fromBoolean,
    Y, X, op.f64Le, op.i32Eqz, X, X, op.f64Eq, op.i32And, op.select,
    X, Y, op.f64Le, op.i32Eqz, Y, Y, op.f64Eq, op.i32And, op.select);
  enter(two(isAtMost.row), X, Y, op.f64Le, op.fromBoolean);
  enter(two(isIndex.row), X, Y, op.f64Eq, op.fromBoolean);
  enter(two(positionAmong.row), X, Y, op.add, X, X, ...constant(0), op.f64Lt, op.select);
  for (const [row, isNoBetter] of [[exceeds.row, op.f64Le], [undercuts.row, op.f64Ge]] as const) {
    // deno-fmt-ignore
    enter(two(row), ...constant(0), Y, Y, op.f64Eq, op.fromBoolean, X, Y, isNoBetter, op.select);
  }
  // deno-fmt-ignore
  enter(one(isPositive.row),
    ...constant(1), ...constant(0), ...constant(NaN), X, ...constant(0), op.f64Le, op.select,
    X, ...constant(0), op.f64Gt, op.select);
  for (const row of [sign.row, side.row]) {
    // deno-fmt-ignore
    enter(one(row),
      ...constant(1), ...constant(-1), X, X, ...constant(0), op.f64Lt, op.select,
      X, ...constant(0), op.f64Gt, op.select);
  }
}

/** Returns the code of an operation, or `undefined` where its function is called. */
export function instructionsOf({ id }: Operation): InstructionCode | undefined {
  if (table.length === 0) enterAll();
  return table[id];
}
