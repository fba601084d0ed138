// What does an operation cost, and does it stay as cheap in long programs? One function of 10 to 1,000,000
// operations, most of them sums and products, on plain numbers and in one pass of each mode.

import { grad, jvp } from "@fluxion/ad";
import type { Group } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";
import { mixed, operationsOfTerm, plain } from "./workloads/mixed.ts";

/** How many operations there are. */
export const sizes: readonly number[] = [10, 100, 1000, 10_000, 100_000, 1_000_000];

const gradient = grad(mixed);

const candidates: Record<string, (x: number[], v: number[]) => unknown> = {
  "Native operators": plain,
  "On plain numbers": mixed,
  "`jvp`": (x, v) => jvp(mixed, [x], [v])[1],
  "`grad`": (x) => gradient(x),
};

/** The function at each size. */
export const groups: readonly Group[] = sizes.map((size) => ({
  name: `${size.toLocaleString("en")} operations`,
  size,
  warmSize: 100,
  candidates: Object.entries(candidates).map(([name, run]) => ({
    name,
    prepare: (operations) => {
      const n = Math.round(operations / operationsOfTerm) + 1;
      const [x, v] = [inputs(n), inputs(n, 2)];
      return () => run(x, v);
    },
  })),
}));

register(groups, ({ size }) => size / 1e6);
