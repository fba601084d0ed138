// The functions that a module imports: those of rows for which WebAssembly has no instruction. A short list of
// operands is passed by parameters, a longer one through memory.

import type { Operation } from "../values/operation.ts";
import type { CallResults, CopiedResults } from "./call_results.ts";
import { Bytes, op, type Signature, type } from "./encode.ts";
import type { LookUps } from "./look_ups.ts";
import { codeOfParts, type InstructionCode, instructionsOf } from "./opcodes.ts";

/** Most operands of a list that are passed by parameters. */
export const MOST_PARAMETERS = 8;

/** One imported function. */
export interface Import {
  readonly operation: Operation;
  /** The number of its parameters, or `memory`: it gets the address of a list and its length. */
  readonly operands: number | "memory";
  /** What is copied into memory after each call. */
  readonly copied: readonly CopiedResults[];
}

/**
 * Returns the name of an import. V8 shares the code of modules that have the same bytes, and calls functions such as
 * Math.sin directly only where all of these import the same: so the operation is a part of the name.
 */
export function importName({ id }: Operation, index: number): string {
  return `${index + 1}.${id}`;
}

/** The imports of one module, in the order of their first calls. */
export class Imports {
  readonly list: Import[] = [];
  private readonly lookUps: LookUps;
  private readonly results: CallResults;
  private readonly codes = new Map<number, InstructionCode>();

  constructor(lookUps: LookUps, results: CallResults) {
    this.lookUps = lookUps;
    this.results = results;
  }

  /** Returns the code of an operation of `count` operands, and adds an import if it is a call. */
  codeOf(operation: Operation, count: number): InstructionCode {
    const known = instructionsOf(operation) ?? this.lookUps.codeOf(operation);
    if (known !== undefined) return known;
    const isList = count > MOST_PARAMETERS;
    const key = (MOST_PARAMETERS + 2) * operation.id + (isList ? MOST_PARAMETERS + 1 : count);
    let code = this.codes.get(key);
    if (code === undefined) {
      const copied = this.results.copiedBy(operation.id);
      const own = isList ? "memory" as const : count;
      const index = this.list.push({ operation, operands: own, copied }) - 1;
      const operands = Array.from({ length: isList ? 0 : count }, (_, i) => -1 - i);
      code = codeOfParts([...operands, ...new Bytes().byte(op.call).unsigned(index).done()]);
      this.codes.set(key, code);
    }
    return code;
  }

  /** Returns the signatures of all imports. */
  signatures(): Signature[] {
    return this.list.map(({ operation, operands }, i) => ({
      name: importName(operation, i),
      parameters: operands === "memory"
        ? [type.i32, type.i32]
        : new Array<number>(operands).fill(type.f64),
      results: [type.f64],
    }));
  }
}
