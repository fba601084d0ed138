// Functions with a forward rule of their own. Reverse mode transposes the rule: it is linear in its tangents,
// so that it can run on variables of a fresh level in their place, and be pulled back.

import { type Callable, checkFunction, withNameOf } from "../trees/call.ts";
import { nameOf } from "../values/describe.ts";
import { outside } from "../values/membership.ts";
import type { Sparse } from "../values/interpretation.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import type { Level } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { pairOf } from "../trees/result.ts";
import { withLeaves } from "../trees/tree.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
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
 * Gives a function a forward rule of its own: `rule(primals, tangents)` returns `[out, outTangent]`, the
 * value and its tangent, and replaces the automatic derivative in every mode and nesting. `primals` and
 * `tangents` are lists with one tree for each argument, and `outTangent` has the structure of `out`. Where
 * nothing is differentiated, `f` itself is called. Both get copies of the arguments.
 *
 * **One meaning in every mode.** Forward mode calls the rule with the tangents. Reverse mode runs the same
 * rule with variables for tangents and transposes it, so that both modes give the derivative the rule
 * describes. For this the rule must be linear in its tangents (products of tangents and of factors that
 * depend on primals only, and sums of these) and written with operations of this library. It may branch on
 * primals, but not on tangents.
 *
 * **Closures.** What the rule closes over is differentiated as well: if it uses a box of an outer or inner
 * derivative, that derivative goes through the `out` and the `outTangent` that the rule computes with it.
 * `stopGradient` of a tangent stops the derivatives of outer levels only, and leaves the derivative that the
 * rule defines as it is.
 *
 * **Structural zeros.** The tangent of an argument that is not differentiated is a structural zero. The rule
 * gets 0 for it, and even an infinite factor of it makes no NaN in the result. With `symbolicZeros` the rule
 * gets `null` instead, and can skip that part; it then decides itself what is zero.
 *
 * **Other arguments.** `nondiffArgnums` names arguments that are no trees of numbers, such as functions or
 * options: they are in `primals` unchanged, and `undefined` in `tangents`.
 *
 * @throws {TypeError} if `f` or `rule` is no function, or if an option has another name; when called, if an
 * argument or a result of the rule is no tree of numbers, or if `outTangent` has another structure than
 * `out`; in reverse mode, if the rule is not linear in its tangents.
 * @throws {RangeError} if a position in `nondiffArgnums` is negative.
 *
 * @example The derivative of log(1 + eˣ), without overflow
 * ```ts
 * import { add, customJvp, derivative, exp, grad, log, mul, sigmoid } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const softplus = customJvp(
 *   (x) => log(add(1, exp(x))),
 *   ([x], [dx]) => [log(add(1, exp(x))), mul(sigmoid(x), dx)],
 * );
 * assertEquals(derivative(softplus)(1000), 1);
 * assertEquals(grad(softplus)(1000), 1); // the same rule, transposed
 * ```
 *
 * @example An argument that is no number
 * ```ts
 * import { customJvp, derivative, mul, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const scaled = customJvp(
 *   (x: Scalar, unit: string) => mul(x, unit === "km" ? 1000 : 1),
 *   ([x, unit], [dx]) => {
 *     const factor = unit === "km" ? 1000 : 1;
 *     return [mul(x, factor), mul(dx, factor)];
 *   },
 *   { nondiffArgnums: 1 },
 * );
 * assertEquals(derivative((x) => scaled(x, "km"))(2), 1000);
 * ```
 */
export function customJvp<Out, A extends unknown[] = SomeScalars>(
  f: (...args: A) => Out,
  rule: JvpRule<A, Out>,
  options?: RuleOptions,
): OfTrees<Accepted<A, Out>, Out>;
export function customJvp(f: Callable, rule: Callable, options: RuleOptions = {}): Callable {
  checkFunction("customJvp", f);
  checkFunction("customJvp", rule);
  const nondiff = nondiffOf("customJvp", options);
  const forward: ForwardRule = { f, rule, options, transposing: new Set(), isLinear: false };
  const byRule = (view: ArgumentsView) => {
    currentInterpreter()?.checkRule("customJvp");
    // A rule that applies its own function to a tangent means the function, which is linear there.
    if (forward.transposing.has(view.level)) return f(...view.withAll(view.inputs));
    const operation = ruleOperation(forward, view);
    const results = jointly(view, operation);
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
  /** The levels whose variables stand for tangents, while the rule runs on them to be transposed. */
  readonly transposing: Set<Level>;
  /** Whether the rule has been found linear. */
  isLinear: boolean;
}

/** Returns the rule as a joint operation of lists, which keeps the `out` of its latest run. */
function ruleOperation(forward: ForwardRule, view: ArgumentsView): RuleOperation {
  const operation: RuleOperation = {
    out: undefined,
    jvp(operands, tangents) {
      const [out, results, own] = ruled(forward, view, operands, tangents);
      operation.out = out;
      return {
        results,
        tangents: withStructuralZeros(forward, view, operands, tangents, own),
      };
    },
    vjp(operands) {
      const { f, transposing } = forward;
      const along = (own: Sparse) => ruled(forward, view, operands, scattered(view, own));
      checkLinear(forward, (scale) => along(view.followed.map(() => scale))[2]);
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
      }, view.followed.map(() => 1));
      const pullback = (seeds: Sparse) => {
        currentInterpreter()?.checkRule("customJvp");
        return scattered(view, pullBack(seeds));
      };
      return { results, pullback };
    },
  };
  return operation;
}

/**
 * Returns the tangents of results, with `undefined` for structural zeros. Where the rule got 0 for a
 * structural zero, NaN may have come of an infinite factor of it, and 0 may depend on no tangent: then the
 * rule runs once more in a way that tells.
 */
function withStructuralZeros(
  forward: ForwardRule,
  view: ArgumentsView,
  operands: readonly Scalar[],
  tangents: Sparse,
  outTangents: readonly Scalar[],
): Sparse {
  const isDoubtful = (own: Scalar) =>
    own === 0 || tangents.includes(undefined) && isNotANumber(own);
  if (forward.options.symbolicZeros || !outTangents.some(isDoubtful)) return outTangents;
  let sparse: Sparse;
  try {
    const map = (own: Scalar[]) => ruled(forward, view, operands, own)[2];
    sparse = mappedSparsely("customJvp", forward.f, map, tangents);
  } catch {
    // The rule is not written with operations: what it has returned for zeros is all that is known.
    return outTangents;
  }
  return outTangents.map((own, i) =>
    sparse[i] === undefined || isNotANumber(own) ? sparse[i] : own
  );
}

/** Checks that a rule is linear in its tangents, without which it has no transpose. */
function checkLinear(forward: ForwardRule, map: (scale: number) => Sparse): void {
  forward.isLinear ||= isHomogeneous(map);
  if (forward.isLinear) return;
  throw new TypeError(
    `Cannot pull back through customJvp(${
      nameOf(forward.f)
    }): its rule is not linear in its tangents (a multiple of ` +
      "the tangents does not give the same multiple of outTangent), so that reverse mode cannot transpose it; " +
      "compute outTangent as a sum of tangents times factors that depend on primals only, or give the function a " +
      "reverse rule with customVjp, or use forward mode (derivative, jvp, jacfwd)",
  );
}

/** Runs a rule and flattens what it returns. */
function ruled(
  { f, rule, options }: ForwardRule,
  view: ArgumentsView,
  operands: readonly Scalar[],
  tangents: Sparse,
): [out: unknown, leaves: Scalar[], tangents: Scalar[]] {
  const [out, outTangent] = pairOf(
    rule(view.withAll(operands), view.inPlace(zerosFor(tangents, options))),
    "[out, outTangent]",
    () => `Cannot use the rule of customJvp(${nameOf(f)})`,
  );
  return [
    out,
    customResult("customJvp", f, out),
    matchingLeaves(outTangent, "outTangent", out, "out"),
  ];
}
