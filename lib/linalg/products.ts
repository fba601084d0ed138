// The product of two matrices, with its structural zeros: an absent entry is multiplied by nothing, and a result of
// absent products only is absent.

import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import {
  filled,
  type Matrix,
  matrixBy,
  type MatrixShape,
  type NumberMatrix,
  transposed,
} from "./matrix.ts";
import { matrixSum } from "./elementwise.ts";
import { productOfNumbers } from "./kernels/products.ts";

/** Returns A·B. */
export function matrixProduct(a: Matrix, b: Matrix): Matrix;
/** Returns A·B, absent where a factor is. */
export function matrixProduct(a: Matrix | undefined, b: Matrix | undefined): Matrix | undefined;
export function matrixProduct(a: Matrix | undefined, b: Matrix | undefined): Matrix | undefined {
  if (a === undefined || b === undefined) return undefined;
  const left = presenceOf(a);
  const right = presenceOf(b);
  if (left === undefined && right === undefined) {
    return applyMatrixOperation(fullProduct, [a, b])[0];
  }
  const operation = productOf(left, right);
  const [product] = applyMatrixOperation(operation, [filled(a), filled(b)]);
  const isThere = presenceOfProduct(a, b);
  return matrixBy(
    a.rows,
    b.columns,
    (i, j) => isThere(i, j) ? product.entries[i * b.columns + j] : undefined,
  );
}

/** Which entries of a matrix are there, row by row; `undefined` where all are. */
type Presence = Uint8Array | undefined;

function presenceOf({ entries }: Matrix): Presence {
  if (entries instanceof Float64Array || !entries.includes(undefined)) return undefined;
  return Uint8Array.from(entries, (own) => own === undefined ? 0 : 1);
}

const fullProduct: MatrixOperation = /* @__PURE__ */ productOf(undefined, undefined);

/** Returns the product of matrices of which some entries stand for absent ones. */
function productOf(left: Presence, right: Presence): MatrixOperation {
  const present = ([a, b]: readonly Matrix[]) => [withoutAbsent(a, left), withoutAbsent(b, right)];
  return {
    name: "matmul",
    shapes: ([a, b]: readonly MatrixShape[]) => [{ rows: a.rows, columns: b.columns }],
    value: ([a, b]) => [
      left === undefined && right === undefined || isAllFinite(a) && isAllFinite(b)
        ? productOfNumbers(a, b)
        : productOfPresent(a, left, b, right),
    ],
    tangents(operands, _results, [da, db]) {
      const [a, b] = present(operands);
      return [matrixSum(matrixProduct(da, b), matrixProduct(a, db))];
    },
    cotangents(operands, _results, [seed]) {
      const [a, b] = present(operands);
      return [matrixProduct(seed, transposed(b)), matrixProduct(transposed(a), seed)];
    },
  };
}

function withoutAbsent({ rows, columns, entries }: Matrix, presence: Presence): Matrix {
  if (presence === undefined) return { rows, columns, entries };
  return matrixBy(
    rows,
    columns,
    (i, j) => presence[i * columns + j] === 1 ? entries[i * columns + j] : undefined,
  );
}

/** Returns A·B without the products that have an absent factor, where a 0 for it would make NaN of an infinity. */
function productOfPresent(
  a: NumberMatrix,
  left: Presence,
  b: NumberMatrix,
  right: Presence,
): NumberMatrix {
  const { rows, columns: inner } = a;
  const { columns } = b;
  const entries = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      if (left !== undefined && left[i * inner + k] === 0) continue;
      const factor = a.entries[i * inner + k];
      for (let j = 0; j < columns; j++) {
        if (right !== undefined && right[k * columns + j] === 0) continue;
        entries[i * columns + j] += factor * b.entries[k * columns + j];
      }
    }
  }
  return { rows, columns, entries };
}

/** Returns whether an entry of a product has any summand, by the sets of places that rows and columns have. */
function presenceOfProduct(a: Matrix, b: Matrix): (i: number, j: number) => boolean {
  const inner = a.columns;
  const words = (inner + 31) >> 5;
  const rowSets = new Int32Array(a.rows * words);
  const columnSets = new Int32Array(b.columns * words);
  for (let k = 0; k < inner; k++) {
    const bit = 1 << (k & 31);
    for (let i = 0; i < a.rows; i++) {
      if (a.entries[i * inner + k] !== undefined) rowSets[i * words + (k >> 5)] |= bit;
    }
    for (let j = 0; j < b.columns; j++) {
      if (b.entries[k * b.columns + j] !== undefined) columnSets[j * words + (k >> 5)] |= bit;
    }
  }
  return (i, j) => {
    for (let w = 0; w < words; w++) {
      if ((rowSets[i * words + w] & columnSets[j * words + w]) !== 0) return true;
    }
    return false;
  };
}

function isAllFinite({ entries }: NumberMatrix): boolean {
  return entries.every(Number.isFinite);
}
