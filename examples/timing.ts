// How long something takes, for who wants to compare.

/**
 * The least time in milliseconds of one run, over many short batches: whatever else the machine does can
 * only add to it. The engine is still at work on a task that has just begun, and so the first fifth of the
 * time is for warming up.
 */
export function leastTime(task: () => unknown, milliseconds = 100): number {
  let batch = 1;
  let least = Infinity;
  const begin = performance.now();
  for (let batches = 0, share = 0; batches < 8 || share < 1; batches++) {
    const start = performance.now();
    for (let i = 0; i < batch; i++) task();
    const end = performance.now();
    share = (end - begin) / milliseconds;
    if (share > 0.2 || batches >= 4) least = Math.min(least, (end - start) / batch);
    // Long enough for the clock, short enough to be left alone.
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
