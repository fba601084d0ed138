// What does compiling gain on the standard workloads?

import type { Group } from "./group.ts";
import { type Example, examplesOf } from "./gradbench/examples.ts";
import { compiled, dynamic, type MakeReady } from "./gradbench/ready.ts";
import { workloads } from "./gradbench/workloads.ts";
import { register } from "./register.ts";
import { settled } from "./settle.ts";

const examples = examplesOf({
  saddle: 1,
  particle: 0,
  llsq: [8, 1000],
  lse: 1000,
  ode: [20, 100],
  gmm: [200, 3, 5],
  lstm: [2, 14, 100],
  kmeans: [10, 1000, 8],
  ba: 300,
  ht: [100, 50],
});

/** The derivatives; of the ways to nest two modes, forward over reverse. */
const derivatives = examples.filter(({ name }) =>
  ["fr", "gradient", "jacobian", "dir"].includes(name)
);

/** Sets a function of a workload up, and answers its computation. */
function prepared({ module, name, input }: Example, ready: MakeReady): () => unknown {
  return workloads[module][name](input as never, ready);
}

/** A workload as it is, compiled, and from the beginning to the first answer of what is compiled. */
export const groups: readonly Group[] = derivatives.map((example) => ({
  name: `${example.module}::${example.name}, ${example.note}`,
  size: 1,
  warmSize: 1,
  reference: "Uncompiled",
  candidates: [
    { name: "Compiled", prepare: settled(() => prepared(example, compiled)) },
    { name: "Uncompiled", prepare: () => prepared(example, dynamic) },
    { name: "Compiling", prepare: () => () => prepared(example, compiled)() },
  ],
}));

register(groups, (_, name) => name === "Compiled" ? 0 : 0.1);
