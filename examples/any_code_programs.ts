"use ad";
// Five programs as people write them, with the operators of JavaScript: a recursion, a loop that runs until it
// converges, a simulation with an event, a statistic that sorts, and a formula on a dictionary.

import { sum } from "@fluxion/ad";

/** ∫ f from a to b by Simpson's rule, which halves the interval until two estimates agree: a recursion. */
export function integral(f: (x: number) => number, a: number, b: number): number {
  const simpson = (a: number, b: number) => (b - a) / 6 * (f(a) + 4 * f((a + b) / 2) + f(b));
  const refine = (a: number, b: number, whole: number): number => {
    const middle = (a + b) / 2;
    const [left, right] = [simpson(a, middle), simpson(middle, b)];
    const error = (left + right - whole) / 15;
    if (Math.abs(error) < 1e-12 * (b - a)) return left + right + error;
    return refine(a, middle, left) + refine(middle, b, right);
  };
  return refine(a, b, simpson(a, b));
}

/** The integral of exp(−width·x²) from 0 to 1. */
export function bell(width: number): number {
  return integral((x) => Math.exp(-width * x ** 2), 0, 1);
}

/**
 * Kepler's equation E − e·sin E = M solved for E in radians: Newton's method, in a loop that runs until a
 * step is small. The loop asks for the value only; the derivative of Newton's steps converges as fast as
 * they do. That of slower iterations lags behind: there `fixedPoint` differentiates the equation instead.
 */
export function eccentricAnomaly(meanAnomaly: number, eccentricity: number): number {
  let anomaly = meanAnomaly;
  let step = 1;
  while (Math.abs(step) > 1e-9) {
    const excess = anomaly - eccentricity * Math.sin(anomaly) - meanAnomaly;
    step = excess / (1 - eccentricity * Math.cos(anomaly));
    anomaly -= step;
  }
  return anomaly;
}

/**
 * What can be changed of a ball that is dropped: the height in m, and the share of its speed that a bounce
 * leaves.
 */
export type Ball = { drop: number; restitution: number };

/** The acceleration of gravity in m/s². */
export const gravity = 9.81;

/**
 * The heights of the ball in m, in time steps of `step` seconds. Where it would fall below the floor it
 * bounces. With `located` the moment of the bounce within the step is computed and depends on the
 * parameters; without, the speed is turned round at the end of the step, a moment that no parameter moves.
 */
export function bounce(
  { drop, restitution }: Ball,
  step: number,
  steps: number,
  located: boolean,
): number[] {
  let [height, speed] = [drop, 0];
  const heights = [height];
  const fall = (duration: number) => {
    height += duration * (speed - gravity / 2 * duration);
    speed -= gravity * duration;
  };
  for (let i = 0; i < steps; i++) {
    const before = [height, speed];
    fall(step);
    if (height < 0) {
      if (located) {
        [height, speed] = before;
        const impact = (speed + Math.sqrt(speed ** 2 + 2 * gravity * height)) / gravity;
        fall(impact);
        speed *= -restitution;
        fall(step - impact);
      } else if (speed < 0) speed *= -restitution;
    }
    heights.push(height);
  }
  return heights;
}

/**
 * How unequal incomes are, from 0 to 1, by their ranks (Gini 1912): Σ (2i − n − 1)·xᵢ / (n·Σ xᵢ) of the
 * sorted ones.
 */
export function gini(incomes: readonly number[]): number {
  const sorted = [...incomes].sort((a, b) => a - b);
  const n = incomes.length;
  return sum(sorted.map((income, i) => (2 * i + 1 - n) * income)) / (n * sum(sorted));
}

/** What was measured of a pendulum: lengths in m, the period in s, the amplitude in rad. */
export type Pendulum = {
  thread: number;
  bob: { radius: number };
  period: number;
  amplitude: number;
};

/** Gravity in m/s² by a pendulum: 4π²·L/T², with L for a ball on a thread and T for a finite swing. */
export function measuredGravity({ thread, bob, period, amplitude }: Pendulum): number {
  const arm = thread + bob.radius;
  const length = arm + 0.4 * bob.radius ** 2 / arm;
  const swing = 1 + amplitude ** 2 / 16 + 11 / 3072 * amplitude ** 4;
  return 4 * Math.PI ** 2 * length * (swing / period) ** 2;
}
