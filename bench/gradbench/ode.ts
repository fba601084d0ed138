// The last component of an ordinary differential equation at t = 2, and its gradient: y₀′ = x₀ and
// yᵢ′ = xᵢ·yᵢ₋₁ from y = 0, by s steps of the classical method of Runge and Kutta (after the package cmpad,
// B. Bell). That method is exact up to degree 4: yᵢ = Π xⱼ·2ⁱ⁺¹/(i + 1)! for i < 4, whatever s is. As a component depends on
// the one before only, they are solved one after the other, each for all times.

import { add, checkpointedLoop, grad, mul, type Scalar, scan } from "@fluxion/ad";
import { dynamic, type MakeReady } from "./ready.ts";
import { tapeLimit, tapeOf } from "./tape.ts";
import type { Workload } from "./workload.ts";

interface Input {
  readonly x: readonly number[];
  /** How many steps. */
  readonly s: number;
}

type Vector = readonly Scalar[];

/** All components, and the gradient of the last one. */
export const ode = {
  primal: ({ x, s }: Input, ready: MakeReady = dynamic) => {
    const f = ready((x: Vector) => solution(x, s));
    return () => f(x);
  },
  gradient: ({ x, s }: Input, ready: MakeReady = dynamic) => {
    const gradient = ready(grad((x: Vector) => last(x, s, tapeOf(ready))));
    return () => gradient(x);
  },
} satisfies Workload;

/** The last component at t = 2. */
export function last(x: Vector, steps: number, limit = tapeLimit): Scalar {
  const next = (before: Course, xi: Scalar) => courseAfter(2 / steps, xi, before);
  const start = courseOfOne(steps);
  // So that some snapshots are on the tape, and not all components.
  const { end } = 20 * x.length * steps > limit
    ? checkpointedLoop((before: Course, i) => next(before, x[i]), x.length, start, {
      snapshots: Math.ceil(Math.sqrt(2 * x.length)),
    })
    : scan((before: Course, xi: Scalar) => [next(before, xi), undefined], start, x)[0];
  return end;
}

/** All components at t = 2. */
function solution(x: Vector, steps: number): Vector {
  const [, ends] = scan(
    (before: Course, xi: Scalar) => {
      const course = courseAfter(2 / steps, xi, before);
      return [course, course.end];
    },
    courseOfOne(steps),
    x,
  );
  return ends;
}

/** A component over time: where the method looks at it in each step, four times, and its end. */
interface Course {
  readonly places: readonly Vector[];
  readonly end: Scalar;
}

/** What is 1 at all times: y₀′ = x₀·1. */
function courseOfOne(steps: number): Course {
  return { places: Array.from({ length: steps }, () => [1, 1, 1, 1]), end: 1 };
}

/** The component whose slope is `xi` times the one before: that one has gone all its steps already. */
function courseAfter(duration: number, xi: Scalar, { places }: Course): Course {
  let y: Scalar = 0;
  const own = places.map((before) => {
    const [k1, k2, k3, k4] = before.map((place) => mul(xi, place));
    const ahead = (time: number, slope: Scalar) => add(y, mul(time, slope));
    const seen = [y, ahead(duration / 2, k1), ahead(duration / 2, k2), ahead(duration, k3)];
    y = add(y, mul(duration / 6, add(k1, mul(2, add(k2, k3)), k4)));
    return seen;
  });
  return { places: own, end: y };
}
