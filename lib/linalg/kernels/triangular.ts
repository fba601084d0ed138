// Equations with a triangular matrix, by substitution. Only that triangle of the matrix is read.

import type { NumberMatrix } from "../matrix.ts";
import { innerProductAt, subtractMultiple } from "./products.ts";

/** Which triangle of a matrix counts, and how. */
export interface Triangle {
  /** Whether it is the lower one. */
  readonly isLower: boolean;
  /** Whether the transpose of the matrix is meant. */
  readonly isTransposed: boolean;
  /** Whether the diagonal counts as ones and is not read. */
  readonly hasUnitDiagonal: boolean;
}

/**
 * Solves T·x = b, or Tᵀ·x = b, for one column: by rows of T, as several columns are, but without a call for each
 * number.
 */
function solveColumn(
  n: number,
  t: Float64Array,
  b: Float64Array,
  { isLower, isTransposed, hasUnitDiagonal }: Triangle,
): Float64Array {
  const x = b.slice();
  const isForward = isLower !== isTransposed;
  for (let step = 0; step < n; step++) {
    const i = isForward ? step : n - 1 - step;
    const [from, to] = isLower ? [0, i] : [i + 1, n];
    if (!isTransposed) x[i] -= innerProductAt(t, i * n + from, x, from, to - from);
    if (!hasUnitDiagonal) x[i] /= t[i * n + i];
    if (isTransposed) subtractMultiple(x, from, x[i], t, i * n + from, to - from);
  }
  return x;
}

/** Solves T·X = B, or Tᵀ·X = B. A 0 on the diagonal gives infinities or NaN, as a division does. */
export function solveTriangle(
  { rows: n, entries: t }: NumberMatrix,
  { columns, entries: b }: NumberMatrix,
  triangle: Triangle,
): NumberMatrix {
  if (columns === 1) return { rows: n, columns, entries: solveColumn(n, t, b, triangle) };
  const { isLower, isTransposed, hasUnitDiagonal } = triangle;
  const x = b.slice();
  const isForward = isLower !== isTransposed;
  for (let step = 0; step < n; step++) {
    const i = isForward ? step : n - 1 - step;
    const row = i * columns;
    const divisor = hasUnitDiagonal ? 1 : t[i * n + i];
    if (isTransposed) {
      // The i-th unknowns are known now; they leave the equations that are still to be solved.
      if (!hasUnitDiagonal) divide(x, row, divisor, columns);
      const [from, to] = isForward ? [i + 1, n] : [0, i];
      for (let k = from; k < to; k++) {
        subtractMultiple(x, k * columns, t[i * n + k], x, row, columns);
      }
    } else {
      const [from, to] = isForward ? [0, i] : [i + 1, n];
      for (let k = from; k < to; k++) {
        subtractMultiple(x, row, t[i * n + k], x, k * columns, columns);
      }
      if (!hasUnitDiagonal) divide(x, row, divisor, columns);
    }
  }
  return { rows: n, columns, entries: x };
}

function divide(x: Float64Array, start: number, divisor: number, count: number): void {
  for (let k = 0; k < count; k++) x[start + k] /= divisor;
}
