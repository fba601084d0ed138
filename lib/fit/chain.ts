// One chain, from its start through its warm-up to its draws, as plain numbers that can be sent from one worker to
// another.

import { type ChainPlace, type LogDensity, placeOf } from "./log_density.ts";
import { type RandomNumbers, randomNumbers } from "./random_numbers.ts";
import { NoUTurnTrajectory } from "./trajectory.ts";
import { WarmUp } from "./warm_up.ts";

/** How chains are run. */
export interface ChainSettings {
  readonly draws: number;
  readonly warmUp: number;
  readonly seed: number;
  readonly spread: number;
  readonly targetAcceptance: number;
  readonly maximumDepth: number;
}

/** What a chain has visited. */
export interface ChainRecord {
  /** The parameters of one draw after another. */
  readonly leaves: Float64Array;
  readonly logDensities: Float64Array;
  readonly energies: Float64Array;
  readonly depths: Uint8Array;
  /** The numbers of the draws whose trajectories diverged. */
  readonly divergences: readonly number[];
  readonly acceptance: number;
  readonly stepSize: number;
  /** The standard deviations of the unconstrained reals, as the warm-up found them. */
  readonly scales: Float64Array;
  readonly gradients: number;
}

/**
 * Runs a chain.
 *
 * @param number which one it is, from 0, @param told is told how many transitions there have been
 * @throws {RangeError} if there is no step size that could be right.
 */
export function runChain(
  logDensity: LogDensity,
  settings: ChainSettings,
  number: number,
  action: string,
  told: (transitions: number) => void,
): ChainRecord {
  const { draws, warmUp, seed, spread, targetAcceptance, maximumDepth } = settings;
  const { space } = logDensity;
  const before = logDensity.gradients;
  const random = randomNumbers(seed, number);
  const trajectory = new NoUTurnTrajectory(logDensity, startOf(logDensity, spread, random), random);
  const warming = new WarmUp(trajectory, warmUp, targetAcceptance, action);
  for (let i = 0; i < warmUp; i++) {
    warming.follow(trajectory.transition(maximumDepth));
    told(i + 1);
  }
  warming.end();

  const count = space.names.length;
  const leaves = new Float64Array(draws * count);
  const [logDensities, energies] = [new Float64Array(draws), new Float64Array(draws)];
  const depths = new Uint8Array(draws);
  const divergences: number[] = [];
  let acceptances = 0;
  for (let i = 0; i < draws; i++) {
    const { depth, isDivergent, acceptance } = trajectory.transition(maximumDepth);
    const { position, logDensity: own, energy } = trajectory.current;
    leaves.set(space.leaves(Array.from(position)), i * count);
    [logDensities[i], energies[i], depths[i]] = [own, energy, depth];
    if (isDivergent) divergences.push(i);
    acceptances += acceptance;
    told(warmUp + i + 1);
  }
  return {
    leaves,
    logDensities,
    energies,
    depths,
    divergences,
    acceptance: acceptances / draws,
    stepSize: trajectory.stepSize,
    scales: trajectory.variances.map(Math.sqrt),
    gradients: logDensity.gradients - before,
  };
}

/** Returns where a chain starts: near the start that was given, and nearer where the density is 0 there. */
function startOf(logDensity: LogDensity, spread: number, random: RandomNumbers): ChainPlace {
  const { start } = logDensity.space;
  const place = placeOf(start.length);
  for (let width = spread; width > 1e-3 * spread; width /= 2) {
    for (let i = 0; i < start.length; i++) {
      place.position[i] = start[i] + width * (2 * random.uniform() - 1);
    }
    logDensity.moveTo(place);
    if (Number.isFinite(place.logDensity) && place.gradient.every(Number.isFinite)) return place;
  }
  place.position.set(start);
  logDensity.moveTo(place);
  return place;
}
