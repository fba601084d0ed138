"use ad";
// A street with six traffic lights, car by car: cars come at random, wait at red and in queues, turn off at
// random, and others turn in. Every wait is a branch, and who has to take it is a matter of chance.

import { sum, value } from "@fluxion/ad";
import { normals, seeded } from "./random.ts";

/** The street: distances in m from its beginning, times in s. */
export const street = {
  lights: [0, 250, 600, 850, 1250, 1500],
  speed: 14,
  cycle: 60,
  green: 30,
  /** How long a queue takes to move up by a car. */
  headway: 2,
  /** Cars a second that come along the street, and from the side at each further light. */
  along: 0.18,
  side: 0.03,
  /** The share of cars that turn off at each light. */
  leaving: 0.15,
  duration: 1800,
};

/** A car's wait at a light, which may be no wait. */
export interface Visit {
  readonly car: number;
  readonly light: number;
  readonly arrival: number;
  readonly departure: number;
  /** In m/s, until the next light. */
  readonly speed: number;
}

/**
 * Half an hour on the street. The design is how many seconds after the light before it each light turns
 * green. A derivative can be taken of this program; what that is worth is shown elsewhere.
 */
export function simulate(offsets: readonly number[], seed: number): Visit[] {
  const uniform = seeded(seed);
  // Streams of their own: a normal number of the same seed would be made of the same uniform ones.
  const normal = normals(seed + 1_000_000);
  const arrivals = (rate: number) => {
    const times: number[] = [];
    const next = (after: number) => after - Math.log(1 - uniform()) / rate;
    for (let time = next(0); time < street.duration; time = next(time)) times.push(time);
    return times;
  };
  let cars = 0;
  const visits: Visit[] = [];
  let coming: { car: number; time: number }[] = [];
  let start = 0;
  street.lights.forEach((place, light) => {
    const others = arrivals(light === 0 ? street.along : street.side);
    coming.push(...others.map((time) => ({ car: cars++, time })));
    // Who comes first, and how many cycles are over, are asked of the numbers: no derivative follows that.
    coming.sort((a, b) => value(a.time) - value(b.time));
    if (light > 0) start += offsets[light - 1];
    const way = street.lights[light + 1] - place;
    const passing: typeof coming = [];
    let free = -Infinity;
    for (const { car, time } of coming) {
      const departure = whenGreen(Math.max(time, free), start);
      free = departure + street.headway;
      const speed = street.speed + normal();
      visits.push({ car, light, arrival: time, departure, speed });
      if (uniform() >= street.leaving) passing.push({ car, time: departure + way / speed });
    }
    coming = passing;
  });
  return visits;
}

/** The time itself if the light is green, or when it next turns green. */
function whenGreen(time: number, start: number): number {
  const cycles = Math.floor((value(time) - value(start)) / street.cycle);
  const turned = start + cycles * street.cycle;
  return time - turned >= street.green ? turned + street.cycle : time;
}

/** The time that a car loses at all lights together, in s: the mean over half an hour. */
export function delay(offsets: readonly number[], seed: number): number {
  const visits = simulate(offsets, seed);
  const cars = 1 + Math.max(...visits.map(({ car }) => car));
  return sum(visits.map(({ departure, arrival }) => departure - arrival)) / cars;
}

/** The offsets at which a lone car at the usual speed finds all lights as it found the first. */
export function greenWave(): number[] {
  return street.lights.slice(1).map((place, i) => (place - street.lights[i]) / street.speed);
}
