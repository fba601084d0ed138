// Hamiltonian Monte Carlo: a point rolls over the landscape of a log-density, pushed by its gradient and kicked
// at random, and so visits every region as often as the density says (Duane et al. 1987, Neal 2011).

import { type Scalar, valueAndGrad } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { type Progress, silent } from "./progress.ts";
import { normals, seeded } from "./random.ts";

/** How many draws to make, and how far apart. */
export interface ChainOptions {
  readonly draws: number;
  /** Steps at first that only lead to where the density is. */
  readonly warmUp: number;
  /** The longest step; others are down to a fifth of it. */
  readonly stepSize: number;
  readonly steps: number;
  readonly seed: number;
  readonly progress?: Progress;
}

/** What a chain visited. */
export interface Chain {
  readonly draws: number[][];
  /** The share of proposals that were accepted. */
  readonly accepted: number;
}

/** One chain from a start. */
export function hamiltonianChain(
  logDensity: (point: Scalar[]) => Scalar,
  start: number[],
  { draws, warmUp, stepSize, steps, seed, progress = silent }: ChainOptions,
): Chain {
  const [uniform, normal] = [seeded(seed), normals(seed + 1000)];
  const evaluate = jit(valueAndGrad(logDensity));
  let point = start;
  let [height, slope] = evaluate(point);
  const visited: number[][] = [];
  let accepted = 0;
  for (let i = 0; i < warmUp + draws; i++) {
    progress((i + 1) / (warmUp + draws));
    let [q, h, g] = [point, height, slope];
    let p = point.map(normal);
    const energy = kinetic(p) - height;
    // Lengths that vary keep a path from closing on itself, and short ones get into narrow places.
    const length = stepSize * 5 ** -uniform();
    for (let step = 0; step < steps; step++) {
      const half = p.map((x, k) => x + 0.5 * length * g[k]);
      q = q.map((x, k) => x + length * half[k]);
      [h, g] = evaluate(q);
      p = half.map((x, k) => x + 0.5 * length * g[k]);
    }
    // The path would conserve energy if time did not go in steps; what it lost or won is made good here.
    if (Math.log(1 - uniform()) < energy - (kinetic(p) - h)) {
      [point, height, slope] = [q, h, g];
      if (i >= warmUp) accepted++;
    }
    if (i >= warmUp) visited.push(point);
  }
  return { draws: visited, accepted: accepted / draws };
}

function kinetic(momentum: number[]): number {
  return 0.5 * momentum.reduce((sum, p) => sum + p * p, 0);
}
