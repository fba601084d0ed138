// Losses that let outliers count less than their squares do: Σ c²·ρ((r/c)²), where c is the scale beyond which a residual
// is an outlier. Near a point such a sum is one of squares, with other residuals and rows.

import { add, div, mul, square, sub } from "../elementary/arithmetic.ts";
import { le } from "../elementary/comparison.ts";
import { log1p, sqrt } from "../elementary/exponential.ts";
import { sum } from "../elementary/reductions.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * How residuals count, with z = (r/c)²: `"squares"`, ρ = z; `"huber"`, ρ = z up to 1 and 2√z − 1 from there on (Huber
 * 1964); `"soft-l1"`, ρ = 2√(1 + z) − 2; `"cauchy"`, ρ = ln(1 + z).
 */
export type Loss = "squares" | "huber" | "soft-l1" | "cauchy";

/** The names of all losses. */
export const LOSSES: readonly Loss[] = ["squares", "huber", "soft-l1", "cauchy"];

/** Returns ρ(z), ρ′(z) and z·ρ″(z)/ρ′(z). */
function lossAt(
  loss: Exclude<Loss, "squares">,
  z: number,
): [rho: number, slope: number, bend: number] {
  switch (loss) {
    case "huber":
      return z <= 1 ? [z, 1, 0] : [2 * Math.sqrt(z) - 1, 1 / Math.sqrt(z), -0.5];
    case "soft-l1":
      // 2√(1 + z) − 2 without its cancellation.
      return [2 * z / (Math.sqrt(1 + z) + 1), 1 / Math.sqrt(1 + z), -0.5 * z / (1 + z)];
    case "cauchy":
      return [Math.log1p(z), 1 / (1 + z), -z / (1 + z)];
  }
}

/** Residuals with their loss, as a sum of squares that has the same value and slopes, and about the same curvature. */
export interface EquivalentSquares {
  readonly cost: number;
  /** The residuals. */
  readonly raw: Float64Array;
  /** Those of the equivalent sum. */
  readonly residuals: Float64Array;
  /** What rows of the Jacobian are multiplied by; `undefined` for 1. */
  readonly weights: Float64Array | undefined;
}

/** Returns the equivalent sum of squares (Triggs, McLauchlan, Hartley and Fitzgibbon 2000, section 4.3). */
export function equivalentSquares(loss: Loss, scale: number, raw: Float64Array): EquivalentSquares {
  let cost = 0;
  if (loss === "squares") {
    for (let i = 0; i < raw.length; i++) cost += raw[i] * raw[i];
    return { cost: finiteOr(cost), raw, residuals: raw, weights: undefined };
  }
  const residuals = new Float64Array(raw.length);
  const weights = new Float64Array(raw.length);
  for (let i = 0; i < raw.length; i++) {
    const [rho, slope, bend] = lossAt(loss, (raw[i] / scale) ** 2);
    cost += scale * scale * rho;
    // The curvature of an outlier is 0 or less: a share of what its slope says keeps the matrix positive.
    weights[i] = Math.sqrt(slope * Math.max(0.1, 1 + 2 * bend));
    residuals[i] = raw[i] * slope / weights[i];
  }
  return { cost: finiteOr(cost), raw, residuals, weights };
}

/** Returns c²·ρ((r/c)²) of a residual, written with operations. */
function lossOfResidual(loss: Loss, scale: number, residual: Scalar): Scalar {
  const z = square(div(residual, scale));
  const squared = scale * scale;
  switch (loss) {
    case "squares":
      return square(residual);
    case "huber":
      return le(z, 1) ? square(residual) : mul(squared, sub(mul(2, sqrt(z)), 1));
    case "soft-l1":
      return mul(squared, div(mul(2, z), add(sqrt(add(1, z)), 1)));
    case "cauchy":
      return mul(squared, log1p(z));
  }
}

/** Returns what is minimised: Σ c²·ρ((rᵢ/c)²), written with operations. */
export function sumOfLosses(loss: Loss, scale: number, residuals: readonly Scalar[]): Scalar {
  return sum(residuals.map((own) => lossOfResidual(loss, scale, own)));
}

function finiteOr(cost: number): number {
  return Number.isFinite(cost) ? cost : Infinity;
}
