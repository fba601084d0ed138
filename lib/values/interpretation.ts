// How a level may own what operations on its boxes mean. Taylor series, sparsity patterns or intervals are each an
// `Interpretation` of a new `Level`, in one file, with no change of the operations.

import type { Operation } from "./operation.ts";
import type { Scalar } from "./scalar.ts";

/** Scalars that stand for tangents or cotangents; `undefined` is a structural zero. */
export type Sparse = readonly (Scalar | undefined)[];

/** The meaning of operations that have a box of the level among their operands, and of no level further in. */
export interface Interpretation {
  /** Returns the result of an operation of the table, or of a row made in the same way. */
  operation(operation: Operation, operands: readonly Scalar[]): Scalar;
  /** Returns the results of a function that has a rule of its own. */
  joint(operation: JointOperation, operands: readonly Scalar[]): Scalar[];
  /** The highest order of derivative that the level takes; 1 where nothing is said. */
  readonly order?: number;
  /** Returns the scalars in what a box of the level carries; a meaning that carries a scalar need not say it. */
  scalarsIn?(carried: unknown): Sparse;
}

/**
 * One call of a function of many reals that has a rule of its own. Its methods take any scalars in place of the
 * operands, and may be called any number of times.
 */
export interface JointOperation {
  /** Returns the results, and their tangents for tangents of the operands. */
  jvp(operands: readonly Scalar[], tangents: Sparse): WithTangents;
  /** Returns the results, and the map from their cotangents to those of the operands. */
  vjp(operands: readonly Scalar[]): WithPullback;
}

/** Results of a joint operation with their tangents. */
export interface WithTangents {
  readonly results: readonly Scalar[];
  readonly tangents: Sparse;
}

/** Results of a joint operation with the map that carries their cotangents back. */
export interface WithPullback {
  readonly results: readonly Scalar[];
  readonly pullback: (cotangents: Sparse) => Sparse;
}
