// Whether chains can be believed: do they agree with each other, and how many independent draws are they worth?

import { meanOf, quantiles, varianceOf } from "./statistics.ts";

/**
 * Split R̂ (Gelman et al. 2013): the spread of the halves of all chains taken together over the spread within
 * them; 1 where the chains have forgotten their starts.
 */
export function splitRHat(chains: readonly (readonly number[])[]): number {
  const { within, total } = variances(halves(chains));
  return Math.sqrt(total / within);
}

/**
 * The effective sample size: draws over the sum of their autocorrelations, which are followed as long as those
 * of neighbouring lags are positive together (Geyer 1992), over halves of chains as for R̂ (Vehtari et al. 2021).
 */
export function effectiveSize(chains: readonly (readonly number[])[]): number {
  const split = halves(chains);
  const { within, total } = variances(split);
  const [length, draws] = [split[0].length, split.length * split[0].length];
  const correlation = (lag: number) =>
    1 - (within - meanOf(split.map((chain) => autocovariance(chain, lag)))) / total;
  let sum = -1;
  for (let lag = 0; lag + 1 < length; lag += 2) {
    const pair = correlation(lag) + correlation(lag + 1);
    if (pair < 0) break;
    sum += 2 * pair;
  }
  return draws / sum;
}

/**
 * The effective sample size in the tails, at the 5 % and the 95 % quantile, whichever is worse (Vehtari et al.
 * 2021): chains that seldom get into a tail, and seldom out again, know a mean better than an interval.
 */
export function tailSize(chains: readonly (readonly number[])[]): number {
  const sizes = quantiles(chains.flat(), [0.05, 0.95]).map((quantile) =>
    effectiveSize(chains.map((chain) => chain.map((x) => x < quantile ? 1 : 0)))
  );
  return Math.min(...sizes);
}

function halves(chains: readonly (readonly number[])[]): number[][] {
  return chains.flatMap((chain) => {
    const half = chain.length >> 1;
    return [chain.slice(0, half), chain.slice(half, 2 * half)];
  });
}

function variances(chains: number[][]): { within: number; total: number } {
  const length = chains[0].length;
  const within = meanOf(chains.map(varianceOf));
  const total = within * (length - 1) / length + varianceOf(chains.map(meanOf));
  return { within, total };
}

function autocovariance(chain: number[], lag: number): number {
  const mean = meanOf(chain);
  let sum = 0;
  for (let i = lag; i < chain.length; i++) sum += (chain[i] - mean) * (chain[i - lag] - mean);
  return sum / (chain.length - 1);
}
