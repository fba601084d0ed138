// The exponential of a matrix of plain numbers: scaling by a power of 2, Padé's approximant of degree 13, and
// squaring (Higham 2005, "The scaling and squaring method for the matrix exponential revisited").

import type { NumberMatrix } from "../matrix.ts";
import { identityMatrix, solveByElimination } from "./elimination.ts";
import { productOfNumbers } from "./products.ts";

// Higham's coefficients, and the largest norm for which the approximant is accurate to rounding.
const PADE = [
  64764752532480000,
  32382376266240000,
  7771770303897600,
  1187353796428800,
  129060195264000,
  10559470521600,
  670442572800,
  33522128640,
  1323241920,
  40840800,
  960960,
  16380,
  182,
  1,
];
const LARGEST_NORM = 5.371920351148152;

/** Returns e^A = Σ Aᵏ/k! of a square matrix; of NaN where an entry is not finite. */
export function exponentialOfNumbers(matrix: NumberMatrix): NumberMatrix {
  const { rows: n, entries } = matrix;
  if (!entries.every(Number.isFinite)) {
    return { rows: n, columns: n, entries: new Float64Array(n * n).fill(NaN) };
  }
  const size = largestColumnSum(matrix);
  const squarings = size > LARGEST_NORM
    ? Math.max(0, Math.ceil(Math.log2(size / LARGEST_NORM)))
    : 0;
  const a = combination([[2 ** -squarings, matrix]]);
  const identity = identityMatrix(n);
  const a2 = productOfNumbers(a, a);
  const a4 = productOfNumbers(a2, a2);
  const a6 = productOfNumbers(a4, a2);
  const part = (from: number) => {
    const [first, second, third, fourth] = [0, 2, 4, 6].map((k) => PADE[from + k]);
    const [fifth, sixth, seventh] = [8, 10, 12].map((k) => PADE[from + k]);
    const inner = combination([[seventh, a6], [sixth, a4], [fifth, a2]]);
    return combination([
      [1, productOfNumbers(a6, inner)],
      [fourth, a6],
      [third, a4],
      [second, a2],
      [first, identity],
    ]);
  };
  const odd = productOfNumbers(a, part(1));
  const even = part(0);
  let result = solveByElimination(
    combination([[1, even], [-1, odd]]),
    combination([[1, even], [1, odd]]),
    false,
  );
  for (let k = 0; k < squarings; k++) result = productOfNumbers(result, result);
  return result;
}

function combination(terms: readonly (readonly [number, NumberMatrix])[]): NumberMatrix {
  const { rows, columns, entries } = terms[0][1];
  const sum = new Float64Array(entries.length);
  for (const [factor, { entries }] of terms) {
    for (let k = 0; k < sum.length; k++) sum[k] += factor * entries[k];
  }
  return { rows, columns, entries: sum };
}

function largestColumnSum({ rows, columns, entries }: NumberMatrix): number {
  let largest = 0;
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += Math.abs(entries[i * columns + j]);
    largest = Math.max(largest, sum);
  }
  return largest;
}
