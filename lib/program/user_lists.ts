// The instructions that read each place, as lists, by which an equal instruction is found sooner than in a hash table: most
// places are read a few times only, and soon after they have been computed, so that the lists are in the fastest caches.

import { doubled } from "../values/doubled.ts";
import { type InstructionColumns, removeFrom, type Stretch } from "./instruction_columns.ts";
import { CONSTANT } from "./place.ts";

/** Most users of a place that are in its list, if they have been looked for. */
const MOST_LISTED = 8;
/** Most users that are looked at: while a loop goes on, some enter that have not been looked for. */
const MOST_MET = 32;

/**
 * The first instructions of one operand or two that read a place: the later of their operands or, where that is read by many,
 * the other.
 */
export class UserLists {
  // Both columns have the entry of a place at its index.
  /** For each place, the latest user + 1 of its list, or 0. */
  private latest = new Int32Array(64);
  /** For each user, the one before it in its list + 1, or 0. */
  private before = new Int32Array(64);
  /** The operand in whose list the latest look-up was, if that is not full; −1 otherwise. */
  private read = -1;
  /** Whether the latest look-up was for an instruction that reads a place which is left out, whose list is not known. */
  isLeftOut = false;
  private readonly columns: InstructionColumns;

  constructor(columns: InstructionColumns) {
    this.columns = columns;
  }

  /** Returns the place of an instruction that is in a list, or −1. */
  find(operation: number, left: number, right: number): number {
    this.isLeftOut = false;
    const read = this.laterOf(left, right);
    const found = this.findIn(read, operation, left, right);
    // An operation of one operand has no other.
    if (found >= 0 || this.read >= 0 || this.columns.arityOf(operation) === 1) return found;
    return this.findIn(this.otherOf(left, right, read), operation, left, right);
  }

  /** Whether the lists of the latest look-up are full, so that what it was for may be elsewhere. */
  get isFull(): boolean {
    return this.read < 0;
  }

  /** Enters the latest instruction, which the latest look-up did not find, into the list that is not full. */
  enter(user: number): void {
    // Since the look-up rounds may have been left out, and the list with them.
    this.enterRead(user, this.read);
  }

  /** Enters the latest instruction into the list of a place; returns false if that is left out. */
  enterRead(user: number, read: number): boolean {
    const { columns } = this;
    const list = columns.indexOf(read);
    if (list < 0) return false;
    const index = columns.length - 1;
    if (index >= this.before.length) this.grow(index);
    this.before[index] = this.latest[list];
    this.latest[list] = user + 1;
    return true;
  }

  /** Removes the entries of places that are left out. */
  leaveOut(stretches: readonly Stretch[], length: number): void {
    this.grow(length);
    const omitted = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
    for (const column of [this.latest, this.before]) {
      removeFrom(column, stretches, length);
      column.fill(0, length - omitted, length);
    }
  }

  private grow(index: number): void {
    while (index >= this.before.length) {
      this.latest = doubled(this.latest);
      this.before = doubled(this.before);
    }
  }

  /** Takes the instructions from a place on out of all lists. */
  remove(from: number, size: number): void {
    const { left, right, operations } = this.columns;
    for (let user = Math.min(size, this.before.length) - 1; user >= from; user--) {
      if (operations[user] < 0) continue;
      const later = this.laterOf(left[user], right[user]);
      const read = this.latest[later] === user + 1
        ? later
        : this.otherOf(left[user], right[user], later);
      if (read >= 0 && this.latest[read] === user + 1) this.latest[read] = this.before[user];
    }
  }

  /** Returns the place of an instruction in a list, or −1; then `read` is that list, if there is one and it is not full. */
  private findIn(read: number, operation: number, left: number, right: number): number {
    this.read = -1;
    if (read < 0) return -1;
    const { columns } = this;
    const list = columns.indexOf(read);
    if (list < 0) return this.findLeftOut(read, operation, left, right);
    if (list >= this.latest.length) this.grow(list);
    const { operations, left: lefts, right: rights } = columns;
    let met = 0;
    for (let user = this.latest[list] - 1; user >= 0 && met < MOST_MET; met++) {
      const index = columns.indexOf(user);
      if (index < 0) {
        if (columns.isOperation(user, operation, left, right)) return user;
        user = this.earlier(user, read);
        // Whether the list ends there is not known: it may be full.
        if (user < 0) return -1;
        continue;
      }
      const isSame = operations[index] === operation && lefts[index] === left &&
        rights[index] === right;
      if (isSame) return user;
      user = this.before[index] - 1;
    }
    if (met < MOST_LISTED) this.read = read;
    return -1;
  }

  /** Returns the user before one in the list of a place, or −1. */
  private earlier(user: number, read: number): number {
    const { columns } = this;
    const index = columns.indexOf(user);
    if (index >= 0) return this.before[index] - 1;
    const ahead = columns.leftOut.distanceToModel(user);
    const earlier = this.before[columns.indexOf(user - ahead)] - 1;
    if (earlier < 0) return -1;
    // The model may have been in the list of its other operand.
    return this.movedAs(
      user,
      ahead,
      earlier,
      (moved) => columns.leftOf(moved) === read || columns.rightOf(moved) === read,
    );
  }

  /** Returns the place of an instruction that reads a place which is left out, or −1. */
  private findLeftOut(read: number, operation: number, left: number, right: number): number {
    this.isLeftOut = true;
    const { columns } = this;
    const ahead = columns.leftOut.distanceToModel(read);
    const model = read - ahead;
    let met = 0;
    let user = this.latest[columns.indexOf(model)] - 1;
    for (; user >= 0 && met < MOST_MET; user = this.earlier(user, model)) {
      met++;
      const moved = this.movedAs(
        read,
        ahead,
        user,
        (own) => columns.isOperation(own, operation, left, right),
      );
      if (moved >= 0) return moved;
    }
    return -1;
  }

  /**
   * Returns the instruction that is to one as a place which is left out is to its model, if it is such as is wanted, and −1
   * otherwise: it is so many rounds later in the same loop, and later or earlier in another.
   */
  private movedAs(
    place: number,
    ahead: number,
    other: number,
    isWanted: (moved: number) => boolean,
  ): number {
    const { columns, columns: { leftOut } } = this;
    const own = leftOut.before(place);
    const loop = leftOut.ofLoopAt(other);
    if (loop === undefined) return -1;
    const moves = loop === own ? ahead : ahead / own.period * loop.period;
    const later = other + moves;
    if (later < columns.size && isWanted(later)) return later;
    const sooner = other - moves;
    return loop !== own && sooner >= 0 && isWanted(sooner) ? sooner : -1;
  }

  private laterOf(left: number, right: number): number {
    const { columns } = this;
    // Constants may have any number of users.
    if (left >= right) return columns.operationOf(left) === CONSTANT ? right : left;
    return columns.operationOf(right) === CONSTANT ? left : right;
  }

  /** Returns the operand that is not the later one, or −1 if it is a constant, which may be read by any number. */
  private otherOf(left: number, right: number, later: number): number {
    const other = later === left ? right : left;
    return other === later || this.columns.operationOf(other) === CONSTANT ? -1 : other;
  }
}
