// The backpropagators of a level, in the order they were made. A backpropagator carries the cotangent of a result
// on to the operands it came from. Nearly all are c ↦ left += d·c, right += e·c and differ only in four numbers,
// two operands and two partials: those are kept as these numbers, in columns (defunctionalised, Reynolds 1972);
// those of custom rules and checkpoints are kept as closures. `backpropagatorOf` returns any as a closure.

import type { Cotangents } from "./cotangents.ts";
import { companionOf, type FlatBox, isFlatBox, numberOf } from "./flat_box.ts";
import type { Scalar } from "./scalar.ts";

/** Carries the cotangent of a variable, if anything has contributed to it, on to the operands it came from. */
export type Backpropagator = (cotangents: Cotangents) => void;

/** Index of a variable whose backpropagator has not been kept. */
export const NOT_KEPT = -4;

// Codes in the column of operands: each stands in place of an index, which is never negative.
/** There is no operand. */
export const NO_OPERAND = -1;
/** As left operand: the backpropagator is the closure whose number stands as right operand. */
export const BY_CLOSURE = -2;
/** As right operand: there is none, and the left partial was computed to be 1, not declared to be. */
export const ALONE_BY_ONE = -2;
/** At and below this code the partial is a flat box, whose number is in the column; the operand is FLAT − code. */
export const FLAT = -3;
/** At and below this code the partial is in `boxes`, at the index in the column; the operand is BOXED − code. */
export const BOXED: number = FLAT - 2 ** 30;

/** The backpropagators of consecutive variables, with two entries for each in both columns. */
export interface Page {
  /** The index of the first variable. */
  start: number;
  /** The indices of the operands. */
  readonly operands: Int32Array;
  /** The partial derivatives with respect to them. */
  readonly partials: Float64Array;
  /** The second numbers of the partials that are flat boxes; made for the first of them. */
  companions: Float64Array | undefined;
}

const NO_OPERANDS = /* @__PURE__ */ new Int32Array(0);
const NO_PARTIALS = /* @__PURE__ */ new Float64Array(0);
// Entries of the first page, for 128 variables. Making a buffer costs as much as thirty operations, whatever its
// length (against 32 variables, a gradient of a hundred operations is a sixth faster, of one a fifth slower).
const SHORTEST = 256;
// Each page is twice as long as the one before, up to 32,768 entries.
const DOUBLINGS = 7;
// Most pages of each length that are kept for other levels: 5 megabytes in all (a gradient of 7,000 operations
// is a tenth faster).
const MOST_SPARE = 4;
const spare: Page[][] = /* @__PURE__ */ Array.from({ length: DOUBLINGS + 1 }, () => []);

/** A state of a level's backpropagators to come back to: how many there are, with their closures and boxes. */
export interface Mark {
  readonly size: number;
  readonly closures: number;
  readonly boxes: number;
}

/** The mark before the first backpropagator. */
export const START: Mark = { size: 0, closures: 0, boxes: 0 };

/**
 * The backpropagators of a level: one for each of its variables, by the variable's index. One that is kept as
 * numbers takes 24 bytes (as a closure 140, with gradients a third slower). When a page is full another one
 * begins, so that nothing is copied.
 */
export class Backpropagators {
  /** The number of variables, and so the index of the next one. */
  size = 0;
  readonly pages: Page[] = [];
  readonly closures: Backpropagator[] = [];
  /** Partials that are neither numbers nor flat boxes of the level of `flat`, and numbers computed to be 1. */
  readonly boxes: Scalar[] = [];
  /** The first flat box that came as a partial: the columns hold flat boxes of its level only. */
  flat: FlatBox | undefined = undefined;
  private operands: Int32Array = NO_OPERANDS;
  private partials: Float64Array = NO_PARTIALS;
  private companions: Float64Array | undefined = undefined;
  // In the columns of the latest page, where the next entry goes, and where the room ends. While nothing is kept,
  // `end === at`, so that one comparison finds both cases.
  at = 0;
  end = 0;
  isNotKeeping = false;

  /** Adds a backpropagator that does nothing: of an input, or of a further result of a joint operation. */
  addInput(): number {
    return this.append(NO_OPERAND, NO_OPERAND);
  }

  /** Adds c ↦ operand += partial·c. `isOne` says that the row declares the partial to be 1. */
  addOne(from: number, partial: Scalar, isOne: boolean): number {
    if ((this.at === this.end || from < 0) && !this.isReady(from, NO_OPERAND)) return NOT_KEPT;
    const { at } = this;
    this.operands[at] = from;
    this.operands[at + 1] = NO_OPERAND;
    if (typeof partial === "number") {
      this.partials[at] = partial;
      // With two operands, a 1 in the column is always declared (see addTwo); with one, this code tells.
      if (partial === 1 && !isOne) this.operands[at + 1] = ALONE_BY_ONE;
    } else this.box(at, from, partial);
    this.at = at + 2;
    return this.size++;
  }

  /** Adds c ↦ left += byLeft·c, right += byRight·c. A 1 that is not declared is kept in `boxes`. */
  addTwo(
    left: number,
    byLeft: Scalar,
    leftIsOne: boolean,
    right: number,
    byRight: Scalar,
    rightIsOne: boolean,
  ): number {
    const isAlright = this.at !== this.end && left >= 0 && right >= 0;
    if (!isAlright && !this.isReady(left, right)) return NOT_KEPT;
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

  /** Removes all backpropagators that were added since the mark. */
  rewind({ size, closures, boxes }: Mark): void {
    this.size = size;
    // Setting a length costs as much as twenty operations, even where it does not change.
    if (this.closures.length > closures) this.closures.length = closures;
    if (this.boxes.length > boxes) this.boxes.length = boxes;
    const { pages } = this;
    while (pages.length > 0 && pages[pages.length - 1].start >= size) {
      const page = pages.pop()!;
      const ofSameLength = spare[Math.min(pages.length, DOUBLINGS)];
      if (ofSameLength.length < MOST_SPARE) ofSameLength.push(page);
    }
    if (pages.length > 0) this.goTo(pages[pages.length - 1], size);
    else this.at = this.end = 0;
  }

  /** Adds a backpropagator of these two codes. */
  append(left: number, right: number): number {
    if (this.at === this.end && !this.isReady(NO_OPERAND, NO_OPERAND)) return NOT_KEPT;
    this.operands[this.at] = left;
    this.operands[this.at + 1] = right;
    this.at += 2;
    return this.size++;
  }

  /** Writes the entry of a partial that is no number, or a number computed to be 1. */
  private box(at: number, operand: number, partial: Scalar): void {
    if (typeof partial === "object" && isFlatBox(partial)) {
      this.flat ??= partial;
      if (partial.level === this.flat.level) {
        this.operands[at] = FLAT - operand;
        this.partials[at] = numberOf(partial);
        (this.companions ?? this.newCompanions())[at] = companionOf(partial);
        return;
      }
    }
    this.operands[at] = BOXED - operand;
    this.partials[at] = this.boxes.length;
    this.boxes.push(partial);
  }

  private newCompanions(): Float64Array {
    const { pages, partials } = this;
    this.companions = new Float64Array(partials.length);
    return pages[pages.length - 1].companions = this.companions;
  }

  /** Makes room for a backpropagator to these operands; returns false where nothing is kept. */
  private isReady(left: number, right: number): boolean {
    if (this.isNotKeeping) return false;
    checkKept(left);
    checkKept(right);
    if (this.at === this.end) this.goOn();
    return true;
  }

  private goOn(): void {
    const doublings = Math.min(this.pages.length, DOUBLINGS);
    const page = spare[doublings].pop() ?? newPage(SHORTEST << doublings);
    page.start = this.size;
    this.pages.push(page);
    this.goTo(page, this.size);
  }

  private goTo({ start, operands, partials, companions }: Page, size: number): void {
    this.operands = operands;
    this.partials = partials;
    this.companions = companions;
    this.at = 2 * (size - start);
    this.end = this.isNotKeeping ? this.at : operands.length;
  }
}

let notKept: string | undefined;

/** Runs `body` without keeping the backpropagators that it makes: using one of its variables later throws. */
export function withoutKeeping<T>(backpropagators: Backpropagators, body: () => T): T {
  notKept =
    "Cannot use a value that the body of a checkpoint has stored outside of itself: its derivative is " +
    "not kept; return it from the body, with all else that is used afterwards";
  const { isNotKeeping, end } = backpropagators;
  backpropagators.isNotKeeping = true;
  backpropagators.end = backpropagators.at;
  try {
    return body();
  } finally {
    backpropagators.isNotKeeping = isNotKeeping;
    backpropagators.end = end;
  }
}

function newPage(length: number): Page {
  // One buffer for both columns: making two costs a third of a small gradient.
  const buffer = new ArrayBuffer(12 * length);
  return {
    start: 0,
    operands: new Int32Array(buffer, 8 * length, length),
    partials: new Float64Array(buffer, 0, length),
    companions: undefined,
  };
}

/** Throws a TypeError, in the words of `withoutKeeping`, if the backpropagator of a variable has not been kept. */
export function checkKept(index: number): void {
  if (index === NOT_KEPT) throw new TypeError(notKept);
}
