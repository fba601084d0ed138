// Eight schools (Rubin 1981; Gelman et al. 2013): a hierarchical model, in both parametrisations, and its gradient by
// hand.

import { add, mul, type Scalar, sum } from "@fluxion/ad";
import { cauchyLogDensity, normalLogDensity } from "@fluxion/ad/density";

/** What coaching did in each school, in points. */
export const measured: readonly number[] = [28, 8, -3, 7, -1, 1, 18, 12];

/** The standard errors of these. */
export const errors: readonly number[] = [15, 10, 16, 11, 9, 11, 10, 18];

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
 * The value of the non-centred log-density with its gradient, derived by hand, of a list of mu, log tau and the effects,
 * the stretch of tau included.
 */
export function byHand(x: ArrayLike<number>, gradient: Float64Array): number {
  const [mu, tau] = [x[0], Math.exp(x[1])];
  let value = CONSTANT - 0.02 * mu ** 2 - Math.log1p(tau ** 2 / 25) + x[1];
  gradient[0] = -mu / 25;
  gradient[1] = 1 - 2 * tau ** 2 / (25 + tau ** 2);
  for (let i = 0; i < 8; i++) {
    const effect = x[i + 2];
    const miss = (measured[i] - mu - tau * effect) / errors[i];
    const slope = miss / errors[i];
    value -= 0.5 * (effect ** 2 + miss ** 2);
    gradient[0] += slope;
    gradient[1] += slope * tau * effect;
    gradient[i + 2] = slope * tau - effect;
  }
  return value;
}

const CONSTANT = -8.5 * Math.log(2 * Math.PI) - Math.log(5) - Math.log(5 * Math.PI) -
  errors.reduce((sum, error) => sum + Math.log(error), 0);
