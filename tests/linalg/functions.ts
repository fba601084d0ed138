// Functions of one list of numbers that go through linear algebra, each to a few smooth results: what every mode,
// nesting and program is tried on.

import { add, log, mul, type Scalar, sqrt, square, sum } from "@fluxion/ad";
import {
  cholesky,
  determinant,
  eigenSymmetric,
  expm,
  inverse,
  leastSquaresSolve,
  logDeterminant,
  matmul,
  norm,
  qr,
  signedLogDeterminant,
  singularValues,
  solve,
  solveByCholesky,
  solveTriangular,
  svd,
  symmetricFunction,
  transpose,
} from "@fluxion/ad/linalg";

type Rows = Scalar[][];

/** A function that is tried, and how many numbers it takes. */
export interface TriedFunction {
  readonly name: string;
  readonly count: number;
  readonly f: (xs: Scalar[]) => Scalar[];
}

/** A matrix of `rows` rows, its numbers one after the other. */
export function rowsOf(xs: readonly Scalar[], rows: number): Rows {
  const columns = xs.length / rows;
  return Array.from({ length: rows }, (_, i) => xs.slice(i * columns, (i + 1) * columns));
}

/** A matrix with a diagonal that is large and of different numbers: far from singular, eigenvalues apart. */
function dominant(xs: readonly Scalar[], rows: number): Rows {
  return rowsOf(xs, rows).map((row, i) => row.map((x, j) => i === j ? add(x, 4 + 2.5 * i) : x));
}

function of(
  name: string,
  count: number,
  f: (xs: Scalar[]) => readonly (readonly Scalar[])[],
): TriedFunction {
  return { name, count, f: (xs) => f(xs).flat() };
}

/** Their numbers are from −1 to 1. */
export const triedFunctions: readonly TriedFunction[] = [
  of("matmul", 12, (xs) => matmul(rowsOf(xs.slice(0, 6), 2), rowsOf(xs.slice(6), 3))),
  of("matmul of a vector", 9, (xs) => [matmul(rowsOf(xs.slice(0, 6), 2), xs.slice(6))]),
  of("matmul of the same", 4, (xs) => matmul(transpose(rowsOf(xs, 2)), rowsOf(xs, 2))),
  of("solve", 12, (xs) => [solve(dominant(xs.slice(0, 9), 3), xs.slice(9))]),
  of("solve of several", 8, (xs) => solve(dominant(xs.slice(0, 4), 2), rowsOf(xs.slice(4), 2))),
  of("solve of constants", 4, (xs) => [solve(dominant(xs, 2), [1, 2])]),
  of("solve with constants", 2, (xs) => [solve([[3, 1], [1, 2]], xs)]),
  of("inverse", 9, (xs) => inverse(dominant(xs, 3))),
  of("determinant", 9, (xs) => [[determinant(dominant(xs, 3))]]),
  of("logDeterminant", 9, (xs) => [[logDeterminant(dominant(xs, 3))]]),
  of("signedLogDeterminant", 4, (xs) => {
    const [first, second] = dominant(xs, 2);
    return [[signedLogDeterminant([second, first]).logarithm]];
  }),
  of("solveTriangular", 8, (xs) => [
    solveTriangular(dominant(xs.slice(0, 4), 2), xs.slice(4, 6)),
    solveTriangular(dominant(xs.slice(0, 4), 2), xs.slice(6), { transposed: true }),
    solveTriangular(dominant(xs.slice(0, 4), 2), xs.slice(6), { lower: false }),
    solveTriangular(dominant(xs.slice(0, 4), 2), xs.slice(6), { unitDiagonal: true }),
  ]),
  of("cholesky", 9, (xs) => cholesky(dominant(xs, 3))),
  of(
    "cholesky of a matrix of the same boxes twice",
    3,
    ([x, y, z]) => cholesky([[add(x, 3), y], [y, add(z, 4)]]),
  ),
  of("solveByCholesky", 6, (xs) => [
    solveByCholesky(cholesky(dominant(xs.slice(0, 4), 2)), xs.slice(4)),
  ]),
  of("qr", 6, (xs) => {
    const [first, second, third] = rowsOf(xs, 3);
    const { q, r } = qr([[add(first[0], 3), first[1]], [second[0], add(second[1], 2)], third]);
    return [...q, ...r];
  }),
  of("qr of a wide matrix", 6, (xs) => {
    const { q, r } = qr(dominant(xs, 2));
    return [...q, ...r];
  }),
  of("leastSquaresSolve", 9, (xs) => {
    const [first, second, third] = dominant(xs.slice(0, 6), 3);
    return [leastSquaresSolve([first, second, third], xs.slice(6))];
  }),
  of("leastSquaresSolve of too few", 8, (xs) => [
    leastSquaresSolve(dominant(xs.slice(0, 6), 2), xs.slice(6)),
  ]),
  of("eigenSymmetric", 9, (xs) => {
    const { values, vectors } = eigenSymmetric(dominant(xs, 3));
    return [values, ...vectors];
  }),
  of("svd", 6, (xs) => {
    const { u, values, v } = svd(dominant(xs, 3));
    return [...u, values, ...v];
  }),
  of("svd of a wide matrix", 6, (xs) => {
    const { u, values, v } = svd(dominant(xs, 2));
    return [...u, values, ...v];
  }),
  of("singularValues", 4, (xs) => [singularValues(dominant(xs, 2))]),
  of("symmetricFunction", 4, (xs) => symmetricFunction(dominant(xs, 2), (x) => sqrt(x))),
  of("expm", 9, (xs) => expm(rowsOf(xs, 3))),
  of("norms", 4, (xs) => {
    const a = dominant(xs, 2);
    const half = [[mul(0.3, a[0][0]), a[0][1]], a[1]];
    return [[
      norm(half),
      norm(half, 2),
      norm(half, "nuclear"),
      norm(half, 1),
      norm(half, Infinity),
    ]];
  }),
  of("a flat matrix", 6, (xs) => [
    solve({ entries: dominant(xs.slice(0, 4), 2).flat(), shape: [2, 2] }, xs.slice(4)),
  ]),
  of("a log-likelihood", 6, (xs) => {
    const factor = cholesky(dominant(xs.slice(0, 4), 2));
    const y = xs.slice(4);
    const fit = matmul(y, solveByCholesky(factor, y));
    return [[add(fit, sum(factor.map((row, i) => log(square(row[i])))))]];
  }),
];
