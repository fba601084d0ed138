// Dense linear equations by Gaussian elimination: a matrix is factored once, and then solved for any right-hand
// side. It is written with operations and comparisons, so that a trace of it holds for other numbers.

import type { Scalar } from "../values/scalar.ts";
import { div, mul, sub } from "../elementary/arithmetic.ts";
import { gt, lt } from "../elementary/comparison.ts";
import { abs } from "../elementary/piecewise.ts";

/** Solves A·x = b for x. */
export type Solver = (b: readonly Scalar[]) => Scalar[];

/**
 * Factors a square matrix, P·A = L·U with partial pivoting, in O(n³), and returns its solver, which takes
 * O(n²).
 *
 * @returns `undefined` if the matrix is singular.
 */
export function factored(matrix: readonly (readonly Scalar[])[]): Solver | undefined {
  const rows = matrix.map((row, i) => ({ row: [...row], from: i }));
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (gt(abs(rows[i].row[k]), abs(rows[pivot].row[k]))) pivot = i;
    }
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    const upper = rows[k].row;
    const size = abs(upper[k]);
    if (!(gt(size, 0) && lt(size, Infinity))) return undefined;
    for (let i = k + 1; i < n; i++) {
      const { row } = rows[i];
      // The multipliers of L are stored where the matrix becomes 0.
      row[k] = div(row[k], upper[k]);
      for (let j = k + 1; j < n; j++) row[j] = sub(row[j], mul(row[k], upper[j]));
    }
  }
  return (b) => {
    const x = rows.map(({ from }) => b[from]);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) x[i] = sub(x[i], mul(rows[i].row[j], x[j]));
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) x[i] = sub(x[i], mul(rows[i].row[j], x[j]));
      x[i] = div(x[i], rows[i].row[i]);
    }
    return x;
  };
}
