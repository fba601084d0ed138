// Copies numbers between arrays of floats. An engine copies many at once several times faster than a loop does, but takes
// longer to begin.

/** Fewest numbers that are copied at once. */
const FEWEST_AT_ONCE = 128;

/** Copies `count` numbers of one array, from an index on, into another. */
export function copyFloats(
  source: Float64Array,
  start: number,
  target: Float64Array,
  at: number,
  count: number,
): void {
  if (count >= FEWEST_AT_ONCE) target.set(source.subarray(start, start + count), at);
  else for (let i = 0; i < count; i++) target[at + i] = source[start + i];
}
