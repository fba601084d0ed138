// Workloads by hand: derivatives worked out on paper, over typed arrays. They are the measure of what is compiled.

import { gmm } from "./gmm.ts";
import { lstm } from "./lstm.ts";
import { ode } from "./ode.ts";
import { kmeans, llsq, lse } from "./sums.ts";

/** A function by hand: takes an input, and returns the computation that is timed. */
export type PrepareByHand = (input: never) => () => unknown;

/** The workloads that there are by hand. */
export const byHand: Readonly<Record<string, Readonly<Record<string, PrepareByHand>>>> = {
  gmm,
  kmeans,
  llsq,
  lse,
  lstm,
  ode,
};
