// Tables of numbers in which a program looks up: they are in its memory, and a number is loaded from the address that
// its index says. In front of the numbers and behind them is NaN, so that no index needs a branch.

import type { TableRow } from "../elementary/tables.ts";
import type { Graph } from "../program/graph.ts";
import type { Operation } from "../values/operation.ts";
import { Bytes, op } from "./encode.ts";
import { codeOfParts, type InstructionCode } from "./opcodes.ts";

/** Where numbers get their addresses that stay where they are. */
interface Columns {
  column(length: number): number;
}

/** The tables of a program that values are looked up in, with the code of the operations that do. */
export class LookUps {
  readonly tables: { readonly address: number; readonly numbers: Float64Array }[] = [];
  private readonly codes = new Map<Operation, InstructionCode>();

  /** To be made before the layout has slots. */
  constructor(graphs: readonly Graph[], layout: Columns) {
    const addresses = new Map<object, number>();
    for (const operation of graphs.flatMap((graph) => graph.allOperations())) {
      const { table, finds } = operation.row as Partial<TableRow>;
      if (table === undefined || typeof finds === "object" || this.codes.has(operation)) continue;
      const { numbers } = table;
      let address = addresses.get(table);
      if (address === undefined) {
        const padded = new Float64Array(numbers.length + 2).fill(NaN);
        padded.set(numbers, 1);
        address = layout.column(padded.length);
        addresses.set(table, address);
        this.tables.push({ address, numbers: padded });
      }
      const isWhole = finds === "at whole index";
      this.codes.set(operation, codeOf(numbers.length, address, isWhole));
    }
  }

  /** Returns the code of an operation that looks up in a table; `undefined` for any other. */
  codeOf(operation: Operation): InstructionCode | undefined {
    return this.codes.get(operation);
  }
}

/** Returns how often the code of an operation that looks up reads its operand; `undefined` for any other. */
export function readsOfLookUp(operation: Operation): number | undefined {
  const { table, finds } = operation.row as Partial<TableRow>;
  return table === undefined ? undefined : finds === "at index" ? 3 : 1;
}

const X = -1;
const written = (write: (bytes: Bytes) => Bytes) => [...write(new Bytes()).done()];
const constant = (value: number) => written((bytes) => bytes.byte(op.f64Const).float(value));

function codeOf(count: number, address: number, isWhole: boolean): InstructionCode {
  const load = (at: number) =>
    written((bytes) =>
      bytes.byte(op.extended).byte(3).byte(op.i32Const).byte(3).byte(op.i32Shl)
        .memory(op.load, at)
    );
  if (isWhole) return codeOfParts([X, ...constant(count), op.min, ...load(address + 1)]);
  // deno-fmt-ignore
  return codeOfParts([
    X, ...constant(-1), op.max, ...constant(count), op.min, ...constant(1), op.add, ...load(address),
    ...constant(NaN), X, X, op.floor, op.f64Eq, op.select,
  ]);
}
