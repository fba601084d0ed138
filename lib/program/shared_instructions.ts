// The instructions of a graph that are shared with equal ones: those of the part that is being traced, and of what is around it.

import { HashTable } from "./hash_table.ts";
import type { Followers, InstructionColumns, Stretch } from "./instruction_columns.ts";
import { RecentInstructions } from "./recent_instructions.ts";
import { UserLists } from "./user_lists.ts";

/** Instructions that are found again. */
export class SharedInstructions implements Followers {
  private table = new HashTable();
  /** The tables of what is around the part that is traced apart. */
  private readonly around: HashTable[] = [];
  private readonly users: UserLists;
  private recent: RecentInstructions | undefined;
  private readonly columns: InstructionColumns;

  constructor(columns: InstructionColumns) {
    this.columns = columns;
    this.users = new UserLists(columns);
  }

  remove(stretches: readonly Stretch[], length: number): void {
    this.users.leaveOut(stretches, length);
  }

  /** Runs a body with whose instructions no later ones are shared. */
  apart<T>(body: () => T): T {
    const from = this.columns.size;
    this.around.push(this.table);
    this.table = new HashTable();
    try {
      return body();
    } finally {
      this.table = this.around.pop()!;
      this.users.remove(from, this.columns.size);
    }
  }

  /** Returns the place of an operation of one operand or two, or −1. */
  find(operation: number, left: number, right: number): number {
    const found = this.users.find(operation, left, right);
    if (found >= 0 || !this.users.isFull) return found;
    if (this.users.isLeftOut) return this.recent?.find(operation, left, right) ?? -1;
    return this.findInTables(operation, left, right);
  }

  /** Returns the place of what is in a table, or −1: a constant, or an operation of a place that is read often. */
  findInTables(operation: number, left: number, right: number): number {
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

  /** Enters an operation of one operand or two that has not been looked for, among those that read a place. */
  enterRead(place: number, read: number): void {
    if (!this.users.enterRead(place, read)) this.enterRecent(place);
  }

  /** Enters an operation of a list that has not been looked for. */
  enterList(place: number, operands: readonly number[]): void {
    this.table.enterList(place, operands, this.columns);
  }

  /** Enters the constant or the operation of a list that the latest look-up did not find. */
  enter(place: number): void {
    this.table.enter(place, this.columns);
  }

  /** Enters the operation of one operand or two that the latest look-up did not find. */
  enterOperation(place: number): void {
    if (!this.users.isFull) this.users.enter(place);
    else if (this.users.isLeftOut) this.enterRecent(place);
    else this.table.enter(place, this.columns);
  }

  private enterRecent(place: number): void {
    this.recent ??= new RecentInstructions(this.columns);
    this.recent.enter(place);
  }
}
