// Numbers for tests, the same in every run.

/** Numbers from −1 to 1, by a linear congruence. */
export function numbersOf(count: number, seed: number): number[] {
  let state = seed * 7919 + 12345;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return 2 * state / 2147483648 - 1;
  });
}
