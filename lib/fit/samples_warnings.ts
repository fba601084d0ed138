// What stands against believing samples, with what to try.

import type { ChainRecord } from "./chain.ts";
import type { ParameterSummary } from "./parameter_summary.ts";

/** Above this, chains do not agree; below so many effective draws a chain, the diagnostics themselves are vague. */
const [LARGEST_R_HAT, FEWEST_EACH] = [1.01, 100];

/** Below this, energies change so slowly that tails are hardly visited (Betancourt 2016). */
const LEAST_ENERGY_CHANGE = 0.3;

/** Returns sentences about samples that had better not be believed. */
export function samplesWarnings(
  chains: readonly ChainRecord[],
  summary: readonly ParameterSummary[],
  maximumDepth: number,
): string[] {
  const warnings: string[] = [];
  const draws = chains.reduce((count, { depths }) => count + depths.length, 0);
  const diverged = chains.reduce((count, { divergences }) => count + divergences.length, 0);
  if (diverged > 0) {
    warnings.push(
      `${diverged} of ${draws} transitions diverged: there is a place too narrow for the step size, and draws are ` +
        "missing there. Try targetAcceptance 0.95, or parameters of which the scale does not depend on others.",
    );
  }
  const deepest = chains.reduce(
    (count, { depths }) => count + depths.filter((depth) => depth === maximumDepth).length,
    0,
  );
  if (deepest > 0) {
    warnings.push(
      `${deepest} of ${draws} transitions came to the maximum depth of ${maximumDepth}: they are right, but slow. ` +
        "Parameters that are less correlated, or a maximumDepth above it, let them go further.",
    );
  }
  const apart = summary.filter((own) => own.rHat > LARGEST_R_HAT);
  if (apart.length > 0) {
    warnings.push(
      `The chains do not agree on ${named(apart)}: R̂ is up to ${
        Math.max(...apart.map((own) => own.rHat)).toFixed(3)
      }. Make more draws after a longer warm-up, or look for several modes.`,
    );
  }
  const fewest = FEWEST_EACH * chains.length;
  const few = summary.filter(({ bulkSize, tailSize }) => Math.min(bulkSize, tailSize) < fewest);
  if (few.length > 0) {
    warnings.push(
      `The draws of ${named(few)} are worth less than ${fewest} independent ones. Make more draws.`,
    );
  }
  if (chains.some(({ energies }) => energyChange(energies) < LEAST_ENERGY_CHANGE)) {
    warnings.push(
      "Energies change slowly from draw to draw: the tails are hardly visited. Try parameters of which the scale does " +
        "not depend on others.",
    );
  }
  return warnings;
}

/** Returns the mean square change of the energy between draws over its variance. */
function energyChange(energies: Float64Array): number {
  const mean = energies.reduce((sum, own) => sum + own, 0) / energies.length;
  let [changes, squares] = [0, 0];
  energies.forEach((own, i) => {
    if (i > 0) changes += (own - energies[i - 1]) ** 2;
    squares += (own - mean) ** 2;
  });
  return changes / squares;
}

function named(parameters: readonly ParameterSummary[]): string {
  const names = parameters.slice(0, 5).map(({ name }) => name);
  const more = parameters.length - names.length;
  return names.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
