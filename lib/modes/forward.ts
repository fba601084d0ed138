// Forward mode: inputs carry tangents through the function. One pass answers the product of the
// Jacobian with one vector of tangents, at a small constant times the cost of the function.

import { Dual, leaving } from "../core/box.ts";
import type { Level } from "../core/level.ts";
import type { Scalar } from "../core/scalar.ts";

/** What a forward pass answers, leaf by leaf of the result. */
export interface Pushed {
  readonly primals: Scalar[];
  /** `undefined` is a structural zero: the leaf does not depend on anything that was seeded. */
  readonly tangents: (Scalar | undefined)[];
}

/**
 * Runs a function of a list of scalars on duals of a fresh level. An input without a tangent stays as it
 * is, so that nothing is ever multiplied by its zero.
 *
 * @param run answers the leaves of the result
 */
export function forwardPass(
  level: Level,
  run: (inputs: Scalar[]) => Scalar[],
  primals: readonly Scalar[],
  tangents: readonly (Scalar | undefined)[],
): Pushed {
  try {
    const results = run(primals.map((primal, i) => {
      const tangent = tangents[i];
      return tangent === undefined ? primal : new Dual(level, primal, tangent);
    }));
    return {
      primals: results.map((result) => leaving(level, result)),
      tangents: results.map((result) =>
        result instanceof Dual && result.level === level ? result.tangent : undefined
      ),
    };
  } finally {
    level.phase = "closed";
  }
}
