// Whether chains can be believed: do they agree with each other, and how many independent draws are they worth? By ranks,
// so that heavy tails do no harm (Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021).

import { normalQuantile } from "../special/normal.ts";
import { describe } from "../values/describe.ts";
import { isNumberArray, type NumberList } from "../values/floats.ts";

/** What an effective sample size is of. */
export interface EffectiveSampleSizeOptions {
  /**
   * `"bulk"`, of where most draws are, by their ranks; `"tail"`, of the 5 % and the 95 % quantile, whichever is worse;
   * `"mean"`, of the mean of the draws themselves, which its standard error is made of.
   *
   * @default "bulk"
   */
  readonly of?: "bulk" | "tail" | "mean";
}

/**
 * Returns how many independent draws the draws of chains are worth: their number over the sum of their autocorrelations,
 * which are followed as long as those of neighbouring lags are positive together, and fall (Geyer 1992). NaN if a draw is
 * not finite, or if all are the same.
 *
 * @param chains lists of the draws of one quantity, of equal length, 4 at least
 * @throws {TypeError} if the chains are no lists of numbers, or there is no such size.
 * @throws {RangeError} if their lengths differ, or there are too few draws.
 *
 * @example Draws that remember the one before by a half are worth a third
 * ```ts
 * import { effectiveSampleSize } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * let [seed, x] = [1, 0];
 * const noise = () => (seed = seed * 48271 % 2147483647) / 2147483647 - 0.5;
 * const chain = Array.from({ length: 10_000 }, () => x = 0.5 * x + noise());
 * assertAlmostEquals(effectiveSampleSize([chain]) / 10_000, 1 / 3, 0.03);
 * ```
 */
export function effectiveSampleSize(
  chains: readonly NumberList[],
  options: EffectiveSampleSizeOptions = {},
): number {
  const halves = checkedHalves("effective sample size", chains);
  const { of = "bulk" } = options;
  if (of === "bulk") return effectiveSize(rankNormalised(halves));
  if (of === "mean") return effectiveSize(halves);
  if (of !== "tail") {
    throw new TypeError(
      `Cannot take the effective sample size of ${describe(of)}: it is of "bulk", "tail" or "mean"`,
    );
  }
  const sorted = sortedDraws(halves);
  const sizes = [0.05, 0.95].map((share) => {
    const bound = quantileOfSorted(sorted, share);
    return effectiveSize(halves.map((chain) => chain.map((x) => x <= bound ? 1 : 0)));
  });
  return sorted[0] - sorted[0] === 0 && isFinite(sorted[sorted.length - 1])
    ? Math.min(...sizes)
    : NaN;
}

/**
 * Returns R̂ of chains: the spread of the halves of all chains together over the spread within them, of the ranks of the
 * draws, or of the ranks of their distances to the median, whichever is larger. It is 1 where chains have forgotten their
 * starts; above 1.01 they do not agree. NaN if a draw is not finite, or if all are the same.
 *
 * @param chains lists of the draws of one quantity, of equal length, 4 at least
 * @throws as `effectiveSampleSize` does.
 *
 * @example
 * ```ts
 * import { rHat } from "@fluxion/ad/fit";
 * import { assert } from "@std/assert";
 *
 * const chain = Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
 * assert(rHat([chain, [...chain].reverse()]) < 1.01);
 * assert(rHat([chain, chain.map((x) => x + 1)]) > 1.2);
 * ```
 */
export function rHat(chains: readonly NumberList[]): number {
  const halves = checkedHalves("R̂", chains);
  const median = quantileOfSorted(sortedDraws(halves), 0.5);
  const folded = halves.map((chain) => chain.map((x) => Math.abs(x - median)));
  const all = [halves, folded].map((own) => {
    const { within, total } = variances(rankNormalised(own));
    return Math.sqrt(total / within);
  });
  // Where all distances to the median are the same, only the first says something.
  return Number.isNaN(all[1]) ? all[0] : Math.max(...all);
}

/** Returns the draws of chains in their order. */
export function sortedDraws(chains: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(chains.reduce((count, { length }) => count + length, 0));
  let at = 0;
  for (const chain of chains) {
    all.set(chain, at);
    at += chain.length;
  }
  return all.sort();
}

/** Returns the value below which a share of a sorted sample is, between two of it where it falls there. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [below, rest] = [Math.floor(place), place % 1];
  return rest === 0 ? sorted[below] : sorted[below] + rest * (sorted[below + 1] - sorted[below]);
}

function checkedHalves(what: string, chains: readonly NumberList[]): Float64Array[] {
  const refused = (reason: string, Kind: typeof TypeError | typeof RangeError = TypeError) =>
    new Kind(
      `Cannot take the ${what} of these chains: ${reason}; give a list of lists of draws, one for each chain`,
    );
  if (!Array.isArray(chains) || chains.length === 0) throw refused(`they are ${describe(chains)}`);
  const length = chains[0]?.length;
  chains.forEach((chain, i) => {
    const isList = Array.isArray(chain) || isNumberArray(chain);
    if (!isList || Array.from(chain).some((x) => typeof x !== "number")) {
      throw refused(`number ${i} is ${describe(chain)}, and not of numbers only`);
    }
    if (chain.length !== length) {
      throw refused(`number ${i} has ${chain.length} draws, and the first ${length}`, RangeError);
    }
  });
  if (length < 4) throw refused(`they have ${length} draws each, and 4 are the fewest`, RangeError);
  // The one in the middle is left out where the number is odd.
  const half = length >> 1;
  return chains.flatMap((chain) => [
    Float64Array.from(chain.slice(0, half)),
    Float64Array.from(chain.slice(length - half)),
  ]);
}

/** Returns the normal scores of the ranks of all draws together; equal draws share their mean rank. */
function rankNormalised(chains: readonly Float64Array[]): Float64Array[] {
  const length = chains[0].length;
  const total = chains.length * length;
  const order = Uint32Array.from({ length: total }, (_, k) => k);
  const draw = (k: number) => chains[Math.floor(k / length)][k % length];
  const flat = Float64Array.from({ length: total }, (_, k) => draw(k));
  const scores = chains.map(() => new Float64Array(length));
  if (!flat.every(isFinite)) return scores.map((own) => own.fill(NaN));
  order.sort((a, b) => flat[a] - flat[b]);
  for (let i = 0, j = 0; i < total; i = j) {
    while (j < total && flat[order[j]] === flat[order[i]]) j++;
    const rank = (i + 1 + j) / 2;
    const score = normalQuantile((rank - 3 / 8) / (total + 1 / 4));
    for (let k = i; k < j; k++) scores[Math.floor(order[k] / length)][order[k] % length] = score;
  }
  return scores;
}

function effectiveSize(chains: readonly Float64Array[]): number {
  const length = chains[0].length;
  const draws = chains.length * length;
  const { within, total, means } = variances(chains);
  if (!(total > 0)) return NaN;
  const correlation = (lag: number) => {
    let covariance = 0;
    chains.forEach((chain, k) => covariance += autocovariance(chain, means[k], lag));
    return 1 - (within - covariance / chains.length) / total;
  };
  let [sum, least] = [-1, Infinity];
  for (let lag = 0; lag < length - 2; lag += 2) {
    const even = lag === 0 ? 1 : correlation(lag);
    const pair = even + correlation(lag + 1);
    if (!(pair > 0)) {
      // What is left of the first correlation after the last pair counts once.
      sum += Math.max(0, even);
      break;
    }
    least = Math.min(least, pair);
    sum += 2 * least;
  }
  // Chains that swing about their mean are worth more than their number, but not beyond bounds.
  return draws / Math.max(sum, 1 / Math.log10(draws));
}

/** Returns the variance within chains, the variance of all draws, and the means of chains. */
function variances(chains: readonly Float64Array[]): {
  within: number;
  total: number;
  means: number[];
} {
  const length = chains[0].length;
  const mean = (xs: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < xs.length; i++) sum += xs[i];
    return sum / xs.length;
  };
  const means = chains.map(mean);
  const each = chains.map((chain, k) => autocovariance(chain, means[k], 0) * length / (length - 1));
  const [within, centre] = [mean(each), mean(means)];
  const between = means.reduce((sum, own) => sum + (own - centre) ** 2, 0) / (chains.length - 1);
  return { within, total: within * (length - 1) / length + between, means };
}

/** Returns the mean product of deviations that are so many draws apart, over all draws. */
function autocovariance(chain: Float64Array, mean: number, lag: number): number {
  let sum = 0;
  for (let i = lag; i < chain.length; i++) sum += (chain[i] - mean) * (chain[i - lag] - mean);
  return sum / chain.length;
}
