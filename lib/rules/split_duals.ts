// Splits duals into lists of primals and tangents, for operations that handle scalars only, and joins them
// again. A layout records which of the duals have tangents, and along which directions.

import { Block, blockOf, directionCount } from "../values/block.ts";
import { isDerivativeBoxOf, outsideResult } from "../values/membership.ts";
import { type Dual, dualOf } from "../values/dual.ts";
import type { Level } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * The kind of tangent of each scalar: `undefined` for none, "single" for a scalar, and for a block the set of
 * its directions, as bits.
 */
export type TangentLayout = readonly (number | "single" | undefined)[];

/** Duals of a level, as scalars of the levels outside. */
export interface SplitDuals {
  readonly primals: Scalar[];
  /** The tangents in order, without structural zeros; those of a block one after the other. */
  readonly tangents: Scalar[];
  readonly layout: TangentLayout;
}

/** Splits duals of a level. */
export function splitDuals(level: Level, xs: readonly Scalar[]): SplitDuals {
  const tangents: Scalar[] = [];
  const layout = xs.map((x) => {
    if (!isDerivativeBoxOf(level, x)) return undefined;
    const { tangent } = x as Dual;
    if (!(tangent instanceof Block)) {
      tangents.push(tangent);
      return "single";
    }
    tangents.push(...tangent.tangents);
    return tangent.directions;
  });
  return { primals: xs.map((x) => outsideResult(level, x)), tangents, layout };
}

/** Returns whether two layouts are the same. */
export function isSame(one: TangentLayout, other: TangentLayout): boolean {
  return one.length === other.length && one.every((kind, i) => kind === other[i]);
}

/**
 * Joins primals and tangents to duals of a level.
 *
 * @param primals as many as the layout has entries; further ones are ignored
 */
export function joinDuals(
  level: Level,
  primals: readonly Scalar[],
  tangents: readonly Scalar[],
  layout: TangentLayout,
): Scalar[] {
  let next = 0;
  return layout.map((kind, i) => {
    const primal = primals[i];
    if (kind === undefined) return primal;
    if (kind === "single") return dualOf(level, primal, tangents[next++]);
    const own = tangents.slice(next, next += directionCount(kind));
    return dualOf(level, primal, blockOf(kind, own));
  });
}
