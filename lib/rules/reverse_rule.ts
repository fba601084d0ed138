// The application of one reverse rule: what `forward` returned, and the cotangents that `backward` returns
// for it, in reverse mode and, transposed, in forward mode.

import type { Tangent } from "../values/block.ts";
import { isFollowed } from "../values/box.ts";
import type { Callable } from "../trees/call.ts";
import { describe, nameOf } from "../values/describe.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import type { Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { pairOf } from "../trees/result.ts";
import { abandon, withLeaves } from "../trees/tree.ts";
import { innerProduct } from "./joint_operation.ts";
import { isHomogeneous, isNotANumber, mappedSparsely, notLinear } from "./linear_map.ts";
import { type ArgumentsView, customResult, type RuleOptions, zerosFor } from "./custom.ts";

/** A function with its reverse rule. */
export interface ReverseRule {
  readonly f: Callable;
  readonly backward: Callable;
  readonly options: RuleOptions;
  readonly nondiff: readonly number[];
  /** Whether the rule has been found linear. */
  isLinear: boolean;
}

/** One application of a rule: what the forward rule returned, and the shape of the arguments. */
export interface RuleApplication {
  readonly rule: ReverseRule;
  readonly out: unknown;
  readonly leaves: Scalar[];
  readonly residuals: unknown;
  readonly like: readonly unknown[];
}

/** Checks and flattens what a forward rule has returned for operands. */
export function appliedTo(
  rule: ReverseRule,
  view: ArgumentsView,
  operands: readonly Scalar[],
  pair: unknown,
): RuleApplication {
  const [out, residuals] = pairOf(
    pair,
    "[out, residuals]",
    () => `Cannot use the forward rule of customVjp(${nameOf(rule.f)})`,
  );
  const leaves = customResult("customVjp", rule.f, out);
  return { rule, out, leaves, residuals, like: view.inPlace(operands) };
}

/**
 * Returns the tangents of the results, each the inner product of the tangents with what `backward` returns
 * for 1.
 *
 * @throws {TypeError} if `backward` is not linear: then there is no Jacobian for both modes to agree on.
 */
export function pushedThrough<T extends Tangent>(
  applied: RuleApplication,
  tangents: readonly (T | undefined)[],
): (T | undefined)[] {
  const count = applied.leaves.length;
  checkLinear(applied);
  return Array.from({ length: count }, (_, i) => innerProduct(rowOf(applied, i, count), tangents));
}

/**
 * Returns the cotangents of the arguments: `backward` gets those of the results, numbers or boxes, unchanged.
 */
export function pulledThrough(applied: RuleApplication, seeds: Sparse): Sparse {
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
function byRows(applied: RuleApplication, seeds: Sparse, error: unknown): Sparse {
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

/** Returns a row of the Jacobian: what `backward` returns for the cotangent 1 of one result. */
function rowOf(applied: RuleApplication, i: number, count: number): Sparse {
  return cotangentsFor(applied, Array.from({ length: count }, (_, k) => k === i ? 1 : undefined));
}

/** Returns what `backward` returns, without any NaN that it has made of a structural zero. */
function cotangentsFor(applied: RuleApplication, seeds: Sparse): Sparse {
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
function cotangentsFromRule(
  { rule, out, residuals, like }: RuleApplication,
  seeds: Sparse,
): Sparse {
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

/**
 * Checks that `backward` is linear in the cotangent, where it has to be.
 *
 * @param isFurtherIn whether it has to be since it closes over what a derivative further in follows
 */
export function checkLinear(applied: RuleApplication, isFurtherIn = false): void {
  const { rule, leaves } = applied;
  rule.isLinear ||= isHomogeneous((scale) => cotangentsFromRule(applied, leaves.map(() => scale)));
  if (!rule.isLinear) throw notLinear(rule.f, isFurtherIn);
}
