// What a module calls: the functions of rows as they are, and lists through parameters or memory.

import type { Operation } from "../values/operation.ts";
import { Bytes, op, type Signature, type } from "./encode.ts";
import { codeOfParts, type InstructionCode, instructionsOf } from "./opcodes.ts";

/** Up to so many operands of a list are parameters; longer lists go through memory. */
export const MOST_PARAMETERS = 8;

/** One imported function. */
export interface Import {
  readonly operation: Operation;
  /** How many operands it is called with, or `memory`: with a place in memory and a number of operands. */
  readonly operands: number | "memory";
}

/** The imports of one module, in the order in which they are first called. */
export class Imports {
  readonly list: Import[] = [];
  private readonly codes = new Map<number, InstructionCode>();

  /** The code of an operation of so many operands. */
  codeOf(operation: Operation, count: number): InstructionCode {
    const own = instructionsOf(operation);
    if (own !== undefined) return own;
    const isList = count > MOST_PARAMETERS;
    const key = (MOST_PARAMETERS + 2) * operation.id + (isList ? MOST_PARAMETERS + 1 : count);
    let code = this.codes.get(key);
    if (code === undefined) {
      const index = this.list.push({ operation, operands: isList ? "memory" : count }) - 1;
      const operands = Array.from({ length: isList ? 0 : count }, (_, i) => -1 - i);
      code = codeOfParts([...operands, ...new Bytes().byte(op.call).unsigned(index).done()]);
      this.codes.set(key, code);
    }
    return code;
  }

  signatures(): Signature[] {
    return this.list.map(({ operands }) => ({
      parameters: operands === "memory"
        ? [type.i32, type.i32]
        : new Array<number>(operands).fill(type.f64),
      results: [type.f64],
    }));
  }
}
