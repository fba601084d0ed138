// How a chain warms up, in windows as Stan does: the step size is adapted all the time; the scales of the parameters are
// learned in windows of double length each, so that the first, which are far from the posterior, are soon forgotten.

import { findStepSize, StepSizeAdaptation } from "./step_size.ts";
import type { NoUTurnTrajectory, Transition } from "./trajectory.ts";

/** The transitions before the first window, in the first window, and after the last. */
const [BEFORE, FIRST, AFTER] = [75, 25, 50];

/** Below so many transitions there is nothing to learn scales from. */
const FEWEST = 20;

/** Returns where windows of a warm-up begin and end; none if it is too short. */
export function windowsOf(warmUp: number): readonly (readonly [begin: number, end: number])[] {
  if (warmUp < FEWEST) return [];
  const isShort = warmUp < BEFORE + FIRST + AFTER;
  const begin = isShort ? Math.floor(0.15 * warmUp) : BEFORE;
  const last = warmUp - (isShort ? Math.floor(0.1 * warmUp) : AFTER);
  const windows: [number, number][] = [];
  let [from, length] = [begin, isShort ? last - begin : FIRST];
  while (from < last) {
    // A window goes on to the end where the next one, twice as long, would not fit.
    const to = from + 3 * length > last ? last : from + length;
    windows.push([from, to]);
    [from, length] = [to, 2 * length];
  }
  return windows;
}

/** Adapts a trajectory while it warms up. */
export class WarmUp {
  private readonly trajectory: NoUTurnTrajectory;
  private readonly action: string;
  private readonly windows: readonly (readonly [number, number])[];
  private readonly adaptation: StepSizeAdaptation;
  private readonly means: Float64Array;
  private readonly squares: Float64Array;
  private count = 0;
  private transitions = 0;

  /** @throws {RangeError} if there is no step size that could be right. */
  constructor(
    trajectory: NoUTurnTrajectory,
    warmUp: number,
    targetAcceptance: number,
    action: string,
  ) {
    const { length } = trajectory.variances;
    this.trajectory = trajectory;
    this.action = action;
    this.windows = windowsOf(warmUp);
    this.adaptation = new StepSizeAdaptation(targetAcceptance);
    this.means = new Float64Array(length);
    this.squares = new Float64Array(length);
    findStepSize(trajectory, action);
    this.adaptation.restart(trajectory.stepSize);
  }

  /** Takes a transition of the trajectory into account. */
  follow({ acceptance }: Transition): void {
    const { trajectory, adaptation } = this;
    const at = this.transitions++;
    trajectory.stepSize = adaptation.next(acceptance);
    const span = this.windows.find(([begin, end]) => begin <= at && at < end);
    if (span === undefined) return;
    this.observe(trajectory.current.position);
    if (at < span[1] - 1) return;
    this.learnScales();
    findStepSize(trajectory, this.action);
    adaptation.restart(trajectory.stepSize);
  }

  /** Leaves the step size at what it has come to. */
  end(): void {
    this.trajectory.stepSize = this.adaptation.settled(this.trajectory.stepSize);
  }

  /** Means and sums of squares of deviations, one draw at a time (Welford 1962). */
  private observe(position: Float64Array): void {
    this.count++;
    for (let i = 0; i < position.length; i++) {
      const deviation = position[i] - this.means[i];
      this.means[i] += deviation / this.count;
      this.squares[i] += deviation * (position[i] - this.means[i]);
    }
  }

  private learnScales(): void {
    const { count, means, squares, trajectory: { variances } } = this;
    for (let i = 0; i < variances.length; i++) {
      // A little towards 10⁻³, since few draws know a variance badly, and a chain that stood still has none.
      variances[i] = (squares[i] / (count - 1) * count + 5e-3) / (count + 5);
    }
    means.fill(0);
    squares.fill(0);
    this.count = 0;
  }
}
