// Seeds are the tangents or cotangents that a caller gives. The number 0 among them is a structural zero, as in a
// row of `jacrev` or a column of `jacfwd`: it is never multiplied, so that no infinite partial makes it NaN.

import { isTraced } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import { useOperations } from "../operations/binary.ts";
import { eq } from "../elementary/comparison.ts";

/** Returns the seeds of a pass, `undefined` where a caller gives the number 0. */
export function seedsOf(given: readonly Scalar[]): (Scalar | undefined)[] {
  // A seed may be a box where nothing else has made one.
  useOperations();
  const seeds: (Scalar | undefined)[] = [];
  for (let i = 0; i < given.length; i++) {
    const seed = given[i];
    const isAbsent = typeof seed === "number" ? seed === 0 : isTracedZero(seed);
    seeds.push(isAbsent ? undefined : seed);
  }
  return seeds;
}

/** Checks whether a scalar is the number 0. For a traced one this is a guard: the program holds in that case only. */
function isTracedZero(seed: Scalar): boolean {
  return isTraced(seed) && eq(seed, 0);
}
