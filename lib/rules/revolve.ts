// Positions of snapshots with which a loop is reversed with the fewest runs of its steps (Griewank and Walther,
// "Algorithm 799: revolve", ACM Transactions on Mathematical Software 26, 2000).

/**
 * Returns the step before which the next state is to be kept, if the state before step `from` is known, the
 * steps from there to `to` are to be reversed, and `snapshots` states may be kept, the one before `from`
 * included.
 */
export function farthest(from: number, to: number, snapshots: number): number {
  const length = to - from;
  let runs = 0;
  while (reach(snapshots, runs) < length) runs++;
  const distance = Math.max(reach(snapshots, runs - 2), length - reach(snapshots - 1, runs));
  return from + Math.min(Math.max(distance, 1), length - 1);
}

/**
 * Returns the length of the longest loop that s snapshots reverse with r runs of each step: (s + r)! / (s!
 * r!).
 */
function reach(snapshots: number, runs: number): number {
  if (runs < 0) return 0;
  let length = 1;
  for (let i = 1; i <= runs; i++) length = length * (snapshots + i) / i;
  return length;
}
