// A minimum of a maximum: (x₁, y₁) and (x₂, y₂) at the saddle of (x₁² + y₁²) − (x₂² + y₂²), found by a
// descent whose objective runs an ascent of its own (Pearlmutter & Siskind 2008).

import { add, type Scalar, square, sub } from "@fluxion/ad";
import { argmax, argmin, inEveryMix, type TakeGradient } from "./descent.ts";
import { dynamic, type MakeReady } from "./ready.ts";
import type { Workload } from "./workload.ts";

/** Where both searches start. */
interface Input {
  readonly start: readonly [number, number];
}

/** The saddle point from a start, the outer and the inner gradient each by either mode. */
export const saddle = inEveryMix((outer, inner) => {
  const search = (start: readonly Scalar[]) => {
    const lower = argmin(outer, (xs) => heightAt(xs, highest(inner, xs, start)), start);
    return [...lower, ...highest(outer, lower, start)];
  };
  return ({ start }: Input, ready: MakeReady = dynamic) => {
    // All of it, since each step of the outer search takes another way through the inner one.
    const f = ready(search);
    return () => f(start);
  };
}) satisfies Workload;

function highest(gradient: TakeGradient, lower: readonly Scalar[], start: readonly Scalar[]) {
  return argmax(gradient, (upper) => heightAt(lower, upper), start);
}

function heightAt([x1, y1]: readonly Scalar[], [x2, y2]: readonly Scalar[]): Scalar {
  return sub(add(square(x1), square(y1)), add(square(x2), square(y2)));
}
