// Functions with a reverse rule of their own. Forward mode transposes the rule: for each result it takes the
// inner product of the rule's cotangents with the tangents.

import { type Callable, checkFunction, withNameOf } from "../trees/call.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import type { Scalar } from "../values/scalar.ts";
import { thenDo } from "../trees/promises.ts";
import { withLeaves } from "../trees/tree.ts";
import type { Promised } from "../trees/types.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
import { jointly, pullByRule, pushJointly, tangentsOf } from "./joint_operation.ts";
import {
  type ArgumentsView,
  callWithRule,
  type CotangentsOf,
  nondiffOf,
  type OfTrees,
  type RuleOperation,
  type RuleOptions,
  withoutRule,
} from "./custom.ts";
import {
  appliedTo,
  checkLinear,
  pulledThrough,
  pushedThrough,
  type ReverseRule,
} from "./reverse_rule.ts";

/**
 * Gives a function a reverse rule of its own, which replaces the automatic derivative in every mode and
 * nesting. `forward(...args)` returns `[out, residuals]`: the value, and whatever `backward` needs from the
 * forward run. `backward(residuals, cotangent)` gets the cotangent in the structure of `out`, and returns a
 * list with one cotangent for each argument, in its structure; any part that is zero may be `undefined` or
 * `null`. Where nothing is differentiated, `f` itself is called. All get copies of the arguments. If `f` is
 * asynchronous, `forward` is, too, and `backward` is not.
 *
 * **One meaning in every mode.** Reverse mode calls `backward` with the cotangent itself, also when a further
 * derivative follows that. So `backward` may be non-linear there: it may clip or normalise. Forward mode
 * takes, for each result, the inner product of `backward(residuals, 1)` with the tangents. For a rule that is
 * linear in the cotangent this is the same derivative; any other rule is refused in forward mode.
 *
 * **Closures.** What `forward` and `backward` close over is differentiated as well: if they use a box of an
 * outer or inner derivative, that derivative goes through the values and cotangents that they compute with
 * it.
 *
 * **Structural zeros.** The cotangent of a result that is not used is a structural zero. The rule gets 0 for
 * it, and even an infinite factor of it makes no NaN in the cotangent of an argument. With `symbolicZeros`
 * the rule gets `null` instead, and can skip that part; it then decides itself what is zero.
 *
 * **Other arguments.** `nondiffArgnums` names arguments that are no trees of numbers, such as functions or
 * options: they are passed to `f` and `forward` unchanged. They keep their places in the list that `backward`
 * returns, where anything is ignored, and may be left out at its end.
 *
 * @throws {TypeError} if `f`, `forward` or `backward` is no function, or if an option has another name; when
 * called, if an argument or a result is no tree of numbers, if `forward` returns no pair, or if `backward`
 * returns anything but a list with a tree for each argument, in its structure; in forward mode, if `backward`
 * is not linear.
 * @throws {RangeError} if a position in `nondiffArgnums` is negative.
 *
 * @example Clipping a gradient on its way back
 * ```ts
 * import { clamp, customVjp, grad, mul } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const clipped = customVjp(
 *   (x) => x,
 *   (x) => [x, undefined],
 *   (_residuals, cotangent) => [clamp(cotangent, -1, 1)],
 * );
 * assertEquals(grad((x) => mul(5, clipped(x)))(3), 1);
 * ```
 */
export function customVjp<Out, Residuals, A extends unknown[] = SomeScalars>(
  f: (...args: A) => Out,
  forward: (...args: A) => Promised<Out, readonly [out: Awaited<Out>, residuals: Residuals]>,
  backward: (residuals: Residuals, cotangent: Awaited<Out>) => CotangentsOf<A>,
  options?: RuleOptions,
): OfTrees<Accepted<A, Out>, Out>;
export function customVjp(
  f: Callable,
  forward: Callable,
  backward: Callable,
  options: RuleOptions = {},
): Callable {
  for (const part of [f, forward, backward]) checkFunction("customVjp", part);
  const nondiff = nondiffOf("customVjp", options);
  const rule: ReverseRule = { f, backward, options, nondiff, isLinear: false };

  const byRule = (view: ArgumentsView) => {
    currentInterpreter()?.checkRule("customVjp");
    if (view.mode === "interpreted") {
      const operation = ruleOperation(rule, forward, view);
      const results = jointly(view, operation);
      return withLeaves(operation.out, results, "where all are numbers");
    }
    return thenDo(forward(...view.withAll(view.primals)), (pair: unknown) => {
      const applied = appliedTo(rule, view, view.primals, pair);
      const { leaves } = applied;
      const results = view.mode === "forward"
        ? pushJointly(view, leaves, pushedThrough(applied, tangentsOf(view)))
        : pullByRule(
          view,
          leaves,
          (seeds) => pulledThrough(applied, seeds),
          () => checkLinear(applied, true),
        );
      return withLeaves(applied.out, results, "where all are numbers");
    });
  };
  const plainly = withoutRule("customVjp", f, nondiff);
  const call = { verb: "customVjp", f, nondiff, plainly, byRule };
  return withNameOf(f, (...args) => callWithRule(call, args));
}

/** Returns the rule as a joint operation of lists, which keeps the `out` of its latest run. */
function ruleOperation(
  rule: ReverseRule,
  forward: Callable,
  view: ArgumentsView,
): RuleOperation {
  const apply = (operands: readonly Scalar[]) => {
    const applied = appliedTo(rule, view, operands, forward(...view.withAll(operands)));
    operation.out = applied.out;
    return applied;
  };
  const operation: RuleOperation = {
    out: undefined,
    jvp(operands, tangents) {
      const applied = apply(operands);
      return { results: applied.leaves, tangents: pushedThrough(applied, tangents) };
    },
    vjp(operands) {
      const applied = apply(operands);
      return { results: applied.leaves, pullback: (seeds) => pulledThrough(applied, seeds) };
    },
  };
  return operation;
}
