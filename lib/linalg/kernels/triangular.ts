// Equations with a triangular matrix, by substitution. Only that triangle of the matrix is read.

import type { NumberMatrix } from "../matrix.ts";
import { subtractMultiple } from "./products.ts";

/** Which triangle of a matrix counts, and how. */
export interface Triangle {
  /** Whether it is the lower one. */
  readonly isLower: boolean;
  /** Whether the transpose of the matrix is meant. */
  readonly isTransposed: boolean;
  /** Whether the diagonal counts as ones and is not read. */
  readonly hasUnitDiagonal: boolean;
}

/** Solves T·X = B, or Tᵀ·X = B. A 0 on the diagonal gives infinities or NaN, as a division does. */
export function solveTriangle(
  { rows: n, entries: t }: NumberMatrix,
  { columns, entries: b }: NumberMatrix,
  { isLower, isTransposed, hasUnitDiagonal }: Triangle,
): NumberMatrix {
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
