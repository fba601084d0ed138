"use ad";
// A ship with an electric engine on its way outwards from the orbit of the Earth: a simulation in time
// steps, of which the direction of the thrust at a few moments is what can be designed.
//
// The ship is that of Bryson and Ho, Applied Optimal Control (1975), section 2.5: 10 000 lb, a thrust of
// 0.85 lb, 12.9 lb of propellant a day, 193 days.

/** How long the engine runs, in days. */
export const duration = 193;

/** The speed of the Earth in m/s, the unit of speed. */
export const unitOfSpeed = 29_784.7;

const astronomicalUnit = 1.495978707e11; // m
const solar = 1.32712440018e20; // gravity times mass of the Sun, m³/s²
// In these units of time and acceleration the Earth runs on a circle of radius 1 at speed 1.
const unitOfTime = Math.sqrt(astronomicalUnit ** 3 / solar) / 86_400; // days
const unitOfAcceleration = solar / astronomicalUnit ** 2; // m/s²
const thrust = 3.7810 / 4535.92 / unitOfAcceleration; // N, kg
const burnt = 5.8513 / 4535.92 * unitOfTime; // kg/day, kg

/** Where the ship is and how fast, in astronomical units and the speed of the Earth. */
export interface Ship {
  readonly radius: number;
  readonly angle: number;
  readonly outward: number;
  readonly along: number;
}

/** Radius, angle and the two speeds, as numbers in a list. */
export type State = number[];

/**
 * Flies the ship, its thrust turned from the tangent outwards by angles in rad that are given at equal
 * intervals.
 */
export function fly(angles: readonly number[], steps: number): Ship[] {
  const path: State[] = [departure];
  for (let i = 0; i < steps; i++) path.push(step(path[i], i, angles, steps));
  return path.map(shipOf);
}

/** The Earth's orbit, at its speed. */
export const departure: State = [1, 0, 0, 1];

/** The numbers of a state by their names. */
export function shipOf([radius, angle, outward, along]: State): Ship {
  return { radius, angle, outward, along };
}

/** One of `steps` time steps, by the classical method of Runge and Kutta. */
export function step(state: State, i: number, angles: readonly number[], steps: number): State {
  const h = duration / unitOfTime / steps;
  const after = (slope: State, length: number) =>
    state.map((entry, k) => entry + length * slope[k]);
  const [before, middle, behind] = [i, i + 0.5, i + 1].map((at) => ({
    direction: interpolated(angles, at / steps),
    acceleration: thrust / (1 - burnt * at * h),
  }));
  const a = motion(state, before);
  const b = motion(after(a, h / 2), middle);
  const c = motion(after(b, h / 2), middle);
  const d = motion(after(c, h), behind);
  return state.map((entry, k) => entry + h / 6 * (a[k] + 2 * (b[k] + c[k]) + d[k]));
}

function motion(
  [radius, _, outward, along]: State,
  { direction, acceleration }: { direction: number; acceleration: number },
): State {
  const turning = along / radius;
  const gravity = radius ** -2;
  return [
    outward,
    turning,
    along * turning - gravity + acceleration * Math.sin(direction),
    -outward * turning + acceleration * Math.cos(direction),
  ];
}

function interpolated(angles: readonly number[], share: number): number {
  const place = share * (angles.length - 1);
  const i = Math.min(Math.floor(place), angles.length - 2);
  return (i + 1 - place) * angles[i] + (place - i) * angles[i + 1];
}

/** The speeds by which the ship misses a circular orbit: both are to be 0. */
export function misses({ radius, outward, along }: Ship): number[] {
  return [outward, along - radius ** -0.5];
}
