// Functions of symmetric matrices, f(A) = V·diag(f(λ))·Vᵀ, with their derivatives of every order, which are smooth
// where f is, whether or not eigenvalues are equal (Daleckii and Krein 1965; Higham 2008, 3.2).

import type { Scalar } from "../values/scalar.ts";
import { describe } from "../values/describe.ts";
import { derivative } from "../derivatives/derivative.ts";
import { inKind, readSquare } from "./arguments.ts";
import { matrixSum } from "./elementwise.ts";
import { type Derivatives, dividedDifference } from "./kernels/divided_differences.ts";
import { productOfNumbers, transposeOfNumbers } from "./kernels/products.ts";
import { eigenOfNumbers } from "./kernels/spectral.ts";
import { filled, type Matrix, type NumberMatrix } from "./matrix.ts";
import { applyMatrixOperation } from "./matrix_operation.ts";
import type { MatrixOperation } from "./matrix_rule.ts";
import type { MatrixLike, MatrixOf } from "./types.ts";

/**
 * Returns a function of a symmetric matrix, f(A) = V·diag(f(λ))·Vᵀ: its square root, its logarithm, a projection. The
 * symmetric part ½(A + Aᵀ) counts. The derivatives hold also where eigenvalues are equal, where those of
 * eigenvectors do not exist: along E, that of first order is V·(D∘(VᵀEV))·Vᵀ with the divided differences
 * Dᵢⱼ = f[λᵢ, λⱼ], which are f′(λᵢ) where both are equal. One of order k takes n^(k+1) products.
 *
 * The trace of f(A), Σ f(λᵢ), is smooth in the same way. Of the eigenvalues of A, f is computed on plain numbers: it
 * cannot close over a value that is differentiated.
 *
 * @param f a smooth function, written with operations
 * @throws {TypeError} if A is no matrix of numbers, or if `f` does not return a number for a number.
 * @throws {RangeError} if A is not square.
 *
 * @example The square root of a matrix, and the derivative of it at 1, where all eigenvalues are equal
 * ```ts
 * import { derivative, type Scalar, sqrt } from "@fluxion/ad";
 * import { symmetricFunction } from "@fluxion/ad/linalg";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const root = symmetricFunction([[5, 4], [4, 5]], sqrt);
 * assertAlmostEquals(root[0][0], 2, 1e-14);
 * const offDiagonal = (t: Scalar) => symmetricFunction([[1, t], [t, 1]], sqrt)[0][1];
 * assertAlmostEquals(derivative(offDiagonal)(0), 0.5, 1e-14);
 * ```
 */
export function symmetricFunction<A extends MatrixLike>(
  a: A,
  f: (x: Scalar) => Scalar,
): MatrixOf<A, [A]> {
  const { matrix, kind } = readSquare("symmetricFunction", a);
  if (typeof f !== "function") {
    throw new TypeError(
      `Cannot apply symmetricFunction with ${describe(f)}: it takes a function of a number`,
    );
  }
  const differentials = differentialsOf(derivativesOf(f));
  return inKind(kind, applyMatrixOperation(differentials(0), [matrix])[0]) as MatrixOf<A, [A]>;
}

/** Returns the derivatives of a function of a number, each made once. */
function derivativesOf(f: (x: Scalar) => Scalar): Derivatives {
  const found: ((x: Scalar) => Scalar)[] = [f];
  return (order) => {
    while (found.length <= order) found.push(derivative(found[found.length - 1]));
    return (x) => {
      const result = found[order](x);
      if (typeof result === "number") return result;
      throw new TypeError(
        `Cannot apply symmetricFunction: f returned ${
          describe(result)
        } for a number, and a number is wanted; f ` +
          "cannot close over a value that is differentiated",
      );
    };
  };
}

/** The derivative of f(A) of order k, along k directions, as an operation of A and these. */
function differentialsOf(derivatives: Derivatives): (order: number) => MatrixOperation {
  const made: MatrixOperation[] = [];
  const differential = (order: number): MatrixOperation =>
    made[order] ??= {
      name: "symmetricFunction",
      shapes: ([{ rows, columns }]) => [{ rows, columns }],
      value: ([a, ...along]) => [differentialOfNumbers(derivatives, a, along)],
      tangents([a, ...along], _results, [da, ...changes]) {
        const others = changes.map((own, k) => own && applied(a, along.with(k, own)));
        const [first, ...rest] = [da && applied(a, [...along, da]), ...others];
        return [rest.reduce((sum, own) => matrixSum(sum, own), first)];
      },
      // All of this is symmetric: the directions can be exchanged with one another and with the cotangent.
      cotangents([a, ...along], _results, [seed]) {
        if (seed === undefined) return [];
        return [
          applied(a, [...along, seed]),
          ...along.map((_, k) => applied(a, along.with(k, seed))),
        ];
      },
    };
  const applied = (a: Matrix, along: readonly Matrix[]) =>
    applyMatrixOperation(differential(along.length), [a, ...along.map(filled)])[0];
  return differential;
}

/** Eigenvalues that lie together to so many units in the last place of the largest count as equal. */
const UNITS = 64;

function differentialOfNumbers(
  derivatives: Derivatives,
  a: NumberMatrix,
  along: readonly NumberMatrix[],
): NumberMatrix {
  const n = a.rows;
  const [{ entries: values }, vectors] = eigenOfNumbers(a);
  const turned = transposeOfNumbers(vectors);
  const directions = along.map((own) =>
    productOfNumbers(productOfNumbers(turned, symmetricPartOfNumbers(own)), vectors).entries
  );
  const size = values.reduce((largest, own) => Math.max(largest, Math.abs(own)), 0);
  const known = new Map<string, number>();
  const difference = (path: readonly number[]) => {
    // Eigenvalues ascend with their index.
    const sorted = path.toSorted((i, j) => i - j);
    const key = sorted.join();
    let own = known.get(key);
    if (own === undefined) {
      const points = sorted.map((i) => values[i]);
      own = dividedDifference(derivatives, points, UNITS * Number.EPSILON * size);
      known.set(key, own);
    }
    return own;
  };

  const middle = new Float64Array(n * n);
  // Over all paths i₀ → i₁ → … → iₖ, one step along each direction, in every order of these.
  const walk = (path: readonly number[], product: number, left: readonly Float64Array[]) => {
    const at = path[path.length - 1];
    if (left.length === 0) {
      middle[path[0] * n + at] += product * difference(path);
      return;
    }
    left.forEach((direction, k) => {
      const others = left.toSpliced(k, 1);
      for (let next = 0; next < n; next++) {
        walk([...path, next], product * direction[at * n + next], others);
      }
    });
  };
  for (let i = 0; i < n; i++) walk([i], 1, directions);
  return productOfNumbers(
    productOfNumbers(vectors, { rows: n, columns: n, entries: middle }),
    turned,
  );
}

function symmetricPartOfNumbers({ rows: n, entries }: NumberMatrix): NumberMatrix {
  const own = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) own[i * n + j] = entries[i * n + j] / 2 + entries[j * n + i] / 2;
  }
  return { rows: n, columns: n, entries: own };
}
