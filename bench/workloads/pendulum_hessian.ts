// The Hessian of the pendulum by its three parameters, derived on paper: the angle, its derivatives by each
// parameter and by each pair of them, with their velocities, are one system of twenty equations.

import { h } from "./pendulum.ts";

/** Pairs of parameters: the angle at the start, the damping and the stiffness are 0, 1 and 2. */
const pairs = [[0, 0], [0, 1], [0, 2], [1, 1], [1, 2], [2, 2]] as const;

/** The rows of the Hessian of the angle at the end. */
export function hessian(parameters: readonly number[], steps: number): number[][] {
  const [angle, damping, stiffness] = parameters;
  // Each entry and its velocity: the angle, three first derivatives, six second ones.
  const state = new Array<number>(20).fill(0);
  state[0] = angle;
  state[2] = 1;
  const between = new Array<number>(20).fill(0);
  const slopes = [0, 1, 2, 3].map(() => new Array<number>(20).fill(0));
  for (let i = 0; i < steps; i++) {
    slopeOf(state, damping, stiffness, slopes[0]);
    for (let stage = 1; stage < 4; stage++) {
      const length = stage < 3 ? h / 2 : h;
      for (let k = 0; k < 20; k++) between[k] = state[k] + length * slopes[stage - 1][k];
      slopeOf(between, damping, stiffness, slopes[stage]);
    }
    for (let k = 0; k < 20; k++) {
      state[k] += h / 6 * (slopes[0][k] + 2 * (slopes[1][k] + slopes[2][k]) + slopes[3][k]);
    }
  }
  const rows = [[0, 0, 0], [0, 0, 0], [0, 0, 0]];
  pairs.forEach(([a, b], i) => rows[a][b] = rows[b][a] = state[8 + 2 * i]);
  return rows;
}

/** θ″ = −s·sin θ − d·θ′ and its derivatives: the damping d and the stiffness s are parameters themselves. */
function slopeOf(state: number[], damping: number, stiffness: number, slope: number[]): void {
  const sine = Math.sin(state[0]);
  const cosine = Math.cos(state[0]);
  for (let k = 0; k < 20; k += 2) {
    slope[k] = state[k + 1];
    slope[k + 1] = -stiffness * cosine * state[k] - damping * state[k + 1];
  }
  slope[1] = -stiffness * sine - damping * state[1];
  slope[5] -= state[1];
  slope[7] -= sine;
  for (let i = 0; i < pairs.length; i++) {
    const [a, b] = pairs[i];
    const k = 9 + 2 * i;
    slope[k] += stiffness * sine * state[2 + 2 * a] * state[2 + 2 * b];
    // By the damping, −θ′; by the stiffness, −sin θ: each differentiated by the other of the pair.
    if (a === 1) slope[k] -= state[3 + 2 * b];
    if (b === 1) slope[k] -= state[3 + 2 * a];
    if (a === 2) slope[k] -= cosine * state[2 + 2 * b];
    if (b === 2) slope[k] -= cosine * state[2 + 2 * a];
  }
}
