// The Dirichlet distribution, on the shares of a whole.

import { sub } from "../elementary/arithmetic.ts";
import { ge, gt, le } from "../elementary/comparison.ts";
import { abs } from "../elementary/piecewise.ts";
import { sum } from "../elementary/reductions.ts";
import { lgamma } from "../special/gamma.ts";
import { xlogy } from "../special/logarithms.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/** The type of log-densities of a list by a list: numbers in, number out. */
export interface LogDensityOfLists {
  /** Computes the value of plain numbers. */
  (xs: readonly number[], parameters: readonly number[]): number;
  /** Computes the value of scalars. */
  (xs: readonly Scalar[], parameters: readonly Scalar[]): Scalar;
}

/**
 * Returns the log-density of the Dirichlet distribution: Σ (αᵢ − 1) ln xᵢ − Σ ln Γ(αᵢ) + ln Γ(Σ αᵢ), for all αᵢ > 0,
 * by all shares but the last. −Infinity where a share is below 0, or their sum further than 10⁻⁸ from 1, as in Stan;
 * NaN for other parameters.
 *
 * @throws {RangeError} if the lists differ in length.
 *
 * @example
 * ```ts
 * import { dirichletLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(dirichletLogDensity([0.2, 0.3, 0.5], [1, 1, 1]), Math.LN2, 1e-12);
 * ```
 */
export const dirichletLogDensity: LogDensityOfLists = ((
  xs: readonly Scalar[],
  concentrations: readonly Scalar[],
): Scalar => {
  if (xs.length !== concentrations.length) {
    throw new RangeError(
      `Cannot compute a Dirichlet density of ${xs.length} shares with ${concentrations.length} concentrations: ` +
        "these have to be as many",
    );
  }
  return onSupport(
    concentrations.every((concentration) => gt(concentration, 0)),
    xs.every((x) => ge(x, 0)) && le(abs(sub(sum(xs), 1)), 1e-8),
    [...xs, ...concentrations],
    () =>
      sum([
        lgamma(sum(concentrations)),
        ...xs.map((x, i) => sub(xlogy(sub(concentrations[i], 1), x), lgamma(concentrations[i]))),
      ]),
  );
}) as LogDensityOfLists;
