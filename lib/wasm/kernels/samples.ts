// Numbers at which a kernel and a function are compared: those at which functions part, and any others, always the same ones.

/** Numbers at which functions have borders or special values, and the numbers next to some of them. */
export function specialNumbers(): number[] {
  const ends = [1, 708, 709.782712893384, 710, 745.1332191019412, 746, 22, 25_000, 2 ** 53, 1e300];
  const borders = [Math.LN2 / 256, Math.LN2 / 2, Math.PI / 256, 2 ** -8, 2 ** -28, 2 ** -54];
  const bendsOfInverses = [0.5, 2, 2 + 2 ** -19, 2 ** 28];
  const least = [2 ** -1022, 2 ** -1074, 2 ** -300];
  const turns = [1, 2, 3, 4, 7, 11, 64, 355, 1000].map((n) => n * Math.PI / 2);
  const finite = [...ends, ...borders, ...bendsOfInverses, ...least, ...turns].flatMap((x) => [
    ...[x, x * (1 + Number.EPSILON), x * (1 - Number.EPSILON / 2)],
  ]);
  return [0, Infinity, NaN, Number.MAX_VALUE, ...finite].flatMap((x) => [x, -x]);
}

/** Returns a function that draws numbers: of either sign, and evenly below one of the ends, each as often as another. */
export function drawn(ends: readonly number[]): () => number {
  // The generator of Numerical Recipes (Press et al. 1992, §7.1), of whose results the upper bits are used.
  let state = 1;
  const bits = (count: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state >>> (32 - count);
  };
  return () => {
    const end = ends[bits(16) % ends.length];
    const fraction = (bits(26) * 2 ** 26 + bits(26)) * 2 ** -52;
    return bits(1) === 0 ? end * fraction : -end * fraction;
  };
}
