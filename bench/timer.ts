// The clock. All candidates of a group are warmed up, and then take turns, so that noise hits all alike;
// the best of their batches counts.
//
// What would flatter or slander, and what is done about it: a long call that is first optimised while it
// runs stays slow, so each candidate first makes many short calls, at a small size; a call that is inlined
// into the loop around it loses its work, so all go through one call site, which has seen many functions.

import { type Group, numbersIn } from "./group.ts";

/** How a candidate did. */
export type Timing = {
  readonly name: string;
  /** Of a call, in the fastest batch. */
  readonly milliseconds: number;
  /** How many times the first of the group this is. */
  readonly ratio: number;
  /** The largest error, relative to the largest number of the reference. */
  readonly error?: number;
};

/** How long to measure. */
export interface Effort {
  /** A batch has as many calls as fit in this time, in milliseconds; one at least. */
  readonly batch: number;
  /** How many turns each candidate has. */
  readonly rounds: number;
  /** A candidate has no further turns when it has taken this long, in milliseconds. */
  readonly limit: number;
}

const usual: Effort = { batch: 25, rounds: 15, limit: 4000 };

/** Times the candidates of a group. */
export function measure(group: Group, effort: Effort = usual): Timing[] {
  for (const { prepare } of group.candidates) {
    repeat(prepare(group.warmSize), effort.batch * 4, 3000);
  }
  const runners = group.candidates.map(({ name, prepare, valueOnly }, i) => {
    const call = prepare(group.size);
    const isChecked = group.reference !== undefined && !valueOnly &&
      (i > 0 || name === group.reference);
    const numbers = isChecked ? numbersIn(call()) : undefined;
    const { milliseconds } = repeat(call, effort.batch);
    const calls = Math.max(1, Math.round(effort.batch / milliseconds));
    return { name, call, numbers, calls, best: Infinity, spent: 0 };
  });
  for (let round = 0; round < effort.rounds; round++) {
    for (const runner of runners) {
      if (runner.spent > effort.limit) continue;
      const time = batch(runner.call, runner.calls);
      runner.spent += time;
      runner.best = Math.min(runner.best, time / runner.calls);
    }
  }
  const reference = runners.find(({ name }) => name === group.reference);
  return runners.map(({ name, numbers, best }) => ({
    name,
    milliseconds: best,
    ratio: best / runners[0].best,
    ...numbers && { error: largestError(numbers, reference!.numbers!) },
  }));
}

/** The largest error, relative to the largest number of the reference. */
export function largestError(numbers: readonly number[], reference: readonly number[]): number {
  if (numbers.length !== reference.length) {
    throw new RangeError(
      `Cannot compare ${numbers.length} numbers with ${reference.length} of the reference`,
    );
  }
  let largest = 0;
  let error = 0;
  for (let i = 0; i < reference.length; i++) {
    largest = Math.max(largest, Math.abs(reference[i]));
    error = Math.max(error, Math.abs(numbers[i] - reference[i]));
  }
  return error / largest;
}

/** Calls for so many milliseconds or so many times; how long a call took. */
function repeat(call: () => unknown, time: number, most = Infinity): { milliseconds: number } {
  let spent = 0;
  let calls = 0;
  for (let size = 1; spent < time && calls < most; size *= 2) {
    spent += batch(call, size);
    calls += size;
  }
  return { milliseconds: spent / calls };
}

/** The last answer; kept, so that it has to be computed. */
export let kept: unknown;

function batch(call: () => unknown, calls: number): number {
  const from = performance.now();
  for (let i = 0; i < calls; i++) kept = call();
  return performance.now() - from;
}
