// Least squares of a polynomial: ½ Σᵢ (sign(tᵢ) − Σⱼ xⱼ·tᵢʲ)² at n places tᵢ spread evenly over [−1, 1],
// and its gradient by the coefficients x (after the package cmpad, B. Bell).

import { dot, grad, mul, type Scalar, square, sub, sum } from "@fluxion/ad";
import { dynamic, type MakeReady } from "./ready.ts";
import type { Workload } from "./workload.ts";

interface Input {
  /** The coefficients. */
  readonly x: readonly number[];
  /** How many places. */
  readonly n: number;
}

/** The misfit, and its gradient. */
export const llsq = {
  primal: ({ x, n }: Input, ready: MakeReady = dynamic) => {
    const f = ready(misfitAt(n));
    return () => f(x);
  },
  gradient: ({ x, n }: Input, ready: MakeReady = dynamic) => {
    const gradient = ready(grad(misfitAt(n)));
    return () => gradient(x);
  },
} satisfies Workload;

function misfitAt(n: number): (x: readonly Scalar[]) => Scalar {
  return (x) => {
    const squares = Array.from({ length: n }, (_, i) => {
      const t = -1 + 2 * i / (n - 1);
      return square(sub(Math.sign(t), dot(x, powersOf(t, x.length))));
    });
    return mul(0.5, sum(squares));
  };
}

function powersOf(t: number, count: number): number[] {
  const powers = [];
  for (let j = 0, power = 1; j < count; j++, power *= t) powers.push(power);
  return powers;
}
