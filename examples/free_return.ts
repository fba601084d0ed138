// A flight round the Moon that comes back by itself, found through a solver of differential equations: its steps are as
// long as their error allows, some are tried again, and it ends at an event. That is a loop with decisions, written by
// hand, and has an exact derivative, which is compiled with loop and decisions.

import { grad, jacobian } from "@fluxion/ad/operators";
import { jit } from "@fluxion/ad/jit";
import { solve } from "@fluxion/ad/linalg";
import { save } from "./draw.ts";
import {
  type Departure,
  type Flight,
  fly,
  misses,
  type Passage,
  passage,
} from "./free_return_model.ts";
import { plot } from "./free_return_plot.ts";
import { report } from "./free_return_report.ts";
import { type Progress, progressLine, silent, within } from "./progress.ts";
import { leastTimes } from "./timing.ts";

/** All that the report says. */
export interface Findings {
  /** The departures that the search tried, and how each passes behind the Moon. */
  readonly search: Trial[];
  /** The first and the last of them, flown on. */
  readonly flights: { readonly first: Flight; readonly last: Flight };
  /** The gradient of the height of the last passage, in km per rad and per km/s. */
  readonly slopes: Departure;
  /** Its slope by the speed, from central differences over so many km/s. */
  readonly differences: { readonly width: number; readonly slope: number }[];
  /** Milliseconds of a flight and of its gradient, each as it is and compiled. */
  readonly times: Readonly<Record<"flight" | "gradient", { plain: number; compiled: number }>>;
  /** Whether compiled Jacobians were the others to the last bit, all along the search. */
  readonly isSame: boolean;
}

/** A departure, and the passage that it leads to. */
export interface Trial {
  readonly departure: Departure;
  readonly passage: Passage;
}

/** Where the search starts: it passes thousands of kilometres too high, and comes back into the ground. */
export const start: Departure = { angle: 235 * Math.PI / 180, speed: 10.94 };

/** Newton's method on what is wrong with a departure, with steps that are halved until less is. */
export function search(progress: Progress = silent): Departure[] {
  const missesOf = jit(misses, { eager: true });
  const jacobianOf = jit(jacobian(misses), { eager: true });
  const departures = [start];
  let departure = start;
  for (let left = size(missesOf(start)); left > 1e-9 && departures.length < 30;) {
    const rows = jacobianOf(departure).map(({ angle, speed }) => [angle, speed]);
    const [angle, speed] = solve(rows, missesOf(departure));
    const moved = (share: number) => (
      { angle: departure.angle - share * angle, speed: departure.speed - share * speed }
    );
    let share = 1;
    while (size(missesOf(moved(share))) >= left && share > 1e-3) share /= 2;
    departure = moved(share);
    left = size(missesOf(departure));
    departures.push(departure);
    progress(departures.length / (departures.length + 3));
  }
  return departures;
}

const size = (misses: readonly number[]) => Math.hypot(...misses);

/** Searches, and asks what the derivatives are worth. */
export function explore(milliseconds = 1000, progress: Progress = silent): Findings {
  const departures = search(within(progress, 0, 0.6));
  const last = departures[departures.length - 1];
  const height = (departure: Departure) => passage(departure).height;
  const gradient = grad(height);
  const [compiledHeight, compiledGradient] = [
    jit(height, { eager: true }),
    jit(gradient, { eager: true }),
  ];
  const slopes = gradient(last);
  const isSame = departures.every((departure) => {
    const [own, compiled] = [gradient(departure), compiledGradient(departure)];
    return Object.is(own.angle, compiled.angle) && Object.is(own.speed, compiled.speed);
  });
  const differences = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9].map((width) => {
    const at = (by: number) => height({ ...last, speed: last.speed + by });
    return { width, slope: (at(width) - at(-width)) / (2 * width) };
  });
  const [flight, flightCompiled, plain, compiled] = leastTimes(
    [height, compiledHeight, gradient, compiledGradient].map((f) => () => f(last)),
    milliseconds,
    within(progress, 0.6, 1),
  );
  return {
    search: departures.map((departure) => ({ departure, passage: passage(departure) })),
    flights: { first: fly(start), last: fly(last) },
    slopes,
    differences,
    times: {
      flight: { plain: flight, compiled: flightCompiled },
      gradient: { plain, compiled },
    },
    isSame,
  };
}

if (import.meta.main) {
  const findings = explore(undefined, progressLine("Searching a way round the Moon"));
  console.log(report(findings));
  await save("free_return", await plot(findings));
}
