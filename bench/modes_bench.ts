// What does a derivative cost, in units of the function itself?

import { grad, hvp, jvp } from "@fluxion/ad";
import type { Group } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";
import * as mixed from "./workloads/mixed.ts";
import * as rosenbrock from "./workloads/rosenbrock.ts";

const functions = [
  { name: "Σ sin(xᵢ)·xᵢ₊₁ + exp(−xᵢ²)", plain: mixed.plain, f: mixed.mixed },
  { name: "Rosenbrock", plain: rosenbrock.plain, f: rosenbrock.rosenbrock },
];

/** Each function at n = 1000: plain, and once in each mode. */
export const groups: readonly Group[] = functions.map(({ name, plain, f }) => {
  const gradient = grad(f);
  const product = hvp(f);
  const candidates: Record<string, (x: number[], v: number[]) => unknown> = {
    "Native operators": plain,
    "On plain numbers": f,
    "`jvp`": (x, v) => jvp(f, [x], [v])[1],
    "`grad`": (x) => gradient(x),
    "`hvp`": product,
  };
  return {
    name: `${name}, n = 1,000`,
    size: 1000,
    warmSize: 10,
    candidates: Object.entries(candidates).map(([name, run]) => ({
      name,
      prepare: (n) => {
        const [x, v] = [inputs(n), inputs(n, 2)];
        return () => run(x, v);
      },
    })),
  };
});

register(groups);
