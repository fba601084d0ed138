// What reverse mode remembers of a run. Nearly all operations have one or two operands, and to pull one
// back takes a multiplication and an addition for each: they are kept as numbers in columns. Whatever
// takes more is a backpropagator, a closure.

import type { Cotangents } from "./cotangents.ts";
import type { Scalar } from "./scalar.ts";

/** Carries the cotangents of one operation's results on to the operands they came from. */
export type Backpropagator = (cotangents: Cotangents) => void;

/** The index of a variable that the tape has not kept. */
export const FORGOTTEN = -5;

// What stands in the column of operands in place of an index.
/** There is no operand. */
export const NONE = -1;
/** There is no second operand, and the partial by the first is 1 by accident: it is multiplied like any other. */
export const ALONE_BY_ONE = -2;
/** The variable is pulled back by a backpropagator, which the next entry numbers. */
export const BY_BACKPROPAGATOR = -3;
/** The partial is a scalar which the column of partials numbers; the operand is BOXED − entry. */
export const BOXED = -4;

/** Some variables of a tape, one after the other, with two entries each in both columns. */
export interface Stretch {
  /** The index of the first. */
  start: number;
  /** The indices of what a variable was made from. */
  readonly operands: Int32Array;
  /** Its partial derivatives with respect to them. */
  readonly partials: Float64Array;
}

const NO_OPERANDS = new Int32Array(0);
const NO_PARTIALS = new Float64Array(0);
// To make a buffer costs as much as thirty operations, whatever its length: 128 variables fit in the first
// (against 32, a gradient of a hundred operations is a sixth faster, of one operation a fifth slower).
const SHORTEST = 256;
// Each stretch is twice as long as the one before, up to 32,768 entries.
const DOUBLINGS = 7;
// Of each length so many are kept for other tapes (a tenth off a gradient of 7,000 operations); 3 megabytes
// in all.
const MOST_SPARE = 4;
const spare: Stretch[][] = Array.from({ length: DOUBLINGS + 1 }, () => []);

/** How far a tape has come. */
export interface Mark {
  readonly size: number;
  readonly backpropagators: number;
  readonly boxes: number;
}

/** The mark of an empty tape. */
export const NOTHING: Mark = { size: 0, backpropagators: 0, boxes: 0 };

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
  // The latest stretch, where in it the next variable goes, and where its room ends: at once while the tape is
  // forgetful.
  private operands: Int32Array = NO_OPERANDS;
  private partials: Float64Array = NO_PARTIALS;
  private at = 0;
  private end = 0;
  private forgetful = false;

  /** A variable made from nothing: an input, or one more result of a joint operation. */
  leaf(): number {
    return this.append(NONE, NONE);
  }

  /** A variable made from one other, by a partial of which may be declared that it is always 1. */
  link(from: number, partial: Scalar, isOne: boolean): number {
    if ((this.at === this.end || from < 0) && !this.isReady(from, NONE)) return FORGOTTEN;
    const { at } = this;
    this.operands[at] = from;
    // Among the numbers a 1 is one that is declared, unless it says otherwise (a fifth off the gradient of what
    // selects).
    this.operands[at + 1] = isOne || partial !== 1 ? NONE : ALONE_BY_ONE;
    if (typeof partial === "number") this.partials[at] = partial;
    else this.box(at, from, partial);
    this.at = at + 2;
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
    const isAlright = this.at !== this.end && left >= 0 && right >= 0;
    if (!isAlright && !this.isReady(left, right)) return FORGOTTEN;
    const { at } = this;
    this.operands[at] = left;
    this.operands[at + 1] = right;
    if (typeof byLeft === "number" && (leftIsOne || byLeft !== 1)) this.partials[at] = byLeft;
    else this.box(at, left, byLeft);
    if (typeof byRight === "number" && (rightIsOne || byRight !== 1)) {
      this.partials[at + 1] = byRight;
    } else this.box(at + 1, right, byRight);
    this.at = at + 2;
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
    const { forgetful, end } = this;
    this.forgetful = true;
    this.end = this.at;
    try {
      return body();
    } finally {
      this.forgetful = forgetful;
      this.end = end;
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
    // To set a length costs as much as twenty operations, also where it stays what it is.
    if (this.backpropagators.length > backpropagators) {
      this.backpropagators.length = backpropagators;
    }
    if (this.boxes.length > boxes) this.boxes.length = boxes;
    const { stretches } = this;
    while (stretches.length > 0 && stretches[stretches.length - 1].start >= size) {
      const stretch = stretches.pop()!;
      const alike = spare[Math.min(stretches.length, DOUBLINGS)];
      if (alike.length < MOST_SPARE) alike.push(stretch);
    }
    if (stretches.length > 0) this.goTo(stretches[stretches.length - 1], size);
    else this.at = this.end = 0;
  }

  private append(left: number, right: number): number {
    if (this.at === this.end && !this.isReady(NONE, NONE)) return FORGOTTEN;
    this.operands[this.at] = left;
    this.operands[this.at + 1] = right;
    this.at += 2;
    return this.size++;
  }

  /** A partial that is no plain number, or 1 by accident, stands in a list of its own. */
  private box(at: number, operand: number, partial: Scalar): void {
    this.operands[at] = BOXED - operand;
    this.partials[at] = this.boxes.length;
    this.boxes.push(partial);
  }

  /** Whether a variable made from these is to be kept; if so there is room for it afterwards. */
  private isReady(left: number, right: number): boolean {
    if (this.forgetful) return false;
    checkKept(left);
    checkKept(right);
    if (this.at === this.end) this.goOn();
    return true;
  }

  private goOn(): void {
    const doublings = Math.min(this.stretches.length, DOUBLINGS);
    const stretch = spare[doublings].pop() ?? newStretch(SHORTEST << doublings);
    stretch.start = this.size;
    this.stretches.push(stretch);
    this.goTo(stretch, this.size);
  }

  private goTo({ start, operands, partials }: Stretch, size: number): void {
    this.operands = operands;
    this.partials = partials;
    this.at = 2 * (size - start);
    this.end = this.forgetful ? this.at : operands.length;
  }
}

function newStretch(length: number): Stretch {
  // One buffer for both columns: to make two costs a third of a small gradient.
  const buffer = new ArrayBuffer(12 * length);
  return {
    start: 0,
    operands: new Int32Array(buffer, 8 * length, length),
    partials: new Float64Array(buffer, 0, length),
  };
}

/** @throws {TypeError} if a variable is one that its tape has not kept. */
export function checkKept(index: number): void {
  if (index !== FORGOTTEN) return;
  throw new TypeError(
    "Cannot use a value that the body of a checkpoint has stored outside of itself: its derivative is not " +
      "kept; return it from the body, with all else that is used afterwards",
  );
}
