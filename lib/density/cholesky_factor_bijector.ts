// The way from all reals to Cholesky factors of covariances.

import { exp, log } from "../elementary/exponential.ts";
import { sum } from "../elementary/reductions.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Bijector } from "./bijectors.ts";

/**
 * The way from ½n(n + 1) reals, the rows of a triangle, to lower triangular n×n matrices with a diagonal above 0, the
 * exponential of the real there. The log-Jacobian, by the lower triangle, is the sum of the reals on the diagonal.
 *
 * @throws {RangeError} from `constrain` and `logJacobian`, if that many reals are no triangle.
 *
 * @example
 * ```ts
 * import { choleskyFactorBijector } from "@fluxion/ad/density";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(choleskyFactorBijector.constrain([0, 5, 0]), [[1, 0], [5, 1]]);
 * ```
 */
export const choleskyFactorBijector: Bijector<Scalar[][]> = {
  constrain: (ys) => {
    const size = sizeOfTriangle(ys.length);
    const entry = (i: number, j: number) => {
      const y = ys[i * (i + 1) / 2 + j];
      return i === j ? exp(y) : j < i ? y : 0;
    };
    return Array.from(
      { length: size },
      (_, i) => Array.from({ length: size }, (_, j) => entry(i, j)),
    );
  },
  unconstrain: (factor) =>
    factor.flatMap((row, i) => row.slice(0, i + 1).map((x, j) => i === j ? log(x) : x)),
  logJacobian: (ys) => {
    const size = sizeOfTriangle(ys.length);
    return sum(Array.from({ length: size }, (_, i) => ys[i * (i + 3) / 2]));
  },
};

function sizeOfTriangle(count: number): number {
  const size = (Math.sqrt(8 * count + 1) - 1) / 2;
  if (Number.isInteger(size)) return size;
  throw new RangeError(
    `Cannot make a Cholesky factor of ${count} reals: a triangle of n rows has n(n + 1)/2 of them`,
  );
}
