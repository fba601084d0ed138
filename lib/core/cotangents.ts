// What one sweep over backpropagators knows: the cotangent of each variable that something has reached.

import type { Scalar } from "./scalar.ts";

// What is larger is not kept for the next sweep: 9 bytes for each of 2¹⁶ variables are half a megabyte.
const LARGEST_KEPT = 1 << 16;
const MOST_KEPT = 4;
const kept: Cotangents[] = [];

/**
 * Cotangents by the index of their variable. What is absent is a structural zero: nothing has reached the
 * variable, and nothing is multiplied by it.
 */
export class Cotangents {
  /** Plain numbers, each where `reached` is 1. */
  numbers: Float64Array;
  /** 1 where something has reached the variable. */
  reached: Uint8Array;
  /** Boxes of levels outside, where there are any; they come before numbers. */
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
    kept.push(this);
  }

  of(index: number): Scalar | undefined {
    return this.boxes?.[index] ?? (this.reached[index] === 1 ? this.numbers[index] : undefined);
  }

  /** Replaces what is known of a variable. */
  set(index: number, cotangent: Scalar): void {
    if (typeof cotangent === "number") {
      this.numbers[index] = cotangent;
      this.reached[index] = 1;
      // A sum with a box is a number where the level of the box is paused.
      if (this.boxes !== undefined) this.boxes[index] = undefined;
    } else {
      (this.boxes ??= new Array(this.size))[index] = cotangent;
    }
  }

  /** Makes room for variables that were made since. */
  reserve(size: number): void {
    this.size = Math.max(this.size, size);
    const { numbers, reached } = this;
    if (size <= numbers.length) return;
    const room = Math.max(size, Math.min(2 * numbers.length, numbers.length + LARGEST_KEPT));
    this.numbers = new Float64Array(room);
    this.numbers.set(numbers);
    this.reached = new Uint8Array(room);
    this.reached.set(reached);
  }

  /** Forgets all from `size` on. */
  rewind(size: number): void {
    this.reached.fill(0, size, this.size);
    if (this.boxes !== undefined) this.boxes.length = size;
    this.size = size;
  }
}
