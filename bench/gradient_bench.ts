// From how many inputs on is a gradient faster by one reverse pass than by forward passes along all inputs?

import { grad, jacfwd } from "@fluxion/ad";
import type { Group } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";
import { gradient, mixed, plain } from "./workloads/mixed.ts";

const forward = jacfwd(mixed);
const reverse = grad(mixed);

const candidates: Record<string, (x: number[]) => unknown> = {
  "Plain function": plain,
  "By hand": gradient,
  "Forward, `jacfwd`": (x) => forward(x),
  "Reverse, `grad`": (x) => reverse(x),
};

/** The gradient of n inputs, for growing n. */
export const groups: readonly Group[] = [2, 3, 4, 6, 8, 12, 16, 32, 64, 128].map((size) => ({
  name: `n = ${size}`,
  size,
  warmSize: 4,
  reference: "By hand",
  candidates: Object.entries(candidates).map(([name, run]) => ({
    name,
    prepare: (n) => {
      const x = inputs(n);
      return () => run(x);
    },
  })),
}));

register(groups);
