// The backpropagators of a level, in the order they were made. One carries the cotangent of a result on to the
// operands it came from. Nearly all are c ↦ left += d·c, right += e·c, and differ in these numbers only: such
// closures are kept as the four numbers they consist of (defunctionalised, Reynolds 1972), those of lists as a
// chain of such, and all others, of custom rules and checkpoints, as they are. `backpropagatorOf` gives each as the closure it stands for.

import type { Cotangents } from "./cotangents.ts";
import { companionOf, type FlatBox, isFlatBox, numberOf } from "./flat.ts";
import type { Scalar } from "./scalar.ts";

/** Carries the cotangent of a variable, if it has one in this sweep, on to the operands it came from. */
export type Backpropagator = (cotangents: Cotangents) => void;

/** The index of a variable whose backpropagator has not been kept. */
export const NOT_KEPT = -4;

// What stands in the column of operands in place of an index.
/** There is no operand. */
export const NO_OPERAND = -1;
/** The backpropagator is a closure, which the next entry numbers. */
export const BY_CLOSURE = -2;
/** In place of a right operand: there is none, and the left partial is 1 by accident, not by declaration. */
export const ALONE_BY_ONE = -2;
/** From here downwards the partial is a flat box, in both columns; the operand is FLAT − entry. */
export const FLAT = -3;
/** From here downwards the partial is a scalar which the column of partials numbers; the operand is BOXED − entry. */
export const BOXED: number = FLAT - 2 ** 30;

/** The backpropagators of some variables, one after the other, with two entries each in both columns. */
export interface Page {
  /** The index of the first. */
  start: number;
  /** The indices of the operands. */
  readonly operands: Int32Array;
  /** The partial derivatives with respect to them. */
  readonly partials: Float64Array;
  /** What flat boxes among these have beside their number; made for the first of them. */
  companions: Float64Array | undefined;
}

const NO_OPERANDS = /* @__PURE__ */ new Int32Array(0);
const NO_PARTIALS = /* @__PURE__ */ new Float64Array(0);
// To make a buffer costs as much as thirty operations, whatever its length: 128 variables fit in the first
// (against 32, a gradient of a hundred operations is a sixth faster, of one operation a fifth slower).
const SHORTEST = 256;
// Each page is twice as long as the one before, up to 32,768 entries.
const DOUBLINGS = 7;
// Of each length so many are kept for other levels (a tenth off a gradient of 7,000 operations); 5 megabytes
// in all.
const MOST_SPARE = 4;
const spare: Page[][] = /* @__PURE__ */ Array.from({ length: DOUBLINGS + 1 }, () => []);

/** How many backpropagators there are, with their closures and boxes. */
export interface Mark {
  readonly size: number;
  readonly closures: number;
  readonly boxes: number;
}

/** The mark before the first. */
export const START: Mark = { size: 0, closures: 0, boxes: 0 };

/**
 * The backpropagators of a level: one for each of its variables, by the variable's number. As numbers one takes
 * 24 bytes (a closure for each would be 140, and a gradient a third slower). A page that is full is not copied:
 * there is another one.
 */
export class Backpropagators {
  /** How many variables there are; the index of the next one. */
  size = 0;
  readonly pages: Page[] = [];
  readonly closures: Backpropagator[] = [];
  /** Partial derivatives that are no plain numbers and no flat boxes in columns, or 1 by accident. */
  readonly boxes: Scalar[] = [];
  /** One of the flat boxes in columns, once there are any: all are of its level. */
  flat: FlatBox | undefined = undefined;
  // The latest page, where in it the next one goes, and where its room ends: at once while nothing is kept.
  private operands: Int32Array = NO_OPERANDS;
  private partials: Float64Array = NO_PARTIALS;
  private companions: Float64Array | undefined = undefined;
  private at = 0;
  private end = 0;
  private isNotKeeping = false;

  /** Adds one that carries on to nothing: of an input, or of one more result of a joint operation. */
  addInput(): number {
    return this.append(NO_OPERAND, NO_OPERAND);
  }

  /** Adds c ↦ operand += partial·c, where a row may have declared that the partial is always 1. */
  addOne(from: number, partial: Scalar, isOne: boolean): number {
    if ((this.at === this.end || from < 0) && !this.isReady(from, NO_OPERAND)) return NOT_KEPT;
    const { at } = this;
    this.operands[at] = from;
    this.operands[at + 1] = NO_OPERAND;
    if (typeof partial === "number") {
      this.partials[at] = partial;
      // Beside another operand a 1 among the numbers is one that is declared; alone, it is told apart here.
      if (partial === 1 && !isOne) this.operands[at + 1] = ALONE_BY_ONE;
    } else this.box(at, from, partial);
    this.at = at + 2;
    return this.size++;
  }

  /** Adds c ↦ left += byLeft·c, right += byRight·c. */
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

  /**
   * Adds a closure, for a variable and all results of the same operation that are made right after it.
   *
   * @param from what it carries cotangents on to
   */
  addClosure(backpropagator: Backpropagator, from: readonly number[]): number {
    if (this.isNotKeeping) return NOT_KEPT;
    from.forEach(checkKept);
    this.closures.push(backpropagator);
    return this.append(BY_CLOSURE, this.closures.length - 1);
  }

  /** Runs `body` without keeping what it makes: a variable that is used afterwards is refused. */
  withoutKeeping<T>(body: () => T): T {
    const { isNotKeeping, end } = this;
    this.isNotKeeping = true;
    this.end = this.at;
    try {
      return body();
    } finally {
      this.isNotKeeping = isNotKeeping;
      this.end = end;
    }
  }

  /** Returns how many there are now, to come back to. */
  mark(): Mark {
    const { size, closures, boxes } = this;
    return { size, closures: closures.length, boxes: boxes.length };
  }

  /** Forgets all that were added since the mark. */
  rewind({ size, closures, boxes }: Mark): void {
    this.size = size;
    // To set a length costs as much as twenty operations, also where it stays what it is.
    if (this.closures.length > closures) {
      this.closures.length = closures;
    }
    if (this.boxes.length > boxes) this.boxes.length = boxes;
    const { pages } = this;
    while (pages.length > 0 && pages[pages.length - 1].start >= size) {
      const page = pages.pop()!;
      const alike = spare[Math.min(pages.length, DOUBLINGS)];
      if (alike.length < MOST_SPARE) alike.push(page);
    }
    if (pages.length > 0) this.goTo(pages[pages.length - 1], size);
    else this.at = this.end = 0;
  }

  private append(left: number, right: number): number {
    if (this.at === this.end && !this.isReady(NO_OPERAND, NO_OPERAND)) return NOT_KEPT;
    this.operands[this.at] = left;
    this.operands[this.at + 1] = right;
    this.at += 2;
    return this.size++;
  }

  /** A partial that is no plain number, or 1 by accident. */
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

  /** Whether a variable made from these is to be kept; if so there is room for it afterwards. */
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

function newPage(length: number): Page {
  // One buffer for both columns: to make two costs a third of a small gradient.
  const buffer = new ArrayBuffer(12 * length);
  return {
    start: 0,
    operands: new Int32Array(buffer, 8 * length, length),
    partials: new Float64Array(buffer, 0, length),
    companions: undefined,
  };
}

/** @throws {TypeError} if the backpropagator of a variable has not been kept. */
export function checkKept(index: number): void {
  if (index !== NOT_KEPT) return;
  throw new TypeError(
    "Cannot use a value that the body of a checkpoint has stored outside of itself: its derivative is not " +
      "kept; return it from the body, with all else that is used afterwards",
  );
}
