// Matrices inside this folder: flat lists, row by row, of numbers in a typed array or of scalars in an ordinary one.
// An entry of a tangent or a cotangent may be absent, which is a structural zero.

import type { Scalar } from "../values/scalar.ts";

/** A matrix of scalars; an absent entry is a structural zero. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly entries: Float64Array | readonly (Scalar | undefined)[];
}

/** A matrix of plain numbers. Nothing writes into its entries once it is made. */
export interface NumberMatrix extends Matrix {
  readonly entries: Float64Array;
}

/** The entries of a matrix that count; the others are 0, or are not read. */
export type Structure = "full" | "lower" | "upper";

/** The shape of a matrix, and which of its entries count. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
  /** @default "full" */
  readonly structure?: Structure;
}

/** Returns a matrix of scalars, as one of numbers if all of them are. */
export function matrixOf(
  rows: number,
  columns: number,
  entries: readonly (Scalar | undefined)[],
): Matrix {
  return entries.every((own) => typeof own === "number")
    ? { rows, columns, entries: Float64Array.from(entries as number[]) }
    : { rows, columns, entries };
}

/** Returns the matrix whose entry at (i, j) is `entry(i, j)`. */
export function matrixBy(
  rows: number,
  columns: number,
  entry: (i: number, j: number) => Scalar | undefined,
): Matrix {
  const entries: (Scalar | undefined)[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) entries.push(entry(i, j));
  }
  return matrixOf(rows, columns, entries);
}

/** Checks whether all entries of a matrix are plain numbers. */
export function isNumberMatrix(matrix: Matrix): matrix is NumberMatrix {
  return matrix.entries instanceof Float64Array;
}

/** Checks whether an entry counts. */
export function isIn(structure: Structure, i: number, j: number): boolean {
  return structure === "full" || (structure === "lower" ? j <= i : i <= j);
}

/** Returns the number of entries that count. */
export function countIn({ rows, columns, structure = "full" }: Shape): number {
  // Triangles are square.
  return structure === "full" ? rows * columns : rows * (rows + 1) / 2;
}

/** Returns the entries that count, row by row. */
export function packed<T extends Matrix>(
  { rows, columns, entries }: T,
  structure: Structure = "full",
): T["entries"][number][] {
  if (structure === "full") return Array.from(entries);
  const list: (Scalar | undefined)[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (isIn(structure, i, j)) list.push(entries[i * columns + j]);
  }
  return list;
}

/**
 * Returns the matrix of a shape whose entries that count are in a list from `start` on.
 *
 * @param rest what the other entries are
 */
export function unpacked(
  { rows, columns, structure = "full" }: Shape,
  list: ArrayLike<Scalar | undefined>,
  start: number,
  rest: 0 | undefined,
): Matrix {
  let next = start;
  return matrixBy(rows, columns, (i, j) => isIn(structure, i, j) ? list[next++] : rest);
}

/** Returns a matrix with 0 for every entry that is absent. */
export function filled(matrix: Matrix): Matrix {
  if (isNumberMatrix(matrix)) return matrix;
  const { rows, columns, entries } = matrix;
  return matrixOf(rows, columns, Array.from(entries, (own) => own ?? 0));
}

/** Returns a matrix whose entries are made of those of another one; absent entries stay so. */
export function mapped(
  { rows, columns, entries }: Matrix,
  change: (entry: Scalar, i: number, j: number) => Scalar | undefined,
): Matrix {
  return matrixBy(rows, columns, (i, j) => {
    const own = entries[i * columns + j];
    return own === undefined ? undefined : change(own, i, j);
  });
}

/** Returns the transpose. */
export function transposed({ rows, columns, entries }: Matrix): Matrix {
  return matrixBy(columns, rows, (i, j) => entries[j * columns + i]);
}

/** Returns a matrix without the entries that do not count. */
export function restricted(matrix: Matrix, structure: Structure): Matrix {
  return structure === "full"
    ? matrix
    : mapped(matrix, (own, i, j) => isIn(structure, i, j) ? own : undefined);
}

/** Returns the rows and columns from one position up to, and without, another. */
export function block(
  { columns, entries }: Matrix,
  [top, left]: readonly [number, number],
  [bottom, right]: readonly [number, number],
): Matrix {
  return matrixBy(
    bottom - top,
    right - left,
    (i, j) => entries[(top + i) * columns + left + j],
  );
}
