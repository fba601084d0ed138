// Least squares of a polynomial: ½ Σᵢ (sign(tᵢ) − Σⱼ xⱼ·tᵢʲ)² at n places tᵢ spread evenly over [−1, 1],
// and its gradient by the coefficients x (after the package cmpad, B. Bell).

import { add, dot, grad, mul, type Scalar, scan, square, sub } from "@fluxion/ad";
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
  const places = Array.from({ length: n }, (_, i) => -1 + 2 * i / (n - 1));
  const samples = { place: places, target: places.map(Math.sign) };
  return (x) => {
    const [total] = scan(
      (total: Scalar, { place, target }: Sample) => {
        const residual = sub(target, dot(x, powersOf(place, x.length)));
        return [add(total, square(residual)), undefined];
      },
      0,
      samples,
    );
    return mul(0.5, total);
  };
}

/** Where the polynomial is compared with what. */
interface Sample {
  readonly place: Scalar;
  readonly target: Scalar;
}

function powersOf(t: Scalar, count: number): Scalar[] {
  const powers: Scalar[] = [];
  for (let j = 0, power: Scalar = 1; j < count; j++, power = mul(power, t)) powers.push(power);
  return powers;
}
