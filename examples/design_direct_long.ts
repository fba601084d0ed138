// The flight in so many steps that reverse mode had better not remember them all: a few states are kept,
// and the steps between them run again.

import { checkpointedLoop, grad } from "@fluxion/ad/operators";
import { departure, fly, shipOf, type State, step } from "./design_direct_ship.ts";
import { timed } from "./timing.ts";

/** The gradient of a flight in hourly steps, remembered whole and by checkpoints. */
export interface LongRun {
  readonly steps: number;
  readonly snapshots: number;
  readonly stepsRun: number;
  /** The time with checkpoints in units of that without. */
  readonly cost: number;
  readonly difference: number;
}

/** Takes the gradient of the radius by all angles in both ways. */
export function flyLong(angles: number[], steps: number): LongRun {
  let stepsRun = 0;
  const counted = (state: State, i: number, angles: number[]) => {
    stepsRun++;
    return step(state, i, angles, steps);
  };
  const snapshots = 12;
  const withCheckpoints = (angles: number[]) =>
    shipOf(
      checkpointedLoop((state: State, i) => counted(state, i, angles), steps, departure, {
        snapshots,
      }),
    ).radius;
  const [all, plainTime] = timed(() =>
    grad((angles: number[]) => fly(angles, steps).at(-1)!.radius)(angles)
  );
  const [few, time] = timed(() => grad(withCheckpoints)(angles));
  const difference = Math.max(...all.map((slope, i) => Math.abs(slope - few[i])));
  return { steps, snapshots, stepsRun, cost: time / plainTime, difference };
}
