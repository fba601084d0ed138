// An epidemic seen from its first weeks: a model of how it spreads, written as a time-stepping loop on scalars,
// and the log-density of its parameters given the cases of each day. Everything else in this example needs
// nothing but that density and its gradient.

import { add, exp, log, mul, neg, type Scalar, square, sub, sum } from "@fluxion/ad";
import { seeded } from "./random.ts";

/** The logarithms of the contact rate and the recovery rate, per day, and of the number infected on day 0. */
export type Point<S extends Scalar = number> = S[];

/** How many people there are. */
export const population = 10_000;

/** The prior: a median for each parameter, and the standard deviation of its logarithm. */
export const prior = { medians: [0.4, 0.2, 5], spreads: [1, 0.7, 1] };

/**
 * The expected number of new cases on each day, by the model of Kermack and McKendrick (1927),
 * s′ = −β·s·i and i′ = β·s·i − γ·i, in steps of a day by the method of Runge and Kutta.
 */
export function expectedCases(point: Point<Scalar>, days: number): Scalar[] {
  const [contact, recovery, infected] = point.map((logarithm) => exp(logarithm));
  const slope = ([s, i]: Scalar[]): Scalar[] => {
    const infections = mul(contact, s, i);
    return [neg(infections), sub(infections, mul(recovery, i))];
  };
  const along = (state: Scalar[], step: number, way: Scalar[]) =>
    state.map((x, k) => add(x, mul(step, way[k])));

  let state: Scalar[] = [1, mul(infected, 1 / population)];
  return Array.from({ length: days }, () => {
    const before = state[0];
    const a = slope(state);
    const b = slope(along(state, 0.5, a));
    const c = slope(along(state, 0.5, b));
    const d = slope(along(state, 1, c));
    state = state.map((x, k) => add(x, mul(1 / 6, add(a[k], mul(2, add(b[k], c[k])), d[k]))));
    return mul(population, sub(before, state[0]));
  });
}

/** The log-density of the parameters: Poisson cases, log-normal priors; a constant is left out. */
export function logDensity(point: Point<Scalar>, cases: readonly number[]): Scalar {
  const { medians, spreads } = prior;
  const likelihoods = expectedCases(point, cases.length).map((expected, day) =>
    sub(mul(cases[day], log(expected)), expected)
  );
  const priors = point.map((x, i) =>
    mul(-0.5, square(mul(sub(x, Math.log(medians[i])), 1 / spreads[i])))
  );
  return sum([...likelihoods, ...priors]);
}

/** Cases as they might have been counted: Poisson numbers about what the model expects. */
export function simulatedCases(point: Point, days: number, seed: number): number[] {
  const uniform = seeded(seed);
  return (expectedCases(point, days) as number[]).map((expected) => {
    // How many exponential waiting times fit into one day.
    let [count, time] = [-1, 0];
    while (time < expected) {
      time -= Math.log(1 - uniform());
      count++;
    }
    return count;
  });
}
