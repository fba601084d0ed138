// Gaussian elimination of plain numbers with partial pivoting, P·A = L·U (Golub and Van Loan 2013, 3.4), and what
// follows from it. A matrix is factored once: the factors are kept as long as its entries are.

import type { NumberMatrix } from "../matrix.ts";
import { subtractMultiple } from "./products.ts";
import { solveTriangle, type Triangle } from "./triangular.ts";

/** The factors of a square matrix. */
export interface Factors {
  /** L without its unit diagonal, and U, in one matrix. */
  readonly packed: NumberMatrix;
  /** The row of the matrix that has come to each place. */
  readonly order: Int32Array;
  /** The sign of this permutation: 1 or −1. */
  readonly sign: number;
}

// By the entries, which no kernel writes to again: a derivative asks for the factors of its value.
const known = /* @__PURE__ */ new WeakMap<Float64Array, Factors>();

/** Returns the factors of a square matrix, also of a singular one, whose U has a 0 on its diagonal. */
export function factorsOf(matrix: NumberMatrix): Factors {
  let factors = known.get(matrix.entries);
  if (factors === undefined) known.set(matrix.entries, factors = eliminated(matrix));
  return factors;
}

function eliminated({ rows: n, entries }: NumberMatrix): Factors {
  const a = entries.slice();
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    let largest = Math.abs(a[k * n + k]);
    for (let i = k + 1; i < n; i++) {
      const size = Math.abs(a[i * n + k]);
      if (size > largest) {
        largest = size;
        pivot = i;
      }
    }
    if (pivot !== k) {
      const row = a.slice(k * n, (k + 1) * n);
      a.copyWithin(k * n, pivot * n, (pivot + 1) * n);
      a.set(row, pivot * n);
      [order[k], order[pivot]] = [order[pivot], order[k]];
      sign = -sign;
    }
    // A column of zeros is as it ought to be already.
    if (largest === 0) continue;
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k] /= a[k * n + k];
      subtractMultiple(a, i * n + k + 1, factor, a, k * n + k + 1, n - k - 1);
    }
  }
  return { packed: { rows: n, columns: n, entries: a }, order, sign };
}

const unitLower: Triangle = { isLower: true, isTransposed: false, hasUnitDiagonal: true };
const upper: Triangle = { isLower: false, isTransposed: false, hasUnitDiagonal: false };

/** Solves A·X = B, or Aᵀ·X = B. Where A is singular, the result has infinities or NaN. */
export function solveByElimination(
  matrix: NumberMatrix,
  right: NumberMatrix,
  isTransposed: boolean,
): NumberMatrix {
  const { packed, order } = factorsOf(matrix);
  if (!isTransposed) {
    const permuted = rowsMoved(right, (from, to, i) => to(i, from(order[i])));
    return solveTriangle(packed, solveTriangle(packed, permuted, unitLower), upper);
  }
  const middle = solveTriangle(packed, right, { ...upper, isTransposed: true });
  const x = solveTriangle(packed, middle, { ...unitLower, isTransposed: true });
  return rowsMoved(x, (from, to, i) => to(order[i], from(i)));
}

function rowsMoved(
  { rows, columns, entries }: NumberMatrix,
  move: (
    from: (row: number) => Float64Array,
    to: (row: number, entries: Float64Array) => void,
    i: number,
  ) => void,
): NumberMatrix {
  const moved = new Float64Array(entries.length);
  const from = (row: number) => entries.subarray(row * columns, (row + 1) * columns);
  const to = (row: number, own: Float64Array) => moved.set(own, row * columns);
  for (let i = 0; i < rows; i++) move(from, to, i);
  return { rows, columns, entries: moved };
}

/** Returns the inverse of a square matrix. */
export function inverseOfNumbers(matrix: NumberMatrix): NumberMatrix {
  return solveByElimination(matrix, identityMatrix(matrix.rows), false);
}

/** Returns the determinant of a square matrix, the product of the pivots; 1 of one without rows. */
export function determinantOfNumbers(matrix: NumberMatrix): number {
  const { packed: { rows: n, entries }, sign } = factorsOf(matrix);
  let product = sign;
  for (let i = 0; i < n; i++) product *= entries[i * n + i];
  return product;
}

/** Returns the sign of the determinant (0 of a singular matrix), and ln of its absolute value. */
export function signAndLogarithmOfDeterminant(
  matrix: NumberMatrix,
): readonly [sign: number, logarithm: number] {
  const { packed: { rows: n, entries }, sign } = factorsOf(matrix);
  let own = sign;
  let logarithm = 0;
  for (let i = 0; i < n; i++) {
    own *= Math.sign(entries[i * n + i]);
    logarithm += Math.log(Math.abs(entries[i * n + i]));
  }
  return [own, logarithm];
}

/** Returns the identity matrix of n rows. */
export function identityMatrix(n: number): NumberMatrix {
  const entries = new Float64Array(n * n);
  for (let i = 0; i < n; i++) entries[i * n + i] = 1;
  return { rows: n, columns: n, entries };
}
