// What one sweep over backpropagators knows: the cotangent of each variable that something has reached.

import { companionOf, type FlatBox, isFlatBox, numberOf } from "./flat.ts";
import type { Scalar } from "./scalar.ts";

/** Nothing has reached a variable. */
export const NOT_REACHED = 0;
/** What has reached a variable is a plain number. */
export const A_NUMBER = 1;
/** What has reached a variable is a flat box. */
export const A_FLAT_BOX = 2;

// What is larger is not kept for the next sweep: 17 bytes for each of 2¹⁶ variables are a megabyte.
const LARGEST_KEPT = 1 << 16;
const MOST_KEPT = 4;
const kept: Cotangents[] = [];

/**
 * Cotangents by the index of their variable. What is absent is a structural zero: nothing has reached the
 * variable, and nothing is multiplied by it.
 */
export class Cotangents {
  /** Plain numbers, and those of flat boxes. */
  numbers: Float64Array;
  /** What flat boxes have beside their number; made for the first of them. */
  companions: Float64Array | undefined = undefined;
  /** Which of the two it is that has reached a variable, or that nothing has. */
  reached: Uint8Array;
  /** One of the flat boxes: all are of its level. */
  flat: FlatBox | undefined = undefined;
  /** Other boxes of levels outside, where there are any; they come before all else. */
  boxes: (Scalar | undefined)[] | undefined = undefined;
  /** How many variables there may be. */
  private size = 0;

  private constructor(room: number) {
    this.numbers = new Float64Array(room);
    this.reached = new Uint8Array(room);
  }

  /** Returns cotangents of so many variables, none of which anything has reached. */
  static none(size: number): Cotangents {
    // To make two typed arrays costs as much as to sweep over thirty operations.
    const cotangents = kept.pop() ?? new Cotangents(Math.max(size, 256));
    cotangents.reserve(size);
    return cotangents;
  }

  /** Gives the memory back, once all has been read. */
  release(): void {
    if (kept.length === MOST_KEPT || this.numbers.length > LARGEST_KEPT) return;
    this.rewind(0);
    this.boxes = undefined;
    this.flat = undefined;
    kept.push(this);
  }

  /** Whether nothing but plain numbers has been brought. */
  get areNumbers(): boolean {
    return this.flat === undefined && this.boxes === undefined;
  }

  of(index: number): Scalar | undefined {
    const box = this.boxes?.[index];
    if (box !== undefined) return box;
    const reached = this.reached[index];
    if (reached === NOT_REACHED) return undefined;
    const number = this.numbers[index];
    return reached === A_NUMBER ? number : this.flat!.alike(number, this.companions![index]);
  }

  /** Replaces what is known of a variable. */
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
    // A sum with a box is a number where the level of the box is paused.
    if (this.boxes !== undefined) this.boxes[index] = undefined;
  }

  /** Whether a flat box is of the level of the others; the first there is decides. */
  isOfOneLevelWith(box: FlatBox): boolean {
    if (this.flat === undefined) {
      this.flat = box;
      this.companions ??= new Float64Array(this.numbers.length);
    }
    return box.level === this.flat.level;
  }

  /** Makes room for variables that were made since. */
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

  /** Forgets all from `size` on. */
  rewind(size: number): void {
    this.reached.fill(0, size, this.size);
    if (this.boxes !== undefined) this.boxes.length = size;
    this.size = size;
  }
}
