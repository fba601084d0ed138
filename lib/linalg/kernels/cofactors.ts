// Cofactors of a matrix of plain numbers. In the bases of its singular vectors the matrix is diagonal, and cofactors
// are products of all singular values but one.

import type { NumberMatrix } from "../matrix.ts";
import { determinantOfNumbers, factorsOf, inverseOfNumbers } from "./elimination.ts";
import { productOfNumbers, transposeOfNumbers } from "./products.ts";
import { singularOfNumbers } from "./spectral.ts";

// The inverse is faster, and as accurate where no pivot is smaller than this beside another.
const SMALLEST_PIVOT = 1e-3;
const SMALLEST_SIZE = 1e-200;

/**
 * Returns the matrix of cofactors: det(A)·A⁻ᵀ far from singular matrices, elsewhere ±U·diag(Π_{k≠i} sₖ)·Vᵀ with the
 * sign of det(U·V).
 */
export function cofactorsOfNumbers(a: NumberMatrix): NumberMatrix {
  const pivots = factorsOf(a).packed.entries.filter((_, k) => k % (a.rows + 1) === 0).map(Math.abs);
  const determinant = determinantOfNumbers(a);
  const size = Math.abs(determinant);
  const isFar = Math.min(...pivots) > SMALLEST_PIVOT * Math.max(...pivots);
  // A determinant that under- or overflows has lost its digits, which cofactors need not have.
  if (isFar && size > SMALLEST_SIZE && size < 1 / SMALLEST_SIZE) {
    const { rows, columns, entries } = transposeOfNumbers(inverseOfNumbers(a));
    return { rows, columns, entries: entries.map((own) => determinant * own) };
  }
  const { sign, values, u, v } = decomposed(a);
  const n = a.rows;
  const middle = new Float64Array(n * n);
  for (let i = 0; i < n; i++) middle[i * n + i] = sign * productWithout(values, i, i);
  return between(u, { rows: n, columns: n, entries: middle }, v);
}

/** Returns the derivative of the cofactors along E: in these bases, of products of all singular values but two. */
export function cofactorChangeOfNumbers(a: NumberMatrix, along: NumberMatrix): NumberMatrix {
  const { sign, values, u, v } = decomposed(a);
  const n = a.rows;
  const e = productOfNumbers(productOfNumbers(transposeOfNumbers(u), along), v).entries;
  const middle = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const others = sign * productWithout(values, i, j);
      middle[i * n + i] += others * e[j * n + j];
      middle[i * n + j] -= others * e[j * n + i];
    }
  }
  return between(u, { rows: n, columns: n, entries: middle }, v);
}

function decomposed(a: NumberMatrix) {
  const [u, values, v] = singularOfNumbers(a);
  const sign = Math.sign(determinantOfNumbers(u) * determinantOfNumbers(v));
  return { sign, values: values.entries, u, v };
}

function between(u: NumberMatrix, middle: NumberMatrix, v: NumberMatrix): NumberMatrix {
  return productOfNumbers(productOfNumbers(u, middle), transposeOfNumbers(v));
}

function productWithout(values: Float64Array, i: number, j: number): number {
  let product = 1;
  for (let k = 0; k < values.length; k++) if (k !== i && k !== j) product *= values[k];
  return product;
}
