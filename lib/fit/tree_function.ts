// A function of a tree of parameters, and of further arguments, as one of a vector: what all algorithms of this folder
// are given.

import { isAnyBox, value } from "../values/box.ts";
import { describe, nameOf } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Callable, withNameOf } from "../trees/call.ts";
import { walk } from "../trees/location.ts";
import { pathsOf } from "../trees/matching.ts";
import { isBranch } from "../trees/node.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";

/** A function of a tree of parameters, its start, and its further arguments. */
export class TreeFunction {
  /** What is asked of it, as in `minimize`. */
  readonly verb: string;
  readonly f: Callable;
  /** The start as numbers. */
  readonly start: Float64Array;
  /** The start as a tree, of which only the structure counts. */
  readonly pattern: unknown;
  /** The names of the parameters, such as `rates[0]`. */
  readonly names: readonly string[];

  /** @throws {TypeError} if `f` is no function, or the start no tree of numbers. */
  constructor(verb: string, f: unknown, start: unknown) {
    if (typeof f !== "function") {
      throw new TypeError(
        `Cannot take ${verb} of ${describe(f)}: the function comes first, then the start`,
      );
    }
    this.verb = verb;
    this.f = f as Callable;
    const leaves = leavesOf(start, {
      refusal: this.refusal,
      root: "start",
      remedy: "the start is a number, or arrays and objects of numbers",
    }, "argument");
    if (leaves.length === 0) {
      throw new TypeError(`${this.refusal}: the start has no numbers in it`);
    }
    this.start = Float64Array.from(leaves, value);
    this.pattern = start;
    this.names = pathsOf(start, "").map((path) => path.replace(/^\./, "") || "x");
    this.start.forEach((own, j) => {
      if (Number.isFinite(own)) return;
      throw new RangeError(
        `${this.refusal}: the start has ${this.names[j]} = ${own}; begin with a finite number`,
      );
    });
  }

  /** The beginning of an error. */
  get refusal(): string {
    return `Cannot take ${this.verb} of ${nameOf(this.f)}`;
  }

  /** Returns a vector in the shape of the start. */
  tree(leaves: ArrayLike<Scalar>): unknown {
    return withLeaves(this.pattern, Array.from(leaves), "where all are numbers");
  }

  /** Returns what the function answers, as a list. @throws {TypeError} if that is no tree of scalars. */
  leaves(parameters: unknown, args: readonly unknown[]): Scalar[] {
    return leavesOf(this.f(parameters, ...args), {
      refusal: this.refusal,
      root: "its answer",
      remedy: "it answers numbers, arrays and objects of them",
    });
  }

  /** Returns the function of a list of parameters to the list of its answers. */
  flat(): (x: readonly Scalar[], ...args: unknown[]) => Scalar[] {
    return withNameOf(
      this.f,
      (x: readonly Scalar[], ...args: unknown[]) => this.leaves(this.tree(x), args),
    ) as never;
  }

  /** Returns the parameters with their names, the first few where there are many. */
  at(x: ArrayLike<number>): string {
    const shown = this.names.slice(0, 6).map((name, j) => `${name} = ${shortNumber(x[j])}`);
    return shown.join(", ") + (this.names.length > 6 ? ", …" : "");
  }
}

/** Returns a number with about six digits, for people. */
export function shortNumber(x: number, digits = 6): string {
  if (!Number.isFinite(x)) return String(x);
  return String(Number(x.toPrecision(digits)));
}

/** Returns a line for each parameter, the first ones where there are many. */
export function parameterLines(
  names: readonly string[],
  text: (j: number) => string,
): string[] {
  const shown = names.slice(0, MOST_LINES);
  const width = Math.max(...shown.map((name) => name.length));
  const lines = shown.map((name, j) => `  ${name.padEnd(width)}  ${text(j)}`);
  if (names.length > MOST_LINES) lines.push(`  … and ${names.length - MOST_LINES} more`);
  return lines;
}

const MOST_LINES = 24;

/** Returns the number of steps in words. */
export function afterSteps(steps: number): string {
  return `after ${steps} step${steps === 1 ? "" : "s"}`;
}

/** Returns whether there is a box anywhere in a tree. */
export function hasBoxes(tree: unknown): boolean {
  let found = false;
  walk(tree, (node) => {
    if (isAnyBox(node)) found = true;
    else if (isBranch(node)) return true;
  });
  return found;
}
