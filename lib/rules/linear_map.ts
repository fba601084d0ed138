// Linear maps that users write as rules: applied to inputs of which some are structural zeros, and checked for
// linearity where a mode has to transpose them.

import type { AnyBox } from "../values/box.ts";
import { nameOf } from "../values/describe.ts";
import type { Sparse } from "../values/interpretation.ts";
import type { Named } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { eq } from "../elementary/comparison.ts";
import { forwardPass } from "../modes/forward.ts";

/**
 * Applies a linear map to inputs of which some are structural zeros. The map runs on duals of a fresh level
 * whose tangents are the inputs: the derivative of a linear map is the map itself, and a dual without a
 * tangent multiplies nothing.
 *
 * @param verb the transform that made the rule, for error messages
 * @param f the function of the rule, for error messages
 */
export function mappedSparsely(
  verb: string,
  f: Named,
  map: (inputs: Scalar[]) => Scalar[],
  inputs: Sparse,
): Sparse {
  const run = (own: Scalar[], level: { isOfRule: boolean }) => {
    level.isOfRule = true;
    return { leaves: map(own) };
  };
  return forwardPass({ verb, f }, run, inputs.map((own) => own ?? 0), inputs).tangents;
}

// A power of 2 scales without rounding; this one is large enough to show any clipping or normalising.
const SCALE = -(2 ** 40);
const TOLERANCE = 1e-3;

/**
 * Returns whether a map takes `SCALE` times an input to `SCALE` times the result, as every linear one does.
 *
 * @param map returns the results for a fixed input that is multiplied by `scale`
 */
export function isHomogeneous(map: (scale: number) => Sparse): boolean {
  const ones = map(1);
  return map(SCALE).every((scaled, i) => {
    const actual = numberIn(scaled);
    const expected = SCALE * numberIn(ones[i]);
    if (!Number.isFinite(actual) || !Number.isFinite(expected)) return true;
    const size = Math.max(Math.abs(actual), Math.abs(expected));
    return Math.abs(actual - expected) <= TOLERANCE * size;
  });
}

/**
 * The error for a backward rule that has to be linear in the cotangent and is not.
 *
 * @param isFurtherIn whether that is because it closes over what a derivative further in follows
 */
export function notLinear(f: Named, isFurtherIn: boolean): TypeError {
  const what = isFurtherIn ? "follow what is closed over" : "push a tangent";
  const why = isFurtherIn
    ? "it has to see the cotangent itself, which is not there while the derivative further in is; make the " +
      "value that it closes over an argument"
    : "only reverse mode can apply it; use grad, vjp or jacrev, or hessian or hvp with mode: " +
      '"forward-over-reverse", or make backward linear, or give the function a forward rule with customJvp';
  return new TypeError(
    `Cannot ${what} through customVjp(${
      nameOf(f)
    }): its backward rule is not linear in the cotangent, so ` +
      `that ${why}`,
  );
}

/** The number inside a scalar; a trace takes no note that it was read. */
function numberIn(x: Scalar | undefined): number {
  let scalar = x ?? 0;
  while (typeof scalar !== "number") scalar = (scalar as AnyBox).primal;
  return scalar;
}

/**
 * Returns whether a scalar is NaN, with a guard in a trace, so that its program holds for the same outcome
 * only.
 */
export function isNotANumber(x: Scalar | undefined): boolean {
  return typeof x === "number" ? Number.isNaN(x) : x !== undefined && !eq(x, x);
}
