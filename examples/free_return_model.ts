"use ad";
// A flight round the Moon: a craft without an engine near two bodies that turn about each other, in steps as long as their
// error allows. The steps are a loop that ends at an event, and the event is where the last of them is cut.

import { jvp, loop, whileLoop } from "@fluxion/ad/operators";
import { factorAfter, type Slope, tried } from "./dormand_prince.ts";

const distance = 384_400; // km, from the Earth to the Moon
const gravity = { earth: 398_600.4, moon: 4902.8 }; // km³/s²
const total = gravity.earth + gravity.moon;
const share = gravity.moon / total;

/** What is 1: the distance of the Moon in km, its speed in km/s, and the time of a radian of its way in days. */
export const unit = {
  length: distance,
  speed: Math.sqrt(total / distance),
  time: distance / Math.sqrt(total / distance) / 86_400,
};

/** Where the bodies are on a line that turns with them, and their radii. */
export const earth = { x: -share, radius: 6378.1 / distance };
export const moon = { x: 1 - share, radius: 1737.4 / distance };

/** What can be chosen: where on its circle about the Earth the craft departs, in rad, and how fast, in km/s. */
export type Departure = { angle: number; speed: number };

/** The height of that circle above the ground, in km. */
export const parking = 185;

/** How the two places and the two speeds of a craft change, in the plane that turns (the restricted three-body problem). */
export const motion: Slope = ([x, y, vx, vy]) => {
  const [fromEarth, fromMoon] = [x - earth.x, x - moon.x];
  const byEarth = (1 - share) / (fromEarth ** 2 + y ** 2) ** 1.5;
  const byMoon = share / (fromMoon ** 2 + y ** 2) ** 1.5;
  return [
    vx,
    vy,
    x + 2 * vy - byEarth * fromEarth - byMoon * fromMoon,
    y - 2 * vx - (byEarth + byMoon) * y,
  ];
};

/** A flight at one moment, and how long its next step is. */
export interface Moment {
  readonly state: readonly number[];
  readonly time: number;
  readonly size: number;
  /** How many steps were tried again. */
  readonly rejected: number;
  /** Whether the next step leads across the event: 1 if it does. */
  readonly isLast: number;
}

/** What a flight ends at: a number that becomes 0, and in which of its passages through 0. */
export interface Event {
  readonly of: (state: readonly number[]) => number;
  readonly isBetween: (from: readonly number[], to: readonly number[]) => boolean;
}

/** The error of a step that is tolerated, in the units of the states. */
const tolerance = 1e-10;

/** The departure along the circle, the way the Earth turns. */
export function departing({ angle, speed }: Departure): Moment {
  const radius = earth.radius + parking / distance;
  // The plane turns as well, with speed 1 at distance 1.
  const along = speed / unit.speed - radius;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const state = [earth.x + radius * cosine, radius * sine, -along * sine, along * cosine];
  return { state, time: 0, size: 1e-4, rejected: 0, isLast: 0 };
}

/** Tries the next step: it is taken, or is to be tried again shorter, or is found to lead across the event. */
export function stepped(moment: Moment, { isBetween }: Event): Moment {
  const { state, time, size, rejected } = moment;
  const { next, error } = tried(motion, state, size, tolerance);
  const following = size * factorAfter(error);
  if (error > 1) return { ...moment, size: following, rejected: rejected + 1 };
  if (isBetween(state, next)) return { ...moment, isLast: 1 };
  return { state: next, time: time + size, size: following, rejected, isLast: 0 };
}

/** The state at the event, and its time: the last step is cut where Newton's method finds it, and moves as it does. */
export function cut({ state, time, size }: Moment, { of }: Event) {
  const after = (part: number) => tried(motion, state, part, tolerance).next;
  const part = loop(
    (part: number) => {
      const reached = after(part);
      const [value, rate] = jvp(of, [reached], [motion(reached)]);
      return part - value / rate;
    },
    5,
    size / 2,
  );
  return { state: after(part), time: time + part };
}

/** The passage behind the Moon, over the line from the Earth through it. */
export const behindMoon: Event = {
  of: ([, y]) => y,
  isBetween: ([, from], [x, to]) => x > moon.x && from > 0 && to <= 0,
};

/** How a craft passes behind the Moon: its height above the ground in km, its speed away from the Earth in km/s, and when. */
export interface Passage {
  readonly height: number;
  readonly outward: number;
  readonly days: number;
}

/** Flies to the passage behind the Moon; a craft that does not come there flies for ten days. */
export function passage(departure: Departure): Passage {
  const last = whileLoop(
    ({ isLast, time }: Moment) => isLast === 0 && time * unit.time < 10,
    (moment) => stepped(moment, behindMoon),
    departing(departure),
  );
  const { state: [x, , vx], time } = cut(last, behindMoon);
  return {
    height: (x - moon.x - moon.radius) * unit.length,
    outward: vx * unit.speed,
    days: time * unit.time,
  };
}

/** How high above the far side of the Moon a craft is to pass, in km, as Apollo 13 did. */
export const wanted = 254;

/**
 * What is wrong with a departure, in 1000 km and in 0.1 km/s: the height of the passage, and that it is at no right angle.
 * A craft that passes at a right angle returns as it has come, mirrored.
 */
export function misses(departure: Departure): number[] {
  const { height, outward } = passage(departure);
  return [(height - wanted) / 1000, outward / 0.1];
}

/** The moment at which a craft is closest to the Earth, when it has come back. */
export const backAgain: Event = {
  of: ([x, y, vx, vy]) => (x - earth.x) * vx + y * vy,
  isBetween: (from, to) =>
    backAgain.of(from) < 0 && backAgain.of(to) >= 0 && Math.hypot(to[0] - earth.x, to[1]) < 0.5,
};

const nowhere: Event = { of: () => 1, isBetween: () => false };

/** A flight step by step, and how close it comes to the ground of the Earth again, in km: not at all within ten days if undefined. */
export interface Flight {
  readonly moments: Moment[];
  readonly height: number | undefined;
}

/** Flies round the Moon and back. */
export function fly(departure: Departure): Flight {
  let moment = departing(departure);
  const moments = [moment];
  while (moment.isLast === 0 && moment.time * unit.time < 10) {
    // A departure along a circle is closest as well.
    moment = stepped(moment, moment.time === 0 ? nowhere : backAgain);
    moments.push(moment);
  }
  if (moment.isLast === 0) return { moments, height: undefined };
  const { state: [x, y] } = cut(moment, backAgain);
  return { moments, height: (Math.hypot(x - earth.x, y) - earth.radius) * unit.length };
}
