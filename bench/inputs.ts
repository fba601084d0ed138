// Inputs that are the same in every run.

/** `n` numbers between −1 and 1 from a seed, by the generator of Park and Miller (1988). */
export function inputs(n: number, seed = 1): number[] {
  let state = seed;
  return Array.from({ length: n }, () => {
    state = state * 48271 % 2147483647;
    return state / 2147483647 * 2 - 1;
  });
}
