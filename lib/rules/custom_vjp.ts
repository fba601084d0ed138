// Functions with a reverse rule of their own. Forward mode transposes the rule: for each result it takes the
// inner product of the rule's cotangents with the tangents.

import type { Tangent } from "../values/block.ts";
import { isFollowed } from "../values/box.ts";
import { type Callable, checkFunction, withNameOf } from "../trees/call.ts";
import { describe, nameOf } from "../values/describe.ts";
import type { JointOperation, Sparse } from "../values/interpretation.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import type { Scalar } from "../values/scalar.ts";
import { thenDo } from "../trees/promises.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { abandon, withLeaves } from "../trees/tree.ts";
import type { Promised, SomeScalars } from "../trees/types.ts";
import { innerProduct, jointly, pullByRule, pushJointly, tangentsOf } from "./joint_operation.ts";
import { isHomogeneous, isNotANumber, mappedSparsely } from "./linear_map.ts";
import {
  type ArgumentsView,
  callWithRule,
  type CotangentsOf,
  customResult,
  nondiffOf,
  type OfTrees,
  type RuleOptions,
  withoutRule,
  zerosFor,
} from "./custom.ts";

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
): OfTrees<A, Out>;
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
    let out: unknown;
    const note = (result: unknown) => out = result;
    if (view.mode === "interpreted") {
      const results = jointly(view, jointOperation(rule, forward, view, note));
      return withLeaves(out, results, "where all are numbers");
    }
    return thenDo(forward(...view.withAll(view.primals)), (pair: unknown) => {
      const applied = appliedTo(rule, view, view.primals, pair);
      const { leaves } = applied;
      const results = view.mode === "forward"
        ? pushJointly(view, leaves, pushed(applied, tangentsOf(view)))
        : pullByRule(view, leaves, (seeds) => pulled(applied, seeds));
      return withLeaves(applied.out, results, "where all are numbers");
    });
  };
  const plainly = withoutRule("customVjp", f, nondiff);
  const call = { verb: "customVjp", f, nondiff, plainly, byRule };
  return withNameOf(f, (...args) => callWithRule(call, args));
}

/** A function with its reverse rule. */
interface ReverseRule {
  readonly f: Callable;
  readonly backward: Callable;
  readonly options: RuleOptions;
  readonly nondiff: readonly number[];
  /** Whether the rule has been found linear. */
  isLinear: boolean;
}

/** One application of a rule: what the forward rule returned, and the shape of the arguments. */
interface Applied {
  readonly rule: ReverseRule;
  readonly out: unknown;
  readonly leaves: Scalar[];
  readonly residuals: unknown;
  readonly like: readonly unknown[];
}

/** Checks and flattens what a forward rule has returned for operands. */
function appliedTo(
  rule: ReverseRule,
  view: ArgumentsView,
  operands: readonly Scalar[],
  pair: unknown,
): Applied {
  if (!Array.isArray(pair) || pair.length !== 2) {
    abandon(pair);
    throw new TypeError(
      `Cannot use the forward rule of customVjp(${nameOf(rule.f)}): it returned ` +
        `${describe(pair)}, and [out, residuals] is wanted`,
    );
  }
  const [out, residuals] = pair;
  const leaves = customResult("customVjp", rule.f, out);
  return { rule, out, leaves, residuals, like: view.inPlace(operands) };
}

/** @param note is told what was returned in place of the results, whose structure it is */
function jointOperation(
  rule: ReverseRule,
  forward: Callable,
  view: ArgumentsView,
  note: (out: unknown) => void,
): JointOperation {
  const apply = (operands: readonly Scalar[]) => {
    const applied = appliedTo(rule, view, operands, forward(...view.withAll(operands)));
    note(applied.out);
    return applied;
  };
  return {
    jvp(operands, tangents) {
      const applied = apply(operands);
      return { results: applied.leaves, tangents: pushed(applied, tangents) };
    },
    vjp(operands) {
      const applied = apply(operands);
      return { results: applied.leaves, pullback: (seeds) => pulled(applied, seeds) };
    },
  };
}

/**
 * Returns the tangents of the results, each the inner product of the tangents with what `backward` returns
 * for 1.
 *
 * @throws {TypeError} if `backward` is not linear: then there is no Jacobian for both modes to agree on.
 */
function pushed<T extends Tangent>(
  applied: Applied,
  tangents: readonly (T | undefined)[],
): (T | undefined)[] {
  const count = applied.leaves.length;
  checkLinear(applied, count, "push a tangent");
  return Array.from({ length: count }, (_, i) => innerProduct(rowOf(applied, i, count), tangents));
}

/**
 * Returns the cotangents of the arguments: `backward` gets those of the results, numbers or boxes, unchanged.
 */
function pulled(applied: Applied, seeds: Sparse): Sparse {
  currentInterpreter()?.checkRule("customVjp");
  if (!seeds.some(isFollowed)) return cotangentsFor(applied, seeds);
  try {
    return cotangentsFor(applied, seeds);
  } catch (error) {
    return byRows(applied, seeds, error);
  }
}

/**
 * Applies a linear backward rule that is written for plain numbers and refuses boxes, by its rows; else
 * throws `error`.
 */
function byRows(applied: Applied, seeds: Sparse, error: unknown): Sparse {
  try {
    checkLinear(applied, seeds.length, "pull a differentiated cotangent");
    const rows = seeds.map((seed, i) =>
      seed === undefined ? undefined : rowOf(applied, i, seeds.length)
    );
    const [some] = rows.filter((row) => row !== undefined);
    return some.map((_, j) => innerProduct(rows.map((row) => row?.[j]), seeds));
  } catch {
    throw error;
  }
}

/** Returns a row of the Jacobian: what `backward` returns for the cotangent 1 of one result. */
function rowOf(applied: Applied, i: number, count: number): Sparse {
  return cotangentsFor(applied, Array.from({ length: count }, (_, k) => k === i ? 1 : undefined));
}

/** Returns what `backward` returns, without any NaN that it has made of a structural zero. */
function cotangentsFor(applied: Applied, seeds: Sparse): Sparse {
  const own = cotangentsFromRule(applied, seeds);
  const { f, options } = applied.rule;
  if (options.symbolicZeros || !seeds.includes(undefined) || !own.some(isNotANumber)) return own;
  try {
    const map = (cotangents: Scalar[]) =>
      cotangentsFromRule(applied, cotangents).map((own) => own ?? 0);
    return mappedSparsely("customVjp", f, map, seeds);
  } catch {
    // The rule is written for plain numbers: what it has returned for zeros is all that is known.
    return own;
  }
}

/** Calls `backward` and flattens the list that it returns. */
function cotangentsFromRule({ rule, out, residuals, like }: Applied, seeds: Sparse): Sparse {
  const { f, backward, options, nondiff } = rule;
  const zeros = zerosFor(seeds, options);
  const cotangents = backward(residuals, withLeaves(out, zeros, "where all are numbers"));
  if (!Array.isArray(cotangents)) {
    abandon(cotangents);
    throw new TypeError(
      `Cannot use the backward rule of customVjp(${nameOf(f)}): it returned ` +
        `${describe(cotangents)}, and a list is wanted, one cotangent an argument`,
    );
  }
  const isHandedThrough = (i: number) => nondiff.includes(i);
  // Arguments that are passed on have no cotangent, and may be left out at the end of the list.
  let length = like.length;
  while (length > cotangents.length && isHandedThrough(length - 1)) length--;
  const own = cotangents.map((tree, i) => isHandedThrough(i) ? [] : tree);
  const wanted = like.slice(0, length).map((tree, i) => isHandedThrough(i) ? [] : tree);
  return matchingLeaves(own, "cotangents", wanted, "args", "or absent");
}

/** Checks that `backward` is linear in the cotangent, where it has to be. */
function checkLinear({ rule, ...application }: Applied, count: number, what: string): void {
  rule.isLinear ||= isHomogeneous((scale) =>
    cotangentsFromRule({ rule, ...application }, Array.from({ length: count }, () => scale))
  );
  if (rule.isLinear) return;
  throw new TypeError(
    `Cannot ${what} through customVjp(${
      nameOf(rule.f)
    }): its backward rule is not linear in the cotangent, so ` +
      "that only reverse mode can apply it; use grad, vjp or jacrev, or hessian or hvp with mode: " +
      '"forward-over-reverse", or make backward linear, or give the function a forward rule with customJvp',
  );
}
