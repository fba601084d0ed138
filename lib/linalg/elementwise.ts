// What the rules of matrices do entry by entry. Absent entries, and absent matrices, are structural zeros.

import type { Scalar } from "../values/scalar.ts";
import { add, mul, neg, sub } from "../elementary/arithmetic.ts";
import { mapped, type Matrix, matrixBy } from "./matrix.ts";

/** Returns A + B. */
export function matrixSum(a: Matrix, b: Matrix): Matrix;
/** Returns A + B, of which one or both may be absent. */
export function matrixSum(a: Matrix | undefined, b: Matrix | undefined): Matrix | undefined;
export function matrixSum(a: Matrix | undefined, b: Matrix | undefined): Matrix | undefined {
  return a === undefined || b === undefined ? a ?? b : zipped(a, b, add, (own) => own);
}

/** Returns A − B. */
export function matrixDifference(a: Matrix, b: Matrix): Matrix;
/** Returns A − B, of which one or both may be absent. */
export function matrixDifference(a: Matrix | undefined, b: Matrix | undefined): Matrix | undefined;
export function matrixDifference(a: Matrix | undefined, b: Matrix | undefined): Matrix | undefined {
  if (b === undefined) return a;
  return a === undefined ? negated(b) : zipped(a, b, sub, (own) => neg(own));
}

/** Returns −A. */
export function negated(a: Matrix): Matrix {
  return mapped(a, (own) => neg(own));
}

/** Returns the products of the entries of two matrices. */
export function entrywiseProduct(a: Matrix, b: Matrix): Matrix {
  return matrixBy(a.rows, a.columns, (i, j) => {
    const x = a.entries[i * a.columns + j];
    const y = b.entries[i * a.columns + j];
    return x === undefined || y === undefined ? undefined : mul(x, y);
  });
}

/** Returns c·A. */
export function scaledMatrix(factor: Scalar, a: Matrix): Matrix {
  return mapped(a, (own) => mul(factor, own));
}

/** Returns ½(A + Aᵀ); an entry of which one part is absent is half the other part. */
export function symmetricPart(a: Matrix): Matrix {
  const { rows: n, entries } = a;
  return matrixBy(n, n, (i, j) => {
    const x = entries[i * n + j];
    const y = entries[j * n + i];
    if (x === undefined || y === undefined) {
      const own = x ?? y;
      return own === undefined ? undefined : mul(0.5, own);
    }
    return add(mul(0.5, x), mul(0.5, y));
  });
}

function zipped(
  a: Matrix,
  b: Matrix,
  both: (x: Scalar, y: Scalar) => Scalar,
  right: (y: Scalar) => Scalar,
): Matrix {
  return matrixBy(a.rows, a.columns, (i, j) => {
    const x = a.entries[i * a.columns + j];
    const y = b.entries[i * a.columns + j];
    if (y === undefined) return x;
    return x === undefined ? right(y) : both(x, y);
  });
}
