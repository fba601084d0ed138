// Reads vectors and matrices from arguments, with errors that name the function, and gives results back in kind.

import { type AnyBox, isAnyBox, value } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import { isFloatArray, isNumberArray } from "../values/floats.ts";
import { HOME } from "../values/refusal.ts";
import type { Scalar } from "../values/scalar.ts";
import { isNumberMatrix, type Matrix, matrixOf } from "./matrix.ts";

/** How an argument came, and so how a result is given back. */
export type Kind = "rows" | "flat" | "vector" | "typed vector";

/** An argument that has been read: a vector is a matrix of one column. */
export interface ReadArgument {
  readonly matrix: Matrix;
  readonly kind: Kind;
}

/** Reads a matrix. */
export function readMatrix(operation: string, argument: unknown): ReadArgument {
  const read = readArray(operation, argument);
  if (!isVectorKind(read.kind)) return read;
  if (read.matrix.rows === 0) return { matrix: { ...read.matrix, columns: 0 }, kind: "rows" };
  throw new TypeError(
    `Cannot apply ${operation} to ${
      describe(argument)
    }: it takes a matrix, and this is a vector; ` +
      "give an array of rows, or { entries, shape }",
  );
}

/** Reads a square matrix. */
export function readSquare(operation: string, argument: unknown): ReadArgument {
  const read = readMatrix(operation, argument);
  const { rows, columns } = read.matrix;
  if (rows === columns) return read;
  throw new RangeError(
    `Cannot apply ${operation} to a matrix of ${rows} rows and ${columns} columns: it takes a square one`,
  );
}

/** Reads a vector or a matrix. */
export function readArray(operation: string, argument: unknown): ReadArgument {
  if (isNumberArray(argument)) {
    const entries = Float64Array.from(argument);
    const kind = isFloatArray(argument) ? "typed vector" : "vector";
    return { matrix: { rows: entries.length, columns: 1, entries }, kind };
  }
  if (Array.isArray(argument)) {
    const [first] = argument;
    const isVector = argument.length === 0 || typeof first === "number" || isAnyBox(first);
    return isVector ? readVector(operation, argument) : readRows(operation, argument);
  }
  const { entries, shape } = (argument ?? {}) as { entries?: unknown; shape?: unknown };
  if (isList(entries) && Array.isArray(shape)) return readFlat(operation, entries, shape);
  throw new TypeError(
    `Cannot apply ${operation} to ${
      describe(argument)
    }: it takes an array of rows, a vector, or a flat matrix ` +
      "{ entries, shape: [rows, columns] }",
  );
}

/** Returns whether an argument came as a vector. */
export function isVectorKind(kind: Kind): boolean {
  return kind === "vector" || kind === "typed vector";
}

/** Returns a result in the kind in which an argument came. */
export function inKind(kind: Kind, matrix: Matrix): unknown {
  const { rows, columns, entries } = matrix;
  if (kind === "flat") {
    return {
      entries: isNumberMatrix(matrix) ? matrix.entries : Array.from(entries),
      shape: [rows, columns],
    };
  }
  if (isVectorKind(kind)) {
    return kind === "typed vector" && isNumberMatrix(matrix) ? matrix.entries : Array.from(entries);
  }
  const result: unknown[][] = [];
  for (let i = 0; i < rows; i++) {
    const row: unknown[] = [];
    for (let j = 0; j < columns; j++) row.push(entries[i * columns + j]);
    result.push(row);
  }
  return result;
}

function readVector(operation: string, list: readonly unknown[]): ReadArgument {
  const entries = list.map((own, i) => checkedEntry(operation, own, `element ${i}`));
  return { matrix: matrixOf(entries.length, 1, entries), kind: "vector" };
}

function readRows(operation: string, list: readonly unknown[]): ReadArgument {
  const rows = list.length;
  const columns = isList(list[0]) ? list[0].length : 0;
  const entries: Scalar[] = [];
  for (let i = 0; i < rows; i++) {
    const row = list[i];
    if (!isList(row)) {
      throw new TypeError(
        `Cannot apply ${operation} to a matrix whose row ${i} is ${
          describe(row)
        }: each row is an array of numbers`,
      );
    }
    if (row.length !== columns) {
      throw new RangeError(
        `Cannot apply ${operation} to a matrix whose row ${i} has ${row.length} entries and whose row 0 has ` +
          `${columns}: give all rows the same length`,
      );
    }
    for (let j = 0; j < columns; j++) {
      const own = row[j];
      entries.push(isEntry(own) ? own : checkedEntry(operation, own, `entry [${i}][${j}]`));
    }
  }
  return { matrix: matrixOf(rows, columns, entries), kind: "rows" };
}

function readFlat(
  operation: string,
  list: ArrayLike<unknown>,
  shape: readonly unknown[],
): ReadArgument {
  // Where the whole object is an argument of a derivative, its shape is followed as well.
  const [rows, columns] = shape.map((own) => isAnyBox(own) ? value(own) : own as number);
  const isShape = shape.length === 2 && [rows, columns].every((n) => Number.isInteger(n) && n >= 0);
  if (!isShape || rows * columns !== list.length) {
    throw new RangeError(
      `Cannot apply ${operation} to ${list.length} entries with the shape [${
        shape.map(String)
      }]: it is ` +
        "[rows, columns], two numbers whose product is the number of entries",
    );
  }
  const matrix = list instanceof Float64Array ? { rows, columns, entries: list.slice() } : matrixOf(
    rows,
    columns,
    Array.from(list, (own, i) => checkedEntry(operation, own, `entry ${i}`)),
  );
  return { matrix, kind: "flat" };
}

function isList(node: unknown): node is ArrayLike<unknown> {
  return Array.isArray(node) || isNumberArray(node);
}

/** Checks whether a value is a number, or a box, which is told by its level faster than by its class. */
function isEntry(own: unknown): own is Scalar {
  return typeof own === "number" || (own as AnyBox | undefined)?.level?.home === HOME;
}

function checkedEntry(operation: string, own: unknown, place: string): Scalar {
  if (typeof own === "number" || isAnyBox(own)) return own;
  throw new TypeError(
    `Cannot apply ${operation} to this array: its ${place} is ${
      describe(own)
    }, and a number is wanted`,
  );
}
