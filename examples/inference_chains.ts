// Several chains at once, in the coordinates of a fitted distribution, and what their agreement says.

import { add, type Scalar } from "@fluxion/ad";
import { effectiveSize, splitRHat, tailSize } from "./inference_diagnostics.ts";
import type { Family } from "./inference_families.ts";
import { hamiltonianChain } from "./inference_hamiltonian.ts";
import type { LogDensity } from "./inference_variational.ts";
import { type Progress, silent } from "./progress.ts";
import { normals } from "./random.ts";
import { meanOf } from "./statistics.ts";

/** What four chains visited, and whether they can be believed. */
export interface Chains {
  readonly points: number[][];
  readonly accepted: number;
  /** Those of the coordinates in which they are worst. */
  readonly rHat: number;
  readonly effectiveSize: number;
  readonly tailSize: number;
  /** How many gradients it took. */
  readonly gradients: number;
}

/** How far apart draws are, and how many a chain makes. */
export interface Trajectory {
  readonly draws: number;
  readonly stepSize: number;
  readonly steps: number;
  readonly progress?: Progress;
}

/**
 * Four chains in the coordinates of the noise that a fitted distribution maps to points, where the posterior
 * is as round as that distribution is close to it (Hoffman et al. 2019). They start spread out twice as wide.
 */
export function runChains(
  { dimension, map }: Family,
  member: number[],
  density: LogDensity,
  { draws, stepSize, steps, progress = silent }: Trajectory,
): Chains {
  const warmUp = 100;
  const place = map(member);
  const ofNoise = (noise: Scalar[]) => {
    const { point, logScale } = place(noise);
    return add(density(point), logScale);
  };
  const chains = [1, 2, 3, 4].map((seed) => {
    const normal = normals(seed + 50);
    const start = Array.from({ length: dimension }, () => 2 * normal());
    const told = (share: number) => progress((seed - 1 + share) / 4);
    return hamiltonianChain(ofNoise, start, {
      draws,
      warmUp,
      stepSize,
      steps,
      seed,
      progress: told,
    });
  });
  const points = chains.map((chain) => chain.draws.map((noise) => place(noise).point as number[]));
  const coordinates = Array.from(
    { length: dimension },
    (_, i) => points.map((chain) => chain.map((point) => point[i])),
  );
  return {
    points: points.flat(),
    accepted: meanOf(chains.map((chain) => chain.accepted)),
    rHat: Math.max(...coordinates.map(splitRHat)),
    effectiveSize: Math.min(...coordinates.map(effectiveSize)),
    tailSize: Math.min(...coordinates.map(tailSize)),
    gradients: chains.length * (warmUp + draws) * steps,
  };
}
