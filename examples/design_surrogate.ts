// A design where the simulator has no useful derivative: the traffic lights of a street, on which every
// wait is a branch taken by chance. The derivative along the branches that were taken even has the wrong
// sign. A network learns the street from samples and is descended in its place, whole or piece by piece
// along the way.

import { grad } from "@fluxion/ad/operators";
import { plot } from "./design_surrogate_plot.ts";
import { report } from "./design_surrogate_report.ts";
import { delay, greenWave, street } from "./design_surrogate_street.ts";
import { differences, globally, locally, numbers, type Way } from "./design_surrogate_ways.ts";
import { save } from "./draw.ts";
import { type Progress, progressLine, silent, within } from "./progress.ts";
import { type Estimate, estimate } from "./statistics.ts";

/** All that the report says; designs are offsets in s, delays in s a car. */
export interface Findings {
  readonly together: Estimate;
  readonly wave: Estimate;
  /** The slope of the delay by the first offset: along the branches taken, and of the mean. */
  readonly slopes: { readonly taken: Estimate; readonly mean: Estimate };
  readonly searches: Search[];
}

/** One way to a design, from several seeds. */
export interface Search {
  readonly name: string;
  /**
   * After so many calls of the simulator, what the design does on half-hours that it has not seen: the
   * error is that among seeds.
   */
  readonly stations: (Estimate & { readonly calls: number })[];
  /** The design of the first seed at the end. */
  readonly design: number[];
}

// Designs are sought as angles and answers about 0 and of order 1, as suits networks and Adam.
const secondsOf = (angles: readonly number[]) =>
  angles.map((angle) => angle * street.cycle / (2 * Math.PI));
const scaled = (seconds: number) => (seconds - 40) / 20;

/** How much work to do, and who is told how far it is. */
export interface Effort {
  readonly seeds?: number;
  /** On how many half-hours a design is verified. */
  readonly verified?: number;
  /** How often a search may call the simulator. */
  readonly budget?: number;
  readonly progress?: Progress;
}

/** Tries all ways, each from several seeds. */
export function compare(
  { seeds = 6, verified = 16, budget = 300, progress = silent }: Effort = {},
): Findings {
  const ways: [string, Way][] = [
    ["Differences, other traffic", differences(false)],
    ["Differences, same traffic", differences(true)],
    ["One surrogate", globally],
    ["Local surrogates", locally],
  ];
  const searching = within(progress, 0, 0.7);
  const searches = ways.map(([name, way], i): Search => {
    const runs = Array.from({ length: seeds }, (_, seed) => {
      searching((i + seed / seeds) / ways.length);
      return follow(way, seed, verified, budget);
    });
    const stations = runs[0].map(({ calls }, k) => ({
      calls,
      ...estimate(runs.map((run) => run[k].delay)),
    }));
    return { name, stations, design: runs[0].at(-1)!.design };
  });
  searching(1);
  const zeros = new Array<number>(numbers).fill(0);
  const together = verify(zeros, verified);
  const wave = verify(greenWave(), verified);
  progress(0.8);
  const slopes = compareSlopes(zeros.map(() => 10), 4 * verified);
  progress(1);
  return { together, wave, slopes, searches };
}

function follow(way: Way, seed: number, verified: number, budget: number) {
  let calls = 0;
  // No traffic that a design is verified on, which has negative numbers.
  const simulator = (angles: number[], traffic: number) => {
    calls++;
    return scaled(delay(secondsOf(angles), 1 + seed * 10_000 + traffic));
  };
  const stations: { calls: number; design: number[]; delay: number }[] = [];
  for (const angles of way(simulator, seed, budget)) {
    const design = secondsOf(angles);
    stations.push({ calls, design, delay: verify(design, verified).value });
  }
  return stations;
}

/** The delay of a design on half-hours that no search has met. */
export function verify(design: readonly number[], runs: number): Estimate {
  return estimate(Array.from({ length: runs }, (_, run) => delay(design, -1 - run)));
}

/**
 * At a design in s, by the first offset: gradients through the branches, and differences over 6 s of many
 * runs.
 */
function compareSlopes(design: number[], runs: number): Findings["slopes"] {
  const slope = grad(delay);
  const seeds = Array.from({ length: runs }, (_, run) => -1 - run);
  const moved = (by: number, seed: number) => delay(design.with(0, design[0] + by), seed);
  return {
    taken: estimate(seeds.map((seed) => slope(design, seed)[0])),
    mean: estimate(seeds.map((seed) => (moved(3, seed) - moved(-3, seed)) / 6)),
  };
}

if (import.meta.main) {
  const findings = compare({ progress: progressLine("Searching, in four ways") });
  console.log(report(findings));
  await save("design_surrogate", await plot(findings));
}
