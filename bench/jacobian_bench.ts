// Jacobians of m outputs by n inputs: forward along all inputs, or a pullback an output?

import { add, jacfwd, jacobian, jacrev, mul, type Scalar, sin } from "@fluxion/ad";
import type { Group } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";

const weights = inputs(64 * 64, 3);

/** m sums of sines of multiples of all inputs, with JavaScript's own operators. */
function plain(x: readonly number[], m: number): number[] {
  return Array.from({ length: m }, (_, j) => {
    let total = 0;
    for (let i = 0; i < x.length; i++) total += Math.sin(weights[j * 64 + i] * x[i]);
    return total;
  });
}

/** With our operations. */
function sums(x: readonly Scalar[], m: number): Scalar[] {
  return Array.from({ length: m }, (_, j) => {
    let total: Scalar = 0;
    for (let i = 0; i < x.length; i++) total = add(total, sin(mul(weights[j * 64 + i], x[i])));
    return total;
  });
}

/** Derived on paper. */
function byHand(x: readonly number[], m: number): number[][] {
  return Array.from(
    { length: m },
    (_, j) => x.map((xi, i) => weights[j * 64 + i] * Math.cos(weights[j * 64 + i] * xi)),
  );
}

const shapes = [[64, 1], [64, 4], [32, 16], [16, 16], [16, 32], [4, 64], [1, 64]];

/** Tall, square and wide Jacobians. */
export const groups: readonly Group[] = shapes.map(([m, n]) => {
  const f = (x: readonly Scalar[]) => sums(x, m);
  const [forward, reverse, either] = [jacfwd(f), jacrev(f), jacobian(f)];
  const candidates: Record<string, (x: number[]) => unknown> = {
    "Plain function": (x) => plain(x, m),
    "By hand": (x) => byHand(x, m),
    "`jacfwd`": (x) => forward(x),
    "`jacrev`": (x) => reverse(x),
    "`jacobian`": (x) => either(x),
  };
  return {
    name: `${m} × ${n}`,
    size: n,
    warmSize: Math.min(n, 4),
    reference: "By hand",
    candidates: Object.entries(candidates).map(([name, run]) => ({
      name,
      prepare: (n) => {
        const x = inputs(n);
        return () => run(x);
      },
    })),
  };
});

register(groups);
