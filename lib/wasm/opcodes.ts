// What WebAssembly has an instruction for, with the same bits as JavaScript's own function. Anything else is
// imported as it stands in its row.

import { chosen, isZero } from "../core/choice.ts";
import type { BinaryRow } from "../core/binary.ts";
import type { NaryRow } from "../core/nary.ts";
import { type Operation, operationOf } from "../core/operation.ts";
import type { UnaryRow } from "../core/unary.ts";
import { add, div, mul, neg, sub } from "../elementary/arithmetic.ts";
import { sqrt } from "../elementary/exponential.ts";
import { step } from "../elementary/helpers.ts";
import { abs, ceil, floor, max, min, relu, sign, trunc } from "../elementary/piecewise.ts";
import { type Bytes, op } from "./encode.ts";

/** One part of the code of an operation: an operand, by its position, or bytes. */
type Part = number | ((code: Bytes) => void);

/** The code of an operation, part by part. */
export interface Code {
  readonly parts: readonly Part[];
  /** The operands that are read, in that order. */
  readonly reads: readonly number[];
  /** Whether two operands can change places. */
  readonly commutes: boolean;
}

/** The code of parts. */
export function codeOfParts(parts: readonly Part[], commutes = false): Code {
  return { parts, reads: parts.filter((part) => typeof part === "number"), commutes };
}

const bytes = (...values: number[]) => (code: Bytes) => {
  for (const value of values) code.byte(value);
};
const constant = (value: number) => (code: Bytes) => {
  code.byte(op.f64Const).float(value);
};

const table: Code[] = [];

function enter(operation: Operation, ...parts: Part[]): void {
  table[operation.id] = codeOfParts(parts);
}

function enterCommuting(operation: Operation, opcode: number): void {
  table[operation.id] = codeOfParts([0, 1, bytes(opcode)], true);
}

const one = (row: UnaryRow) => operationOf(row, 1);
const two = (row: BinaryRow) => operationOf(row, 2);
const list = (row: NaryRow) => operationOf(row, "list");

enterCommuting(two(add.row), op.add);
enterCommuting(two(mul.row), op.mul);
enterCommuting(list(min.row), op.min);
enterCommuting(list(max.row), op.max);
enter(two(sub.row), 0, 1, bytes(op.sub));
enter(two(div.row), 0, 1, bytes(op.div));
enter(one(neg.row), 0, bytes(op.neg));
enter(one(sqrt.row), 0, bytes(op.sqrt));
enter(one(abs.row), 0, bytes(op.abs));
enter(one(floor.row), 0, bytes(op.floor));
enter(one(ceil.row), 0, bytes(op.ceil));
enter(one(trunc.row), 0, bytes(op.trunc));
enter(one(relu.row), 0, constant(0), bytes(op.max));
enter(one(isZero.row), 0, constant(0), bytes(op.f64Eq, op.fromBoolean));
enter(list(chosen.row), 1, 2, 0, constant(0), bytes(op.f64Ne, op.select));
// deno-fmt-ignore
enter(one(step.row),
  constant(1), constant(0), constant(NaN), 0, constant(0), bytes(op.f64Le, op.select),
  0, constant(0), bytes(op.f64Gt, op.select));
// deno-fmt-ignore
enter(one(sign.row),
  constant(1), constant(-1), 0, 0, constant(0), bytes(op.f64Lt, op.select),
  0, constant(0), bytes(op.f64Gt, op.select));

/** The code of an operation, or `undefined` where it is called. */
export function codeOf({ id }: Operation): Code | undefined {
  return table[id];
}
