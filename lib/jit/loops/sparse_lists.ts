// Lists of cotangents some of which are structural zeros, and what there is in all ways through a step.

import type { Cotangents } from "../../values/cotangents.ts";
import type { Sparse } from "../../values/interpretation.ts";
import type { Scalar } from "../../values/scalar.ts";
import { Again } from "./layouts.ts";

/** Returns which cotangents there are. */
export function presence(sparse: Sparse): boolean[] {
  return sparse.map((x) => x !== undefined);
}

/** Returns the cotangents that there are. */
export function presentIn(sparse: Sparse): Scalar[] {
  return sparse.filter((x) => x !== undefined);
}

/** Returns scalars in the places where there are some. */
export function filledIn(isThere: readonly boolean[], scalars: readonly Scalar[]): Sparse {
  let next = 0;
  return isThere.map((there) => there ? scalars[next++] : undefined);
}

/** Checks whether two lists have the same elements. */
export function haveSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((x, i) => x === other[i]);
}

/** Replaces the cotangent of a variable, if there is one. */
export function setPresent(cotangents: Cotangents, index: number, own: Scalar | undefined): void {
  if (own !== undefined) cotangents.set(index, own);
}

/** How often rounds may pass on more before all that could be is carried. */
const MOST_SURPRISES = 3;

/** What rounds of a loop were found to pass on, by any way of theirs, in this trace or an earlier one. */
export class KnownPassed {
  readonly isCarried: boolean[] = [];
  readonly areCells: boolean[] = [];
  /** The indices of the variables around the loop whose cotangents are summed up, in ascending order. */
  sums: readonly number[] = [];
  /** How often there was more than was known. */
  surprises = 0;
}

/** What a round passes on in any of its ways: cotangents that are carried, of variables in rows, and sums. */
export class PassedOn {
  private readonly known: KnownPassed;
  private readonly absent: () => Scalar;

  /**
   * @param known to which is added: which of its ways a round goes first must not decide what the program is like
   * @param absent returns a structural zero of this way
   */
  constructor(
    carried: Sparse,
    cells: Sparse,
    sums: readonly number[],
    absent: () => Scalar,
    known: KnownPassed = new KnownPassed(),
  ) {
    this.known = known;
    this.absent = absent;
    this.addAll(carried, cells, sums);
  }

  get isCarried(): readonly boolean[] {
    return this.known.isCarried;
  }

  get areCells(): readonly boolean[] {
    return this.known.areCells;
  }

  get sums(): readonly number[] {
    return this.known.sums;
  }

  /** Adds what one way passes on; where it is more than before, the loop is traced again. */
  add(carried: Sparse, cells: Sparse, sums: readonly number[]): void {
    if (!this.addAll(carried, cells, sums)) return;
    const { known } = this;
    // There may be another one in each round.
    if (++known.surprises === MOST_SURPRISES) known.isCarried.fill(true);
    throw new Again();
  }

  /** Adds what one way passes on, and returns whether it is more than before. */
  private addAll(carried: Sparse, cells: Sparse, indices: readonly number[]): boolean {
    const { isCarried, areCells, sums } = this.known;
    const all = new Set([...sums, ...indices]);
    if (all.size > sums.length) this.known.sums = [...all].sort((a, b) => a - b);
    const isMore = [addMarks(isCarried, presence(carried)), addMarks(areCells, presence(cells))]
      .includes(true);
    return isMore || all.size > sums.length;
  }

  /** Returns the cotangents that are carried in any way; those of other ways are absent. */
  carried(sparse: Sparse): Scalar[] {
    return this.selected(this.isCarried, sparse);
  }

  /** Returns the cotangents of variables in rows that there are in any way. */
  cells(sparse: Sparse): Scalar[] {
    return this.selected(this.areCells, sparse);
  }

  /** Returns the sums. */
  sumsOf(cotangents: Cotangents): Scalar[] {
    return this.sums.map((index) => cotangents.of(index) ?? this.absent());
  }

  /** Replaces the sums. */
  setSums(cotangents: Cotangents, sums: readonly Scalar[]): void {
    this.sums.forEach((index, k) => cotangents.set(index, sums[k]));
  }

  /** A text that tells it from others. */
  toString(): string {
    return `${this.isCarried};${this.areCells};${this.sums}`;
  }

  private selected(isThere: readonly boolean[], sparse: Sparse): Scalar[] {
    return sparse.filter((_, i) => isThere[i]).map((x) => x ?? this.absent());
  }
}

/** Sets the marks that are set in another list, and returns whether any was not. */
export function addMarks(marks: boolean[], others: readonly boolean[]): boolean {
  let isMore = false;
  others.forEach((other, i) => {
    const isNew = other && !marks[i];
    marks[i] ||= isNew;
    isMore ||= isNew;
  });
  return isMore;
}
