// Norms of vectors and matrices.

import type { Scalar } from "../values/scalar.ts";
import { describe } from "../values/describe.ts";
import { abs, max } from "../elementary/piecewise.ts";
import { norm as lengthOf, sum } from "../elementary/reductions.ts";
import { isVectorKind, readArray } from "./arguments.ts";
import { type Matrix, transposed } from "./matrix.ts";
import { singularOf } from "./spectrum.ts";
import type { MatrixLike, ScalarOf, VectorLike } from "./types.ts";

/** Which norm: for a vector 1, 2 and Infinity, for a matrix all. */
export type NormOrder = 1 | 2 | typeof Infinity | "frobenius" | "nuclear";

/**
 * Returns a norm of a vector or a matrix; 0 of an empty one.
 *
 * | order | of a vector | of a matrix |
 * | --- | --- | --- |
 * | none | √Σ xᵢ² | √Σ aᵢⱼ² |
 * | `1` | Σ abs(xᵢ) | the largest sum of a column, Σᵢ abs(aᵢⱼ) |
 * | `2` | √Σ xᵢ² | the largest singular value |
 * | `Infinity` | the largest abs(xᵢ) | the largest sum of a row, Σⱼ abs(aᵢⱼ) |
 * | `"frobenius"` | | √Σ aᵢⱼ² |
 * | `"nuclear"` | | the sum of the singular values |
 *
 * At kinks the conventions of `abs`, `max` and the core's `norm` hold: the gradient of a length at 0 is 0.
 *
 * @throws {TypeError} if the argument is neither a vector nor a matrix of numbers.
 * @throws {RangeError} if there is no such norm.
 *
 * @example
 * ```ts
 * import { norm } from "@fluxion/ad/linalg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(norm([[3, 0], [0, 4]]), 5);
 * assertEquals(norm([[3, 0], [0, 4]], 2), 4);
 * assertEquals(norm([[3, -1], [0, 4]], 1), 5);
 * assertEquals(norm([3, -4], Infinity), 4);
 * ```
 */
export function matrixNorm<A extends MatrixLike | VectorLike>(
  a: A,
  order?: NormOrder,
): ScalarOf<[A]> {
  const { matrix, kind } = readArray("norm", a);
  const isVector = isVectorKind(kind);
  const result = normOf(matrix, isVector, order);
  if (result !== undefined) return result as ScalarOf<[A]>;
  throw new RangeError(
    `Cannot apply norm with the order ${describe(order)} to a ${
      isVector
        ? "vector: the orders are 1, 2"
        : 'matrix: the orders are "frobenius", "nuclear", 1, 2'
    } and Infinity`,
  );
}

function normOf(
  matrix: Matrix,
  isVector: boolean,
  order: NormOrder | undefined,
): Scalar | undefined {
  const entries = Array.from(matrix.entries) as Scalar[];
  if (entries.length === 0) return 0;
  const singular = () => singularOf(matrix)[1].entries as readonly Scalar[];
  switch (order) {
    case undefined:
      return lengthOf(entries);
    case "frobenius":
      return isVector ? undefined : lengthOf(entries);
    case 2:
      return isVector ? lengthOf(entries) : singular()[0];
    case "nuclear":
      return isVector ? undefined : sum(Array.from(singular()));
    case 1:
      return isVector ? sum(entries.map((x) => abs(x))) : largestRow(transposed(matrix));
    case Infinity:
      return largestRow(matrix);
    default:
      return undefined;
  }
}

/** Returns the largest sum of absolute values of a row. */
function largestRow({ rows, columns, entries }: Matrix): Scalar {
  const sums = Array.from(
    { length: rows },
    (_, i) =>
      sum(Array.from(entries.slice(i * columns, (i + 1) * columns), (x) => abs(x as Scalar))),
  );
  return max(sums);
}
