// The instructions of a graph that are shared with equal ones: those of the part that is being traced, and of what is around it.

import { type HashedColumns, HashTable } from "./hash_table.ts";

/** Instructions that are found again. */
export class SharedInstructions {
  private table = new HashTable();
  /** The tables of what is around the part that is traced apart. */
  private readonly around: HashTable[] = [];
  private readonly columns: HashedColumns;

  constructor(columns: HashedColumns) {
    this.columns = columns;
  }

  /** Runs a body with whose instructions no later ones are shared. */
  apart<T>(body: () => T): T {
    this.around.push(this.table);
    this.table = new HashTable();
    try {
      return body();
    } finally {
      this.table = this.around.pop()!;
    }
  }

  /** Returns the place of an instruction of an operation and two columns, or −1. */
  find(operation: number, left: number, right: number): number {
    for (const table of this.around) {
      const found = table.find(operation, left, right, this.columns);
      if (found >= 0) return found;
    }
    return this.table.find(operation, left, right, this.columns);
  }

  /** Returns the place of an operation of a list of operands, or −1. */
  findList(operation: number, operands: readonly number[]): number {
    for (const table of this.around) {
      const found = table.findList(operation, operands, this.columns);
      if (found >= 0) return found;
    }
    return this.table.findList(operation, operands, this.columns);
  }

  /** Enters the instruction that the latest look-up did not find. */
  enter(place: number): void {
    this.table.enter(place, this.columns);
  }
}
