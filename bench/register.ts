// Groups of candidates as benchmarks of `deno bench`, warmed up as the report's own clock does it. Under
// `deno run` nothing is registered.

import { useAllModes } from "./all_modes.ts";
import type { Group } from "./group.ts";

/** The one place that calls candidates, so that none is inlined where it is timed. */
function invoke(call: () => unknown): unknown {
  return call();
}

const strangers = [() => 0, () => 0.5, () => "", () => [], () => ({}), () => undefined];

/** Registers every candidate of every group, the first of a group as its baseline. */
export function register(groups: readonly Group[], seconds: Seconds = () => 0): void {
  useAllModes();
  for (let i = 0; i < 1000; i++) strangers.forEach(invoke);
  for (const group of groups) {
    group.candidates.forEach(({ name, prepare }, i) => {
      let call: (() => unknown) | undefined;
      Deno.bench(name, {
        group: group.name,
        baseline: i === 0,
        ...seconds(group, name) > 0.05 ? { warmup: 1, n: 5 } : {},
      }, () => {
        if (call === undefined) {
          const small = prepare(group.warmSize);
          for (let k = 0; k < 200; k++) small();
          call = prepare(group.size);
        }
        invoke(call);
      });
    });
  }
}

/** About how long a call of a candidate takes: slow ones are repeated less. */
export type Seconds = (group: Group, candidate: string) => number;
