// What decompositions have to satisfy, as laws over random matrices. Where two ways to compute something agree, so do
// their gradients and their Hessians, in every nesting.

import { add, exp, grad, hessian, log, mul, type Scalar, sin, sum } from "@fluxion/ad";
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
  svd,
  symmetricFunction,
  transpose,
} from "@fluxion/ad/linalg";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertClose, type Numbers } from "../assert_close.ts";
import { law } from "../laws/runs.ts";
import { rowsOf } from "./functions.ts";

type Rows = Scalar[][];
type Computation = (a: Rows, b: Scalar[]) => Scalar[];

const number = fc.double({ min: -1, max: 1, noNaN: true });
const numbers = (count: number) => fc.array(number, { minLength: count, maxLength: count });
/** A square matrix that is far from singular, with eigenvalues apart, and a vector. */
const system = fc.integer({ min: 1, max: 4 }).chain((n) =>
  fc.tuple(numbers(n * n), numbers(n)).map(([xs, b]) => ({
    a: rowsOf(xs, n).map((row, i) =>
      row.map((x, j) => add(x, i === j ? n + 1 + 4 * i : 0) as number)
    ),
    b,
  }))
);

const modes = [
  "forward-over-forward",
  "forward-over-reverse",
  "reverse-over-forward",
  "reverse-over-reverse",
] as const;

/** A matrix whose eigenvalues are all about 1, and nearly equal. */
const nearOne = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 0, max: 17 })).chain(
  ([n, digits]) =>
    numbers(n * n).map((xs) =>
      rowsOf(xs, n).map((row, i) =>
        row.map((x, j) => (i === j ? 1 : 0) + 10 ** -digits / (2 * n) * (x as number))
      )
    ),
);

/** A number with derivatives of every order by each of a list. */
const mixed = (xs: readonly Scalar[]) => sum(xs.map((x, i) => sin(mul(0.3 * i + 0.5, x))));

function same(sentence: string, left: Computation, right: Computation): void {
  law(
    sentence,
    fc.property(system, ({ a, b }) => {
      assertClose(left(a, b), right(a, b) as Numbers, 1e-9, 1);
      const gradient = (f: Computation) =>
        grad((a: Rows, b: Scalar[]) => mixed(f(a, b)), { argnums: [0, 1] })(a, b);
      assertClose(gradient(left), gradient(right), 1e-8, 10);
      if (a.length > 2) return;
      for (const mode of modes) {
        const second = (f: Computation) => hessian((a: Rows) => mixed(f(a, b)), { mode })(a);
        assertClose(second(left), second(right), 1e-7, 100);
      }
    }),
  );
}

const ofPositive = (a: Rows): Rows =>
  matmul(a, transpose(a)).map((row, i) => row.map((x, j) => i === j ? add(x, 1) : x));
const symmetric = (a: Rows): Rows =>
  a.map((row, i) => row.map((x, j) => add(mul(0.5, x), mul(0.5, a[j][i]))));
const scaledColumns = (a: Rows, by: readonly Scalar[]): Rows =>
  a.map((row) => row.map((x, j) => mul(x, by[j])));
const lower = (a: Rows): Rows => a.map((row, i) => row.map((x, j) => j <= i ? x : 0));
const logOfDiagonal = (l: Rows): Scalar => mul(2, sum(l.map((row, i) => log(row[i]))));
const identity = (a: Rows): number[] => a.flatMap((row, i) => row.map((_, j) => i === j ? 1 : 0));

describe("Linear algebra", () => {
  same("solves its equations: A·solve(A, b) = b", (a, b) => matmul(a, solve(a, b)), (_a, b) => b);
  same("solves as the inverse does", (a, b) => solve(a, b), (a, b) => matmul(inverse(a), b));
  same("inverts twice to the same", (a) => inverse(inverse(a)).flat(), (a) => a.flat());
  same("inverts: A·A⁻¹ = 1", (a) => matmul(a, inverse(a)).flat(), identity);
  same(
    "transposes products",
    (a, b) => transpose(matmul(a, [b, ...a.slice(1)])).flat(),
    (a, b) => matmul(transpose([b, ...a.slice(1)]), transpose(a)).flat(),
  );
  same(
    "multiplies determinants: det(A·B) = det A·det B",
    // Scaled, since the sine of a large number says little.
    (a, b) => [mul(1e-5, determinant(matmul(a, [b, ...a.slice(1)])))],
    (a, b) => [mul(1e-5, determinant(a), determinant([b, ...a.slice(1)]))],
  );
  same(
    "takes the logarithm of a determinant",
    (a) => [logDeterminant(a)],
    (a) => [log(determinant(a))],
  );
  same(
    "takes the logarithm of the absolute value of a determinant",
    (a) => [signedLogDeterminant(a.length > 1 ? [a[1], a[0], ...a.slice(2)] : a).logarithm],
    (a) => [logDeterminant(a)],
  );
  same(
    "factors: cholesky(L·Lᵀ) = L",
    (a) => cholesky(matmul(lower(a), transpose(lower(a)))).flat(),
    (a) => lower(a).flat(),
  );
  same(
    "factors: L·Lᵀ = A",
    (a) => {
      const l = cholesky(ofPositive(a));
      return matmul(l, transpose(l)).flat();
    },
    (a) => ofPositive(a).flat(),
  );
  same(
    "has the determinant on the diagonal of a Cholesky factor",
    (a) => [logOfDiagonal(cholesky(ofPositive(a)))],
    (a) => [logDeterminant(ofPositive(a))],
  );
  same(
    "solves by a Cholesky factor",
    (a, b) => solveByCholesky(cholesky(ofPositive(a)), b),
    (a, b) => solve(ofPositive(a), b),
  );
  same(
    "decomposes: Q·R = A",
    (a) => {
      const { q, r } = qr(a);
      return matmul(q, r).flat();
    },
    (a) => a.flat(),
  );
  same(
    "decomposes into orthonormal columns: QᵀQ = 1",
    (a) => {
      const { q } = qr([...a, ...a.slice(0, 1)]);
      return matmul(transpose(q), q).flat();
    },
    identity,
  );
  same(
    "fits as the normal equations do",
    (a, b) => leastSquaresSolve([...a, b], [...b, 1]),
    (a, b) => {
      const turned = transpose([...a, b]);
      return solve(matmul(turned, [...a, b]), matmul(turned, [...b, 1]));
    },
  );
  same(
    "has the matrix in its eigenvalues and eigenvectors: V·diag(λ)·Vᵀ = A",
    (a) => {
      const { values, vectors } = eigenSymmetric(a);
      return matmul(scaledColumns(vectors, values), transpose(vectors)).flat();
    },
    (a) => symmetric(a).flat(),
  );
  same(
    "has the matrix in its singular values and vectors: U·diag(s)·Vᵀ = A",
    (a) => {
      const { u, values, v } = svd(a);
      return matmul(scaledColumns(u, values), transpose(v)).flat();
    },
    (a) => a.flat(),
  );
  same(
    "has the length of a matrix in its singular values",
    (a) => [norm(singularValues(a))],
    (a) => [norm(a)],
  );
  same(
    "has functions of a symmetric matrix that are polynomials",
    // Scaled, since the sine of 25,000 has lost four digits: of the cubes themselves no entry is off by 2e-15 of the largest.
    (a) => symmetricFunction(a, (x) => mul(1e-3, x, x, x)).flat(),
    (a) => matmul(matmul(symmetric(a), symmetric(a)), symmetric(a)).flat().map((x) => mul(1e-3, x)),
  );
  law(
    "has such functions also where eigenvalues are nearly equal",
    fc.property(nearOne, (matrix) => {
      const weighted = (xs: readonly Scalar[]) => sum(xs.map((x, i) => mul(0.3 * i + 0.5, x)));
      const left = (a: Rows) =>
        weighted(symmetricFunction(a, (x) => mul(x, x, x)).flat() as Scalar[]);
      const right = (a: Rows) => {
        const own = symmetric(a);
        return weighted(matmul(matmul(own, own), own).flat() as Scalar[]);
      };
      assertClose(grad(left)(matrix), grad(right)(matrix) as Numbers, 1e-12, 10);
      if (matrix.length > 3) return;
      assertClose(hessian(left)(matrix), hessian(right)(matrix) as Numbers, 1e-9, 10);
    }),
  );
  same(
    "has functions of a symmetric matrix that are exponentials",
    (a) => symmetricFunction(a, (x) => exp(mul(0.1, x))).flat(),
    (a) => expm(symmetric(a).map((row) => row.map((x) => mul(0.1, x)))).flat(),
  );
  same(
    "exponentiates sums of a matrix with itself: e^A·e^A = e^(2A)",
    (a) => {
      const small = a.map((row) => row.map((x) => mul(0.1, x)));
      return matmul(expm(small), expm(small)).flat();
    },
    (a) => expm(a.map((row) => row.map((x) => mul(0.2, x)))).flat(),
  );
  same(
    "has the trace in the determinant of an exponential",
    (a) => [logDeterminant(expm(a.map((row) => row.map((x) => mul(0.1, x)))))],
    (a) => [mul(0.1, sum(a.map((row, i) => row[i])))],
  );
});
