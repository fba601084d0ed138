// Values through which no derivative passes.

import { changed } from "../values/block.ts";
import { type AnyBox, isAnyBox, isFollowed, primalOf, Variable } from "../values/box.ts";
import { dualOf, isDual } from "../values/dual.ts";
import type { Scalar } from "../values/scalar.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";
import { type Unary, unary } from "../operations/unary.ts";

const stop: Unary = /* @__PURE__ */ unary({ name: "stopGradient", value: (x) => x, partials: [0] });

/** Stops all derivatives but those by a rule's own tangents, which are arguments of the rule. */
function stopped(x: Scalar): Scalar {
  let scalar = x;
  while (isFollowed(scalar)) {
    const { level } = scalar;
    if (level.isOfRule && level.phase === "open") return carried(scalar);
    scalar = primalOf(scalar, "stopGradient");
  }
  return stop(scalar);
}

function carried(x: AnyBox): Scalar {
  const { level } = x;
  const primal = stopped(x.primal);
  return isDual(x)
    ? dualOf(level, primal, changed(x.tangent, stopped))
    : new Variable(level, primal, level.backpropagators.addOne((x as Variable).index, 1, true));
}

/**
 * Returns the same numbers with no derivative, at any level: a scalar, or every leaf of a tree.
 *
 * @throws {TypeError} if something in the tree can be no part of one.
 *
 * @example
 * ```ts
 * import { derivative, mul, stopGradient } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative((x) => mul(x, stopGradient(x)))(3), 3);
 * ```
 */
export function stopGradient<T>(tree: T): T {
  if (typeof tree === "number" || isAnyBox(tree)) return stopped(tree) as T;
  const leaves = leavesOf(tree, {
    refusal: "Cannot stop the gradient of this value",
    root: "value",
    remedy: "it takes numbers, arrays and plain objects of them",
  }, "argument");
  return withLeaves(tree, leaves.map(stopped), "where all are numbers") as T;
}
