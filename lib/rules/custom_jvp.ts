// A function with a forward rule of its own. Reverse mode transposes the rule: a rule is linear in its
// tangents, so it is run once on variables of a fresh level and pulled back.

import { checkFunction, withNameOf } from "../trees/call.ts";
import { describe, nameOf } from "../values/describe.ts";
import { outside } from "../values/membership.ts";
import type { Sparse } from "../values/interpretation.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import type { Level } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { abandon, withLeaves } from "../trees/tree.ts";
import type { Callable } from "../trees/call.ts";
import type { SomeScalars } from "../trees/types.ts";
import { jointly } from "./joint_operation.ts";
import { isHomogeneous, isNotANumber, mappedSparsely } from "./linear_map.ts";
import { reversePass } from "../modes/reverse.ts";
import {
  type ArgumentsView,
  callWithRule,
  customResult,
  nondiffOf,
  type OfTrees,
  type RuleOperation,
  type RuleOptions,
  scattered,
  withoutRule,
  zerosFor,
} from "./custom.ts";

/** A forward rule: the value and its tangent, given the arguments and theirs. */
export type JvpRule<A extends unknown[], Out> = (
  primals: A,
  tangents: A,
) => readonly [out: Out, outTangent: Out];

/**
 * Gives a function a forward rule of its own: `rule(primals, tangents)` answers `[out, outTangent]` and
 * takes the place of the automatic derivative, in every mode and nesting. The rule is linear in its
 * tangents and written with operations; it may branch on primals. Where nothing is differentiated, `f`
 * itself is called. Both get copies of the arguments.
 *
 * What `f` and the rule close over is differentiated as well, of any level, through the `out` and the
 * `outTangent` that the rule computes. `stopGradient` of a tangent stops the derivatives of levels outside,
 * and leaves the rule's own as it is. The tangent of an argument that is not followed is a structural zero:
 * the rule gets 0 for it (or `null`, with `symbolicZeros`), and no infinite factor of it reaches the result.
 *
 * @throws {TypeError} when called, if an argument or a result of the rule is no tree of numbers, or if
 * `outTangent` has another structure than `out`; in reverse mode, if the rule is not linear in its tangents.
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
  options?: RuleOptions,
): OfTrees<A, Out>;
export function customJvp(f: Callable, rule: Callable, options: RuleOptions = {}): Callable {
  checkFunction("customJvp", f);
  checkFunction("customJvp", rule);
  const nondiff = nondiffOf("customJvp", options);
  const forward: ForwardRule = { f, rule, options, transposing: new Set(), isLinear: false };
  const byRule = (seen: ArgumentsView) => {
    currentInterpreter()?.checkRule("customJvp");
    // A rule that applies its own function to a tangent means the function, which is linear there.
    if (forward.transposing.has(seen.level)) return f(...seen.withAll(seen.inputs));
    const operation = ruleOperation(forward, seen);
    const results = jointly(seen, operation);
    return withLeaves(operation.out, results, "where all are numbers");
  };
  const plainly = withoutRule("customJvp", f, nondiff);
  const call = { verb: "customJvp", f, nondiff, plainly, byRule };
  return withNameOf(f, (...args) => callWithRule(call, args));
}

/** A function with its forward rule. */
interface ForwardRule {
  readonly f: Callable;
  readonly rule: Callable;
  readonly options: RuleOptions;
  /** The levels whose variables are tangents of the rule, while it runs on them. */
  readonly transposing: Set<Level>;
  /** Whether the rule has been found linear. */
  isLinear: boolean;
}

function ruleOperation(forward: ForwardRule, seen: ArgumentsView): RuleOperation {
  const operation: RuleOperation = {
    out: undefined,
    jvp(operands, tangents) {
      const [out, results, own] = ruled(forward, seen, operands, tangents);
      operation.out = out;
      return {
        results,
        tangents: withStructuralZeros(forward, seen, operands, tangents, own),
      };
    },
    vjp(operands) {
      const { f, transposing } = forward;
      const along = (own: Sparse) => ruled(forward, seen, operands, scattered(seen, own));
      checkLinear(forward, (scale) => along(seen.followed.map(() => scale))[2]);
      // A linear map is the same everywhere; at 1 no rule takes a short cut for zeros.
      const call = { verb: "customJvp", f };
      const { result: { results }, pullBack } = reversePass(call, (followed, level) => {
        level.isOfRule = true;
        transposing.add(level);
        try {
          const [out, leaves, outTangents] = along(followed);
          operation.out = out;
          return { leaves: outTangents, results: leaves.map((leaf) => outside(level, leaf)) };
        } finally {
          transposing.delete(level);
        }
      }, seen.followed.map(() => 1));
      const pullback = (seeds: Sparse) => {
        currentInterpreter()?.checkRule("customJvp");
        return scattered(seen, pullBack(seeds));
      };
      return { results, pullback };
    },
  };
  return operation;
}

/**
 * The tangents of results, without those that are structural zeros: what the rule multiplied a structural zero
 * by may have been infinite, and a 0 may be one that depends on no tangent.
 */
function withStructuralZeros(
  forward: ForwardRule,
  seen: ArgumentsView,
  operands: readonly Scalar[],
  tangents: Sparse,
  outTangents: readonly Scalar[],
): Sparse {
  const isDoubtful = (own: Scalar) =>
    own === 0 || tangents.includes(undefined) && isNotANumber(own);
  if (forward.options.symbolicZeros || !outTangents.some(isDoubtful)) return outTangents;
  let sparse: Sparse;
  try {
    const map = (own: Scalar[]) => ruled(forward, seen, operands, own)[2];
    sparse = mappedSparsely("customJvp", forward.f, map, tangents);
  } catch {
    // The rule is not written with operations: what it has answered for zeros is all there is.
    return outTangents;
  }
  return outTangents.map((own, i) =>
    sparse[i] === undefined || isNotANumber(own) ? sparse[i] : own
  );
}

/** @throws {TypeError} if a rule is not linear in its tangents, so that it has no transpose. */
function checkLinear(forward: ForwardRule, map: (scale: number) => Sparse): void {
  forward.isLinear ||= isHomogeneous(map);
  if (forward.isLinear) return;
  throw new TypeError(
    `Cannot pull back through customJvp(${
      nameOf(forward.f)
    }): its rule is not linear in its tangents, so that ` +
      "it says nothing of cotangents; make it linear, give the function a rule with customVjp, or use forward " +
      "mode (derivative, jvp, jacfwd)",
  );
}

function ruled(
  { f, rule, options }: ForwardRule,
  seen: ArgumentsView,
  operands: readonly Scalar[],
  tangents: Sparse,
): [out: unknown, leaves: Scalar[], tangents: Scalar[]] {
  const pair = rule(seen.withAll(operands), seen.inPlace(zerosFor(tangents, options)));
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
    matchingLeaves(outTangent, "outTangent", out, "out"),
  ];
}
