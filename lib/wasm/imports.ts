// What a module calls: the functions of rows as they are, and lists through parameters or memory.

import type { Operation } from "../core/operation.ts";
import { type Signature, type } from "./encode.ts";

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
  private readonly known = new Map<string, number>();

  /** The number of the function that computes an operation of so many operands. */
  indexOf(operation: Operation, count: number): number {
    const operands = count > MOST_PARAMETERS ? "memory" : count;
    const key = `${operation.id} ${operands}`;
    let index = this.known.get(key);
    if (index === undefined) {
      index = this.list.push({ operation, operands }) - 1;
      this.known.set(key, index);
    }
    return index;
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
