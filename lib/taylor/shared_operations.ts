// The results of operations that have been computed already, by operation and operands.

import type { Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { Series } from "./series.ts";

interface Entry {
  readonly operation: Operation;
  readonly operands: readonly Scalar[];
  readonly result: Scalar;
  readonly next: Entry | undefined;
}

/** Finds the results of operations on the same operands: numbers with the same bits, or the same boxes. */
export class SharedOperations {
  private readonly entries = new Map<number, Entry>();
  private readonly numbers = new WeakMap<object, number>();
  private count = 0;

  /** Returns the result of an operation that has been added; `undefined` if none has. */
  find(operation: Operation, operands: readonly Scalar[]): Scalar | undefined {
    let entry = this.entries.get(this.keyOf(operation, operands));
    while (entry !== undefined && !isOf(entry, operation, operands)) entry = entry.next;
    return entry?.result;
  }

  /** Adds the result of an operation. */
  add(operation: Operation, operands: readonly Scalar[], result: Scalar): void {
    const key = this.keyOf(operation, operands);
    this.entries.set(key, { operation, operands, result, next: this.entries.get(key) });
  }

  private keyOf({ id }: Operation, operands: readonly Scalar[]): number {
    let key = id;
    for (let i = 0; i < operands.length; i++) {
      key = Math.imul(key, 31) + this.numberOf(operands[i]) | 0;
    }
    return key;
  }

  private numberOf(x: Scalar): number {
    if (typeof x === "number") return bitsOf(x);
    const series = (x as { readonly carried?: unknown }).carried;
    if (series instanceof Series) return Math.imul(series.id, 0x9E3779B1);
    let number = this.numbers.get(x);
    if (number === undefined) this.numbers.set(x, number = Math.imul(++this.count, 0x9E3779B1));
    return number;
  }
}

function isOf(entry: Entry, operation: Operation, operands: readonly Scalar[]): boolean {
  if (entry.operation !== operation || entry.operands.length !== operands.length) return false;
  for (let i = 0; i < operands.length; i++) {
    if (!Object.is(entry.operands[i], operands[i])) return false;
  }
  return true;
}

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

function bitsOf(x: number): number {
  float[0] = x;
  return halves[0] ^ Math.imul(halves[1], 0x9E3779B1);
}
