// The results of an operation of matrices in reverse mode: one backpropagator for all of them. It keeps the indices of
// its operands in a typed column, since there are as many as a matrix has entries.

import { contribute } from "../values/box_arithmetic.ts";
import { addClosure } from "../values/keeping.ts";
import { Variable } from "../values/box.ts";
import { A_NUMBER, type Cotangents, NOT_REACHED } from "../values/cotangents.ts";
import { type Level, reading } from "../values/level.ts";
import { outside, outsideResult } from "../values/membership.ts";
import { levelsInside } from "../values/nesting.ts";
import type { Scalar } from "../values/scalar.ts";
import type { InnermostView } from "../rules/joint_operation.ts";
import type { EntryList } from "./matrix_lists.ts";

/** Results of an operation with the map that carries their cotangents back. */
export interface Linearised {
  readonly results: EntryList;
  readonly pullback: (cotangents: EntryList) => EntryList;
}

/** Returns results with one backpropagator for all. They are of levels outside: rules of matrices close over nothing. */
export function recordedResults(
  { level, inputs, followed }: InnermostView,
  { results, pullback }: Linearised,
): Scalar[] {
  const { backpropagators } = level;
  const inside = levelsInside(level);
  const count = results.length;
  if (count === 0) return [];
  const positions = new Int32Array(followed);
  const indices = new Int32Array(followed.length);
  for (let k = 0; k < indices.length; k++) indices[k] = (inputs[positions[k]] as Variable).index;
  const backpropagator = backpropagatorOfAll(level, inside, positions, indices, count, pullback);
  const first = addClosure(
    backpropagators,
    (cotangents) => backpropagator(cotangents, first),
    indices,
  );
  const outputs: Scalar[] = [];
  for (let i = 0; i < count; i++) {
    const index = i === 0 ? first : backpropagators.addInput();
    const own = results[i];
    const primal = typeof own === "number" ? own : outsideResult(level, own as Scalar);
    outputs.push(new Variable(level, primal, index));
  }
  return outputs;
}

/** A function of its own, since what it returns keeps all that is around it. */
function backpropagatorOfAll(
  level: Level,
  inside: readonly Level[],
  positions: Int32Array,
  indices: Int32Array,
  count: number,
  pullback: Linearised["pullback"],
): (cotangents: Cotangents, first: number) => void {
  return (cotangents, first) => {
    const seeds = seedsOf(cotangents, first, count);
    if (seeds === undefined) return;
    const pulled = inside.length === 0 ? pullback(seeds) : reading(inside, () => pullback(seeds));
    for (let k = 0; k < positions.length; k++) {
      const own = pulled[positions[k]];
      if (own !== undefined) contributeTo(level, cotangents, indices[k], own);
    }
  };
}

/** Returns the cotangents of consecutive variables; `undefined` where nothing has reached any of them. */
function seedsOf(cotangents: Cotangents, first: number, count: number): EntryList | undefined {
  const { reached, numbers, areNumbers } = cotangents;
  if (areNumbers && !reached.subarray(first, first + count).includes(NOT_REACHED)) {
    return numbers.slice(first, first + count);
  }
  const seeds: (Scalar | undefined)[] = [];
  let isReached = false;
  for (let i = 0; i < count; i++) {
    const seed = cotangents.of(first + i);
    if (seed !== undefined) isReached = true;
    seeds.push(seed);
  }
  return isReached ? seeds : undefined;
}

function contributeTo(level: Level, cotangents: Cotangents, index: number, own: Scalar): void {
  const { reached, numbers } = cotangents;
  // Plain numbers stay unboxed, as in the sweep.
  if (typeof own === "number" && cotangents.areNumbers) {
    numbers[index] = reached[index] === NOT_REACHED ? own : numbers[index] + own;
    reached[index] = A_NUMBER;
  } else contribute(cotangents, index, outside(level, own) as Scalar);
}
