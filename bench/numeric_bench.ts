// What do difference quotients cost, and how far off are they, where automatic differentiation is exact?

import { derivative, grad } from "@fluxion/ad";
import { numericDerivative, numericGrad } from "@fluxion/ad/check";
import type { Candidate, Group } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";
import { known, nth, plain, point } from "./workloads/known.ts";
import * as mixed from "./workloads/mixed.ts";

const methods = ["forward", "central", "richardson"] as const;
const exact = derivative(known);
const gradient = grad(mixed.mixed);

const candidate = (name: string, f: (x: number[]) => unknown): Candidate => ({
  name,
  prepare: (n) => {
    const x = inputs(n);
    return () => f(x);
  },
});

/** A derivative of one number, and gradients of more. */
export const groups: readonly Group[] = [
  {
    name: "Derivative, e²ˣ·sin 3x",
    size: 1,
    warmSize: 1,
    reference: "By hand",
    candidates: [
      candidate("Plain function", () => plain(point)),
      candidate("By hand", () => nth(point, 1)),
      candidate("Automatic", () => exact(point)),
      ...methods.map((method) => {
        const numeric = numericDerivative(plain, { method });
        return candidate(named(method), () => numeric(point));
      }),
    ],
  },
  ...[10, 100].map((size) => ({
    name: `Gradient, Σ sin(xᵢ)·xᵢ₊₁ + exp(−xᵢ²), n = ${size}`,
    size,
    warmSize: 5,
    reference: "By hand",
    candidates: [
      candidate("Plain function", mixed.plain),
      candidate("By hand", mixed.gradient),
      candidate("Automatic", (x) => gradient(x)),
      ...methods.map((method) => {
        const numeric = numericGrad((x: readonly number[]) => mixed.plain(x), { method });
        return candidate(named(method), (x) => numeric(x));
      }),
    ],
  })),
];

function named(method: typeof methods[number]): string {
  return { forward: "One-sided", central: "Central", richardson: "Richardson" }[method];
}

register(groups);
