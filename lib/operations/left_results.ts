// Operations with many results, in programs that are written down: a call computes all of them and leaves them somewhere, and
// each result is an operation that reads it there. Compiled code has them in its memory, where they are copied once a call.

import { binary } from "./binary.ts";
import type { Binary, BinaryRow } from "./binary_row.ts";
import { ownRow } from "../values/operation.ts";

/** Numbers that a call has left, by their indices. */
export interface LeftResults {
  /** Returns one of them. */
  readonly at: (index: number) => number;
  /** Copies some of them into an array, from an index on, where one row follows the other. */
  readonly copy: (rows: ResultRows, into: Float64Array, to: number) => void;
}

/** Which numbers are meant: `count` rows of `width` each, whose beginnings are `stride` apart. */
export interface ResultRows {
  readonly start: number;
  readonly width: number;
  readonly stride: number;
  readonly count: number;
}

/** The row of an operation that reads a number which a call has left. */
export interface EntryRow extends BinaryRow {
  readonly results: LeftResults;
}

/**
 * Returns the operation that reads a number which a call has left. It takes the result of the call as an operand, so that it
 * comes after it, and an index.
 */
export function entryOf(name: string, results: LeftResults): Binary {
  const row: EntryRow = {
    name,
    value: (_called, index) => results.at(index),
    partials: [0, 0],
    results,
  };
  return binary(ownRow(row));
}

/** Goes through the indices of rows; `i` is their number. */
export function forEachIndex(
  { start, width, stride, count }: ResultRows,
  body: (index: number, i: number) => void,
): void {
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < width; j++) body(start + row * stride + j, row * width + j);
  }
}
