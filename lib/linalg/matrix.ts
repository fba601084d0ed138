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
export type MatrixPart = "full" | "lower" | "upper";

/** The shape of a matrix, and which of its entries count. */
export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
  /** @default "full" */
  readonly structure?: MatrixPart;
}

/** Returns a matrix of scalars, as one of numbers if all of them are. */
export function matrixOf(
  rows: number,
  columns: number,
  entries: readonly (Scalar | undefined)[],
): Matrix {
  const numbers = numbersIn(entries, 0, entries.length);
  return { rows, columns, entries: numbers ?? entries };
}

/** Returns `count` entries of a list as a typed array; `undefined` unless all of them are numbers. */
function numbersIn(
  list: ArrayLike<Scalar | undefined>,
  start: number,
  count: number,
): Float64Array | undefined {
  if (count > 0 && typeof list[start] !== "number") return undefined;
  const numbers = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const own = list[start + k];
    if (typeof own !== "number") return undefined;
    numbers[k] = own;
  }
  return numbers;
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
export function isIn(structure: MatrixPart, i: number, j: number): boolean {
  return structure === "full" || (structure === "lower" ? j <= i : i <= j);
}

/** Returns the number of entries that count. */
export function countIn({ rows, columns, structure = "full" }: MatrixShape): number {
  // Triangles are square.
  return structure === "full" ? rows * columns : rows * (rows + 1) / 2;
}

/** Adds the entries that count to a list, row by row. */
export function pack(
  { rows, columns, entries }: Matrix,
  structure: MatrixPart,
  list: (Scalar | undefined)[],
): void {
  for (let i = 0; i < rows; i++) {
    const from = structure === "upper" ? i : 0;
    const to = structure === "lower" ? i + 1 : columns;
    for (let k = i * columns + from; k < i * columns + to; k++) list.push(entries[k]);
  }
}

/**
 * Returns the matrix of a shape whose entries that count are in a list from `start` on.
 *
 * @param rest what the other entries are
 */
export function unpacked(
  shape: MatrixShape,
  list: ArrayLike<Scalar | undefined>,
  start: number,
  rest: 0 | undefined,
): Matrix {
  const { rows, columns, structure = "full" } = shape;
  const counting = numbersIn(list, start, countIn(shape));
  if (structure === "full" && counting !== undefined) return { rows, columns, entries: counting };
  const isNumeric = counting !== undefined && rest === 0;
  const entries: Float64Array | (Scalar | undefined)[] = isNumeric
    ? new Float64Array(rows * columns)
    : new Array<Scalar | undefined>(rows * columns).fill(rest);
  let next = start;
  for (let i = 0; i < rows; i++) {
    const from = structure === "upper" ? i : 0;
    const to = structure === "lower" ? i + 1 : columns;
    for (let j = from; j < to; j++) entries[i * columns + j] = list[next++] as number;
  }
  return { rows, columns, entries };
}

/** Returns a matrix with 0 for every entry that is absent. */
export function filled(matrix: Matrix): Matrix {
  const { rows, columns, entries } = matrix;
  if (entries instanceof Float64Array || !entries.includes(undefined)) return matrix;
  return matrixOf(rows, columns, entries.map((own) => own ?? 0));
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
export function transposed(matrix: Matrix): Matrix {
  const { rows, columns, entries } = matrix;
  const turned = entries instanceof Float64Array
    ? new Float64Array(entries.length)
    : new Array<Scalar | undefined>(entries.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = entries[i * columns + j] as number;
  }
  return { rows: columns, columns: rows, entries: turned };
}

/** Returns a matrix without the entries that do not count. */
export function restricted(matrix: Matrix, structure: MatrixPart): Matrix {
  const { rows, columns, entries } = matrix;
  if (structure === "full") return matrix;
  const own: (Scalar | undefined)[] = Array.from(entries);
  for (let i = 0; i < rows; i++) {
    if (structure === "lower") own.fill(undefined, i * columns + i + 1, (i + 1) * columns);
    else own.fill(undefined, i * columns, i * columns + i);
  }
  return matrixOf(rows, columns, own);
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
