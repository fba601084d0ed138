// A function with a forward rule of its own. Reverse mode transposes the rule: a rule is linear in its
// tangents, so it is run once on variables of a fresh level and pulled back.

import { checkFunction, withNameOf } from "../core/call.ts";
import { describe, nameOf } from "../core/describe.ts";
import { leaving } from "../core/belonging.ts";
import { currentInterpreter } from "../core/interpreter.ts";
import type { JointOperation, Sparse } from "../core/interpretation.ts";
import type { Scalar } from "../core/scalar.ts";
import { leavesAlike } from "../core/alike.ts";
import { abandon, withLeaves } from "../core/tree.ts";
import type { Callable } from "../core/call.ts";
import type { SomeScalars } from "../core/types.ts";
import { jointly } from "../modes/joint.ts";
import { reversePass } from "../modes/reverse.ts";
import { callSeen, customResult, type OfTrees, type SeenArguments, withoutRule } from "./custom.ts";

/** A forward rule: the value and its tangent, given the arguments and theirs. */
export type JvpRule<A extends unknown[], Out> = (
  primals: A,
  tangents: A,
) => readonly [out: Out, outTangent: Out];

/**
 * Gives a function a forward rule of its own: `rule(primals, tangents)` answers `[out, outTangent]` and
 * takes the place of the automatic derivative, in every mode and nesting. The rule is linear in its
 * tangents and written with operations; it may branch on primals. Where nothing is differentiated, `f`
 * itself is called.
 *
 * What `f` and the rule close over is differentiated as well, through the `out` that the rule computes.
 *
 * @throws {TypeError} when called, if an argument or a result of the rule is no tree of numbers, or if
 * `outTangent` has another structure than `out`.
 *
 * @example The derivative of log(1 + eˣ), without overflow
 * ```ts
 * import { add, customJvp, derivative, exp, log, mul, sigmoid } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const softplus = customJvp(
 *   (x) => log(add(1, exp(x))),
 *   ([x], [dx]) => [log(add(1, exp(x))), mul(sigmoid(x), dx)],
 * );
 * assertEquals(derivative(softplus)(1000), 1);
 * ```
 */
export function customJvp<Out, A extends unknown[] = SomeScalars>(
  f: (...args: A) => Out,
  rule: JvpRule<A, Out>,
): OfTrees<A, Out>;
export function customJvp(f: Callable, rule: Callable): Callable {
  checkFunction("customJvp", f);
  checkFunction("customJvp", rule);
  const byRule = (seen: SeenArguments) => {
    currentInterpreter()?.checkRule("customJvp");
    let out: unknown;
    const results = jointly(seen, jointOperation(f, rule, seen, (result) => out = result));
    return withLeaves(out, results, "where all are numbers");
  };
  const plainly = withoutRule("customJvp", f);
  return withNameOf(f, (...args) => callSeen("customJvp", f, args, plainly, byRule));
}

/** @param note is told what was returned in place of the results, whose structure it is */
function jointOperation(
  f: Callable,
  rule: Callable,
  seen: SeenArguments,
  note: (out: unknown) => void,
): JointOperation {
  const apply = (operands: readonly Scalar[], tangents: readonly Scalar[]) => {
    const [out, results, own] = ruled(f, rule, seen, operands, tangents);
    note(out);
    return { results, tangents: own };
  };
  return {
    jvp: (operands, tangents) => apply(operands, tangents.map((tangent) => tangent ?? 0)),
    vjp(operands) {
      let results: Scalar[] = [];
      // A linear map is the same everywhere; at 1 no rule takes a short cut for zeros.
      const { pullBack } = reversePass("customJvp", f, (followed, level) => {
        const tangents = seen.scattered(followed).map((tangent) => tangent ?? 0);
        const ruled = apply(operands, tangents);
        results = ruled.results.map((result) => leaving(level, result));
        return ruled.tangents;
      }, seen.followed.map(() => 1));
      const pullback = (seeds: Sparse) => {
        currentInterpreter()?.checkRule("customJvp");
        return seen.scattered(pullBack(seeds));
      };
      return { results, pullback };
    },
  };
}

function ruled(
  f: Callable,
  rule: Callable,
  seen: SeenArguments,
  primals: readonly Scalar[],
  tangents: readonly Scalar[],
): [out: unknown, leaves: Scalar[], tangents: Scalar[]] {
  const pair = rule(seen.withAll(primals), seen.withAll(tangents));
  if (!Array.isArray(pair) || pair.length !== 2) {
    abandon(pair);
    throw new TypeError(
      `Cannot use the rule of customJvp(${nameOf(f)}): it returned ${describe(pair)}, ` +
        "and [out, outTangent] is wanted",
    );
  }
  const [out, outTangent] = pair;
  return [
    out,
    customResult("customJvp", f, out),
    leavesAlike(outTangent, "outTangent", out, "out"),
  ];
}
