"use ad";
// A design found through its simulation: the steering of a ship that has to reach the widest circular orbit
// round the Sun in 193 days. The simulation is a loop over time steps, its derivatives by all angles of the
// thrust are exact, and each costs one run, where differences take two runs an angle.

import { dot, sum } from "@fluxion/ad";
import { grad, hvp } from "@fluxion/ad/operators";
import { numericGrad } from "@fluxion/ad/check";
import { flyLong, type LongRun } from "./design_direct_long.ts";
import { plot } from "./design_direct_plot.ts";
import { report } from "./design_direct_report.ts";
import { fly, misses, type Ship } from "./design_direct_ship.ts";
import { save } from "./draw.ts";
import { newtonCG, type SmoothProblem } from "./newton_cg.ts";
import { type Progress, progressLine, silent } from "./progress.ts";

/** All that the report says. */
export interface Findings {
  readonly exact: Search;
  readonly differences: Search;
  readonly path: Ship[];
  readonly long: LongRun;
}

/** A search for the best steering. */
export interface Search {
  readonly angles: number[];
  readonly rounds: Round[];
  readonly milliseconds: number;
}

/** The orbit after a round of the search, and how often the simulation has run until then. */
export interface Round {
  readonly radius: number;
  /** The length of the speeds by which it is no circle, in units of the speed of the Earth. */
  readonly miss: number;
  readonly runs: number;
}

/** How many angles are designed, and how many time steps the flight has. */
export const [knots, steps] = [21, 64];

/** Searches twice, with as many angles and time steps as told. */
export function design(knots: number, steps: number, progress: Progress = silent): Findings {
  const exact = search("exact", knots, steps, (share) => progress(share / 4));
  return {
    exact,
    differences: search("differences", knots, steps, (share) => progress((1 + 3 * share) / 4)),
    path: fly(exact.angles, steps),
    long: flyLong(exact.angles, 193 * 24),
  };
}

/**
 * Maximises the radius under the conditions that the orbit be a circle, by the method of multipliers
 * (Hestenes and Powell 1969): minimises −radius + λ·misses + weight/2·|misses|², moves λ by weight·misses,
 * and again.
 */
export function search(
  kind: "exact" | "differences",
  knots: number,
  steps: number,
  progress: Progress = silent,
): Search {
  let runs = 0;
  const simulate = (angles: readonly number[]) => (runs++, fly(angles, steps).at(-1)!);
  // One turn of the thrust at constant speed: outwards in the middle of the way, and no better informed.
  let angles = Array.from({ length: knots }, (_, i) => 2 * Math.PI * i / (knots - 1));
  let multipliers = [0, 0];
  const weight = 60;
  const rounds: Round[] = [];
  const begin = performance.now();
  for (let round = 0; round < 5; round++) {
    const objective = (angles: number[]) => {
      const end = simulate(angles);
      const missed = misses(end);
      const penalty = weight / 2 * sum(missed.map((own) => own ** 2));
      return -end.radius + dot(multipliers, missed) + penalty;
    };
    const derivatives = { exact: exactly, differences: byDifferences }[kind];
    angles = newtonCG(derivatives(objective), angles, { tolerance: 1e-5 }).parameters;
    const countedRuns = runs;
    const end = simulate(angles);
    const missed = misses(end);
    multipliers = multipliers.map((multiplier, i) => multiplier + weight * missed[i]);
    rounds.push({ radius: end.radius, miss: Math.hypot(...missed), runs: countedRuns });
    progress((round + 1) / 5);
  }
  return { angles, rounds, milliseconds: performance.now() - begin };
}

type Objective = (angles: number[]) => number;

function exactly(objective: Objective): SmoothProblem<number[]> {
  return { objective, gradient: grad(objective), product: hvp(objective) };
}

/** Central differences, and differences of them. */
function byDifferences(objective: Objective): SmoothProblem<number[]> {
  const gradient = numericGrad(objective, { method: "central" });
  const product = (angles: number[], direction: number[]) => {
    // The error of a gradient, 1e-10, over this length is as small as what the third derivatives leave.
    const length = 1e-3 / Math.hypot(...direction);
    const moved = (by: number) => gradient(angles.map((angle, i) => angle + by * direction[i]));
    const [ahead, back] = [moved(length), moved(-length)];
    return ahead.map((slope, i) => (slope - back[i]) / (2 * length));
  };
  return { objective, gradient, product };
}

if (import.meta.main) {
  const findings = design(
    knots,
    steps,
    progressLine("Steering, with exact derivatives and with differences"),
  );
  console.log(report(findings));
  await save("design_direct", await plot(findings));
}
