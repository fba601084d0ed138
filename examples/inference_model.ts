"use ad";
// An epidemic seen from its first weeks: a model of how it spreads, written as a time-stepping loop, and
// the log-density of its parameters given the cases of each day. Everything else in this example needs
// nothing but that density and its gradient.

import { sum } from "@fluxion/ad";
import { seeded } from "./random.ts";

/** The logarithms of the contact rate and the recovery rate, per day, and of the number infected on day 0. */
export type Point = number[];

/** How many people there are. */
export const population = 10_000;

/** The prior: a median for each parameter, and the standard deviation of its logarithm. */
export const prior = { medians: [0.4, 0.2, 5], spreads: [1, 0.7, 1] };

/**
 * The expected number of new cases on each day, by the model of Kermack and McKendrick (1927),
 * s′ = −β·s·i and i′ = β·s·i − γ·i, in steps of a day by the method of Runge and Kutta.
 */
export function expectedCases(point: Point, days: number): number[] {
  const [contact, recovery, infected] = point.map(Math.exp);
  const slope = ([s, i]: number[]): number[] => {
    const infections = contact * s * i;
    return [-infections, infections - recovery * i];
  };
  const along = (state: number[], step: number, way: number[]) =>
    state.map((x, k) => x + step * way[k]);

  let state = [1, infected * (1 / population)];
  return Array.from({ length: days }, () => {
    const before = state[0];
    const a = slope(state);
    const b = slope(along(state, 0.5, a));
    const c = slope(along(state, 0.5, b));
    const d = slope(along(state, 1, c));
    state = state.map((x, k) => x + 1 / 6 * (a[k] + 2 * (b[k] + c[k]) + d[k]));
    return population * (before - state[0]);
  });
}

/** The log-density of the parameters: Poisson cases, log-normal priors; a constant is left out. */
export function logDensity(point: Point, cases: readonly number[]): number {
  const { medians, spreads } = prior;
  const likelihoods = expectedCases(point, cases.length).map((expected, day) =>
    cases[day] * Math.log(expected) - expected
  );
  const priors = point.map((x, i) => -0.5 * ((x - Math.log(medians[i])) * (1 / spreads[i])) ** 2);
  return sum([...likelihoods, ...priors]);
}

/** Cases as they might have been counted: Poisson numbers about what the model expects. */
export function simulatedCases(point: Point, days: number, seed: number): number[] {
  const uniform = seeded(seed);
  return expectedCases(point, days).map((expected) => {
    // How many exponential waiting times fit into one day.
    let [count, time] = [-1, 0];
    while (time < expected) {
      time -= Math.log(1 - uniform());
      count++;
    }
    return count;
  });
}
