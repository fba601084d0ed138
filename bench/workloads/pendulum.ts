// A damped pendulum, θ″ = −stiffness·sin θ − damping·θ′, let go at an angle and integrated by the
// classical method of Runge and Kutta: where it is at the end, by three parameters.

import { add, checkpointedLoop, mul, neg, type Scalar, sin } from "@fluxion/ad";

/** The angle at the start, the damping and the stiffness. */
export const parameters: readonly number[] = [1.2, 0.1, 2.5];

/** The length of a step. */
export const h = 0.01;

/** With JavaScript's own operators. */
export function plain([angle, damping, stiffness]: readonly number[], steps: number): number {
  let velocity = 0;
  for (let i = 0; i < steps; i++) {
    const a1 = -stiffness * Math.sin(angle) - damping * velocity;
    const v2 = velocity + h / 2 * a1;
    const a2 = -stiffness * Math.sin(angle + h / 2 * velocity) - damping * v2;
    const v3 = velocity + h / 2 * a2;
    const a3 = -stiffness * Math.sin(angle + h / 2 * v2) - damping * v3;
    const v4 = velocity + h * a3;
    const a4 = -stiffness * Math.sin(angle + h * v3) - damping * v4;
    angle += h / 6 * (velocity + 2 * (v2 + v3) + v4);
    velocity += h / 6 * (a1 + 2 * (a2 + a3) + a4);
  }
  return angle;
}

/** With our operations: 44 a step. */
export function pendulum(
  [angle, damping, stiffness]: readonly Scalar[],
  steps: number,
): Scalar {
  let state: State = [angle, 0];
  for (let i = 0; i < steps; i++) state = step(state, damping, stiffness);
  return state[0];
}

/** The pendulum by a loop that keeps few states. */
export function checkpointed(
  [angle, damping, stiffness]: readonly Scalar[],
  steps: number,
): Scalar {
  const first: State = [angle, 0];
  return checkpointedLoop((state: State) => step(state, damping, stiffness), steps, first)[0];
}

/** The angle and its velocity. */
export type State = [angle: Scalar, velocity: Scalar];

/** One step, with our operations. */
export function step([angle, velocity]: State, damping: Scalar, stiffness: Scalar): State {
  const acceleration = (angle: Scalar, velocity: Scalar) =>
    neg(add(mul(stiffness, sin(angle)), mul(damping, velocity)));
  const a1 = acceleration(angle, velocity);
  const v2 = add(velocity, mul(h / 2, a1));
  const a2 = acceleration(add(angle, mul(h / 2, velocity)), v2);
  const v3 = add(velocity, mul(h / 2, a2));
  const a3 = acceleration(add(angle, mul(h / 2, v2)), v3);
  const v4 = add(velocity, mul(h, a3));
  const a4 = acceleration(add(angle, mul(h, v3)), v4);
  return [
    add(angle, mul(h / 6, add(velocity, mul(2, add(v2, v3)), v4))),
    add(velocity, mul(h / 6, add(a1, mul(2, add(a2, a3)), a4))),
  ];
}

/**
 * The gradient, derived on paper: the angle and the velocity, and the derivatives of both by each
 * parameter, are one system of eight equations, to which the same method applies.
 */
export function gradient(parameters: readonly number[], steps: number): number[] {
  const state = [parameters[0], 0, 1, 0, 0, 0, 0, 0];
  const [, damping, stiffness] = parameters;
  const between = new Array<number>(8).fill(0);
  const slopes = [0, 1, 2, 3].map(() => new Array<number>(8).fill(0));
  for (let i = 0; i < steps; i++) {
    slopeOf(state, damping, stiffness, slopes[0]);
    for (let stage = 1; stage < 4; stage++) {
      const length = stage < 3 ? h / 2 : h;
      for (let k = 0; k < 8; k++) between[k] = state[k] + length * slopes[stage - 1][k];
      slopeOf(between, damping, stiffness, slopes[stage]);
    }
    for (let k = 0; k < 8; k++) {
      state[k] += h / 6 * (slopes[0][k] + 2 * (slopes[1][k] + slopes[2][k]) + slopes[3][k]);
    }
  }
  return [state[2], state[4], state[6]];
}

function slopeOf(state: number[], damping: number, stiffness: number, slope: number[]): void {
  const [angle, velocity] = state;
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  slope[0] = velocity;
  slope[1] = -stiffness * sine - damping * velocity;
  for (let k = 2; k < 8; k += 2) {
    slope[k] = state[k + 1];
    slope[k + 1] = -stiffness * cosine * state[k] - damping * state[k + 1];
  }
  slope[5] -= velocity;
  slope[7] -= sine;
}
