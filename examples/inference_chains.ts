"use ad";
// Several chains at once, in the coordinates of a fitted distribution, and what their agreement says.

import { effectiveSampleSize, rHat, sample } from "@fluxion/ad/fit";
import type { Family } from "./inference_families.ts";
import type { LogDensity } from "./inference_variational.ts";
import { type Progress, silent } from "./progress.ts";
import { meanOf } from "./statistics.ts";

/** What four chains visited, and whether they can be believed. */
export interface Chains {
  readonly points: number[][];
  readonly accepted: number;
  /** Transitions after the warm-up that came to a place too narrow for their steps. */
  readonly divergences: number;
  /** Those of the coordinates in which they are worst. */
  readonly rHat: number;
  readonly effectiveSize: number;
  readonly tailSize: number;
  /** How many gradients it took. */
  readonly gradients: number;
}

/** How many draws a chain makes, after as many transitions that only lead to where the density is. */
export interface ChainEffort {
  readonly draws: number;
  readonly progress?: Progress;
}

/**
 * Four chains of the No-U-Turn sampler in the coordinates of the noise that a fitted distribution maps to points, where
 * the posterior is as round as that distribution is close to it (Hoffman et al. 2019). They start spread out twice as
 * wide.
 */
export function runChains(
  { dimension, map }: Family,
  member: number[],
  density: LogDensity,
  { draws, progress = silent }: ChainEffort,
): Chains {
  const place = map(member);
  const ofNoise = (noise: number[]) => {
    const { point, logScale } = place(noise);
    return density(point) + logScale;
  };
  const samples = sample(ofNoise, new Array<number>(dimension).fill(0), {
    draws,
    warmUp: draws,
    spread: 2,
    seed: 1,
    onProgress: ({ chain, transitions, of }) => progress((chain + transitions / of) / 4),
  });
  const points = samples.chains.map((chain) => chain.draws.map((noise) => place(noise).point));
  const coordinates = Array.from(
    { length: dimension },
    (_, i) => points.map((chain) => chain.map((point) => point[i])),
  );
  const total = (of: (chain: typeof samples.chains[number]) => number) =>
    samples.chains.reduce((sum, chain) => sum + of(chain), 0);
  return {
    points: points.flat(),
    accepted: meanOf(samples.chains.map((chain) => chain.acceptance)),
    divergences: total((chain) => chain.divergences.length),
    rHat: Math.max(...coordinates.map(rHat)),
    effectiveSize: Math.min(...coordinates.map((own) => effectiveSampleSize(own))),
    tailSize: Math.min(...coordinates.map((own) => effectiveSampleSize(own, { of: "tail" }))),
    gradients: total((chain) => chain.gradients),
  };
}
