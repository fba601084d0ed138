// Where a matrix may have entries other than 0, by rows.

import { printedAs } from "./printed.ts";
import { brailleOf, counted } from "./picture.ts";

/** The numbers of rows and of columns. */
export type Shape = readonly [rows: number, columns: number];

/**
 * The places of a matrix where it may be other than 0, by rows: those of row i are in the columns from
 * `columns[rows[i]]` up to before `columns[rows[i + 1]]`, in ascending order. It prints as a picture.
 *
 * @example
 * ```ts
 * import { mul, type Scalar } from "@fluxion/ad";
 * import { sparsity } from "@fluxion/ad/sparse";
 * import { assertEquals } from "@std/assert";
 *
 * const pattern = sparsity(([x, y, z]: Scalar[]) => [mul(x, z), y])([1, 2, 3]);
 * assertEquals(pattern.shape, [2, 3]);
 * assertEquals([...pattern.rows], [0, 2, 3]);
 * assertEquals([...pattern.columns], [0, 2, 1]);
 * assertEquals(pattern.has(0, 1), false);
 * ```
 */
export class SparsityPattern {
  /** The numbers of rows and of columns. */
  readonly shape: Shape;
  /** Where the places of each row begin in `columns`, and where those of the last one end. */
  readonly rows: Int32Array;
  /** The columns of all places, row by row. */
  readonly columns: Int32Array;

  /**
   * Makes a pattern of its places by rows, which it keeps as they are.
   *
   * @param shape how many rows and columns, @param rows where rows begin, @param columns of all places
   */
  constructor(shape: Shape, rows: Int32Array, columns: Int32Array) {
    this.shape = shape;
    this.rows = rows;
    this.columns = columns;
  }

  /** The number of places. */
  get size(): number {
    return this.columns.length;
  }

  /** Checks whether the matrix may be other than 0 in a row and column. */
  has(row: number, column: number): boolean {
    return placeOfEntry(this, row, column) >= 0;
  }

  /** Returns the pattern of the transposed matrix. */
  transposed(): SparsityPattern {
    const { shape: [m, n], rows, columns } = this;
    const { starts, order } = byColumns(this);
    const rowOf = rowsOfEntries(rows, m, columns.length);
    return new SparsityPattern([n, m], starts, order.map((entry) => rowOf[entry]));
  }

  /** Returns what is printed: the shape, the number of places, and a picture in Braille. */
  toString(): string {
    const { shape, rows, columns } = this;
    const title = `SparsityPattern ${shape[0]} × ${shape[1]}, ${
      counted(this.size, "entry", "entries")
    }`;
    return [title, ...brailleOf(shape, rows, columns)].join("\n");
  }
}

/** Rows of entries: what patterns and matrices have in common. */
export interface EntriesByRow {
  /** The numbers of rows and of columns. */
  readonly shape: Shape;
  /** Where the entries of each row begin, and where those of the last one end. */
  readonly rows: Int32Array;
  /** The columns of all entries, row by row. */
  readonly columns: Int32Array;
}

/** Returns the number of the entry in a row and column, −1 where there is none. */
export function placeOfEntry({ rows, columns }: EntriesByRow, row: number, column: number): number {
  let low = rows[row] ?? 0;
  let high = (rows[row + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = low + high >> 1;
    if (columns[middle] === column) return middle;
    if (columns[middle] < column) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Returns the row of each entry. */
export function rowsOfEntries(rows: Int32Array, m: number, size: number): Int32Array {
  const rowOf = new Int32Array(size);
  for (let i = 0; i < m; i++) rowOf.fill(i, rows[i], rows[i + 1]);
  return rowOf;
}

/** Entries in the order of columns. */
export interface ColumnOrder {
  /** Where the entries of each column begin in `order`. */
  readonly starts: Int32Array;
  /** The numbers of the entries, column by column, each from the first row to the last. */
  readonly order: Int32Array;
}

/** Returns the entries in the order of columns. */
export function byColumns({ shape: [, n], columns }: EntriesByRow): ColumnOrder {
  const starts = new Int32Array(n + 1);
  for (let k = 0; k < columns.length; k++) starts[columns[k] + 1]++;
  for (let j = 0; j < n; j++) starts[j + 1] += starts[j];
  const next = starts.slice();
  const order = new Int32Array(columns.length);
  for (let k = 0; k < columns.length; k++) order[next[columns[k]]++] = k;
  return { starts, order };
}

Object.defineProperties(
  SparsityPattern.prototype,
  printedAs(function (this: SparsityPattern) {
    return this.toString();
  }),
);
