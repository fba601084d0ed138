// Attaches a derivative of one level to a result that belongs to an inner level, because the rule closes over
// a box of that. The result keeps its value: what is added to it is a displacement whose value is 0 and whose
// derivatives are those of the rule. Since the sum is an ordinary operation, the inner level follows it as
// well.

import { type Binary, binary } from "../operations/binary.ts";
import { Block, entriesOf, MOST_DIRECTIONS, type Tangent, unitBlock } from "../values/block.ts";
import { Variable } from "../values/box.ts";
import { dualOf } from "../values/dual.ts";
import { leftOperand, rightOperand } from "../operations/intrinsics.ts";
import type { Level } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";

/** Returns z + δ for a displacement δ: the value is that of z, to the bit. */
const displaced: Binary = /* @__PURE__ */ binary({
  name: "displaced",
  value: (z) => z,
  partials: [1, 1],
});

/** Returns d·δ for a displacement δ: the value is 0, also for an infinite d. */
const displacement: Binary = /* @__PURE__ */ binary({
  name: "displacement",
  value: () => 0,
  partials: [rightOperand, leftOperand],
});

/** Adds a tangent of a level in forward mode to a result of an inner level. */
export function displacedAlong(level: Level, result: Scalar, tangent: Tangent): Scalar {
  if (!(tangent instanceof Block)) {
    return displaced(result, displacement(tangent, dualOf(level, 0, 1)));
  }
  let sum = result;
  entriesOf(tangent, MOST_DIRECTIONS).forEach((own, direction) => {
    if (own === undefined) return;
    sum = displaced(sum, displacement(own, dualOf(level, 0, unitBlock(direction))));
  });
  return sum;
}

/**
 * Adds derivatives of a level in reverse mode to a result of an inner level.
 *
 * @param partials the derivatives of the result with respect to `variables`; `undefined` for a structural zero
 */
export function displacedBy(
  level: Level,
  result: Scalar,
  partials: readonly (Scalar | undefined)[],
  variables: readonly (Variable | undefined)[],
): Scalar {
  let sum = result;
  variables.forEach((variable, i) => {
    const partial = partials[i];
    if (variable === undefined || partial === undefined) return;
    const delta = new Variable(level, 0, level.backpropagators.addOne(variable.index, 1, true));
    sum = displaced(sum, displacement(partial, delta));
  });
  return sum;
}
