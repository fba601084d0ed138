// The common part of functions with a derivative rule of their own: how they are called, how their arguments
// are flattened, and how structural zeros are passed to a rule.

import { isTraced } from "../values/box.ts";
import { type Callable, checkArgnums, checkOptions } from "../trees/call.ts";
import { nameOf } from "../values/describe.ts";
import type { JointOperation, Sparse } from "../values/interpretation.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import type { Scalar } from "../values/scalar.ts";
import type { FloatArrays } from "../trees/builder.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";
import type { Answer, Trees } from "../trees/types.ts";
import type { AnswersInKind } from "../trees/in_kind.ts";
import { asInnermostSees, type InnermostView, isUnfollowed } from "./joint_operation.ts";

/** A function of trees of scalars: of numbers for numbers. */
export interface OfTrees<A extends unknown[], Out> extends AnswersInKind {
  <B extends Trees<A>>(...args: B): Answer<B, Out>;
}

/** The result of a backward rule: a tree for each argument, in which zero cotangents may be left out. */
export type CotangentsOf<A extends unknown[]> = { readonly [I in keyof A]?: OrNothing<A[I]> };

/** A tree of which any part may be left out. */
export type OrNothing<T> =
  | null
  | undefined
  | (T extends Scalar ? T : T extends object ? { readonly [K in keyof T]?: OrNothing<T[K]> } : T);

/**
 * Which arguments a rule is for, and how it is given structural zeros.
 *
 * @example
 * ```ts
 * import { customJvp, derivative, mul, type RuleOptions, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * // The unit is passed on, and has no tangent.
 * const options: RuleOptions = { nondiffArgnums: 1 };
 * const inMetres = customJvp(
 *   (x: Scalar, unit: "m" | "km"): Scalar => unit === "m" ? x : mul(1000, x),
 *   ([x, unit], [dx]) => unit === "m" ? [x, dx] : [mul(1000, x), mul(1000, dx)],
 *   options,
 * );
 * assertEquals(derivative((x) => inMetres(x, "km"))(2), 1000);
 * ```
 */
export interface RuleOptions {
  /**
   * Positions, counted from 0, of arguments that are not differentiated and may be of any type: functions,
   * strings, options. They are passed on to `f` and to the rule unchanged. The rule of `customJvp` gets
   * `undefined` in their place among the tangents, and what `backward` of `customVjp` returns in their place
   * is ignored.
   *
   * @default []
   */
  readonly nondiffArgnums?: number | readonly number[];
  /**
   * Whether a rule gets `null` instead of 0 for a structural zero: the tangent of an input that is not
   * differentiated, or the cotangent of a result that is not used. The rule can then skip work for it.
   *
   * @default false
   */
  readonly symbolicZeros?: boolean;
}

/** The arguments of one call, as the innermost level among them sees them. */
export interface ArgumentsView extends InnermostView {
  /** Returns the argument list with all its leaves replaced. */
  readonly withAll: (leaves: readonly Scalar[]) => unknown[];
  /** Returns scalars in the structure of the arguments, with `undefined` for arguments that are passed on. */
  readonly inPlace: (leaves: readonly unknown[]) => unknown[];
}

/** A function with a rule, ready to be called. */
export interface RuleCall {
  /** The name of the transform that made it. */
  readonly verb: string;
  readonly f: Callable;
  /** The positions of arguments that are passed on unchanged. */
  readonly nondiff?: readonly number[];
  /** Runs if no argument is followed. */
  readonly plainly: Callable;
  /** Runs if a level follows some arguments. */
  readonly byRule: (view: ArgumentsView) => unknown;
}

/** A joint operation that knows what its rule returned last in place of the results, whose structure it is. */
export interface RuleOperation extends JointOperation {
  out: unknown;
}

/**
 * Calls a function with a rule, on copies of its arguments whether or not a derivative follows them, so that
 * the caller never sees what it writes into them.
 *
 * @throws {TypeError} if an argument holds what is no number.
 */
export function callWithRule(call: RuleCall, args: readonly unknown[]): unknown {
  const { verb, f, nondiff = [], plainly, byRule } = call;
  const handedThrough = nondiff.filter((position) => position < args.length);
  // Arguments that are passed on stand as trees without leaves.
  const trees = handedThrough.length === 0
    ? args
    : args.map((argument, i) => handedThrough.includes(i) ? [] : argument);
  const leaves = treeArguments(verb, f, trees);
  const filled = (own: readonly unknown[], others: readonly unknown[], kind: FloatArrays) => {
    const all = withLeaves(trees, own, kind) as unknown[];
    for (const position of handedThrough) all[position] = others[position];
    return all;
  };
  const view = asInnermostSees(verb, leaves);
  if (isUnfollowed(view)) return plainly(...filled(view, args, "for plain code"));
  return byRule({
    ...view,
    withAll: (own) => filled(own, args, "as arrays"),
    inPlace: (own) => filled(own, [], "as arrays"),
  });
}

/** Returns scalars with structural zeros as the options of a rule want them: 0 or `null`. */
export function zerosFor(scalars: Sparse, { symbolicZeros }: RuleOptions): (Scalar | null)[] {
  return scalars.map((own) => own ?? (symbolicZeros ? null : 0));
}

/**
 * Returns a list for all leaves, with values for the followed ones, given in order, and `undefined` for
 * others.
 */
export function scattered(
  { inputs, followed }: InnermostView,
  own: Sparse,
): (Scalar | undefined)[] {
  const all: (Scalar | undefined)[] = inputs.map(() => undefined);
  followed.forEach((position, i) => all[position] = own[i]);
  return all;
}

/**
 * Returns the positions that a rule's options name.
 *
 * @throws {TypeError} if the options are no object, have other names, or give no positions.
 * @throws {RangeError} if a position is negative.
 */
export function nondiffOf(verb: string, options: RuleOptions): readonly number[] {
  checkOptions(verb, options, ["nondiffArgnums", "symbolicZeros"]);
  const { nondiffArgnums = [] } = options;
  const positions = typeof nondiffArgnums === "number" ? [nondiffArgnums] : nondiffArgnums;
  if (!Array.isArray(positions) || positions.length > 0) checkArgnums(verb, positions);
  const negative = positions.find((position) => position < 0);
  if (negative === undefined) return positions;
  throw new RangeError(
    `Cannot make a rule by ${verb} with nondiffArgnums ${negative}: positions are counted from 0, the first argument`,
  );
}

/**
 * Returns the function as it runs when nothing is differentiated; a running trace is told that it has a rule.
 */
export function withoutRule(verb: string, f: Callable, nondiff: readonly number[] = []): Callable {
  return (...args) => {
    const running = currentInterpreter();
    if (running !== undefined) {
      const trees = args.filter((_, i) => !nondiff.includes(i));
      if (treeArguments(verb, f, trees).some(isTraced)) {
        running.noteRule(`${verb}(${nameOf(f)})`);
      }
    }
    return f(...args);
  };
}

/** Returns the leaves of all arguments of a call, each a tree. */
export function treeArguments(
  verb: string,
  f: { readonly name: string },
  args: readonly unknown[],
): Scalar[] {
  return args.flatMap((argument, i) =>
    leavesOf(argument, {
      refusal: `Cannot call ${verb}(${nameOf(f)})`,
      root: `args[${i}]`,
      remedy:
        "its arguments are numbers, arrays and plain objects of them; close over anything else, or name it among " +
        "the nondiffArgnums of a rule",
    }, "argument")
  );
}

/** Returns the leaves of what a function with a rule returned. */
export function customResult(verb: string, f: { readonly name: string }, out: unknown): Scalar[] {
  return leavesOf(out, {
    refusal: `Cannot use what ${verb}(${nameOf(f)}) returned`,
    root: "out",
    remedy: "return numbers, arrays and plain objects of them",
  });
}
