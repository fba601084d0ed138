// Boxes of derivatives inside a trace consist of traced numbers, however they are nested. A loop that is kept takes them
// apart into these, its leaves, and puts them together again in each round.

import { changed, scalarsIn } from "../../values/block.ts";
import { Block } from "../../values/block.ts";
import { type AnyBox, Traced, Variable } from "../../values/box.ts";
import { dualOf, isDual } from "../../values/dual.ts";
import type { Scalar } from "../../values/scalar.ts";

/** Scalars taken apart. */
export interface Apart {
  /** Numbers and traced boxes without conditions. */
  readonly leaves: Scalar[];
  /** What the scalars are made of, as a text that is the same for others of the same make. */
  readonly make: string;
}

/** Takes scalars apart; returns `undefined` where a box is of an interpretation of its own. */
export function apart(scalars: readonly Scalar[]): Apart | undefined {
  const leaves: Scalar[] = [];
  const words: string[] = [];
  for (const x of scalars) if (!takeApart(x, leaves, words)) return undefined;
  return { leaves, make: words.join(" ") };
}

function takeApart(x: Scalar, leaves: Scalar[], words: string[]): boolean {
  if (typeof x === "number") {
    leaves.push(x);
    words.push("number");
    return true;
  }
  const box = x as AnyBox;
  if (box instanceof Traced) {
    const { condition, level, primal } = box;
    leaves.push(condition === undefined ? box : new Traced(level, primal, box.index));
    words.push("number");
    if (condition === undefined) return true;
    leaves.push(new Traced(level, NaN, condition));
    words.push("conditional");
    return true;
  }
  if (box.level.phase === "paused") return takeApart(box.primal, leaves, words);
  if (box.level.phase !== "open") return false;
  if (box instanceof Variable) {
    words.push(`variable ${box.level.tag}`);
    return takeApart(box.primal, leaves, words);
  }
  if (!isDual(box)) return false;
  const { tangent } = box;
  words.push(`dual ${box.level.tag}`, tangent instanceof Block ? `${tangent.directions}` : "");
  return takeApart(box.primal, leaves, words) &&
    scalarsIn(tangent).every((own) => takeApart(own, leaves, words));
}

/** Puts scalars together again, with other leaves. */
export function together(scalars: readonly Scalar[], leaves: readonly Scalar[]): Scalar[] {
  let next = 0;
  const put = (x: Scalar): Scalar => {
    if (typeof x === "number") return leaves[next++];
    const box = x as AnyBox;
    if (box instanceof Traced) {
      const own = leaves[next++];
      if (box.condition === undefined) return own;
      const condition = leaves[next++] as Traced;
      return new Traced(box.level, (own as Traced).primal, (own as Traced).index, condition.index);
    }
    if (box.level.phase === "paused") return put(box.primal);
    const primal = put(box.primal);
    if (box instanceof Variable) return new Variable(box.level, primal, box.index);
    if (!isDual(box)) return box;
    return dualOf(box.level, primal, changed(box.tangent, put));
  };
  return scalars.map(put);
}
