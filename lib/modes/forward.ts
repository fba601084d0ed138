// Forward mode: the function runs on dual numbers. One pass computes the product of the Jacobian with a vector of
// tangents, at a small constant times the cost of the function, or with several vectors, in blocks.

import { changed, type Tangent } from "../values/block.ts";
import { isDerivativeBoxOf, outsideResult, present } from "../values/membership.ts";
import { withoutCondition } from "../values/box.ts";
import { type Dual, dualOf } from "../values/dual.ts";
import { Level, type Named } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { closingAfter, type MaybePromise, thenDo } from "../trees/promises.ts";
import type { Leaf } from "../trees/tree.ts";

/** The results of a forward pass, leaf by leaf. */
export interface Pushed<T extends Tangent = Scalar> {
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
export function forwardPass<R extends MaybePromise<Leaf[]>, T extends Tangent = Scalar>(
  verb: string,
  f: Named,
  run: (inputs: Scalar[], level: Level) => R,
  primals: readonly Scalar[],
  tangents: readonly (NoInfer<T> | undefined)[],
): R extends Leaf[] ? Pushed<T> : MaybePromise<Pushed<T>> {
  const level = new Level("forward", verb, f);
  const inputs = primals.map((primal, i) => {
    const tangent = tangents[i];
    return tangent === undefined
      ? primal
      : dualOf(level, present(primal), changed(tangent, present));
  });
  const results = closingAfter<Leaf[]>(level, () => run(inputs, level));
  return thenDo(results, (leaves): Pushed<T> => ({
    primals: leaves.map((leaf) => outsideResult(level, leaf)),
    tangents: leaves.map((leaf) =>
      isDerivativeBoxOf(level, leaf)
        ? changed((leaf as Dual).tangent, withoutCondition) as T
        : undefined
    ),
  })) as R extends Leaf[] ? Pushed<T> : MaybePromise<Pushed<T>>;
}
