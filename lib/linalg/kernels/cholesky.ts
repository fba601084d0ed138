// The Cholesky factor of plain numbers, row by row, and the sweep that pulls a cotangent of it back at twice its
// cost (Smith 1995; Murray 2016, "Differentiation of the Cholesky decomposition", unblocked).

import type { NumberMatrix } from "../matrix.ts";
import { innerProductAt, subtractMultiple } from "./products.ts";

/**
 * Returns the lower triangular L with L·Lᵀ = ½(A + Aᵀ), of NaN in its triangle if that is not positive definite.
 */
export function choleskyOfNumbers({ rows: n, entries: a }: NumberMatrix): NumberMatrix {
  const entries = new Float64Array(n * n);
  const result = { rows: n, columns: n, entries };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const own = i === j ? a[i * n + i] : symmetricEntry(a, n, i, j);
      const rest = own - innerProductAt(entries, i * n, entries, j * n, j);
      if (i !== j) entries[i * n + j] = rest / entries[j * n + j];
      else if (rest > 0) entries[i * n + i] = Math.sqrt(rest);
      else return withNaN(result);
    }
  }
  return result;
}

function symmetricEntry(a: Float64Array, n: number, i: number, j: number): number {
  return a[i * n + j] / 2 + a[j * n + i] / 2;
}

function withNaN({ rows: n, columns, entries }: NumberMatrix): NumberMatrix {
  for (let i = 0; i < n; i++) entries.fill(NaN, i * n, i * n + i + 1);
  return { rows: n, columns, entries };
}

/** Returns the symmetric cotangent of A for the factor L and a cotangent of it, of which the lower triangle counts. */
export function pullBackCholesky(
  { rows: n, entries: l }: NumberMatrix,
  { entries: given }: NumberMatrix,
): NumberMatrix {
  const pulled = given.slice();
  for (let j = n - 1; j >= 0; j--) {
    const row = j * n;
    const diagonal = l[row + j];
    let own = pulled[row + j];
    for (let i = j + 1; i < n; i++) {
      const below = pulled[i * n + j] /= diagonal;
      own -= l[i * n + j] * below;
      const other = i * n;
      for (let k = 0; k < j; k++) {
        pulled[row + k] -= below * l[other + k];
        pulled[other + k] -= below * l[row + k];
      }
    }
    own /= diagonal;
    subtractMultiple(pulled, row, own, l, row, j);
    pulled[row + j] = own / 2;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) pulled[j * n + i] = pulled[i * n + j] /= 2;
  }
  return { rows: n, columns: n, entries: pulled };
}
