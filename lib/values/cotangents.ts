// The cotangents of one pull-back: for each variable that a contribution has reached, the sum of all so far.

import { companionOf, type FlatBox, isFlatBox, numberOf } from "./flat_box.ts";
import type { Scalar } from "./scalar.ts";

// Codes in the column `reached`.
/** Nothing has reached the variable: its cotangent is a structural zero. */
export const NOT_REACHED = 0;
/** The cotangent is a plain number. */
export const A_NUMBER = 1;
/** The cotangent is a flat box. */
export const A_FLAT_BOX = 2;

// Most variables of columns that are kept for the next pull-back: at 17 bytes each, a megabyte.
const LARGEST_KEPT = 1 << 16;
// Most columns that are kept.
const MOST_KEPT = 4;
const kept: Cotangents[] = [];

/**
 * Cotangents by the index of their variable. One that nothing has reached is a structural zero, and nothing is
 * multiplied by it.
 */
export class Cotangents {
  /** Cotangents that are plain numbers, and the first numbers of flat boxes. */
  numbers: Float64Array;
  /** The second numbers of flat boxes; made for the first of them. */
  companions: Float64Array | undefined = undefined;
  /** One of the three codes above for each variable. */
  reached: Uint8Array;
  /** The first flat box that came: the columns hold flat boxes of its level only. */
  flat: FlatBox | undefined = undefined;
  /** Cotangents that fit in no column, where there are any: a box here overrides the columns. */
  boxes: (Scalar | undefined)[] | undefined = undefined;
  /** The number of variables. */
  private size = 0;

  private constructor(room: number) {
    this.numbers = new Float64Array(room);
    this.reached = new Uint8Array(room);
  }

  /** Returns cotangents of `size` variables, none of which anything has reached. */
  static none(size: number): Cotangents {
    // Making two typed arrays costs as much as pulling back thirty operations.
    const cotangents = kept.pop() ?? new Cotangents(Math.max(size, 256));
    cotangents.reserve(size);
    return cotangents;
  }

  /** Hands the columns to the next pull-back. To be called once all results have been read. */
  release(): void {
    if (kept.length === MOST_KEPT || this.numbers.length > LARGEST_KEPT) return;
    this.rewind(0);
    this.boxes = undefined;
    this.flat = undefined;
    kept.push(this);
  }

  /** Whether all cotangents so far are plain numbers. */
  get areNumbers(): boolean {
    return this.flat === undefined && this.boxes === undefined;
  }

  /** Returns the cotangent of a variable; `undefined` where nothing has reached it. */
  of(index: number): Scalar | undefined {
    const box = this.boxes?.[index];
    if (box !== undefined) return box;
    const reached = this.reached[index];
    if (reached === NOT_REACHED) return undefined;
    const number = this.numbers[index];
    return reached === A_NUMBER ? number : this.flat!.withParts(number, this.companions![index]);
  }

  /** Replaces the cotangent of a variable. */
  set(index: number, cotangent: Scalar): void {
    if (typeof cotangent === "number") {
      this.numbers[index] = cotangent;
      this.reached[index] = A_NUMBER;
    } else if (isFlatBox(cotangent) && this.isOfOneLevelWith(cotangent)) {
      this.numbers[index] = numberOf(cotangent);
      this.companions![index] = companionOf(cotangent);
      this.reached[index] = A_FLAT_BOX;
    } else {
      (this.boxes ??= new Array(this.size))[index] = cotangent;
      return;
    }
    // A sum replaces its summand, and one with a box of a paused level is a number: the box must not override it.
    if (this.boxes !== undefined) this.boxes[index] = undefined;
  }

  /** Checks whether a flat box may go into the columns: the first that is asked about decides the level. */
  isOfOneLevelWith(box: FlatBox): boolean {
    if (this.flat === undefined) {
      this.flat = box;
      this.companions ??= new Float64Array(this.numbers.length);
    }
    return box.level === this.flat.level;
  }

  /** Makes room for `size` variables in all. */
  reserve(size: number): void {
    this.size = Math.max(this.size, size);
    const { numbers, companions, reached } = this;
    if (size <= numbers.length) return;
    const room = Math.max(size, Math.min(2 * numbers.length, numbers.length + LARGEST_KEPT));
    this.numbers = new Float64Array(room);
    this.numbers.set(numbers);
    this.reached = new Uint8Array(room);
    this.reached.set(reached);
    if (companions === undefined) return;
    this.companions = new Float64Array(room);
    this.companions.set(companions);
  }

  /** Removes the cotangents of all variables from the index `size` on. */
  rewind(size: number): void {
    this.reached.fill(0, size, this.size);
    if (this.boxes !== undefined) this.boxes.length = size;
    this.size = size;
  }
}
