// What functions with rules of their own have in common: how they are called, and how they take their
// arguments apart.

import { isAnyBox, isTraced } from "../core/box.ts";
import type { Callable } from "../core/call.ts";
import { nameOf } from "../core/describe.ts";
import { currentInterpreter } from "../core/interpreter.ts";
import type { Scalar } from "../core/scalar.ts";
import { leavesOf, withLeaves } from "../core/tree.ts";
import type { Answer, Trees } from "../core/types.ts";
import { isPlain, type Seen, seen, type Sparse } from "../modes/joint.ts";
import { noteRule } from "../modes/trace.ts";

/** A function of trees of scalars: of numbers for numbers. */
export type OfTrees<A extends unknown[], Out> = <B extends Trees<A>>(...args: B) => Answer<B, Out>;

/** The arguments of one call, as the level furthest in sees them. */
export interface SeenArguments extends Seen {
  /** The argument list with all its leaves replaced. */
  readonly withAll: (leaves: readonly Scalar[]) => unknown[];
  /** What is known for the followed leaves, in order, put in its place among all leaves. */
  readonly scattered: (followed: Sparse) => (Scalar | undefined)[];
}

/**
 * Calls a function with a rule: `plainly` where no argument is followed, and otherwise by the rule.
 *
 * @throws {TypeError} if an argument holds what is no number.
 */
export function callSeen(
  verb: string,
  f: { readonly name: string },
  args: readonly unknown[],
  plainly: (...args: unknown[]) => unknown,
  byRule: (seen: SeenArguments) => unknown,
): unknown {
  const leaves = treeArguments(verb, f, args);
  const withAll = (others: readonly Scalar[]) => withLeaves(args, others, "as arrays") as unknown[];
  const as = seen(verb, leaves);
  if (isPlain(as)) return plainly(...(leaves.some(isAnyBox) ? withAll(as) : args));
  const scattered = (followed: Sparse) => {
    const all: (Scalar | undefined)[] = as.inputs.map(() => undefined);
    as.followed.forEach((position, i) => all[position] = followed[i]);
    return all;
  };
  return byRule({ ...as, withAll, scattered });
}

/** A function with a rule as what it is where nothing is differentiated; a trace takes note. */
export function withoutRule(verb: string, f: Callable): Callable {
  return (...args) => {
    if (currentInterpreter() !== undefined && treeArguments(verb, f, args).some(isTraced)) {
      noteRule(`${verb}(${nameOf(f)})`);
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
        "its arguments are numbers, arrays and plain objects of them; close over anything else",
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
