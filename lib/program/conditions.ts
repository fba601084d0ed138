// The conditions of traced values, which the boxes of derivatives may hold inside them: in runs where the number at the
// place of its condition is 0, a value is a structural zero.

import {
  beneathDerivatives,
  Carrier,
  type FollowedBox,
  isTraced,
  Variable,
} from "../values/box.ts";
import { dualOf, isDual } from "../values/dual.ts";
import type { Scalar } from "../values/scalar.ts";
import { Traced } from "../values/traced.ts";

/** Returns the condition of a scalar; `undefined` if it is no traced value, or one without. */
export function conditionOf(x: Scalar): Traced | undefined {
  return x instanceof Traced ? x.condition : undefined;
}

/** Returns the traced value beneath derivatives, as a condition; `undefined` where that has its own. */
export function conditionIn(x: Scalar): Traced | undefined {
  const known = beneathDerivatives(x, "where");
  // A condition that a row has set itself stays.
  return isTraced(known) && known.condition === undefined ? known as Traced : undefined;
}

/** Returns a scalar with a condition for the traced value beneath derivatives. */
export function withCondition(x: Scalar, condition: Traced): Scalar {
  return changedBeneath(
    x,
    ({ level, primal, index }) => new Traced(level, primal, index, condition),
  );
}

/** Returns a scalar with another value in place of the traced one beneath derivatives. */
export function changedBeneath(x: Scalar, change: (traced: Traced) => Scalar): Scalar {
  if (typeof x === "number") return x;
  if (x instanceof Traced) return change(x);
  const box = x as FollowedBox;
  const primal = changedBeneath(box.primal, change);
  return Object.is(primal, box.primal) ? x : withPrimal(box, primal);
}

function withPrimal(box: FollowedBox, primal: Scalar): Scalar {
  if (isDual(box)) return dualOf(box.level, primal, box.tangent);
  return box instanceof Variable
    ? new Variable(box.level, primal, box.index)
    : new Carrier(box.level, primal, box.carried);
}
