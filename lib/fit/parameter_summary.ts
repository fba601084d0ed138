// What draws say of one parameter: where it is, and how far that can be believed.

import { effectiveSampleSize, quantileOfSorted, rHat, sortedDraws } from "./diagnostics.ts";

/** What is known of one parameter. */
export interface ParameterSummary {
  /** Where it is in the parameters, as `rates[0]`. */
  readonly name: string;
  /** The mean of all draws. */
  readonly mean: number;
  /** Their standard deviation. */
  readonly standardDeviation: number;
  /** The 5 %, 50 % and 95 % quantiles. */
  readonly quantiles: readonly [low: number, median: number, high: number];
  /** How many independent draws the draws are worth where most of them are. */
  readonly bulkSize: number;
  /** How many they are worth at the 5 % and the 95 % quantile, whichever is worse. */
  readonly tailSize: number;
  /** 1 where the chains agree. */
  readonly rHat: number;
  /** The standard error of the mean. */
  readonly standardError: number;
}

/** Returns what is known of a parameter by its draws, a list for each chain. */
export function summaryOf(name: string, chains: readonly Float64Array[]): ParameterSummary {
  const sorted = sortedDraws(chains);
  const mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length;
  const squares = sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (sorted.length - 1));
  const quantile = (share: number) => quantileOfSorted(sorted, share);
  const size = effectiveSampleSize(chains, { of: "mean" });
  return {
    name,
    mean,
    standardDeviation,
    quantiles: [quantile(0.05), quantile(0.5), quantile(0.95)],
    bulkSize: effectiveSampleSize(chains),
    tailSize: effectiveSampleSize(chains, { of: "tail" }),
    rHat: rHat(chains),
    standardError: standardDeviation / Math.sqrt(size),
  };
}
