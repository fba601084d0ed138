// The instructions that read each place, as lists, by which an equal instruction is found sooner than in a hash table: most
// places are read a few times only, and soon after they have been computed, so that the lists are in the fastest caches.

import { doubled } from "../values/doubled.ts";

/** The columns of a graph whose instructions are in lists. */
export interface ReadColumns {
  readonly operations: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Checks whether a place is a constant, which may have any number of users. */
  isConstant(place: number): boolean;
}

/** Most users of a place that are in its list. */
const MOST_LISTED = 8;

/**
 * The first instructions of one operand or two that read a place: the later of their operands or, where that is read by many,
 * the other.
 */
export class UserLists {
  /** For each place, the latest user + 1 of its list, or 0. */
  private latest = new Int32Array(64);
  /** For each user, the one before it in its list + 1, or 0. */
  private before = new Int32Array(64);
  /** The operand in whose list the latest look-up was, if that is not full; −1 otherwise. */
  private read = -1;
  private readonly columns: ReadColumns;

  constructor(columns: ReadColumns) {
    this.columns = columns;
  }

  /** Returns the place of an instruction that is in a list, or −1. */
  find(operation: number, left: number, right: number): number {
    const read = this.laterOf(left, right);
    const found = this.findIn(read, operation, left, right);
    if (found >= 0 || this.read >= 0) return found;
    return this.findIn(this.otherOf(left, right, read), operation, left, right);
  }

  /** Whether the lists of the latest look-up are full, so that what it was for may be elsewhere. */
  get isFull(): boolean {
    return this.read < 0;
  }

  /** Enters the instruction that the latest look-up did not find, into the list that is not full. */
  enter(user: number): void {
    const { read } = this;
    if (user >= this.before.length) this.grow(user);
    this.before[user] = this.latest[read];
    this.latest[read] = user + 1;
  }

  private grow(place: number): void {
    while (place >= this.before.length) {
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
    if (read >= this.latest.length) this.grow(read);
    const { operations, left: lefts, right: rights } = this.columns;
    let met = 0;
    for (let user = this.latest[read] - 1; user >= 0; user = this.before[user] - 1) {
      const isSame = operations[user] === operation && lefts[user] === left &&
        rights[user] === right;
      if (isSame) return user;
      met++;
    }
    if (met < MOST_LISTED) this.read = read;
    return -1;
  }

  private laterOf(left: number, right: number): number {
    if (left >= right) return this.columns.isConstant(left) ? right : left;
    return this.columns.isConstant(right) ? left : right;
  }

  /** Returns the operand that is not the later one, or −1 if it is a constant, which may be read by any number. */
  private otherOf(left: number, right: number, later: number): number {
    const other = later === left ? right : left;
    return other === later || this.columns.isConstant(other) ? -1 : other;
  }
}
