// What WebAssembly has an instruction for, with the same bits as JavaScript's own function. Anything else is
// imported as it stands in its row.

import { chosen, isZero } from "../core/choice.ts";
import { type Operation, operationOf } from "../core/operation.ts";
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

function enter(row: Parameters<typeof operationOf>[0], ...parts: Part[]): void {
  const arity = parts.includes(1) ? 2 : 1;
  table[operationOf(row, arity).id] = codeOfParts(parts);
}

function enterCommuting(row: Parameters<typeof operationOf>[0], opcode: number): void {
  table[operationOf(row, 2).id] = codeOfParts([0, 1, bytes(opcode)], true);
}

enterCommuting(add.row, op.add);
enterCommuting(mul.row, op.mul);
enterCommuting(min.row, op.min);
enterCommuting(max.row, op.max);
enter(sub.row, 0, 1, bytes(op.sub));
enter(div.row, 0, 1, bytes(op.div));
enter(neg.row, 0, bytes(op.neg));
enter(sqrt.row, 0, bytes(op.sqrt));
enter(abs.row, 0, bytes(op.abs));
enter(floor.row, 0, bytes(op.floor));
enter(ceil.row, 0, bytes(op.ceil));
enter(trunc.row, 0, bytes(op.trunc));
enter(relu.row, 0, constant(0), bytes(op.max));
enter(isZero.row, 0, constant(0), bytes(op.f64Eq, op.fromBoolean));
enter(chosen.row, 1, 2, 0, constant(0), bytes(op.f64Ne, op.select));
// deno-fmt-ignore
enter(step.row,
  constant(1), constant(0), constant(NaN), 0, constant(0), bytes(op.f64Le, op.select),
  0, constant(0), bytes(op.f64Gt, op.select));
// deno-fmt-ignore
enter(sign.row,
  constant(1), constant(-1), 0, 0, constant(0), bytes(op.f64Lt, op.select),
  0, constant(0), bytes(op.f64Gt, op.select));

/** The code of an operation, or `undefined` where it is called. */
export function codeOf({ id }: Operation): Code | undefined {
  return table[id];
}
