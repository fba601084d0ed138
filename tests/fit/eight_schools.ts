// Eight schools (Rubin 1981; Gelman et al. 2013), in both parametrisations, and their posterior by quadrature.

import { add, mul, type Scalar, sum } from "@fluxion/ad";
import { cauchyLogDensity, normalLogDensity } from "@fluxion/ad/density";

/** What coaching did in each school, and its standard error. */
const measured = [28, 8, -3, 7, -1, 1, 18, 12];
const errors = [15, 10, 16, 11, 9, 11, 10, 18];

/** The mean effect over schools, its standard deviation, and the effect in each, or its distance in such deviations. */
export interface Schools<S = Scalar> {
  mu: S;
  tau: S;
  effects: S[];
}

/** The log-density in which the spread of the effects depends on tau. */
export function centred({ mu, tau, effects }: Schools): Scalar {
  return sum([
    normalLogDensity(mu, 0, 5),
    cauchyLogDensity(tau, 0, 5),
    ...effects.map((effect) => normalLogDensity(effect, mu, tau)),
    ...effects.map((effect, i) => normalLogDensity(measured[i], effect, errors[i])),
  ]);
}

/** The log-density in which it does not. */
export function nonCentred({ mu, tau, effects }: Schools): Scalar {
  return sum([
    normalLogDensity(mu, 0, 5),
    cauchyLogDensity(tau, 0, 5),
    ...effects.map((effect) => normalLogDensity(effect, 0, 1)),
    ...effects.map((effect, i) =>
      normalLogDensity(measured[i], add(mu, mul(tau, effect)), errors[i])
    ),
  ]);
}

/** Where every chain begins. */
export const start: Schools<number> = { mu: 0, tau: 1, effects: new Array(8).fill(0) };

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
