// Sums of products of plain numbers, on which every other kernel is built. Matrices are flat, row by row.

import type { NumberMatrix } from "../matrix.ts";

/** Returns Σ xᵢ·yᵢ over `count` numbers from two offsets on. Four sums run side by side, since each waits for its last term. */
export function innerProductAt(
  x: Float64Array,
  from: number,
  y: Float64Array,
  start: number,
  count: number,
): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let k = 0;
  for (; k + 3 < count; k += 4) {
    a += x[from + k] * y[start + k];
    b += x[from + k + 1] * y[start + k + 1];
    c += x[from + k + 2] * y[start + k + 2];
    d += x[from + k + 3] * y[start + k + 3];
  }
  for (; k < count; k++) a += x[from + k] * y[start + k];
  return a + b + (c + d);
}

/** Subtracts factor·x from y, for `count` numbers from two offsets on. */
export function subtractMultiple(
  y: Float64Array,
  start: number,
  factor: number,
  x: Float64Array,
  from: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) y[start + k] -= factor * x[from + k];
}

/** Returns A·B. The sum of each entry goes from first to last. */
export function productOfNumbers(a: NumberMatrix, b: NumberMatrix): NumberMatrix {
  const { rows, columns: inner } = a;
  const { columns } = b;
  const left = a.entries;
  const right = b.entries;
  const entries = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = i * columns;
    let k = 0;
    // Four rows of B at a time: the entry is read and written once for four products.
    for (; k + 3 < inner; k += 4) {
      const p = left[i * inner + k];
      const q = left[i * inner + k + 1];
      const r = left[i * inner + k + 2];
      const s = left[i * inner + k + 3];
      const at = k * columns;
      for (let j = 0; j < columns; j++) {
        entries[row + j] = entries[row + j] + p * right[at + j] + q * right[at + columns + j] +
          r * right[at + 2 * columns + j] + s * right[at + 3 * columns + j];
      }
    }
    for (; k < inner; k++) {
      const p = left[i * inner + k];
      for (let j = 0; j < columns; j++) entries[row + j] += p * right[k * columns + j];
    }
  }
  return { rows, columns, entries };
}

/** Returns Aᵀ. */
export function transposeOfNumbers({ rows, columns, entries }: NumberMatrix): NumberMatrix {
  const turned = new Float64Array(entries.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = entries[i * columns + j];
  }
  return { rows: columns, columns: rows, entries: turned };
}
