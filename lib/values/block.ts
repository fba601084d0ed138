// Tangents along several directions, which one forward pass carries at once. A block holds the tangents along
// those directions in which its value changes; an absent one is a structural zero and is never computed with.

import type { Scalar } from "./scalar.ts";

/** The tangent of a dual: one scalar, or a block of them in a pass along several directions. */
export type Tangent = Scalar | Block;

/** Most directions of a block: their set is a small integer, and engines keep 31 bits unboxed. */
export const MOST_DIRECTIONS = 30;

/** Tangents along some of the directions of a pass. */
export class Block {
  /** The set of these directions: bit j stands for direction j. */
  declare readonly directions: number;
  /** The tangents, one for each direction of the set, in order. */
  declare readonly tangents: readonly Scalar[];
  /** Whether all tangents are plain numbers. */
  declare readonly isPlain: boolean;

  constructor(
    directions: number,
    tangents: readonly Scalar[],
    isPlain: boolean,
  ) {
    this.directions = directions;
    this.tangents = tangents;
    this.isPlain = isPlain;
  }

  // Blocks are computed with by methods of their own, so that a bundler leaves these out where nothing makes a block.

  /** Returns the block with a function applied to each tangent. */
  changed(change: (tangent: Scalar) => Scalar): Block {
    return blockOf(this.directions, this.tangents.map(change));
  }

  /** Returns the tangents of this block and another; along a direction that both have, `both` of the two. */
  mergedWith(other: Block, both: (t: Scalar, u: Scalar) => Scalar): Block {
    const directions = this.directions | other.directions;
    const tangents: Scalar[] = [];
    let i = 0;
    let j = 0;
    for (let rest = directions; rest !== 0; rest &= rest - 1) {
      const direction = rest & -rest;
      if ((this.directions & direction) === 0) tangents.push(other.tangents[j++]);
      else if ((other.directions & direction) === 0) tangents.push(this.tangents[i++]);
      else tangents.push(both(this.tangents[i++], other.tangents[j++]));
    }
    return blockOf(directions, tangents);
  }

  /** Returns d·t, for this block t of plain numbers. */
  scaledBy(d: number): Block {
    const numbers = this.tangents as readonly number[];
    const count = numbers.length;
    const products = new Array<number>(count);
    for (let i = 0; i < count; i++) products[i] = d * numbers[i];
    return new Block(this.directions, products, true);
  }

  /** Returns d·t + e·u, for this block t and another u, both of plain numbers. */
  combinedWith(d: number, e: number, u: Block): Block {
    if (this.directions !== u.directions) return mergedNumbers(d, this, e, u);
    const ts = this.tangents as readonly number[];
    const us = u.tangents as readonly number[];
    const count = ts.length;
    const sums = new Array<number>(count);
    for (let i = 0; i < count; i++) sums[i] = d * ts[i] + e * us[i];
    return new Block(this.directions, sums, true);
  }
}

/** Checks whether a tangent is a block. */
export function isBlock(tangent: Tangent): tangent is Block {
  return typeof tangent !== "number" && (tangent as Block).directions !== undefined;
}

/** Returns the block of the given tangents, one for each direction of the set. */
export function blockOf(directions: number, tangents: readonly Scalar[]): Block {
  return new Block(directions, tangents, tangents.every((tangent) => typeof tangent === "number"));
}

/** Returns the block with the tangent 1 along one direction. */
export function unitBlock(direction: number): Block {
  return new Block(1 << direction, [1], true);
}

/** Returns the tangents along the first `count` directions, `undefined` where there is none. */
export function entriesOf(block: Block | undefined, count: number): (Scalar | undefined)[] {
  const entries: (Scalar | undefined)[] = [];
  let next = 0;
  for (let j = 0; j < count; j++) {
    const isThere = block !== undefined && (block.directions & 1 << j) !== 0;
    entries.push(isThere ? block.tangents[next++] : undefined);
  }
  return entries;
}

/** Returns the block of those entries that are not `undefined`; `undefined` where all are. */
export function blockOfEntries(entries: readonly (Scalar | undefined)[]): Block | undefined {
  const directions = entries.reduce<number>(
    (set, own, j) => own === undefined ? set : set | 1 << j,
    0,
  );
  if (directions === 0) return undefined;
  return blockOf(directions, entries.filter((own) => own !== undefined));
}

/** Returns the scalars of a tangent: itself, or all of its block. */
export function scalarsIn(tangent: Tangent): readonly Scalar[] {
  return isBlock(tangent) ? tangent.tangents : [tangent];
}

/** Returns a tangent with a function applied to each of its scalars. */
export function changed(tangent: Tangent, change: (tangent: Scalar) => Scalar): Tangent {
  return isBlock(tangent) ? tangent.changed(change) : change(tangent);
}

function mergedNumbers(d: number, t: Block, e: number, u: Block): Block {
  const ts = t.tangents as readonly number[];
  const us = u.tangents as readonly number[];
  const directions = t.directions | u.directions;
  const sums = new Array<number>(
    ts.length + us.length - directionCount(t.directions & u.directions),
  );
  let i = 0;
  let j = 0;
  let next = 0;
  for (let rest = directions; rest !== 0; rest &= rest - 1) {
    const direction = rest & -rest;
    if ((t.directions & direction) === 0) sums[next++] = e * us[j++];
    else if ((u.directions & direction) === 0) sums[next++] = d * ts[i++];
    else sums[next++] = d * ts[i++] + e * us[j++];
  }
  return new Block(directions, sums, true);
}

/** Returns the number of directions in a set. */
export function directionCount(directions: number): number {
  let size = 0;
  for (let rest = directions; rest !== 0; rest &= rest - 1) size++;
  return size;
}
