// The variables of a level in the rows of a loop, which may be inside of duals of levels further in.

import { changed, scalarsIn } from "../../values/block.ts";
import type { AnyBox, Variable } from "../../values/box.ts";
import { dualOf, isDual } from "../../values/dual.ts";
import type { Level } from "../../values/level.ts";
import { isDerivativeBoxOf } from "../../values/membership.ts";
import type { Scalar } from "../../values/scalar.ts";

/** Returns the variables of a level in scalars, in order. */
export function variablesIn(level: Level, scalars: readonly Scalar[]): Variable[] {
  return scalars.flatMap((x) => {
    if (isDerivativeBoxOf(level, x)) return [x as Variable];
    if (!isFurtherDual(level, x)) return [];
    return variablesIn(level, [x.primal, ...scalarsIn(x.tangent)]);
  });
}

/** Returns scalars with other scalars in place of these variables. */
export function withVariables(
  level: Level,
  scalars: readonly Scalar[],
  others: readonly Scalar[],
): Scalar[] {
  let next = 0;
  const replaced = (x: Scalar): Scalar => {
    if (isDerivativeBoxOf(level, x)) return others[next++];
    if (!isFurtherDual(level, x)) return x;
    const primal = replaced(x.primal);
    return dualOf(x.level, primal, changed(x.tangent, replaced));
  };
  return scalars.map(replaced);
}

function isFurtherDual(level: Level, x: Scalar): x is Extract<AnyBox, { tangent: unknown }> {
  return isDual(x) && x.level.tag > level.tag;
}
