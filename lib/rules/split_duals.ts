// Duals taken apart into their primals and tangents, for what remembers scalars and nothing else, and put
// together again. Which of them have tangents, and along which directions, is kept apart from both.

import { Block, blockOf, directionCount } from "../values/block.ts";
import { isDerivativeBoxOf, outsideResult } from "../values/membership.ts";
import { type Dual, dualOf } from "../values/dual.ts";
import type { Level } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * Of each scalar, what tangent it has: `undefined` for none, "single" for one, and for a block the set of
 * its directions.
 */
export type TangentLayout = readonly (number | "single" | undefined)[];

/** Scalars of a level in forward mode, as scalars of the levels outside. */
export interface SplitDuals {
  readonly primals: Scalar[];
  /** The tangents there are, in order; those of a block one after the other. */
  readonly tangents: Scalar[];
  readonly pattern: TangentLayout;
}

/** Takes duals of a level apart. */
export function splitDuals(level: Level, xs: readonly Scalar[]): SplitDuals {
  const tangents: Scalar[] = [];
  const pattern = xs.map((x) => {
    if (!isDerivativeBoxOf(level, x)) return undefined;
    const { tangent } = x as Dual;
    if (!(tangent instanceof Block)) {
      tangents.push(tangent);
      return "single";
    }
    tangents.push(...tangent.tangents);
    return tangent.directions;
  });
  return { primals: xs.map((x) => outsideResult(level, x)), tangents, pattern };
}

/** Whether two patterns are the same. */
export function isSame(one: TangentLayout, other: TangentLayout): boolean {
  return one.length === other.length && one.every((kind, i) => kind === other[i]);
}

/**
 * Puts duals of a level together.
 *
 * @param primals as many as the pattern is long; what follows them is left out
 */
export function joinDuals(
  level: Level,
  primals: readonly Scalar[],
  tangents: readonly Scalar[],
  pattern: TangentLayout,
): Scalar[] {
  let next = 0;
  return pattern.map((kind, i) => {
    const primal = primals[i];
    if (kind === undefined) return primal;
    if (kind === "single") return dualOf(level, primal, tangents[next++]);
    const own = tangents.slice(next, next += directionCount(kind));
    return dualOf(level, primal, blockOf(kind, own));
  });
}
