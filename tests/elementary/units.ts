// How far a double is from the one that is right, in units of its last place.

import { assertLessOrEqual } from "@std/assert";

/** Asserts that an answer is right to so many units in the last place; NaN is right where NaN is expected. */
export function assertUnits(actual: number, expected: number, most: number, what: string): void {
  assertLessOrEqual(
    unitsBetween(actual, expected),
    most,
    `${what} is ${actual}, where ${expected} is right`,
  );
}

function unitsBetween(actual: number, expected: number): number {
  if (actual === expected || Number.isNaN(actual) && Number.isNaN(expected)) return 0;
  const units = Math.abs(actual - expected) / lastPlace(expected);
  return Number.isNaN(units) ? Infinity : units;
}

/** What the last binary digit of a double is worth. */
function lastPlace(x: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(x));
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return bits.getFloat64(0) - Math.abs(x);
}
