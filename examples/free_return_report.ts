// The report on the free return as text.

import type { Findings } from "./free_return.ts";
import { type Flight, parking, unit, wanted } from "./free_return_model.ts";
import { table } from "./table.ts";

/** Sets the findings out for people. */
export function report(findings: Findings): string {
  return [search(findings), flight(findings), derivatives(findings)].join("\n\n");
}

function search({ search }: Findings): string {
  const rows = search.map(({ departure: { angle, speed }, passage }, step) => [
    `${step}`,
    (angle * 180 / Math.PI).toFixed(6),
    speed.toFixed(8),
    passage.height.toFixed(3),
    (1000 * passage.outward).toFixed(3),
    passage.days.toFixed(4),
  ]);
  return `A departure from ${parking} km above the Earth that passes ${wanted} km above the far side of the Moon at a right\n` +
    "angle, by Newton's method through the flight\n" +
    table(
      ["Step", "Angle (°)", "Speed (km/s)", "Height (km)", "Outward (m/s)", "After (days)"],
      rows,
    ) +
    "\nNotice: a search may go through the ground, which is nothing to the equations.";
}

/** The lengths of the steps of a flight that were taken, in seconds. */
export function stepsOf({ moments }: Flight): { days: number; seconds: number }[] {
  return moments.slice(1).flatMap(({ time }, i) => {
    const taken = time - moments[i].time;
    if (taken === 0) return [];
    return [{ days: moments[i].time * unit.time, seconds: taken * unit.time * 86_400 }];
  });
}

function flight({ flights: { last } }: Findings): string {
  const steps = stepsOf(last);
  const seconds = steps.map((step) => step.seconds);
  const { time, rejected } = last.moments[last.moments.length - 1];
  const [shortest, longest] = [Math.min(...seconds), Math.max(...seconds)];
  const days = (time * unit.time).toFixed(2);
  const lengths = `from ${shortest.toFixed(1)} s to ${(longest / 60).toFixed(0)} min`;
  return [
    `The way there and back takes ${days} days in ${steps.length} steps, ${lengths}; ${rejected} were tried again.`,
    `It comes back to ${
      last.height!.toFixed(3)
    } km above the ground, which nobody asked for: it is the height of the`,
    "departure, since a way that passes the Moon at a right angle is its own mirror image.",
  ].join("\n");
}

function derivatives({ slopes, differences, times, isSame }: Findings): string {
  const rows = differences.map(({ width, slope }) => [
    width.toExponential(0),
    slope.toFixed(3),
    Math.abs(slope / slopes.speed - 1).toExponential(0),
  ]);
  const time = (name: string, { plain, compiled }: { plain: number; compiled: number }) => [
    name,
    plain.toFixed(2),
    compiled.toFixed(2),
  ];
  return `A departure faster by 1 m/s passes higher by ${
    (slopes.speed / 1000).toFixed(0)
  } km, one that departs 0.01° further on by ${(slopes.angle * Math.PI / 18_000).toFixed(0)} km\n` +
    table(["Differences over (km/s)", "Slope (km per km/s)", "Relative error"], rows) +
    `\nNotice: the exact slope is ${
      slopes.speed.toFixed(3)
    }. Differences lose it on both sides: where they are narrow, in\n` +
    "what the steps leave of the error, which is another for each flight.\n\n" +
    table(["One call (ms)", "As it is", "Compiled"], [
      time("Flight to the Moon", times.flight),
      time("Gradient of its height", times.gradient),
    ]) +
    `\nThe loop is compiled as a loop, its decisions with it, and all gradients along the search were ${
      isSame ? "the same to the last bit" : "NOT the same"
    }.`;
}
