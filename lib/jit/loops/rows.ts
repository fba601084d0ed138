// What each round of a loop gets besides the state: a row of numbers, from one source or several.

import type { Scalar } from "../../values/scalar.ts";
import { apart, together } from "./leaves.ts";
import type { RoundLoop } from "../../wasm/round_loop.ts";

/** A part of the rows of a loop. */
export interface RowPart {
  /** The number of leaves in each row. */
  readonly width: number;
  /** Returns the leaves of a row. */
  readonly leaves: (i: number) => readonly Scalar[];
  /** Returns what a step gets, from the leaves of a row. */
  readonly build: (leaves: readonly Scalar[], i: number) => readonly Scalar[];
  /** The rounds that have kept these leaves, where these are no scalars of the program. */
  readonly column?: KeptStates;
}

/** States that other rounds have kept. */
export interface KeptStates {
  /** The result of the operation that runs them. */
  readonly called: Scalar;
  /** Returns the numbers of the leaves of the state in which a round began. */
  readonly numbersAt: (i: number) => number[];
  /** Copies the leaves of the states of rounds into rows. */
  readonly copyStates: (
    rows: Float64Array,
    first: number,
    stride: number,
    from: number,
    to: number,
  ) => void;
}

/** Returns scalars as a part of rows; `undefined` where they are not made alike in all rounds. */
export function scalarRows(
  row: (i: number) => readonly Scalar[],
  from: number,
  to: number,
): RowPart | undefined {
  const template = row(from);
  const first = apart(template);
  if (first === undefined) return undefined;
  const all: (readonly Scalar[])[] = [first.leaves];
  for (let i = from + 1; i < to; i++) {
    const scalars = row(i);
    if (scalars.every((x) => typeof x === "number") && first.make === numbersOf(scalars.length)) {
      all.push(scalars);
      continue;
    }
    const own = apart(scalars);
    if (own?.make !== first.make) return undefined;
    all.push(own.leaves);
  }
  return {
    width: first.leaves.length,
    leaves: (i) => all[i - from],
    build: (leaves, i) => leaves === all[i - from] ? row(i) : together(template, leaves),
  };
}

const made: string[] = [];

function numbersOf(count: number): string {
  return made[count] ??= new Array(count).fill("number").join(" ");
}

/** Returns what a step gets of all parts, from the leaves of a row, or from those that it has. */
export function builtRow(
  parts: readonly RowPart[],
  i: number,
  leaves?: readonly Scalar[],
): Scalar[] {
  let next = 0;
  return parts.flatMap((part) =>
    part.build(
      leaves === undefined ? part.leaves(i) : leaves.slice(next, next += part.width),
      i,
    )
  );
}

/** The numbers of rows, and where they come from. */
export class RowNumbers {
  /** The number of leaves in a row. */
  readonly width: number;
  private readonly parts: readonly RowPart[];
  private readonly from: number;
  private readonly to: number;
  private readonly constant: ReadonlySet<RowPart>;

  constructor(parts: readonly RowPart[], from: number, to: number) {
    this.parts = parts;
    this.from = from;
    this.to = to;
    this.width = parts.reduce((total, { width }) => total + width, 0);
    this.constant = new Set(parts.filter((part) => this.isConstant(part)));
  }

  private isConstant(part: RowPart): boolean {
    if (part.column !== undefined) return false;
    for (let i = this.from; i < this.to; i++) {
      if (part.leaves(i).some((leaf) => typeof leaf !== "number")) return false;
    }
    return true;
  }

  /** Returns the leaves that are operands of the loop. */
  operands(): Scalar[] {
    const operands: Scalar[] = [];
    for (const part of this.parts) {
      if (part.column !== undefined || this.constant.has(part)) continue;
      for (let i = this.from; i < this.to; i++) {
        for (const leaf of part.leaves(i)) operands.push(leaf);
      }
    }
    return operands;
  }

  /** Returns the results of the loops whose states are read. */
  columns(): Scalar[] {
    return this.parts.flatMap(({ column }) => column === undefined ? [] : [column.called]);
  }

  /** Returns the numbers of one row. */
  numbersOf(i: number, numberOf: (leaf: Scalar) => number): number[] {
    return this.parts.flatMap((part) =>
      part.column === undefined ? part.leaves(i).map(numberOf) : part.column.numbersAt(i)
    );
  }

  /** Writes what is constant into the memory of a loop. */
  presetIn(loop: RoundLoop): void {
    this.each((part, offset) => {
      if (!this.constant.has(part)) return;
      for (let i = this.from; i < this.to; i++) {
        loop.view.set(
          part.leaves(i) as number[],
          loop.rowsAddress + (i - this.from) * this.width + offset,
        );
      }
    });
  }

  /** Writes what is not constant into the memory of a loop: operands from an index on, and states of other loops. */
  fillIn(loop: RoundLoop, operands: ArrayLike<number>, first: number): void {
    const { view, rowsAddress } = loop;
    const { from, to, width: stride } = this;
    let next = first;
    this.each((part, offset) => {
      if (this.constant.has(part)) return;
      const start = rowsAddress + offset;
      if (part.column !== undefined) part.column.copyStates(view, start, stride, from, to);
      else {
        for (let i = 0; i < to - from; i++) {
          for (let j = 0; j < part.width; j++) view[start + i * stride + j] = operands[next++];
        }
      }
    });
  }

  private each(visit: (part: RowPart, offset: number) => void): void {
    let offset = 0;
    for (const part of this.parts) {
      visit(part, offset);
      offset += part.width;
    }
  }
}
