// Copies numbers between arrays of floats. An engine copies many at once several times faster than a loop does, but takes
// longer to begin.

import type { ResultRows } from "../operations/left_results.ts";

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

/** Returns numbers from an index to before another in an array of their own. */
export function floatsOf(numbers: ArrayLike<number>, from: number, to: number): Float64Array {
  return numbers instanceof Float64Array
    ? numbers.slice(from, to)
    : Float64Array.from({ length: to - from }, (_, i) => numbers[from + i]);
}

/** Numbers in rows: the array, the index of the first number of the first row, and the distance of rows. */
export interface NumberRows<A extends ArrayLike<number> = ArrayLike<number>> {
  readonly numbers: A;
  readonly start: number;
  readonly stride: number;
}

/** Copies the first `width` numbers of each of `count` rows into others. */
export function copyRows(
  { numbers, start, stride }: NumberRows,
  into: NumberRows<Float64Array>,
  width: number,
  count: number,
): void {
  const { numbers: target, start: at, stride: step } = into;
  if (numbers instanceof Float64Array && stride === width && step === width) {
    copyFloats(numbers, start, target, at, count * width);
    return;
  }
  if (numbers instanceof Float64Array && width >= FEWEST_AT_ONCE) {
    for (let i = 0; i < count; i++) {
      copyFloats(numbers, start + i * stride, target, at + i * step, width);
    }
    return;
  }
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) target[at + i * step + j] = numbers[start + i * stride + j];
  }
}

/** Copies results, of which the one with index 0 is at an index of an array. */
export function copyResults(
  numbers: Float64Array,
  first: number,
  { start, width, stride, count }: ResultRows,
  into: Float64Array,
  to: number,
): void {
  const target = { numbers: into, start: to, stride: width };
  copyRows({ numbers, start: first + start, stride }, target, width, count);
}
