// The QR decomposition of plain numbers, by Householder's reflections (Golub and Van Loan 2013, 5.2).

import type { NumberMatrix } from "../matrix.ts";

/**
 * Returns Q with orthonormal columns and the upper triangular R with Q·R = A, for a matrix of at least as many
 * rows as columns. The diagonal of R is not negative, which makes both unique where the columns are independent.
 */
export function qrOfNumbers(
  { rows: m, columns: n, entries }: NumberMatrix,
): readonly [q: NumberMatrix, r: NumberMatrix] {
  const a = entries.slice();
  const scales = new Float64Array(n);
  const diagonal = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    // I − scale·v·vᵀ takes the rest of column k to a multiple of a unit vector; v stays in the column.
    const size = lengthBelow(a, m, n, k);
    if (size === 0) continue;
    const reflected = a[k * n + k] > 0 ? -size : size;
    diagonal[k] = reflected;
    a[k * n + k] -= reflected;
    scales[k] = -1 / (reflected * a[k * n + k]);
    for (let j = k + 1; j < n; j++) reflect(a, j, a, k, m, n, scales[k]);
  }

  const q = new Float64Array(m * n);
  for (let j = 0; j < n; j++) q[j * n + j] = diagonal[j] < 0 ? -1 : 1;
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k; j < n; j++) reflect(q, j, a, k, m, n, scales[k]);
  }
  const r = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const sign = diagonal[i] < 0 ? -1 : 1;
    r[i * n + i] = sign * diagonal[i];
    for (let j = i + 1; j < n; j++) r[i * n + j] = sign * a[i * n + j];
  }
  return [{ rows: m, columns: n, entries: q }, { rows: n, columns: n, entries: r }];
}

/** Returns the length of column k from row k on, without overflow. */
function lengthBelow(a: Float64Array, m: number, n: number, k: number): number {
  let largest = 0;
  for (let i = k; i < m; i++) largest = Math.max(largest, Math.abs(a[i * n + k]));
  if (largest === 0) return 0;
  let squares = 0;
  for (let i = k; i < m; i++) squares += (a[i * n + k] / largest) ** 2;
  return largest * Math.sqrt(squares);
}

/** Applies the reflection whose vector is column k of `a`, from row k on, to column j of `to`. */
function reflect(
  to: Float64Array,
  j: number,
  a: Float64Array,
  k: number,
  m: number,
  n: number,
  scale: number,
): void {
  let share = 0;
  for (let i = k; i < m; i++) share += a[i * n + k] * to[i * n + j];
  share *= scale;
  for (let i = k; i < m; i++) to[i * n + j] -= share * a[i * n + k];
}
