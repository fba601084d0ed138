// Eigenvalues of symmetric matrices and singular values. They are computed by ml-matrix, and differentiated by
// perturbation theory: of first order in the values, and in the vectors by the gaps between values.

import type { Scalar } from "../values/scalar.ts";
import { add, div, mul, neg, square } from "../elementary/arithmetic.ts";
import { type Nary, nary } from "../operations/nary.ts";
import { abs, max } from "../elementary/piecewise.ts";
import { matrixDifference, matrixSum, symmetricPart } from "./elementwise.ts";
import { eigenOfNumbers, singularOfNumbers } from "./kernels/spectral.ts";
import { mapped, type Matrix, matrixBy, matrixOf, transposed } from "./matrix.ts";
import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import { matrixProduct } from "./products.ts";

/** Returns the eigenvalues of the symmetric part of a matrix, in one row, and its eigenvectors as columns. */
export function eigenOf(a: Matrix): readonly [values: Matrix, vectors: Matrix] {
  return applyMatrixOperation(eigenDecomposition, [a]) as [Matrix, Matrix];
}

/** Returns U, the singular values in one row, and V. */
export function singularOf(a: Matrix): readonly [u: Matrix, values: Matrix, v: Matrix] {
  return applyMatrixOperation(singularDecomposition, [a]) as [Matrix, Matrix, Matrix];
}

/** Gaps of so many units in the last place of the largest value are rounding: the values count as equal. */
const UNITS = 64;

/**
 * Returns 1/(y − x) for two values among others of a given size; NaN where they are equal but for rounding, since
 * vectors of equal values have no derivatives.
 */
const reciprocalOfGap: Nary = /* @__PURE__ */ nary({
  name: "reciprocalOfGap",
  value: ({ 0: x, 1: y, 2: size }) =>
    Math.abs(y - x) <= UNITS * Number.EPSILON * size ? NaN : 1 / (y - x),
  partials: (_xs, z) => [square(z), neg(square(z)), 0],
  domain: [-3, 3],
});

function sizeOfValues(values: readonly Scalar[]): Scalar {
  return max(values.length === 0 ? [0] : values.map((own) => abs(own)));
}

/** Returns the matrix of 1/(λⱼ − λᵢ), without a diagonal. */
function reciprocalsOfGaps(values: readonly Scalar[], size: Scalar): Matrix {
  const n = values.length;
  return matrixBy(
    n,
    n,
    (i, j) => i === j ? undefined : reciprocalOfGap([values[i], values[j], size]),
  );
}

/** Returns the products of entries of two matrices, the second of which has all entries but the absent ones. */
function weighted(weights: Matrix, a: Matrix): Matrix {
  const n = a.columns;
  return mapped(weights, (own, i, j) => {
    const entry = a.entries[i * n + j];
    return entry === undefined ? undefined : mul(own, entry);
  });
}

function diagonalOf(a: Matrix): Matrix {
  return matrixOf(
    1,
    a.rows,
    Array.from({ length: a.rows }, (_, i) => a.entries[i * a.columns + i]),
  );
}

// With M = Vᵀ·dA·V: dλᵢ = Mᵢᵢ, and dV = V·(F∘M), Fᵢⱼ = 1/(λⱼ − λᵢ).
const eigenDecomposition: MatrixOperation = {
  name: "eigenSymmetric",
  shapes: ([a]) => [{ rows: 1, columns: a.rows }, { rows: a.rows, columns: a.columns }],
  value: ([a]) => eigenOfNumbers(a),
  tangents(_operands, [values, vectors], [da]) {
    if (da === undefined) return [];
    const turned = transposed(vectors);
    const m = matrixProduct(matrixProduct(turned, symmetricPart(da)), vectors);
    const list = values.entries as readonly Scalar[];
    const gaps = reciprocalsOfGaps(list, sizeOfValues(list));
    return [diagonalOf(m), matrixProduct(vectors, weighted(gaps, m))];
  },
  cotangents(_operands, [values, vectors], [ofValues, ofVectors]) {
    const n = vectors.rows;
    const list = values.entries as readonly Scalar[];
    const turned = transposed(vectors);
    const inner = ofVectors &&
      weighted(reciprocalsOfGaps(list, sizeOfValues(list)), matrixProduct(turned, ofVectors));
    const middle = matrixBy(
      n,
      n,
      (i, j) => i === j ? ofValues?.entries[i] : inner?.entries[i * n + j],
    );
    return [symmetricPart(matrixProduct(matrixProduct(vectors, middle), turned))];
  },
};

// As in Townsend 2016, "Differentiating the singular value decomposition", and JAX: with M = Uᵀ·dA·V, dsᵢ = Mᵢᵢ,
// and vectors turn by the gaps sⱼ² − sᵢ² within their space, and out of it by what is not in it.
const singularDecomposition: MatrixOperation = {
  name: "svd",
  shapes: ([a]) => {
    const columns = Math.min(a.rows, a.columns);
    return [{ rows: a.rows, columns }, { rows: 1, columns }, { rows: a.columns, columns }];
  },
  value: ([a]) => singularOfNumbers(a),
  tangents(_operands, [u, values, v], [da]) {
    if (da === undefined) return [];
    const n = values.columns;
    const s = values.entries as readonly Scalar[];
    const m = matrixProduct(matrixProduct(transposed(u), da), v);
    const size = sizeOfValues(s);
    const gaps = reciprocalsOfGaps(s, size);
    const weights = mapped(gaps, (own, i, j) => div(own, add(s[i], s[j])));
    const byColumn = mapped(m, (own, _i, j) => mul(own, s[j]));
    const byRow = mapped(m, (own, i) => mul(s[i], own));
    const turn = (own: Matrix) => weighted(weights, matrixSum(own, transposed(own)));
    const du = matrixProduct(u, turn(byColumn));
    const dv = matrixProduct(v, turn(byRow));
    const outside = (own: Matrix, change: Matrix, space: Matrix) => {
      const inside = matrixProduct(space, matrixProduct(transposed(space), change));
      const rest = matrixDifference(change, inside);
      return matrixSum(own, mapped(rest, (entry, _i, j) => div(entry, s[j])));
    };
    return [
      u.rows > n ? outside(du, matrixProduct(da, v), u) : du,
      diagonalOf(m),
      v.rows > n ? outside(dv, matrixProduct(transposed(da), u), v) : dv,
    ];
  },
};
