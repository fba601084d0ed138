// The way from all reals to Cholesky factors of correlation matrices, by partial correlations, as Stan's
// cholesky_factor_corr. A row is a point of a half sphere, and what is left of it a product, so that nothing cancels.

import { add, div, mul, neg } from "../elementary/arithmetic.ts";
import { asinh, cosh, tanh } from "../elementary/hyperbolic.ts";
import { hypot } from "../elementary/norms.ts";
import { logSigmoid } from "../elementary/special.ts";
import { sum } from "../elementary/reductions.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Bijector } from "./bijectors.ts";

/**
 * The way from ½n(n − 1) reals, the rows of a triangle below the diagonal, to lower triangular n×n matrices with rows of
 * norm 1 and a diagonal above 0, the Cholesky factors of correlation matrices: Lᵢⱼ = tanh yᵢⱼ · Π sech yᵢₖ over k < j,
 * and the whole product on the diagonal. The log-Jacobian is by the entries below the diagonal, as in Stan.
 *
 * @throws {RangeError} from `constrain` and `logJacobian`, if that many reals are no triangle.
 *
 * @example The prior of a correlation, uniform on [−1, 1]
 * ```ts
 * import { add, type Scalar } from "@fluxion/ad";
 * import { correlationCholeskyFactorBijector, lkjCholeskyLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const { constrain, logJacobian } = correlationCholeskyFactorBijector;
 * assertEquals(constrain([0]), [[1, 0], [0, 1]]);
 * const logPrior = (y: Scalar) =>
 *   add(lkjCholeskyLogDensity(constrain([y]), 1), logJacobian([y]));
 * assertAlmostEquals(Number(logPrior(0.5)), Math.log(0.5 / Math.cosh(0.5) ** 2), 1e-15);
 * ```
 */
export const correlationCholeskyFactorBijector: Bijector<Scalar[][]> = {
  constrain: (ys) => {
    const size = sizeOfTriangle(ys.length);
    return Array.from({ length: size }, (_, i) => {
      const row: Scalar[] = new Array(size).fill(0);
      let left: Scalar = 1;
      for (let j = 0; j < i; j++) {
        const y = ys[i * (i - 1) / 2 + j];
        row[j] = mul(left, tanh(y));
        left = div(left, cosh(y));
      }
      row[i] = left;
      return row;
    });
  },
  unconstrain: (factor) =>
    factor.flatMap((row, i) =>
      // What is left of a row after an entry is the norm of the entries that follow.
      row.slice(0, i).map((x, j) => asinh(div(x, hypot(...row.slice(j + 1, i + 1)))))
    ),
  logJacobian: (ys) => {
    const size = sizeOfTriangle(ys.length);
    const terms: Scalar[] = [];
    for (let i = 1; i < size; i++) {
      for (let j = 0; j < i; j++) {
        // Of tanh y, and once for each entry that follows in the row, half of it.
        const logSlope = logOfSquaredSech(ys[i * (i - 1) / 2 + j]);
        terms.push(mul(1 + (i - 1 - j) / 2, logSlope));
      }
    }
    return sum(terms);
  },
};

/** Returns ln sech² y = ln 4 + ln σ(2y) + ln σ(−2y), without overflow. */
function logOfSquaredSech(y: Scalar): Scalar {
  const twice = mul(2, y);
  return add(logSigmoid(twice), logSigmoid(neg(twice)), 2 * Math.LN2);
}

function sizeOfTriangle(count: number): number {
  const size = (Math.sqrt(8 * count + 1) + 1) / 2;
  if (Number.isInteger(size)) return size;
  throw new RangeError(
    `Cannot make a Cholesky factor of a correlation matrix of ${count} reals: below the diagonal of n rows there are ` +
      "n(n − 1)/2",
  );
}
