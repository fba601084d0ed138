// Five programs as people write them, each on the operations of the library: a recursion, a loop that runs
// until it converges, a simulation with an event, a statistic that sorts, and a formula on a dictionary.

import {
  abs,
  add,
  cos,
  div,
  exp,
  gt,
  lt,
  mul,
  neg,
  pow,
  type Scalar,
  sin,
  sqrt,
  square,
  sub,
  sum,
  value,
} from "@fluxion/ad";

/** ∫ f from a to b by Simpson's rule, which halves the interval until two estimates agree: a recursion. */
export function integral(f: (x: number) => Scalar, a: number, b: number): Scalar {
  const simpson = (a: number, b: number) =>
    mul((b - a) / 6, add(f(a), mul(4, f((a + b) / 2)), f(b)));
  const refine = (a: number, b: number, whole: Scalar): Scalar => {
    const middle = (a + b) / 2;
    const [left, right] = [simpson(a, middle), simpson(middle, b)];
    const error = div(sub(add(left, right), whole), 15);
    if (lt(abs(error), 1e-12 * (b - a))) return add(left, right, error);
    return add(refine(a, middle, left), refine(middle, b, right));
  };
  return refine(a, b, simpson(a, b));
}

/** The integral of exp(−width·x²) from 0 to 1. */
export function bell(width: Scalar): Scalar {
  return integral((x) => exp(neg(mul(width, x * x))), 0, 1);
}

/**
 * Kepler's equation E − e·sin E = M solved for E in radians: Newton's method, in a loop that runs until a
 * step is small. The loop asks for the value only; the derivative of Newton's steps converges as fast as
 * they do. That of slower iterations lags behind: there `fixedPoint` differentiates the equation instead.
 */
export function eccentricAnomaly(meanAnomaly: Scalar, eccentricity: Scalar): Scalar {
  let anomaly = meanAnomaly;
  let step: Scalar = 1;
  while (gt(abs(step), 1e-9)) {
    const excess = sub(sub(anomaly, mul(eccentricity, sin(anomaly))), meanAnomaly);
    step = div(excess, sub(1, mul(eccentricity, cos(anomaly))));
    anomaly = sub(anomaly, step);
  }
  return anomaly;
}

/**
 * What can be changed of a ball that is dropped: the height in m, and the share of its speed that a bounce
 * leaves.
 */
export type Ball<S extends Scalar = Scalar> = { drop: S; restitution: S };

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
): Scalar[] {
  let [height, speed]: Scalar[] = [drop, 0];
  const heights = [height];
  const fall = (duration: Scalar) => {
    height = add(height, mul(duration, sub(speed, mul(gravity / 2, duration))));
    speed = sub(speed, mul(gravity, duration));
  };
  for (let i = 0; i < steps; i++) {
    const before = [height, speed];
    fall(step);
    if (lt(height, 0)) {
      if (located) {
        [height, speed] = before;
        const impact = div(add(speed, sqrt(add(square(speed), mul(2 * gravity, height)))), gravity);
        fall(impact);
        speed = neg(mul(restitution, speed));
        fall(sub(step, impact));
      } else if (lt(speed, 0)) speed = neg(mul(restitution, speed));
    }
    heights.push(height);
  }
  return heights;
}

/**
 * How unequal incomes are, from 0 to 1, by their ranks (Gini 1912): Σ (2i − n − 1)·xᵢ / (n·Σ xᵢ) of the
 * sorted ones. JavaScript's own sort is told to compare values, and moves scalars.
 */
export function gini(incomes: readonly Scalar[]): Scalar {
  const sorted = [...incomes].sort((a, b) => value(a) - value(b));
  const n = incomes.length;
  return div(sum(sorted.map((income, i) => mul(2 * i + 1 - n, income))), mul(n, sum(sorted)));
}

/** What was measured of a pendulum: lengths in m, the period in s, the amplitude in rad. */
export type Pendulum<S extends Scalar = Scalar> = {
  thread: S;
  bob: { radius: S };
  period: S;
  amplitude: S;
};

/** Gravity in m/s² by a pendulum: 4π²·L/T², with L for a ball on a thread and T for a finite swing. */
export function measuredGravity({ thread, bob, period, amplitude }: Pendulum): Scalar {
  const arm = add(thread, bob.radius);
  const length = add(arm, div(mul(0.4, square(bob.radius)), arm));
  const swing = add(1, div(square(amplitude), 16), mul(11 / 3072, pow(amplitude, 4)));
  return mul(4 * Math.PI ** 2, length, square(div(swing, period)));
}
