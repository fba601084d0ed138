// A function with a reverse rule of its own. Forward mode transposes the rule: one inner product of its
// cotangents with the tangents for each result.

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
import { isHomogeneous, isNotANumber, mappedSparsely, notLinear } from "./linear_map.ts";
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
 * Gives a function a reverse rule of its own, which takes the place of the automatic derivative in every
 * mode and nesting. `forward(...args)` answers `[out, residuals]`: the value, and whatever the rule needs
 * to remember; `backward(residuals, cotangent)` answers the list of cotangents, one an argument, with
 * `undefined` or `null` for what is zero. Where nothing is differentiated, `f` itself is called. All get
 * copies of the arguments. Of an asynchronous `f` the forward rule is asynchronous too, and `backward` is not.
 *
 * In reverse mode `backward` sees the cotangent itself, whatever differentiates it in turn, so that it need
 * not be linear: it may clip or normalise. Forward mode is the inner product of `backward(residuals, 1)` with
 * the tangents, one such product for each result, and refuses a rule that is not linear. What `forward` and
 * `backward` close over is differentiated as well, of any level. The cotangent of a result that is not used is
 * a structural zero: the rule gets 0 for it (or `null`, with `symbolicZeros`), and no infinite factor of it
 * reaches an argument.
 *
 * @throws {TypeError} when called, if an argument or a result is no tree of numbers, or if `backward`
 * answers anything but a list with a tree for each argument, in its shape; in forward mode, if it is not
 * linear.
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

  const byRule = (seen: ArgumentsView) => {
    currentInterpreter()?.checkRule("customVjp");
    let out: unknown;
    const note = (result: unknown) => out = result;
    if (seen.mode === "interpreted") {
      const results = jointly(seen, jointOperation(rule, forward, seen, note));
      return withLeaves(out, results, "where all are numbers");
    }
    return thenDo(forward(...seen.withAll(seen.primals)), (pair: unknown) => {
      const applied = appliedTo(rule, seen, seen.primals, pair);
      const { leaves } = applied;
      const results = seen.mode === "forward"
        ? pushJointly(seen, leaves, pushed(applied, tangentsOf(seen)))
        : pullByRule(
          seen,
          leaves,
          (seeds) => pulled(applied, seeds),
          () => checkLinear(applied, true),
        );
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

/** One application of it: what the forward rule answered, and the shape of the arguments. */
interface Applied {
  readonly rule: ReverseRule;
  readonly out: unknown;
  readonly leaves: Scalar[];
  readonly residuals: unknown;
  readonly like: readonly unknown[];
}

/** What a forward rule has returned for operands, taken apart. */
function appliedTo(
  rule: ReverseRule,
  seen: ArgumentsView,
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
  return { rule, out, leaves, residuals, like: seen.inPlace(operands) };
}

/** @param note is told what was returned in place of the results, whose structure it is */
function jointOperation(
  rule: ReverseRule,
  forward: Callable,
  seen: ArgumentsView,
  note: (out: unknown) => void,
): JointOperation {
  const apply = (operands: readonly Scalar[]) => {
    const applied = appliedTo(rule, seen, operands, forward(...seen.withAll(operands)));
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
 * The tangents of the results, each an inner product with what `backward` answers for 1.
 *
 * @throws {TypeError} if `backward` is not linear: then there is no Jacobian that both modes could mean.
 */
function pushed<T extends Tangent>(
  applied: Applied,
  tangents: readonly (T | undefined)[],
): (T | undefined)[] {
  const count = applied.leaves.length;
  checkLinear(applied);
  return Array.from({ length: count }, (_, i) => innerProduct(rowOf(applied, i, count), tangents));
}

/** The cotangents of the arguments: `backward` sees those of the results, numbers or boxes, as they are. */
function pulled(applied: Applied, seeds: Sparse): Sparse {
  currentInterpreter()?.checkRule("customVjp");
  if (!seeds.some(isFollowed)) return answered(applied, seeds);
  try {
    return answered(applied, seeds);
  } catch (error) {
    return byRows(applied, seeds, error);
  }
}

/** What a backward rule of plain numbers, which refuses boxes, stands for if it is linear. */
function byRows(applied: Applied, seeds: Sparse, error: unknown): Sparse {
  try {
    checkLinear(applied);
    const rows = seeds.map((seed, i) =>
      seed === undefined ? undefined : rowOf(applied, i, seeds.length)
    );
    const [some] = rows.filter((row) => row !== undefined);
    return some.map((_, j) => innerProduct(rows.map((row) => row?.[j]), seeds));
  } catch {
    throw error;
  }
}

/** What `backward` answers for the cotangent 1 of one result. */
function rowOf(applied: Applied, i: number, count: number): Sparse {
  return answered(applied, Array.from({ length: count }, (_, k) => k === i ? 1 : undefined));
}

/** What `backward` answers, without what it has made of structural zeros. */
function answered(applied: Applied, seeds: Sparse): Sparse {
  const own = asked(applied, seeds);
  const { f, options } = applied.rule;
  if (options.symbolicZeros || !seeds.includes(undefined) || !own.some(isNotANumber)) return own;
  try {
    const map = (cotangents: Scalar[]) => asked(applied, cotangents).map((own) => own ?? 0);
    return mappedSparsely("customVjp", f, map, seeds);
  } catch {
    // The rule is of plain numbers: what it has answered for zeros is all there is.
    return own;
  }
}

function asked({ rule, out, residuals, like }: Applied, seeds: Sparse): Sparse {
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
  // Those at the end may be left out of the list, since they have no cotangent.
  let length = like.length;
  while (length > cotangents.length && isHandedThrough(length - 1)) length--;
  const own = cotangents.map((tree, i) => isHandedThrough(i) ? [] : tree);
  const wanted = like.slice(0, length).map((tree, i) => isHandedThrough(i) ? [] : tree);
  return matchingLeaves(own, "cotangents", wanted, "args", "or absent");
}

/** @throws {TypeError} if `backward` is not linear where it has to be. */
function checkLinear(applied: Applied, isFurtherIn = false): void {
  const { rule, leaves } = applied;
  rule.isLinear ||= isHomogeneous((scale) => asked(applied, leaves.map(() => scale)));
  if (!rule.isLinear) throw notLinear(rule.f, isFurtherIn);
}
