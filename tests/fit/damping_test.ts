// Steps within a trust region solve what they are to solve, for dense and sparse matrices of any rank.

import { lengthOf, stepWithin } from "../../lib/fit/damping.ts";
import { denseModel } from "../../lib/fit/dense_model.ts";
import { sparseModel } from "../../lib/fit/sparse_model.ts";
import { SparseMatrix, SparsityPattern } from "@fluxion/ad/sparse";
import { assert, assertAlmostEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A matrix of which column j is shrunk by shares[j]; 0 makes it the column before. */
function matrixOf(m: number, shares: readonly number[]): Float64Array {
  const n = shares.length;
  const entries = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    shares.forEach((share, j) => {
      entries[i * n + j] = share === 0
        ? entries[i * n + j - 1]
        : share * Math.sin(1 + 7 * i + 3 * j * j + i * j);
    });
  }
  return entries;
}

function full(m: number, n: number, entries: Float64Array): SparseMatrix {
  const rows = Int32Array.from({ length: m + 1 }, (_, i) => i * n);
  const columns = Int32Array.from({ length: m * n }, (_, k) => k % n);
  const pattern = new SparsityPattern([m, n], rows, columns);
  return new SparseMatrix(pattern, entries, n, "columns");
}

const shapes: readonly (readonly [string, number, readonly number[]])[] = [
  ["of full rank", 6, [1, 1, 1]],
  ["with columns of very different lengths", 7, [1, 1e-5, 1e-9, 1]],
  ["with a column that comes twice", 6, [1, 1, 0, 1]],
  ["wider than high", 2, [1, 1, 1, 1]],
];

describe("A step within a radius", () => {
  for (const [name, m, shares] of shapes) {
    it(`is the best one, for a matrix ${name}`, () => {
      const n = shares.length;
      const a = matrixOf(m, shares);
      const b = Float64Array.from({ length: m }, (_, i) => Math.cos(3 * i));
      const free = Int32Array.from({ length: n }, (_, j) => j);
      const ones = new Float64Array(n).fill(1);
      const isThin = n > m || shares.includes(0);
      const models = [denseModel(a, b, n), sparseModel(full(m, n, a), b, undefined)];
      // The normal equations square the condition: what is short beyond rounding is for the decomposition alone.
      for (const { scaled } of name.includes("very different") ? models.slice(0, 1) : models) {
        const { system, gain } = scaled(ones, free);
        for (const radius of [1e-6, 1e-3, 0.1, 1, 1e3]) {
          const { q, length, damping } = stepWithin(system, radius);
          assert(length <= 1.1 * radius * (1 + 1e-12), `${length} in ${radius}`);
          assertAlmostEquals(lengthOf(q), length, 1e-12 * length);
          // (AᵀA + λ)·q = −Aᵀb
          for (let j = 0; j < n; j++) {
            let [left, scale] = [damping * q[j], 0];
            for (let i = 0; i < m; i++) {
              let row = b[i];
              for (let k = 0; k < n; k++) row += a[i * n + k] * q[k];
              left += a[i * n + j] * row;
              scale += Math.abs(a[i * n + j]) * (1 + Math.abs(row));
            }
            assert(Math.abs(left) <= (isThin ? 1e-5 : 1e-9) * scale, `${left} of ${scale}`);
          }
          assert(damping === 0 || length >= 0.9 * radius * (1 - 1e-12), `${length} in ${radius}`);
          let squares = 0;
          for (let i = 0; i < m; i++) {
            let row = b[i];
            for (let k = 0; k < n; k++) row += a[i * n + k] * q[k];
            squares += b[i] ** 2 - row ** 2;
          }
          assertAlmostEquals(gain(q), squares, 1e-9);
        }
      }
    });
  }
});
