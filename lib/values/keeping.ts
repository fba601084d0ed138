// What rules, checkpoints and kept loops do with the backpropagators of a level besides adding those of operations: they
// add closures, and mark a state to come back to.

import {
  type Backpropagator,
  type Backpropagators,
  BY_CLOSURE,
  checkKept,
  type Mark,
  NOT_KEPT,
} from "./backpropagators.ts";

/**
 * Adds a closure, as the backpropagator of the next variable. Further results of the same operation come right after
 * it, by `addInput`.
 *
 * @param from the indices of the variables that it carries cotangents on to
 */
export function addClosure(
  backpropagators: Backpropagators,
  backpropagator: Backpropagator,
  from: ArrayLike<number>,
): number {
  if (backpropagators.isNotKeeping) return NOT_KEPT;
  for (let i = 0; i < from.length; i++) checkKept(from[i]);
  return backpropagators.append(BY_CLOSURE, backpropagators.closures.push(backpropagator) - 1);
}

/** Returns the present state, for `rewind`. */
export function markOf({ size, closures, boxes }: Backpropagators): Mark {
  return { size, closures: closures.length, boxes: boxes.length };
}
