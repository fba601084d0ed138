// The categorical distribution, by logits.

import { sub } from "../elementary/arithmetic.ts";
import { logsumexp } from "../elementary/reductions.ts";
import type { Scalar } from "../values/scalar.ts";

/** The type of the log-density of an index by logits: numbers in, number out. */
export interface CategoricalLogDensity {
  /** Computes the value of plain numbers. */
  (index: number, logits: readonly number[]): number;
  /** Computes the value of scalars. */
  (index: number, logits: readonly Scalar[]): Scalar;
}

/**
 * Returns the logarithm of the probability of an index i, from 0, by logits: lᵢ − ln Σ exp lⱼ. −Infinity where the
 * index is not that of a logit.
 *
 * @example
 * ```ts
 * import { grad, type Scalar } from "@fluxion/ad";
 * import { categoricalLogitLogDensity } from "@fluxion/ad/density";
 * import { assertEquals } from "@std/assert";
 *
 * const logDensity = (logits: Scalar[]) => categoricalLogitLogDensity(1, logits);
 * assertEquals(grad(logDensity)([0, 0]), [-0.5, 0.5]);
 * ```
 */
export const categoricalLogitLogDensity: CategoricalLogDensity = ((
  index: number,
  logits: readonly Scalar[],
): Scalar =>
  index in logits ? sub(logits[index], logsumexp(logits)) : -Infinity) as CategoricalLogDensity;
