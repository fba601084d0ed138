// What reverse mode remembers of a run. Nearly all operations have one or two operands, and to pull one
// back takes a multiplication and an addition for each: they are kept as numbers in columns. Whatever
// takes more is a backpropagator, a closure.

import type { Scalar } from "./scalar.ts";

/**
 * What is known of the derivative of the output with respect to each variable of a level, by index.
 * What is absent is a structural zero: nothing has reached the variable, and nothing is multiplied by it.
 */
export class Cotangents {
  /** Plain numbers and nothing else, so that the engine keeps them unboxed. */
  readonly numbers: (number | undefined)[];
  /** Boxes of levels outside, where there are any. */
  boxes: (Scalar | undefined)[] | undefined = undefined;

  constructor(size: number) {
    this.numbers = new Array(size);
  }

  of(index: number): Scalar | undefined {
    return this.boxes?.[index] ?? this.numbers[index];
  }

  /** Forgets all from `size` on. */
  rewind(size: number): void {
    this.numbers.length = size;
    if (this.boxes !== undefined) this.boxes.length = size;
  }
}

/** Carries the cotangents of one operation's results on to the operands they came from. */
export type Backpropagator = (cotangents: Cotangents) => void;

/** The index of a variable that the tape has not kept. */
export const FORGOTTEN = -4;

// What stands in the column of operands in place of an index.
/** There is no operand. */
export const NONE = -1;
/** The variable is pulled back by a backpropagator, which the next entry numbers. */
export const BY_BACKPROPAGATOR = -2;
/** The partial is a scalar which the column of partials numbers; the operand is BOXED − entry. */
export const BOXED = -3;

/** Some variables of a tape, one after the other, with two entries each in both columns. */
export interface Stretch {
  /** The index of the first. */
  readonly start: number;
  /** The indices of what a variable was made from. */
  readonly operands: Int32Array;
  /** Its partial derivatives with respect to them. */
  readonly partials: Float64Array;
}

const NO_STRETCH: Stretch = {
  start: 0,
  operands: new Int32Array(0),
  partials: new Float64Array(0),
};
// To make a buffer costs as much as thirty operations, whatever its length: 128 variables fit in the first
// (against 32, a gradient of a hundred operations is a sixth faster, of one operation a fifth slower).
const SHORTEST = 256;
const LONGEST = 1 << 15;

/** How far a tape has come. */
export interface Mark {
  readonly size: number;
  readonly backpropagators: number;
  readonly boxes: number;
}

/**
 * The variables of a level in the order they were made, each with how to pull it back: 24 bytes for one
 * (a closure for each would be 140, and a gradient a third slower). What is full is not copied: the tape
 * goes on in another stretch.
 */
export class Tape {
  /** How many variables there are; the index of the next one. */
  size = 0;
  readonly stretches: Stretch[] = [];
  readonly backpropagators: Backpropagator[] = [];
  /** Partial derivatives that are no plain numbers, or 1 by accident. */
  readonly boxes: Scalar[] = [];
  // The latest stretch, and where in it the next variable goes.
  private operands = NO_STRETCH.operands;
  private partials = NO_STRETCH.partials;
  private at = 0;
  private forgetful = false;

  /** A variable made from nothing: an input, or one more result of a joint operation. */
  leaf(): number {
    return this.forgetful ? FORGOTTEN : this.append(NONE, NONE);
  }

  /** A variable made from one other, by a partial of which may be declared that it is always 1. */
  link(from: number, partial: Scalar, isOne: boolean): number {
    if (this.forgetful) return FORGOTTEN;
    checkKept(from);
    if (this.at === this.operands.length) this.goOn();
    this.enter(this.at, from, partial, isOne);
    this.operands[this.at + 1] = NONE;
    this.at += 2;
    return this.size++;
  }

  /** A variable made from two others. */
  linkTwo(
    left: number,
    byLeft: Scalar,
    leftIsOne: boolean,
    right: number,
    byRight: Scalar,
    rightIsOne: boolean,
  ): number {
    if (this.forgetful) return FORGOTTEN;
    checkKept(left);
    checkKept(right);
    if (this.at === this.operands.length) this.goOn();
    this.enter(this.at, left, byLeft, leftIsOne);
    this.enter(this.at + 1, right, byRight, rightIsOne);
    this.at += 2;
    return this.size++;
  }

  /**
   * A variable that a backpropagator pulls back, and with it all results made right after it.
   *
   * @param from what it carries cotangents on to
   */
  linkBy(backpropagator: Backpropagator, from: readonly number[]): number {
    if (this.forgetful) return FORGOTTEN;
    from.forEach(checkKept);
    this.backpropagators.push(backpropagator);
    return this.append(BY_BACKPROPAGATOR, this.backpropagators.length - 1);
  }

  /** Runs `body` without keeping what it makes: a variable that is used afterwards is refused. */
  forgetting<T>(body: () => T): T {
    const before = this.forgetful;
    this.forgetful = true;
    try {
      return body();
    } finally {
      this.forgetful = before;
    }
  }

  /** Where the tape is now, to come back to. */
  mark(): Mark {
    const { size, backpropagators, boxes } = this;
    return { size, backpropagators: backpropagators.length, boxes: boxes.length };
  }

  /** Forgets all variables made since the mark. */
  rewind({ size, backpropagators, boxes }: Mark): void {
    this.size = size;
    this.backpropagators.length = backpropagators;
    this.boxes.length = boxes;
    const { stretches } = this;
    while (stretches.length > 0 && stretches[stretches.length - 1].start >= size) stretches.pop();
    const { start, operands, partials } = stretches.at(-1) ?? NO_STRETCH;
    this.operands = operands;
    this.partials = partials;
    this.at = stretches.length === 0 ? 0 : 2 * (size - start);
  }

  private append(left: number, right: number): number {
    if (this.at === this.operands.length) this.goOn();
    this.operands[this.at] = left;
    this.operands[this.at + 1] = right;
    this.at += 2;
    return this.size++;
  }

  private enter(at: number, operand: number, partial: Scalar, isOne: boolean): void {
    // Among the numbers a 1 is one that is declared.
    if (typeof partial === "number" && (partial !== 1 || isOne)) {
      this.operands[at] = operand;
      this.partials[at] = partial;
    } else {
      this.operands[at] = BOXED - operand;
      this.partials[at] = this.boxes.length;
      this.boxes.push(partial);
    }
  }

  private goOn(): void {
    const length = Math.min(Math.max(SHORTEST, 2 * this.operands.length), LONGEST);
    // One buffer for both columns: to make two costs a third of a small gradient.
    const buffer = new ArrayBuffer(12 * length);
    this.partials = new Float64Array(buffer, 0, length);
    this.operands = new Int32Array(buffer, 8 * length, length);
    this.at = 0;
    this.stretches.push({ start: this.size, operands: this.operands, partials: this.partials });
  }
}

/** @throws {TypeError} if a variable is one that its tape has not kept. */
export function checkKept(index: number): void {
  if (index !== FORGOTTEN) return;
  throw new TypeError(
    "Cannot use a value that the body of a checkpoint has stored outside of itself: its derivative is not " +
      "kept; return it from the body, with all else that is used afterwards",
  );
}
