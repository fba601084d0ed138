// How long something takes, for who wants to compare.

import { type Progress, silent } from "./progress.ts";

/**
 * The least time in milliseconds of one run of each task: whatever else the machine does can only add to it.
 * The tasks take turns, three rounds long, since the engine makes better programs of them as it goes.
 */
export function leastTimes(
  tasks: readonly (() => unknown)[],
  milliseconds = 250,
  progress: Progress = silent,
): number[] {
  const rounds = 3;
  const times = tasks.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    tasks.forEach((task, i) => {
      times[i] = Math.min(times[i], leastOf(task, milliseconds / rounds));
      progress((round + (i + 1) / tasks.length) / rounds);
    });
  }
  return times;
}

/** The best of many batches, each long enough for the clock and short enough to be left alone. */
function leastOf(task: () => unknown, milliseconds: number): number {
  let batch = 1;
  let least = Infinity;
  const begin = performance.now();
  for (let end = begin, batches = 0; batches < 3 || end - begin < milliseconds; batches++) {
    const start = performance.now();
    for (let i = 0; i < batch; i++) task();
    end = performance.now();
    least = Math.min(least, (end - start) / batch);
    if (end - start < 0.1) batch *= 2;
  }
  return least;
}

/** What a task answers, and the median time in milliseconds that it takes. */
export function timed<T>(task: () => T, rounds = 1): [answer: T, milliseconds: number] {
  const runs = Array.from({ length: rounds }, () => {
    const begin = performance.now();
    const answer = task();
    return { answer, time: performance.now() - begin };
  }).sort((a, b) => a.time - b.time);
  const { answer, time } = runs[rounds >> 1];
  return [answer, time];
}
