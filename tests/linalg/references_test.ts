// Values and gradients against mpmath 1.3.0 at 40 digits, rounded to the nearest double; gradients are its difference
// quotients at that precision.

import { grad, mul, type Scalar, sum } from "@fluxion/ad";
import {
  cholesky,
  determinant,
  eigenSymmetric,
  expm,
  inverse,
  leastSquaresSolve,
  logDeterminant,
  qr,
  singularValues,
  solve,
} from "@fluxion/ad/linalg";
import { describe, it } from "@std/testing/bdd";
import { assertClose, type Numbers } from "../assert_close.ts";
import references from "./references.json" with { type: "json" };

const { a, b, s, p, h } = references;

/** A sum of all entries with weights, as one vector or matrix of results. */
function total(rows: readonly (readonly Scalar[])[]): Scalar {
  return sum(rows.flatMap((row, i) => row.map((x, j) => mul(Math.sin(i + 2 * j + 1), x))));
}

describe("Linear algebra agrees with mpmath", () => {
  const cases: Record<string, readonly [actual: unknown, expected: Numbers]> = {
    "solve": [solve(a, [1, 2, 3, 4]), references.solution],
    "inverse": [inverse(a), references.inverse],
    "determinant": [determinant(a), references.determinant],
    "cholesky": [cholesky(p), references.cholesky],
    "qr, Q": [qr(b).q, references.q],
    "qr, R": [qr(b).r, references.r],
    "leastSquaresSolve": [leastSquaresSolve(b, [1, 2, 3, 4, 5]), references.leastSquares],
    "eigenSymmetric": [eigenSymmetric(s).values, references.eigenvalues],
    "singularValues": [singularValues(b), references.singularValues],
    "expm": [expm(a), references.expm],
    "grad of expm": [grad((m: Scalar[][]) => total(expm(m)))(a), references.gradExpm],
    "grad of cholesky": [
      grad((m: Scalar[][]) => total(cholesky(m)))(p),
      references.gradCholesky,
    ],
    "grad of inverse": [grad((m: Scalar[][]) => total(inverse(m)))(a), references.gradInverse],
    "grad of determinant": [
      grad((m: Scalar[][]) => determinant(m))(a),
      references.gradDeterminant,
    ],
    "grad of leastSquaresSolve": [
      grad((m: Scalar[][]) => total(leastSquaresSolve(m, [1, 2, 3, 4, 5]).map((x) => [x])))(b),
      references.gradLeastSquares,
    ],
    "grad of an eigenvalue": [
      grad((m: Scalar[][]) => eigenSymmetric(m).values[0])(s),
      references.gradSmallestEigenvalue,
    ],
    "grad of a singular value": [
      grad((m: Scalar[][]) => singularValues(m)[0])(b),
      references.gradLargestSingularValue,
    ],
  };
  for (const [name, [actual, expected]] of Object.entries(cases)) {
    it(`in ${name}`, () => assertClose(actual, expected, 1e-12, 0.1));
  }

  it("in the exponential of a larger matrix, which is squared several times", () => {
    const ten = a.map((row) => row.map((x) => 10 * x));
    const size = Math.max(...references.expmLarge.flat().map(Math.abs));
    assertClose(expm(ten), references.expmLarge, 1e-12, size);
  });

  it("in the determinant of a matrix whose condition is 10⁷", () => {
    assertClose(determinant(h), references.hilbertDeterminant, 1e-9, 0);
    assertClose(logDeterminant(h), references.hilbertLog, 1e-11, 0);
  });
});
