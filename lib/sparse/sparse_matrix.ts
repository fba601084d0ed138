// A sparse derivative: a pattern by rows, with the value of each entry. It knows how many passes it took.

import { add, mul } from "../elementary/arithmetic.ts";
import { FRAMED, type NumbersInFrame } from "../trees/framed.ts";
import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { brailleOf, counted } from "./picture.ts";
import { printedAs } from "./printed.ts";
import {
  byColumns,
  placeOfEntry,
  rowsOfEntries,
  type Shape,
  SparsityPattern,
} from "./sparsity_pattern.ts";

/** The values of a matrix: a typed array, or inside another derivative or a trace a list of scalars. */
export type SparseValues<S extends Scalar> = [S] extends [number] ? Float64Array : readonly S[];

/** One entry: its row, its column and its value. */
export type Entry<S extends Scalar> = [row: number, column: number, value: S];

/** How the entries were found: by a colouring of the columns, of the rows, or of rows and columns alike. */
export type Coloured = "columns" | "rows" | "star";

/**
 * A sparse matrix in compressed rows (CSR): the entries of row i are those from `rows[i]` up to before
 * `rows[i + 1]`, with their columns in `columns`, ascending, and their values in `values`. Printed, it shows its
 * pattern, and how many colours it took.
 *
 * @example
 * ```ts
 * import { mul, type Scalar, square } from "@fluxion/ad";
 * import { sparseJacobian } from "@fluxion/ad/sparse";
 * import { assertEquals } from "@std/assert";
 *
 * const matrix = sparseJacobian(([x, y, z]: Scalar[]) => [mul(x, z), square(y)])([1, 2, 3]);
 * assertEquals(matrix.values, new Float64Array([3, 1, 4]));
 * assertEquals(matrix.toDense(), [[3, 0, 1], [0, 4, 0]]);
 * assertEquals([...matrix.entries()], [[0, 0, 3], [0, 2, 1], [1, 1, 4]]);
 * assertEquals(matrix.times([1, 1, 1]), [4, 4]);
 * ```
 */
export class SparseMatrix<S extends Scalar = number> {
  /** The numbers of rows and of columns. */
  readonly shape: Shape;
  /** Where the entries of each row begin in `columns` and `values`, and where those of the last one end. */
  readonly rows: Int32Array;
  /** The columns of all entries, row by row, ascending in each. */
  readonly columns: Int32Array;
  /** The values of all entries. */
  readonly values: SparseValues<S>;
  /** The number of colours, and so of directions, that the values took. */
  readonly colours: number;
  /** What was coloured. */
  readonly coloured: Coloured;

  /**
   * Puts values into a pattern.
   *
   * @param pattern where the entries are, @param values one for each, in the same order
   * @param colours how many it took, @param coloured of what
   */
  constructor(
    { shape, rows, columns }: SparsityPattern,
    values: SparseValues<S>,
    colours: number,
    coloured: Coloured,
  ) {
    this.shape = shape;
    this.rows = rows;
    this.columns = columns;
    this.values = values;
    this.colours = colours;
    this.coloured = coloured;
  }

  /** The number of entries. */
  get size(): number {
    return this.columns.length;
  }

  /** Where the entries are. */
  get pattern(): SparsityPattern {
    return new SparsityPattern(this.shape, this.rows, this.columns);
  }

  /** Returns the value in a row and column: that of the entry there, or 0. */
  at(row: number, column: number): S {
    const place = placeOfEntry(this, row, column);
    return place < 0 ? 0 as S : this.values[place] as S;
  }

  /** Yields all entries, row by row, as the triplets that other packages are filled with. */
  *entries(): Generator<Entry<S>> {
    const { rows, columns, values } = this;
    for (let row = 0; row + 1 < rows.length; row++) {
      for (let k = rows[row]; k < rows[row + 1]; k++) yield [row, columns[k], values[k] as S];
    }
  }

  /** Returns the matrix as a list of its rows, as `new Matrix(…)` of ml-matrix takes it. */
  toDense(): S[][] {
    const { shape: [m, n], rows, columns, values } = this;
    return Array.from({ length: m }, (_, row) => {
      const dense = new Array<S>(n).fill(0 as S);
      for (let k = rows[row]; k < rows[row + 1]; k++) dense[columns[k]] = values[k] as S;
      return dense;
    });
  }

  /**
   * Returns the transposed matrix. Its rows are the columns of this one, so that it is this one in compressed
   * columns (CSC).
   */
  transposed(): SparseMatrix<S> {
    const { shape: [m, n], rows, columns, values, colours } = this;
    const { starts, order } = byColumns(this);
    const rowOf = rowsOfEntries(rows, m, columns.length);
    const pattern = new SparsityPattern([n, m], starts, order.map((entry) => rowOf[entry]));
    const own = values instanceof Float64Array
      ? Float64Array.from(order, (entry) => values[entry])
      : Array.from(order, (entry) => values[entry]);
    const coloured = this.coloured === "star"
      ? "star"
      : this.coloured === "rows"
      ? "columns"
      : "rows";
    return new SparseMatrix<S>(pattern, own as SparseValues<S>, colours, coloured);
  }

  /**
   * Returns the product with a vector.
   *
   * @throws {RangeError} if the vector has not one number for each column.
   */
  times<V extends Scalar>(
    vector: ArrayLike<V>,
  ): ([S, V] extends [number, number] ? number : Scalar)[] {
    const { shape: [m, n], rows, columns, values } = this;
    if (vector?.length !== n) {
      throw new RangeError(
        `Cannot multiply a sparse matrix of ${n} columns by ${
          describe(vector)
        }: one number for each column is wanted`,
      );
    }
    return Array.from({ length: m }, (_, row) => {
      let total: Scalar = 0;
      for (let k = rows[row]; k < rows[row + 1]; k++) {
        total = add(total, mul(values[k] as Scalar, vector[columns[k]]));
      }
      return total;
    }) as never;
  }

  /** Returns what is printed: shape, number of entries and of colours, and a picture of the pattern in Braille. */
  toString(): string {
    const { shape, rows, columns, colours, coloured } = this;
    const of = coloured === "star" ? "star colouring" : `of ${coloured}`;
    const title = `SparseMatrix ${shape[0]} × ${shape[1]}, ${
      counted(this.size, "entry", "entries")
    }, ${counted(colours, "colour", "colours")} (${of})`;
    return [title, ...brailleOf(shape, rows, columns)].join("\n");
  }
}

/** Returns the values of a matrix with its pattern as a frame, by which a compiled function may return it. */
function framed(this: SparseMatrix<Scalar>): NumbersInFrame {
  const { pattern, rows, columns, values, colours, coloured } = this;
  return {
    numbers: values,
    withNumbers: (numbers) => new SparseMatrix<number>(pattern, numbers, colours, coloured),
    numbersIn: (other) =>
      other instanceof SparseMatrix && other.rows === rows && other.columns === columns &&
        other.values instanceof Float64Array
        ? other.values
        : undefined,
  };
}

Object.defineProperty(SparseMatrix.prototype, FRAMED, { value: framed });

Object.defineProperties(
  SparseMatrix.prototype,
  printedAs(function (this: SparseMatrix) {
    return this.toString();
  }),
);
