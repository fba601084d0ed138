// The last component of an ordinary differential equation at t = 2, and its gradient: y₀′ = x₀ and
// yᵢ′ = xᵢ·yᵢ₋₁ from y = 0, by s steps of the classical method of Runge and Kutta (after the package cmpad,
// B. Bell). That method is exact up to degree 4: yᵢ = Π xⱼ·2ⁱ⁺¹/(i + 1)! for i < 4, whatever s is.

import { add, checkpointedLoop, grad, mul, type Scalar } from "@fluxion/ad";
import { dynamic, type MakeReady } from "./ready.ts";
import { tapeLimit } from "./tape.ts";
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
    const gradient = ready(grad((x: Vector) => last(x, s)));
    return () => gradient(x);
  },
} satisfies Workload;

/** The last component at t = 2. */
export function last(x: Vector, steps: number, limit?: number): Scalar {
  return solution(x, steps, limit)[x.length - 1];
}

function solution(x: Vector, steps: number, limit = tapeLimit): Vector {
  const step = (y: Vector) => after(2 / steps, x, y);
  const start = x.map(() => 0);
  if (20 * x.length * steps > limit) {
    return checkpointedLoop(step, steps, start, { snapshots: steps });
  }
  let y: Vector = start;
  for (let i = 0; i < steps; i++) y = step(y);
  return y;
}

function after(duration: number, x: Vector, y: Vector): Vector {
  const slopeAt = (place: Vector) => x.map((xi, i) => i === 0 ? xi : mul(xi, place[i - 1]));
  const ahead = (time: number, slope: Vector) => y.map((yi, i) => add(yi, mul(time, slope[i])));
  const k1 = slopeAt(y);
  const k2 = slopeAt(ahead(duration / 2, k1));
  const k3 = slopeAt(ahead(duration / 2, k2));
  const k4 = slopeAt(ahead(duration, k3));
  return y.map((yi, i) => {
    const slopes = add(k1[i], mul(2, add(k2[i], k3[i])), k4[i]);
    return add(yi, mul(duration / 6, slopes));
  });
}
