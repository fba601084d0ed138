// Where to take the next snapshot, so that a loop is reversed with the fewest runs of its steps (Griewank
// and Walther, "Algorithm 799: revolve", ACM Transactions on Mathematical Software 26, 2000).

/**
 * The step before which the next state is kept, when the state before step `from` is there, the steps
 * up to `to` are to be reversed, and `snapshots` states may be kept, that one included.
 */
export function farthest(from: number, to: number, snapshots: number): number {
  const length = to - from;
  let runs = 0;
  while (reach(snapshots, runs) < length) runs++;
  const distance = Math.max(reach(snapshots, runs - 2), length - reach(snapshots - 1, runs));
  return from + Math.min(Math.max(distance, 1), length - 1);
}

/** The longest loop that some snapshots reverse with each step run so many times: (s + r)! / (s! r!). */
function reach(snapshots: number, runs: number): number {
  if (runs < 0) return 0;
  let length = 1;
  for (let i = 1; i <= runs; i++) length = length * (snapshots + i) / i;
  return length;
}
