// The covariance of parameters, (JᵀJ)⁻¹ = R⁻¹R⁻ᵀ. Where columns depend on one another, some parameters can change
// together and the residuals stay: these have none, and all others have theirs.

import type { ParameterCovariance } from "./linear_model.ts";
import { backSubstituted, columnsOver, pivotedQr } from "./pivoted_qr.ts";

/** Returns (JᵀJ)⁻¹ of the free parameters. @param jacobian by rows */
export function denseCovariance(
  jacobian: Float64Array,
  m: number,
  columnLengths: Float64Array,
  free: Int32Array,
): ParameterCovariance {
  const scales = columnLengths.map((length) => length || 1);
  const n = free.length;
  const columns = columnsOver(jacobian, columnLengths.length, scales, free);
  const { r, order, rank } = pivotedQr(columns, m, n);
  const undetermined = new Uint8Array(n);
  // What a dependent column is made of: R₁₁⁻¹·R₁₂.
  for (let k = rank; k < n; k++) {
    undetermined[order[k]] = 1;
    const column = Float64Array.from({ length: n }, (_, i) => i < rank ? r[i * n + k] : 0);
    backSubstituted(r, n, rank, column).forEach((share, i) => {
      if (Math.abs(share) > DEPENDENT) undetermined[order[i]] = 1;
    });
  }
  // The columns of R⁻¹, whose rows multiply to the covariance.
  const inverse = Array.from({ length: rank }, (_, k) => {
    const unit = new Float64Array(n);
    unit[k] = 1;
    return backSubstituted(r, n, rank, unit);
  });
  const entries = Array.from({ length: n }, () => new Float64Array(n));
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let total = 0;
      for (let k = a; k < rank; k++) total += inverse[k][a] * inverse[k][b];
      const [i, j] = [order[a], order[b]];
      entries[i][j] = entries[j][i] = total / (scales[free[i]] * scales[free[j]]);
    }
  }
  return { entries, undetermined };
}

/** A column takes part in a dependence with more than this share of its length. */
const DEPENDENT = 1e-6;
