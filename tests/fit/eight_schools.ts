// The posterior of the eight schools by quadrature.

import { errors, measured } from "../../bench/workloads/eight_schools.ts";

export { centred, nonCentred, type Schools, start } from "../../bench/workloads/eight_schools.ts";

/**
 * The means of mu, of log tau and of the effects, and the standard deviations of the first two: given tau everything is
 * normal, and tau is summed up on a grid of its logarithm.
 */
export function schoolsByQuadrature() {
  let [total, mu, square, log, logSquare] = [0, 0, 0, 0, 0];
  const effects = measured.map(() => 0);
  for (let logTau = -20; logTau < 12; logTau += 0.01) {
    const tau = Math.exp(logTau);
    const weights = errors.map((error) => 1 / (error ** 2 + tau ** 2));
    const precision = weights.reduce((a, b) => a + b) + 1 / 25;
    const centre = weights.reduce((a, w, i) => a + w * measured[i], 0) / precision;
    // The evidence given tau, times its prior and tau, of the change to its logarithm.
    const exponent = weights.reduce((a, w, i) =>
      a + 0.5 * Math.log(w) - 0.5 * w * measured[i] ** 2, 0) +
      0.5 * precision * centre ** 2 - 0.5 * Math.log(precision);
    const weight = Math.exp(exponent) / (1 + (tau / 5) ** 2) * tau;
    total += weight;
    mu += weight * centre;
    square += weight * (centre ** 2 + 1 / precision);
    log += weight * logTau;
    logSquare += weight * logTau ** 2;
    measured.forEach((y, i) => {
      const share = tau ** 2 * weights[i];
      effects[i] += weight * (share * y + (1 - share) * centre);
    });
  }
  return {
    mu: mu / total,
    muDeviation: Math.sqrt(square / total - (mu / total) ** 2),
    logTau: log / total,
    logTauDeviation: Math.sqrt(logSquare / total - (log / total) ** 2),
    effects: effects.map((sum) => sum / total),
  };
}
