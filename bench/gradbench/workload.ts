// What a workload is: functions that GradBench asks for by name, each taken in two steps, so that what is
// timed is the computation and not the reading of its input, nor the compiling of what is to be compiled.

import { dynamic, type MakeReady } from "./ready.ts";

/**
 * A function of a workload: takes the input as it came, makes ready what it is going to call, and answers
 * the computation to be timed, which may run many times. What is differentiated by is an argument of what
 * is made ready; sizes and data are closed over, and so constants of a compiled program.
 */
export type Prepare = (input: never, ready?: MakeReady) => () => unknown;

/** The functions of a workload, by the names GradBench gives them. */
export type Workload = Readonly<Record<string, Prepare>>;

/** How often an input asks to be computed. */
export interface Runs {
  /** At least so many times; once unless told. */
  readonly min_runs?: number;
  /** And at least until the times add up to so many seconds; 0 unless told. */
  readonly min_seconds?: number;
}

/** How long a part of the work took. */
export interface Timing {
  readonly name: "prepare" | "evaluate";
  readonly nanoseconds: number;
}

/** The result of a function, and how long each run of it took, after the time that was needed once. */
export interface Measured {
  readonly output: unknown;
  readonly timings: Timing[];
}

/**
 * Prepares a function for an input, and runs it as often as the input asks. What is compiled runs once in
 * advance, so that everything is traced that the timed runs will come by.
 */
export function measure(prepare: Prepare, input: unknown, ready: MakeReady = dynamic): Measured {
  const { min_runs = 1, min_seconds = 0 } = (input ?? {}) as Runs;
  const [compute, prepared] = timed("prepare", () => {
    const compute = prepare(input as never, ready);
    if (ready !== dynamic) compute();
    return compute;
  });
  const timings = [prepared];
  let output: unknown;
  let nanoseconds = 0;
  do {
    let timing: Timing;
    [output, timing] = timed("evaluate", compute);
    timings.push(timing);
    nanoseconds += timing.nanoseconds;
  } while (timings.length - 1 < min_runs || nanoseconds < 1e9 * min_seconds);
  return { output, timings };
}

function timed<T>(name: Timing["name"], work: () => T): [T, Timing] {
  const start = performance.now();
  const result = work();
  return [result, { name, nanoseconds: Math.round(1e6 * (performance.now() - start)) }];
}
