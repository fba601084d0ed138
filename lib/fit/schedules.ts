// Rates that change while one trains: functions of the number of the step, from 0.

import { describe } from "../values/describe.ts";
import { checkNumberOptions, checkNumbers, kinds } from "./checks.ts";

/** A rate by the number of the step, from 0. */
export type RateSchedule = (step: number) => number;

/** A rate that is the same throughout, or follows a schedule. */
export type Rate = number | RateSchedule;

/**
 * Returns the schedule of one rate throughout.
 *
 * @example
 * ```ts
 * import { constantSchedule } from "@fluxion/ad/fit";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(constantSchedule(0.1)(1000), 0.1);
 * ```
 */
export function constantSchedule(rate: number): RateSchedule {
  checkNumbers("make a schedule", { rate }, { rate: kinds.notNegative });
  return () => rate;
}

/**
 * Returns a schedule that falls by a factor in so many steps: rate·factor^(step/steps).
 *
 * @example
 * ```ts
 * import { exponentialSchedule } from "@fluxion/ad/fit";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(exponentialSchedule(0.8, { factor: 0.5, steps: 100 })(200), 0.2);
 * ```
 */
export function exponentialSchedule(
  rate: number,
  options: { readonly factor: number; readonly steps?: number },
): RateSchedule {
  checkNumbers("make a schedule", { rate }, { rate: kinds.notNegative });
  checkNumberOptions("exponentialSchedule", options, {
    factor: kinds.positive,
    steps: kinds.positive,
  });
  const { factor, steps = 1 } = options;
  return (step) => rate * factor ** (step / steps);
}

/**
 * Returns a schedule that falls along half of a cosine to `end`, and stays there:
 * end + (rate − end)·(1 + cos(π·step/steps))/2 (Loshchilov and Hutter 2017).
 *
 * @example
 * ```ts
 * import { cosineSchedule } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const schedule = cosineSchedule(0.1, { steps: 100 });
 * assertAlmostEquals(schedule(50), 0.05);
 * assertAlmostEquals(schedule(200), 0);
 * ```
 */
export function cosineSchedule(
  rate: number,
  options: { readonly steps: number; readonly end?: number },
): RateSchedule {
  checkNumbers("make a schedule", { rate }, { rate: kinds.notNegative });
  checkNumberOptions("cosineSchedule", options, { steps: kinds.positive, end: kinds.notNegative });
  const { steps, end = 0 } = options;
  return (step) => end + (rate - end) * (1 + Math.cos(Math.PI * Math.min(1, step / steps))) / 2;
}

/**
 * Returns a schedule that rises in so many steps from a first rate to where another one begins, which then follows.
 *
 * @example
 * ```ts
 * import { cosineSchedule, warmUpSchedule } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const schedule = warmUpSchedule(cosineSchedule(0.1, { steps: 90 }), { steps: 10 });
 * assertAlmostEquals(schedule(5), 0.05);
 * assertAlmostEquals(schedule(10), 0.1);
 * assertAlmostEquals(schedule(55), 0.05);
 * ```
 */
export function warmUpSchedule(
  following: Rate,
  options: { readonly steps: number; readonly from?: number },
): RateSchedule {
  const after = scheduleOf("warmUpSchedule", following);
  checkNumberOptions("warmUpSchedule", options, { steps: kinds.positive, from: kinds.notNegative });
  const { steps, from = 0 } = options;
  return (step) => step < steps ? from + (after(0) - from) * step / steps : after(step - steps);
}

/** Returns a rate as a schedule. @throws {RangeError} if it is neither a number from 0 nor a function. */
export function scheduleOf(name: string, rate: Rate): RateSchedule {
  if (typeof rate === "function") return rate;
  if (typeof rate === "number" && kinds.notNegative.isRight(rate)) return () => rate;
  throw new RangeError(
    `Cannot make ${name} with the rate ${
      describe(rate)
    }: it is a number, 0 or more, or a schedule, ` +
      "as cosineSchedule makes one",
  );
}

/** Returns the rate of a step. @throws {RangeError} if a schedule answers what no rate can be. */
export function rateAt(schedule: RateSchedule, step: number): number {
  const rate: unknown = schedule(step);
  if (typeof rate === "number" && kinds.notNegative.isRight(rate)) return rate;
  throw new RangeError(
    `Cannot take step ${step}: the schedule answers ${
      describe(rate)
    } for it, and not a number, 0 or more`,
  );
}
