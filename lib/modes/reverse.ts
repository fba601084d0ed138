// Reverse mode: the function runs once and every operation leaves a backpropagator behind. Pulling back
// is one loop over them, backwards, and answers the product of one vector of cotangents with the
// Jacobian: a whole gradient for a small constant times the cost of the function.

import { contribute } from "../core/binary.ts";
import { leaving, Variable } from "../core/box.ts";
import { type Cotangents, during, type Level } from "../core/level.ts";
import type { Scalar } from "../core/scalar.ts";
import { type MaybePromise, whenThere, within } from "../core/settle.ts";

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
 * @param run answers the leaves of the result, or their promise
 */
export function reversePass<R extends MaybePromise<Scalar[]>>(
  level: Level,
  run: (inputs: Scalar[]) => R,
  primals: readonly Scalar[],
): R extends Scalar[] ? Recorded : MaybePromise<Recorded> {
  const inputs = primals.map((primal) => new Variable(level, primal, level.size++));
  const results = within<Scalar[]>(level, () => run([...inputs]));
  return whenThere(results, (leaves): Recorded => ({
    primals: leaves.map((leaf) => leaving(level, leaf)),
    pull: (seeds) => during(level, "paused", () => pullBack(level, leaves, seeds, inputs.length)),
  })) as R extends Scalar[] ? Recorded : MaybePromise<Recorded>;
}

/**
 * Runs a part of the function again on the level that is being pulled back, pulls it back at once, and
 * forgets it: what the part reads from outside gets its share of this sweep's cotangents, and the
 * cotangents of its inputs are answered.
 */
export function replay(
  level: Level,
  cotangents: Cotangents,
  run: (inputs: Scalar[]) => readonly Scalar[],
  primals: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
): (Scalar | undefined)[] {
  const { size, backpropagators } = level;
  level.backpropagators = [];
  try {
    const inputs = primals.map((primal) => new Variable(level, primal, level.size++));
    const results = during(level, "open", () => run([...inputs]));
    sweep(level, cotangents, results, seeds);
    return inputs.map(({ index }) => cotangents[index]);
  } finally {
    level.size = size;
    level.backpropagators = backpropagators;
    cotangents.length = size;
  }
}

function pullBack(
  level: Level,
  results: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
  inputCount: number,
): (Scalar | undefined)[] {
  const cotangents: Cotangents = new Array(level.size);
  sweep(level, cotangents, results, seeds);
  return Array.from({ length: inputCount }, (_, i) => cotangents[i]);
}

function sweep(
  level: Level,
  cotangents: Cotangents,
  results: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
): void {
  results.forEach((result, i) => {
    const seed = seeds[i];
    if (seed !== undefined && result instanceof Variable && result.level === level) {
      contribute(cotangents, result.index, seed);
    }
  });
  const { backpropagators } = level;
  for (let i = backpropagators.length - 1; i >= 0; i--) backpropagators[i](cotangents);
}
