// The decomposition L·Lᵀ of a sparse symmetric positive matrix, column by column, in the pattern that is known from the
// order of elimination (George and Liu 1981).

import type { Elimination } from "./elimination_order.ts";

/** A triangular factor: its diagonal, and the entries below it by columns. */
export interface SparseFactor {
  readonly diagonal: Float64Array;
  readonly columns: readonly Float64Array[];
}

/**
 * Returns the factor, `undefined` if the matrix is not positive to rounding.
 *
 * @param spread writes column k of the matrix, from its diagonal on, into a vector by places
 */
export function sparseFactor(
  { below }: Elimination,
  spread: (k: number, into: Float64Array) => void,
): SparseFactor | undefined {
  const n = below.length;
  const diagonal = new Float64Array(n);
  const columns = below.map(({ length }) => new Float64Array(length));
  // The columns that change column k next, and how far each has come.
  const pending: number[][] = Array.from({ length: n }, () => []);
  const next = new Int32Array(n);
  const column = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    spread(k, column);
    const own = column[k];
    for (const j of pending[k]) {
      const at = next[j];
      const [rows, entries] = [below[j], columns[j]];
      const share = entries[at];
      for (let i = at; i < rows.length; i++) column[rows[i]] -= share * entries[i];
      next[j] = at + 1;
      if (at + 1 < rows.length) pending[rows[at + 1]].push(j);
    }
    pending[k] = [];
    // What is left of the diagonal: of less than its rounding error nothing can be said.
    if (!(column[k] > 8 * n * Number.EPSILON * own)) return undefined;
    const root = diagonal[k] = Math.sqrt(column[k]);
    column[k] = 0;
    const [rows, entries] = [below[k], columns[k]];
    for (let i = 0; i < rows.length; i++) {
      entries[i] = column[rows[i]] / root;
      column[rows[i]] = 0;
    }
    if (rows.length > 0) pending[rows[0]].push(k);
  }
  return { diagonal, columns };
}

/** Solves L·z = b, by places; b is overwritten. */
export function solveLower(
  { below }: Elimination,
  { diagonal, columns }: SparseFactor,
  b: Float64Array,
): Float64Array {
  for (let k = 0; k < b.length; k++) {
    const own = b[k] /= diagonal[k];
    const [rows, entries] = [below[k], columns[k]];
    for (let i = 0; i < rows.length; i++) b[rows[i]] -= own * entries[i];
  }
  return b;
}

/** Solves Lᵀ·z = b, by places; b is overwritten. */
export function solveUpper(
  { below }: Elimination,
  { diagonal, columns }: SparseFactor,
  b: Float64Array,
): Float64Array {
  for (let k = b.length - 1; k >= 0; k--) {
    const [rows, entries] = [below[k], columns[k]];
    let rest = b[k];
    for (let i = 0; i < rows.length; i++) rest -= entries[i] * b[rows[i]];
    b[k] = rest / diagonal[k];
  }
  return b;
}
