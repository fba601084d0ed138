// The bouncing ball by formula: a drop and a series of flights, each shorter than the one before.

import { type Ball, gravity } from "./any_code_programs.ts";

/** The ball of the example: dropped from 1 m, it keeps 0.8 of its speed. */
export const ball: Ball = { drop: 1, restitution: 0.8 };

/**
 * How the height changes with that of the drop, by formula. A drop from another height is the same motion
 * on another scale: the height at time t is drop·s(t/√drop), and so its slope at a drop of 1 m is s −
 * t·s′/2.
 */
export function knownSlope(time: number): number {
  const { start, speed } = bounceBefore(time);
  const since = time - start;
  return since * (speed - gravity * since / 2) - time * (speed - gravity * since) / 2;
}

/**
 * The bounce before a time, and the speed after it; the drop is the second half of a flight that began
 * before 0.
 */
function bounceBefore(time: number): { start: number; speed: number } {
  const fall = Math.sqrt(2 * ball.drop / gravity);
  let [start, speed] = [-fall, gravity * fall];
  for (let end = fall; end <= time; end = start + 2 * speed / gravity) {
    [start, speed] = [end, ball.restitution * speed];
  }
  return { start, speed };
}

/** How long it is from a time to the closest bounce, in s. */
export function distanceToBounce(time: number): number {
  const { start, speed } = bounceBefore(time);
  return Math.min(time - start, start + 2 * speed / gravity - time);
}
