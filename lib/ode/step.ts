// One step of an integration, whatever the method: a function that gives the state at any time within it.

import type { Scalar } from "../values/scalar.ts";

/** What a method knows at the start of a step. */
export interface SolverStep {
  /** The size of the step: as it was given, or as it has been chosen. */
  readonly size: Scalar;
  /** Returns the state a time after the start, from 0 to the size of the step. */
  readonly after: (elapsed: Scalar) => Scalar[];
}

/** Makes a step from a time and a state. */
export interface Method {
  /** Returns a step of a given size. */
  fixed(time: Scalar, state: readonly Scalar[], size: Scalar): SolverStep;
  /**
   * Returns a step that is as large as the tolerance allows.
   *
   * @param rest how far it may go at most; its sign is the direction of time
   */
  adaptive(time: Scalar, state: readonly Scalar[], rest: number): SolverStep;
}
