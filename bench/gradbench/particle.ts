// How to place a charge so that a particle lands at the origin: the squared miss is descended by w, and
// the flight under test takes a gradient of the potential at every step (Pearlmutter & Siskind 2008).

import { add, div, le, mul, neg, reciprocal, type Scalar, sqrt, square, sub } from "@fluxion/ad";
import { descent, inEveryMix, type TakeGradient } from "./descent.ts";
import { dynamic, type MakeReady } from "./ready.ts";
import type { Workload } from "./workload.ts";

/** The control from which the search starts. */
interface Input {
  readonly w: number;
}

/** The best control, the outer and the inner gradient each by either mode. */
export const particle = inEveryMix((outer, inner) => {
  const miss = ([control]: readonly Scalar[]) => square(landing(inner, control));
  return ({ w }: Input, ready: MakeReady = dynamic) => {
    // The whole search would be millions of instructions; the flight is the part that it repeats.
    const f = ready(miss);
    const slopeOf = ready(outer(miss));
    return () => descent(f, slopeOf, [w])[0];
  };
}) satisfies Workload;

const duration = 0.1;

/**
 * Where on the x axis the particle lands that starts at (0, 8) with velocity (0.75, 0), pushed away by
 * charges at (10, 10 − control) and (10, 0): Euler steps down the potential Σ 1/‖x − charge‖, and in the
 * last one a straight line.
 */
export function landing(gradient: TakeGradient, control: Scalar): Scalar {
  const charges = [[10, sub(10, control)], [10, 0]];
  const slopeOf = gradient(([x, y]) =>
    add(...charges.map(([cx, cy]) => reciprocal(sqrt(add(square(sub(x, cx)), square(sub(y, cy)))))))
  );
  let position: Scalar[] = [0, 8];
  let velocity: Scalar[] = [0.75, 0];
  while (true) {
    const next = position.map((x, i) => add(x, mul(duration, velocity[i])));
    if (le(next[1], 0)) break;
    const slope = slopeOf(position);
    velocity = velocity.map((v, i) => sub(v, mul(duration, slope[i])));
    position = next;
  }
  const remaining = neg(div(position[1], velocity[1]));
  return add(position[0], mul(remaining, velocity[0]));
}
