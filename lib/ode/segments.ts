// The steps from a time to another, one after the other.

import { div, sub } from "../elementary/arithmetic.ts";
import { sumOfTwo } from "../operations/binary.ts";
import { value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Settings } from "./options.ts";
import type { Problem } from "./problem.ts";
import type { SolverStep } from "./step.ts";

/** A step in its place. */
export interface Segment extends SolverStep {
  /** The time at its start. */
  readonly start: Scalar;
  /** The time at its end. */
  readonly end: Scalar;
}

/**
 * Yields the steps from a time to another, from the initial state on. Sizes of steps are chosen by numbers alone: no
 * derivative follows how they are chosen, and each is that of what was computed.
 *
 * @throws {RangeError} if there are too many steps, or they become too small to be seen in the time.
 */
export function* segmentsOf(
  problem: Problem,
  settings: Settings,
  from: Scalar,
  to: Scalar,
  initial: readonly Scalar[],
): Generator<Segment> {
  const { call, method } = problem;
  const { steps, maxSteps } = settings;
  let start = from;
  let state = initial;
  if (steps !== undefined) {
    const size = div(sub(to, from), steps);
    for (let i = 0; i < steps; i++) {
      const step = method.fixed(start, state, size);
      const next = sumOfTwo(start, size);
      yield { ...step, start, end: next };
      start = next;
      state = step.after(size);
    }
    return;
  }
  const end = value(to);
  for (let count = 0; value(start) !== end; count++) {
    const time = value(start);
    if (count >= maxSteps) {
      throw new RangeError(
        `${call.refusal} from ${
          value(from)
        } to ${end}: it came to ${time} in maxSteps = ${maxSteps} steps; allow for ` +
          "more, or for a larger error",
      );
    }
    const rest = end - time;
    const step = method.adaptive(start, state, rest);
    const size = step.size as number;
    // The last step leads to the end, whatever the rounding of the time.
    const near = sumOfTwo(start, size);
    const next = size === rest && value(near) !== end ? sumOfTwo(near, end - value(near)) : near;
    if (!(size === rest || Math.abs(value(next) - time) > 0) || !Number.isFinite(size)) {
      throw new RangeError(
        `${call.refusal} beyond ${time}: the steps have become too small, or the slope is no number there; the ` +
          "solution may have a singularity",
      );
    }
    yield { ...step, start, end: next };
    state = step.after(size);
    start = next;
  }
}
