// Eigenvalues of symmetric matrices and singular values of plain numbers, by ml-matrix, in one order and with one
// sign: ascending eigenvalues, descending singular values, and the largest component of a vector positive.

import { EigenvalueDecomposition, Matrix as MlMatrix, SingularValueDecomposition } from "ml-matrix";
import type { NumberMatrix } from "../matrix.ts";
import { transposeOfNumbers } from "./products.ts";

/** Returns the eigenvalues of ½(A + Aᵀ), ascending, in one row, and its orthonormal eigenvectors as columns. */
export function eigenOfNumbers(
  { rows: n, entries }: NumberMatrix,
): readonly [values: NumberMatrix, vectors: NumberMatrix] {
  const values = new Float64Array(n).fill(NaN);
  const vectors = new Float64Array(n * n).fill(NaN);
  const results = [rowOf(values), { rows: n, columns: n, entries: vectors }] as const;
  // The iterations would not end on what is not finite.
  if (n === 0 || !entries.every(Number.isFinite)) return results;
  const [scale, scaled] = scaledNumbers(entries);
  const symmetric = Array.from(
    { length: n },
    (_, i) => Array.from({ length: n }, (_, j) => scaled[i * n + j] / 2 + scaled[j * n + i] / 2),
  );
  const found = new EigenvalueDecomposition(new MlMatrix(symmetric), { assumeSymmetric: true });
  const order = found.realEigenvalues.map((_, k) => k);
  order.sort((j, k) => found.realEigenvalues[j] - found.realEigenvalues[k]);
  order.forEach((from, k) => {
    values[k] = found.realEigenvalues[from] * scale;
    const own = found.eigenvectorMatrix.getColumn(from);
    const sign = signOfLargest(own);
    for (let i = 0; i < n; i++) vectors[i * n + k] = sign * own[i];
  });
  return results;
}

/** Returns U, the singular values in one row, and V, with A = U·diag(s)·Vᵀ and min(m, n) columns in each. */
export function singularOfNumbers(
  a: NumberMatrix,
): readonly [u: NumberMatrix, values: NumberMatrix, v: NumberMatrix] {
  if (a.rows < a.columns) {
    const [v, values, u] = singularOfNumbers(transposeOfNumbers(a));
    return [u, values, v];
  }
  const { rows: m, columns: n, entries } = a;
  const u = new Float64Array(m * n).fill(NaN);
  const values = new Float64Array(n).fill(NaN);
  const v = new Float64Array(n * n).fill(NaN);
  const results = [
    { rows: m, columns: n, entries: u },
    rowOf(values),
    { rows: n, columns: n, entries: v },
  ] as const;
  if (n === 0 || !entries.every(Number.isFinite)) return results;
  const [scale, scaled] = scaledNumbers(entries);
  const rows = Array.from({ length: m }, (_, i) => scaled.subarray(i * n, (i + 1) * n));
  const found = new SingularValueDecomposition(new MlMatrix(rows as unknown as number[][]));
  const left = found.leftSingularVectors;
  const right = found.rightSingularVectors;
  found.diagonal.slice(0, n).forEach((value, k) => {
    values[k] = value * scale;
    const own = right.getColumn(k);
    const sign = signOfLargest(own);
    for (let i = 0; i < m; i++) u[i * n + k] = sign * left.get(i, k);
    for (let i = 0; i < n; i++) v[i * n + k] = sign * own[i];
  });
  return results;
}

// Products of numbers that are smaller than this, of a matrix whose largest number is about 1, may underflow.
const NEGLIGIBLE = 2 ** -400;

/**
 * Returns a power of 2 and numbers times which it gives the entries, the largest of them about 1. What is negligible
 * beside that is 0: the algorithms lose the orthogonality of vectors where their products underflow.
 */
function scaledNumbers(entries: Float64Array): readonly [scale: number, scaled: Float64Array] {
  const largest = entries.reduce((most, own) => Math.max(most, Math.abs(own)), 0);
  if (largest === 0) return [1, entries];
  const scale = 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
  const scaled = entries.map((own) => {
    const ratio = own / scale;
    return Math.abs(ratio) < NEGLIGIBLE ? 0 : ratio;
  });
  return [scale, scaled];
}

function rowOf(entries: Float64Array): NumberMatrix {
  return { rows: 1, columns: entries.length, entries };
}

/** Returns the sign that makes the largest component positive; of equal ones the first counts. */
function signOfLargest(vector: readonly number[]): number {
  let largest = 0;
  for (const own of vector) if (Math.abs(own) > Math.abs(largest)) largest = own;
  return largest < 0 ? -1 : 1;
}
