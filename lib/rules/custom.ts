// What functions with rules of their own have in common: how they are called, how they take their arguments
// apart, and what they are told of structural zeros.

import { isTraced } from "../values/box.ts";
import { type Callable, checkArgnums, checkOptions } from "../trees/call.ts";
import { nameOf } from "../values/describe.ts";
import type { JointOperation } from "../values/interpretation.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import type { Scalar } from "../values/scalar.ts";
import { type FloatArrays, leavesOf, withLeaves } from "../trees/tree.ts";
import type { Answer, Trees } from "../trees/types.ts";
import {
  asInnermostSees,
  type InnermostView,
  isUnfollowed,
  type Sparse,
} from "./joint_operation.ts";

/** A function of trees of scalars: of numbers for numbers. */
export type OfTrees<A extends unknown[], Out> = <B extends Trees<A>>(...args: B) => Answer<B, Out>;

/** What a backward rule answers: a tree for each argument, nothing for a cotangent that is zero. */
export type CotangentsOf<A extends unknown[]> = { readonly [I in keyof A]?: OrNothing<A[I]> };

/** A tree of which any part may be left out. */
export type OrNothing<T> =
  | null
  | undefined
  | (T extends Scalar ? T : T extends object ? { readonly [K in keyof T]?: OrNothing<T[K]> } : T);

/** What a rule is told, and of which arguments it is the rule. */
export interface RuleOptions {
  /**
   * Positions of arguments that are not differentiated, of any type: functions, strings, options. They are
   * handed through as they are. In a list of tangents or cotangents they have the place of an `undefined`.
   *
   * @default []
   */
  readonly nondiffArgnums?: number | readonly number[];
  /**
   * Whether a rule gets `null` in place of 0 for a structural zero: the tangent of what is not followed, the
   * cotangent of what is not used.
   *
   * @default false
   */
  readonly symbolicZeros?: boolean;
}

/** The arguments of one call, as the level furthest in sees them. */
export interface ArgumentsView extends InnermostView {
  /** The argument list with all its leaves replaced. */
  readonly withAll: (leaves: readonly Scalar[]) => unknown[];
  /** Scalars in the structure of the arguments, with `undefined` for what is not differentiated. */
  readonly inPlace: (leaves: readonly unknown[]) => unknown[];
}

/** How a function with a rule is called. */
export interface RuleCall {
  /** The name of the transform that made it. */
  readonly verb: string;
  readonly f: Callable;
  /** Positions of arguments that are handed through. */
  readonly nondiff?: readonly number[];
  /** Runs where no argument is followed. */
  readonly plainly: Callable;
  /** Runs where a level follows some. */
  readonly byRule: (seen: ArgumentsView) => unknown;
}

/** A joint operation that knows what its rule returned last in place of the results, whose structure it is. */
export interface RuleOperation extends JointOperation {
  out: unknown;
}

/**
 * Calls a function with a rule. It gets copies of its arguments whether or not a derivative follows them, so
 * that what it writes into them is seen by nobody else.
 *
 * @throws {TypeError} if an argument holds what is no number.
 */
export function callWithRule(call: RuleCall, args: readonly unknown[]): unknown {
  const { verb, f, nondiff = [], plainly, byRule } = call;
  const handedThrough = nondiff.filter((position) => position < args.length);
  // In place of what is not differentiated, a tree without leaves.
  const trees = handedThrough.length === 0
    ? args
    : args.map((argument, i) => handedThrough.includes(i) ? [] : argument);
  const leaves = treeArguments(verb, f, trees);
  const filled = (own: readonly unknown[], others: readonly unknown[], kind: FloatArrays) => {
    const all = withLeaves(trees, own, kind) as unknown[];
    for (const position of handedThrough) all[position] = others[position];
    return all;
  };
  const as = asInnermostSees(verb, leaves);
  if (isUnfollowed(as)) return plainly(...filled(as, args, "for plain code"));
  return byRule({
    ...as,
    withAll: (own) => filled(own, args, "as arrays"),
    inPlace: (own) => filled(own, [], "as arrays"),
  });
}

/** Structural zeros as a rule is told of them. */
export function zerosFor(scalars: Sparse, { symbolicZeros }: RuleOptions): (Scalar | null)[] {
  return scalars.map((own) => own ?? (symbolicZeros ? null : 0));
}

/** What is known for the followed leaves, in order, put in its place among all leaves. */
export function scattered(
  { inputs, followed }: InnermostView,
  own: Sparse,
): (Scalar | undefined)[] {
  const all: (Scalar | undefined)[] = inputs.map(() => undefined);
  followed.forEach((position, i) => all[position] = own[i]);
  return all;
}

/**
 * The positions that a rule's options name.
 *
 * @throws {TypeError} if the options are of another kind, or have other names.
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

/** A function with a rule as what it is where nothing is differentiated; a trace takes note. */
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

/** The leaves of all arguments of a call, each a tree. */
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

/** The leaves of what a function with a rule returned. */
export function customResult(verb: string, f: { readonly name: string }, out: unknown): Scalar[] {
  return leavesOf(out, {
    refusal: `Cannot use what ${verb}(${nameOf(f)}) returned`,
    root: "out",
    remedy: "return numbers, arrays and plain objects of them",
  });
}
