// The report on the steering of the ship as text.

import type { Findings, Round } from "./design_direct.ts";
import { unitOfSpeed } from "./design_direct_ship.ts";
import { table } from "./table.ts";

/** Sets the findings out for people. */
export function report({ exact, differences, long }: Findings): string {
  const rows = exact.rounds.map((
    round,
    i,
  ) => [`${i + 1}`, ...cells(round), `${differences.rounds[i].runs}`]);
  const [last, other] = [exact.rounds.at(-1)!, differences.rounds.at(-1)!];
  const slower = exact.milliseconds / last.runs / (differences.milliseconds / other.runs);
  return [
    `From the orbit of the Earth outwards in 193 days, the thrust steered by ${exact.angles.length} angles\n` +
    table(
      ["Round", "Radius (AU)", "Miss of a circle (m/s)", "Runs, exact", "Runs, differences"],
      rows,
    ) +
    `\nThe widest circular orbit has a radius of ${
      last.radius.toFixed(4)
    } AU: that of Mars (1.5237), just.\n` +
    "Bryson and Ho (1975) have 1.525.",
    "What it took\n" +
    table(["Derivatives", "Runs of the simulation", "Time (s)", "Radius (AU)", "Miss (m/s)"], [
      ["Exact, a run each", ...cost(exact.rounds, exact.milliseconds)],
      ["Differences", ...cost(differences.rounds, differences.milliseconds)],
    ]) +
    `\nNotice: ${
      (other.runs / last.runs).toFixed(0)
    } times fewer runs. A run with its derivatives takes ${
      slower.toFixed(0)
    } times as long as a plain one, so that\n` +
    `the search is ${(differences.milliseconds / exact.milliseconds).toFixed(1)} times faster.`,
    `A flight in ${long.steps} hourly steps, its gradient with checkpoints\n` +
    table(["", "All remembered", "Checkpoints"], [
      ["States or steps in memory", `${long.steps}`, `${long.snapshots} and one step`],
      ["Steps run", `${long.steps}`, `${long.stepsRun}`],
      ["Time", "1", long.cost.toFixed(1)],
    ]) + `\nThe two gradients differ by ${long.difference}.`,
  ].join("\n\n");
}

function cells({ radius, miss, runs }: Round): string[] {
  return [radius.toFixed(6), speed(miss), `${runs}`];
}

function cost(rounds: readonly Round[], milliseconds: number): string[] {
  const { radius, miss, runs } = rounds.at(-1)!;
  return [
    `${runs}`,
    (milliseconds / 1000).toFixed(1),
    radius.toFixed(6),
    speed(miss),
  ];
}

/** Speeds from 100 m/s down to less than 1, to two digits. */
function speed(miss: number): string {
  return (miss * unitOfSpeed).toLocaleString("en-GB", { maximumSignificantDigits: 2 });
}
