// The matrix of cofactors, det(A)·A⁻ᵀ where there is an inverse, and its change with the matrix. Both are polynomials
// in the entries, and are computed from singular values, so that nothing is divided by the determinant.

import type { Scalar } from "../values/scalar.ts";
import { add } from "../elementary/arithmetic.ts";
import { cofactorChangeOfNumbers, cofactorsOfNumbers } from "./kernels/cofactors.ts";
import { entrywiseProduct, matrixDifference, scaledMatrix } from "./elementwise.ts";
import { filled, type Matrix, transposed } from "./matrix.ts";
import { operationOfFormula } from "./linear_rules.ts";
import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import { matrixProduct } from "./products.ts";
import { inverseOf } from "./solve.ts";

/** Returns the matrix of cofactors: the gradient of the determinant. */
export function cofactorMatrix(a: Matrix): Matrix {
  return applyMatrixOperation(cofactors, [a])[0];
}

/** Returns the change of the cofactors along a direction: the second derivative of the determinant, times that. */
export function cofactorChange(a: Matrix, along: Matrix): Matrix {
  return applyMatrixOperation(changeOfCofactors, [a, filled(along)])[0];
}

const cofactors: MatrixOperation = {
  name: "cofactors",
  shapes: ([a]) => [{ rows: a.rows, columns: a.columns }],
  value: ([a]) => [cofactorsOfNumbers(a)],
  tangents: ([a], _results, [da]) => [da && cofactorChange(a, da)],
  // A second derivative is symmetric.
  cotangents: ([a], _results, [seed]) => [seed && cofactorChange(a, seed)],
};

const changeOfCofactors: MatrixOperation = /* @__PURE__ */ operationOfFormula(
  {
    name: "the derivative of cofactors",
    shapes: ([a]) => [{ rows: a.rows, columns: a.columns }],
    value: ([a, along]) => [cofactorChangeOfNumbers(a, along)],
  },
  "determinant",
  // With C = det(A)·A⁻ᵀ: ⟨A⁻ᵀ, E⟩·C − A⁻ᵀ·Eᵀ·C.
  ([a, along]) => {
    const inverse = inverseOf(a);
    const turned = transposed(inverse);
    const own = cofactorMatrix(a);
    const trace = (entrywiseProduct(turned, along).entries as readonly Scalar[])
      .reduce<Scalar>((sum, entry) => add(sum, entry), 0);
    const turning = matrixProduct(matrixProduct(turned, transposed(along)), own);
    return matrixDifference(scaledMatrix(trace, own), turning);
  },
);
