// Reverse mode: the function runs once and every operation leaves a backpropagator behind. Pulling back
// is one loop over them, backwards, and answers the product of one vector of cotangents with the
// Jacobian: a whole gradient for a small constant times the cost of the function.

import { contribute } from "../core/binary.ts";
import { leaving, Variable } from "../core/box.ts";
import { type Cotangents, during, type Level } from "../core/level.ts";
import type { Scalar } from "../core/scalar.ts";

/** What a reverse pass answers, leaf by leaf of the result. */
export interface Recorded {
  readonly primals: Scalar[];
  /**
   * Cotangents of the results in, cotangents of the inputs out; `undefined` is a structural zero. It may
   * be called any number of times, each call with its own sums.
   */
  readonly pull: (seeds: readonly (Scalar | undefined)[]) => (Scalar | undefined)[];
}

/**
 * Runs a function of a list of scalars on variables of a fresh level.
 *
 * @param run answers the leaves of the result
 */
export function reversePass(
  level: Level,
  run: (inputs: Scalar[]) => Scalar[],
  primals: readonly Scalar[],
): Recorded {
  const inputs = primals.map((primal) => new Variable(level, primal, level.size++));
  try {
    const results = run([...inputs]);
    return {
      primals: results.map((result) => leaving(level, result)),
      pull: (seeds) =>
        during(level, "paused", () => pullBack(level, results, seeds, inputs.length)),
    };
  } finally {
    level.phase = "closed";
  }
}

function pullBack(
  level: Level,
  results: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
  inputCount: number,
): (Scalar | undefined)[] {
  const cotangents: Cotangents = new Array(level.size);
  results.forEach((result, i) => {
    const seed = seeds[i];
    if (seed !== undefined && result instanceof Variable && result.level === level) {
      contribute(cotangents, result.index, seed);
    }
  });
  const { backpropagators } = level;
  for (let i = backpropagators.length - 1; i >= 0; i--) backpropagators[i](cotangents);
  return Array.from({ length: inputCount }, (_, i) => cotangents[i]);
}
