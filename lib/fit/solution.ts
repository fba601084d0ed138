// An answer that was found on plain numbers, made differentiable by the equation that it solves. Where no derivative
// follows what the function uses, nothing is done.

import { isAnyBox, value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Callable, withNameOf } from "../trees/call.ts";
import { implicitRoot } from "../rules/implicit.ts";
import { hasBoxes, type TreeFunction } from "./tree_function.ts";
import { haveSameBits, programsOf } from "./programs.ts";

/** Where an algorithm ended, with what the function answers there according to its compiled program. */
export interface FoundPoint {
  readonly x: Float64Array;
  readonly answer: Float64Array;
}

/** How an algorithm runs on numbers: the arguments, whether to compile, and how many numbers the function answers. */
export type Search<E extends FoundPoint> = (run: Run) => E;

/** What is known when an algorithm starts. */
export interface Run {
  readonly args: readonly unknown[];
  readonly mayCompile: boolean;
  /** What the function answers at the start. */
  readonly first: Float64Array;
}

/** An answer: where the algorithm ended, and the parameters and what the function answers there as scalars. */
export interface Solution<E> {
  readonly end: E;
  readonly x: readonly Scalar[];
  readonly answer: readonly Scalar[];
}

/**
 * Runs an algorithm, and makes its answer differentiable in `args` and in what the function closes over.
 *
 * @param equation what is 0 at the answer, for the parameters as a list, followed by `args`
 * @param isFollowed whether a derivative follows something else that it uses
 */
export function solutionOf<E extends FoundPoint>(
  subject: TreeFunction,
  args: readonly unknown[],
  compile: boolean,
  search: Search<E>,
  equation: (x: readonly Scalar[], ...args: unknown[]) => Scalar[],
  isFollowed = false,
): Solution<E> {
  const named = withNameOf(subject.f, equation as Callable);
  if (hasBoxes(args)) {
    let end: E | undefined;
    const solve = (...own: unknown[]) => {
      end = searched(subject, own, compile, search).end;
      return Array.from(end.x);
    };
    const x = implicitRoot(named, solve)(...args) as Scalar[];
    return { end: end!, x, answer: subject.leaves(subject.tree(x), args) };
  }
  const { end, answer } = searched(subject, args, compile, search);
  const found = Array.from(end.x);
  if (!isFollowed && !answer.some(isAnyBox)) return { end, x: found, answer };
  const x = implicitRoot(named, () => found)(...args) as Scalar[];
  return { end, x, answer: subject.leaves(subject.tree(x), args) };
}

/**
 * Runs an algorithm. The function itself has the last word: programs that were compiled for it are compared with it at
 * the start and at the answer. They differ where what it closes over has changed since, and then are made anew.
 */
function searched<E extends FoundPoint>(
  subject: TreeFunction,
  args: readonly unknown[],
  compile: boolean,
  search: Search<E>,
): { readonly end: E; readonly answer: readonly Scalar[] } {
  const programs = programsOf(subject.f);
  const tree = subject.tree(subject.start);
  const leaves = subject.leaves(tree, args);
  const isFollowed = leaves.some(isAnyBox);
  const mayCompile = compile && !isFollowed;
  if (mayCompile) {
    const known = programs.get("answer");
    if (known?.isCompiled) {
      const again = known.numbers([tree, ...args], true, leaves.length);
      if (again === undefined || !haveSameBits(leaves, again)) programs.clear();
    }
  }
  const run = (may: boolean) => {
    const end = search({ args, mayCompile: may, first: numbersOf(leaves) });
    return { end, answer: subject.leaves(subject.tree(end.x), args) };
  };
  const found = run(mayCompile);
  if (!mayCompile || found.answer.some(isAnyBox)) return found;
  if (haveSameBits(found.answer, found.end.answer)) return found;
  programs.clear();
  return run(false);
}

function numbersOf(leaves: readonly Scalar[]): Float64Array {
  return Float64Array.from(leaves, value);
}
