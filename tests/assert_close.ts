// Numbers that agree to rounding: the comparison of all tests whose answers are known to more
// places than a double can be expected to keep.

import { AssertionError } from "@std/assert";

/** What can be compared: a number, or any nest of arrays and plain objects of numbers. */
export type Numbers =
  | number
  | Float64Array
  | readonly Numbers[]
  | { readonly [key: string]: Numbers };

/**
 * Asserts |actual − expected| ≤ relative · max(|expected|, floor) for every number of `expected`,
 * in the same structure. Infinities must be the same, NaN equals NaN, and 0 equals −0. Without a
 * floor it can tell tails from 0.
 *
 * @throws {AssertionError} that names the path of the first number that is off.
 */
export function assertClose(
  actual: unknown,
  expected: Numbers,
  relative = 1e-12,
  floor = 1e-3,
): void {
  compare(actual, expected, { relative, floor }, "");
}

interface Tolerance {
  readonly relative: number;
  readonly floor: number;
}

function compare(actual: unknown, expected: Numbers, tolerance: Tolerance, path: string): void {
  if (typeof expected === "number") {
    if (typeof actual !== "number") {
      throw new AssertionError(`answer${path} is ${kindOf(actual)}, wanted ${expected}`);
    }
    if (isClose(actual, expected, tolerance)) return;
    throw new AssertionError(
      `answer${path} is ${actual}, wanted ${expected}: off by ${actual - expected}, ` +
        `allowed ${tolerance.relative} relative`,
    );
  }
  if (typeof actual !== "object" || actual === null || kindOf(actual) !== kindOf(expected)) {
    throw new AssertionError(`answer${path} is ${kindOf(actual)}, wanted ${kindOf(expected)}`);
  }
  const got = Object.entries(actual);
  const wanted = Object.entries(expected);
  const keys = got.map(([key]) => key).join();
  const wantedKeys = wanted.map(([key]) => key).join();
  if (keys !== wantedKeys) {
    throw new AssertionError(`answer${path} has the keys ${keys}, wanted ${wantedKeys}`);
  }
  wanted.forEach(([key, child], i) => compare(got[i][1], child, tolerance, `${path}[${key}]`));
}

function isClose(actual: number, expected: number, { relative, floor }: Tolerance): boolean {
  if (actual === expected || (Number.isNaN(actual) && Number.isNaN(expected))) return true;
  return Math.abs(actual - expected) <= relative * Math.max(Math.abs(expected), floor);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (value instanceof Float64Array) return "a Float64Array";
  return typeof value === "object" && value !== null ? "an object" : typeof value;
}
