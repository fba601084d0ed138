// Boxes of derivatives inside a trace consist of traced numbers, however they are nested. A loop that is kept takes them
// apart into these, its leaves, and puts them together again in each round.

import { changed, scalarsIn } from "../../values/block.ts";
import { Block } from "../../values/block.ts";
import { type AnyBox, Variable } from "../../values/box.ts";
import type { Level } from "../../values/level.ts";
import { Traced } from "../../values/traced.ts";
import { dualOf, isDual } from "../../values/dual.ts";
import type { Scalar } from "../../values/scalar.ts";

/** Scalars taken apart. */
export interface TakenApart {
  /** Numbers and traced boxes without conditions. */
  readonly leaves: Scalar[];
  /** What the scalars are made of, as a text that is the same for others of the same make. */
  readonly make: string;
  /** Puts scalars of this make together, from other leaves. */
  readonly together: (leaves: readonly Scalar[]) => Scalar[];
}

/** Makes one scalar of the leaves that come next. */
type Put = (next: () => Scalar) => Scalar;

/**
 * Takes scalars apart; returns `undefined` where a box is of an interpretation of its own.
 *
 * @param wanted for numbers of the trace, which of them are to have a condition, @param one the condition of those that have none
 */
export function apart(
  scalars: readonly Scalar[],
  wanted: (i: number) => boolean = () => false,
  one?: () => Traced,
): TakenApart | undefined {
  const leaves: Scalar[] = [];
  const words: string[] = [];
  const puts = scalars.map((x, i) => {
    const put = takeApart(x, leaves, words);
    // A box of a derivative is none of these numbers, and one that has a condition needs no other.
    if (put !== putLeaf || !wanted(i)) return put;
    leaves.push(one!());
    words.push("conditional");
    return putConditional;
  });
  if (puts.includes(undefined)) return undefined;
  return {
    leaves,
    make: words.join(" "),
    together: (others) => {
      let at = 0;
      const next = () => others[at++];
      return puts.map((put) => put!(next));
    },
  };
}

/** Checks whether scalars of a make are numbers of the trace, of no derivative. */
export function areTraceNumbers(make: string): boolean {
  return !/variable|dual/.test(make);
}

/** Checks whether scalars are of a make, but for what is a structural zero in some rounds if these zeros may differ. */
export function isMadeAs(
  make: string,
  scalars: TakenApart | undefined,
  mayZerosDiffer: boolean,
): boolean {
  if (scalars === undefined || !mayZerosDiffer) return scalars?.make === make;
  return withoutConditions(scalars.make) === withoutConditions(make);
}

function withoutConditions(make: string): string {
  return make.replaceAll(" conditional", "");
}

const putLeaf: Put = (next) => next();

const putConditional: Put = (next) => {
  const own = next() as Traced;
  return new Traced(own.level, own.primal, own.index, next() as Traced);
};

function takeApart(x: Scalar, leaves: Scalar[], words: string[]): Put | undefined {
  if (typeof x === "number") {
    leaves.push(x);
    words.push("number");
    return putLeaf;
  }
  const box = x as AnyBox;
  const { level } = box;
  if (box instanceof Traced) {
    const { condition, primal, index } = box;
    words.push("number");
    if (condition === undefined) {
      leaves.push(box);
      return putLeaf;
    }
    leaves.push(new Traced(level, primal, index), condition);
    words.push("conditional");
    return putConditional;
  }
  if (level.phase === "paused") return takeApart(box.primal, leaves, words);
  if (level.phase !== "open") return undefined;
  if (box instanceof Variable) {
    words.push(`variable ${depthOf(level)}`);
    const primal = takeApart(box.primal, leaves, words);
    return primal && ((next) => new Variable(level, primal(next), box.index));
  }
  if (!isDual(box)) return undefined;
  const { tangent } = box;
  words.push(`dual ${depthOf(level)}`, tangent instanceof Block ? `${tangent.directions}` : "");
  const primal = takeApart(box.primal, leaves, words);
  const tangents = scalarsIn(tangent).map((own) => takeApart(own, leaves, words));
  if (primal === undefined || tangents.includes(undefined)) return undefined;
  return (next) => {
    const own = primal(next);
    let at = 0;
    return dualOf(level, own, changed(tangent, () => tangents[at++]!(next)));
  };
}

/** Returns how many levels there are from the trace to a level, which tells it from others in every trace alike. */
function depthOf(level: Level): number {
  let depth = 0;
  for (let own = level.before; own !== undefined && own.mode !== "trace"; own = own.before) depth++;
  return depth;
}

/** Returns which scalars have a condition, of numbers of the trace. */
export function conditionsOf(scalars: readonly Scalar[]): boolean[] {
  return scalars.map((x) => x instanceof Traced && x.condition !== undefined);
}

/** Checks whether one box is in a list twice. */
export function hasTwice(scalars: readonly Scalar[]): boolean {
  const boxes = scalars.filter((x) => typeof x !== "number");
  return new Set(boxes).size < boxes.length;
}
