// The log-likelihood of a Gaussian process, up to a constant: −½·yᵀK⁻¹y − Σ ln Lᵢᵢ with K = L·Lᵀ,
// Kᵢⱼ = a²·exp(−½·((tᵢ − tⱼ)/l)²) + s²·δᵢⱼ, by the logarithms of a, l and s.

import { add, exp, log, mul, neg, type Scalar, sum } from "@fluxion/ad";
import { cholesky, matmul, solveByCholesky } from "@fluxion/ad/linalg";
import { inverse, Matrix } from "ml-matrix";

/** Where there are n measurements, and what they are. */
export interface Measurements {
  readonly ts: readonly number[];
  readonly ys: readonly number[];
}

/** Measurements of a sine, with something fast beside it that a process of its length takes for noise. */
export function measurements(n: number): Measurements {
  const ts = Array.from({ length: n }, (_, i) => i / 10 + 0.03 * Math.sin(i));
  return { ts, ys: ts.map((t) => Math.sin(t) + 0.1 * Math.cos(31 * t)) };
}

/** Where the gradient is taken: ln a, ln l, ln s. */
export const parameters: readonly number[] = [0.1, 0.2, -1];

/** The log-likelihood, of numbers and of boxes. */
export function logLikelihood(
  { ts, ys }: Measurements,
  [logSize, logLength, logNoise]: readonly Scalar[],
): Scalar {
  const factor = cholesky(covarianceOf(ts, logSize, logLength, logNoise));
  const misfit = matmul(ys, solveByCholesky(factor, ys));
  return neg(add(mul(0.5, misfit), sum(factor.map((row, i) => log(row[i])))));
}

function covarianceOf(
  ts: readonly number[],
  logSize: Scalar,
  logLength: Scalar,
  logNoise: Scalar,
): Scalar[][] {
  const variance = exp(mul(2, logSize));
  const rate = exp(mul(-2, logLength));
  const noise = exp(mul(2, logNoise));
  const rows: Scalar[][] = ts.map(() => []);
  for (let i = 0; i < ts.length; i++) {
    for (let j = 0; j <= i; j++) {
      const own = mul(variance, exp(mul(-0.5 * (ts[i] - ts[j]) ** 2, rate)));
      rows[i][j] = rows[j][i] = i === j ? add(own, noise) : own;
    }
  }
  return rows;
}

/** The gradient by hand, ½·tr((α·αᵀ − K⁻¹)·∂K) with α = K⁻¹y (Rasmussen and Williams 2006, 5.9). */
export function gradient(
  { ts, ys }: Measurements,
  [logSize, logLength, logNoise]: readonly number[],
): number[] {
  const variance = Math.exp(2 * logSize);
  const rate = Math.exp(-2 * logLength);
  const noise = Math.exp(2 * logNoise);
  const bell = ts.map((t) => ts.map((s) => variance * Math.exp(-0.5 * (t - s) ** 2 * rate)));
  const covariance = bell.map((row, i) => row.map((x, j) => i === j ? x + noise : x));
  const inverted = inverse(new Matrix(covariance)).to2DArray();
  const alpha = inverted.map((row) => row.reduce((total, x, j) => total + x * ys[j], 0));
  const slopes = [0, 0, 0];
  bell.forEach((row, i) =>
    row.forEach((x, j) => {
      const weight = 0.5 * (alpha[i] * alpha[j] - inverted[i][j]);
      slopes[0] += 2 * weight * x;
      slopes[1] += weight * x * (ts[i] - ts[j]) ** 2 * rate;
      if (i === j) slopes[2] += 2 * weight * noise;
    })
  );
  return slopes;
}
