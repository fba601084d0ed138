// How long something takes, for who wants to compare.

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
