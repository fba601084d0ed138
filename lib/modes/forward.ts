// Forward mode: the function runs on dual numbers. One pass computes the product of the Jacobian with a vector of
// tangents, at a small constant times the cost of the function, or with several vectors, in blocks.

import { changed, type Tangent } from "../values/block.ts";
import { isDerivativeBoxOf, outsideResult, present } from "../values/membership.ts";
import { withoutCondition } from "../values/interpreter.ts";
import { type Dual, dualOf } from "../values/dual.ts";
import { Level } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import type { NamedCall } from "../trees/call.ts";
import { closingAfter, type MaybePromise, thenDo } from "../trees/promises.ts";
import type { Leaf } from "../trees/tree.ts";

/** What a run of the function on a level returns: at least the leaves of its result. */
export interface Leaves<L extends Leaf = Leaf> {
  readonly leaves: readonly L[];
}

/** What a forward pass returns. */
export interface Pushed<R, T extends Tangent = Scalar> {
  /** What the run returned; its leaves may be boxes of the level that has ended. */
  readonly result: R;
  /** The primals of its leaves. */
  readonly primals: Leaf[];
  /** The tangents of the results. `undefined` is a structural zero: the leaf depends on no input that has one. */
  readonly tangents: (T | undefined)[];
}

/**
 * Runs a function of a list of scalars on duals of a new level, and returns its results with their tangents. An
 * input without a tangent stays as it is, so that nothing is multiplied by 0. Tangents are all scalars, or all
 * blocks.
 *
 * @param verb the transform that is called, @param f the function it is called on, for error messages
 * @param run returns the leaves of the result, or a promise of them
 */
export function forwardPass<R extends Leaves, T extends Tangent = Scalar>(
  call: NamedCall,
  run: (inputs: Scalar[], level: Level) => R,
  primals: readonly Scalar[],
  tangents: readonly (NoInfer<T> | undefined)[],
): Pushed<R, T>;
/** As above, for a function that may be asynchronous. */
export function forwardPass<R extends Leaves, T extends Tangent = Scalar>(
  call: NamedCall,
  run: (inputs: Scalar[], level: Level) => MaybePromise<R>,
  primals: readonly Scalar[],
  tangents: readonly (NoInfer<T> | undefined)[],
): MaybePromise<Pushed<R, T>>;
export function forwardPass<R extends Leaves, T extends Tangent = Scalar>(
  { verb, f }: NamedCall,
  run: (inputs: Scalar[], level: Level) => MaybePromise<R>,
  primals: readonly Scalar[],
  tangents: readonly (NoInfer<T> | undefined)[],
): MaybePromise<Pushed<R, T>> {
  const level = new Level("forward", verb, f);
  const inputs: Scalar[] = [];
  for (let i = 0; i < primals.length; i++) {
    const primal = primals[i];
    const tangent = tangents[i];
    if (tangent === undefined) inputs.push(primal);
    else if (typeof primal === "number" && typeof tangent === "number") {
      inputs.push(dualOf(level, primal, tangent));
    } else inputs.push(dualOf(level, present(primal), changed(tangent, present)));
  }
  return thenDo(closingAfter(level, () => run(inputs, level)), (result): Pushed<R, T> => ({
    result,
    primals: result.leaves.map((leaf) => outsideResult(level, leaf)),
    tangents: result.leaves.map((leaf) =>
      isDerivativeBoxOf(level, leaf)
        ? changed((leaf as Dual).tangent, withoutCondition) as T
        : undefined
    ),
  }));
}
