"use ad";
// A cart with a pendulum, and the task to swing the pendulum up, written down as a list of numbers and a list of
// equations between them: direct collocation (Kelly 2017, by the trapezoidal rule).

import { sum } from "@fluxion/ad";

/** Masses (kg) of cart and bob, length (m) of the rod, gravity (m/s²). */
export const cart = { mass: 1, bob: 0.3, rod: 0.5, gravity: 9.81 };
/** How long it may take (s), and how far the cart ends from where it began (m). */
export const task = { duration: 2, distance: 1 };

/** The numbers for each moment: place of the cart, angle of the rod from below, their speeds, the force. */
export const STATES = 4;
export const NUMBERS = STATES + 1;

/** How fast the four states change under a force. */
export function rates([, angle, speed, turning]: readonly number[], force: number): number[] {
  const { mass, bob, rod, gravity } = cart;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const pull = bob * rod * sine * turning ** 2;
  const weight = bob * gravity * cosine * sine;
  const inertia = mass + bob * sine ** 2;
  const pushed = (pull + force + weight) / inertia;
  const swung = (cosine * (pull + force) + (mass + bob) * gravity * sine) / (-rod * inertia);
  return [speed, turning, pushed, swung];
}

/** The state at a moment, and the force. */
export function moment(all: readonly number[], k: number): [state: number[], force: number] {
  const own = all.slice(NUMBERS * k, NUMBERS * (k + 1));
  return [own.slice(0, STATES), own[STATES]];
}

/** What is to be small: the square of the force over time, which also keeps it smooth. */
export function effort(all: readonly number[]): number {
  const steps = all.length / NUMBERS - 1;
  const squares = Array.from({ length: steps + 1 }, (_, k) => {
    const share = k === 0 || k === steps ? 0.5 : 1;
    return share * task.duration / steps * all[NUMBERS * k + STATES] ** 2;
  });
  return sum(squares);
}

/** What has to be 0: by how much each step misses the laws of motion, and both ends what they should be. */
export function misses(all: readonly number[]): number[] {
  const steps = all.length / NUMBERS - 1;
  const half = task.duration / steps / 2;
  const moments = Array.from({ length: steps + 1 }, (_, k) => moment(all, k));
  const slopes = moments.map(([state, force]) => rates(state, force));
  const motion = moments.slice(1).flatMap(([next], k) =>
    next.map((own, i) => own - moments[k][0][i] - half * (slopes[k][i] + slopes[k + 1][i]))
  );
  const [begin] = moments[0];
  const [end] = moments[steps];
  const goal = [task.distance, Math.PI, 0, 0];
  return [...begin, ...motion, ...end.map((own, i) => own - goal[i])];
}

/** Where the search begins: straight from one end to the other, without any force. */
export function straight(steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, k) => {
    const share = k / steps;
    return [share * task.distance, share * Math.PI, 0, 0, 0];
  }).flat();
}
