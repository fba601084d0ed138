"use ad";
// One step of the method of Dormand and Prince (1980), of order 5, with an estimate of its error by the method of order 4
// on the same slopes, and what the error says of the size of the next step.

/** How fast the numbers of a state change. */
export type Slope = (state: readonly number[]) => number[];

/** The weights of the slopes before each slope, the last row being those of the step itself. */
const weights = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** By how much the weights of order 5 and of order 4 differ. */
const differences = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** The state after a step, and its error in units of what is tolerated: the step is good if it is at most 1. */
export function tried(
  slope: Slope,
  state: readonly number[],
  size: number,
  tolerance: number,
): { next: number[]; error: number } {
  const slopes: number[][] = [];
  const change = (own: readonly number[], i: number) => {
    let sum = 0;
    own.forEach((weight, j) => {
      if (weight !== 0) sum += weight * slopes[j][i];
    });
    return size * sum;
  };
  let next = [...state];
  for (const own of weights) {
    next = state.map((x, i) => x + change(own, i));
    slopes.push(slope(next));
  }
  const errors = next.map((x, i) =>
    Math.abs(change(differences, i)) / (1 + Math.max(Math.abs(x), Math.abs(state[i])))
  );
  return { next, error: Math.max(...errors) / tolerance };
}

/** By which factor the next step is longer, or the same step is tried again shorter. */
export function factorAfter(error: number): number {
  return Math.min(5, Math.max(0.2, 0.9 * Math.max(error, 1e-10) ** -0.2));
}
