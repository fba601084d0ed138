// The step size that a chain finds for itself: a first one by doubling and halving, and then the one at which the
// acceptance comes to its target on average (dual averaging, Nesterov 2009; Hoffman and Gelman 2014).

import type { NoUTurnTrajectory } from "./trajectory.ts";

/** How far dual averaging goes at a step, how it begins, and how fast it forgets, as Hoffman and Gelman have it. */
const [GAMMA, DELAY, FORGETTING] = [0.05, 10, 0.75];

/** How often a first step size is doubled or halved before that is given up. */
const MOST_DOUBLINGS = 200;

/** Adapts a step size to a target of the acceptance. */
export class StepSizeAdaptation {
  private readonly target: number;
  private centre = 0;
  private count = 0;
  private meanMiss = 0;
  private meanLogarithm = 0;

  constructor(target: number) {
    this.target = target;
  }

  /** Begins anew at a step size. */
  restart(stepSize: number): void {
    // Long steps cost less, and are soon found out where they are too long.
    this.centre = Math.log(10 * stepSize);
    this.count = this.meanMiss = this.meanLogarithm = 0;
  }

  /** Returns the step size to go on with after a transition. */
  next(acceptance: number): number {
    this.count++;
    const share = 1 / (this.count + DELAY);
    this.meanMiss += share * (this.target - acceptance - this.meanMiss);
    const logarithm = this.centre - Math.sqrt(this.count) / GAMMA * this.meanMiss;
    this.meanLogarithm += this.count ** -FORGETTING * (logarithm - this.meanLogarithm);
    return Math.exp(logarithm);
  }

  /** Returns the mean of the step sizes, for when all is settled; `otherwise` if there were none. */
  settled(otherwise: number): number {
    return this.count === 0 ? otherwise : Math.exp(this.meanLogarithm);
  }
}

/**
 * Doubles or halves the step size of a trajectory until a single step is accepted with about the target's probability.
 *
 * @throws {RangeError} if no step is short enough, or none too long.
 */
export function findStepSize(trajectory: NoUTurnTrajectory, action: string): void {
  const isAccepted = () => trajectory.lossOfOneStep() < -Math.log(0.8);
  const growing = isAccepted();
  for (let i = 0; i < MOST_DOUBLINGS; i++) {
    const before = trajectory.stepSize;
    trajectory.stepSize *= growing ? 2 : 0.5;
    if (isAccepted() === growing) continue;
    // The shorter of the two, which is accepted.
    if (growing) trajectory.stepSize = before;
    return;
  }
  const { space } = trajectory.logDensity;
  const here = `at ${space.at(trajectory.current.position)}`;
  throw new RangeError(
    `Cannot ${action}: ` +
      (growing
        ? `no step is too long ${here}, so that the log-density does not fall off: is it of a distribution at all? ` +
          "Give every parameter a prior"
        : `no step is short enough ${here}: the log-density is not finite beside it, or does not follow its gradient, ` +
          "or rises without end; hold the gradient against differences with checkGrads of @fluxion/ad/check, and give " +
          "every parameter a prior"),
  );
}
