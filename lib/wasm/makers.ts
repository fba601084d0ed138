// What makes the values of a folded path: the leaf of a loop makes one in each round, an item that is in no loop makes one.
// Here it is decided of which makers loops are to compute the values again.

import { forEachLeaf, type Piece } from "../program/loops.ts";
import type { PathSequence } from "./sequence.ts";

/** Most times that loops compute a value again, in the mean. */
const MOST_TIMES = 2;
/** Most values of a leaf that are computed again outside of loops. */
const MOST_OUTSIDE = 16;

/** What one operand of a leaf reads. */
interface Reading {
  readonly leaf: number;
  /** The makers of what it reads from outside of its outermost loop, and from inside. */
  readonly outside: Set<number>;
  readonly inside: Set<number>;
  /** The number of rounds. */
  readonly count: number;
  /** Whether it reads from outside in each round, and in each something else. */
  readonly isRegular: boolean;
}

/** What loops compute again. */
export interface Repetition {
  /** For each maker, 1 where loops compute again what they read of it. */
  readonly isRepeated: Uint8Array;
  /** For each maker, 1 where what it makes is read nevertheless, or is an output. */
  readonly isNeeded: Uint8Array;
}

/** The makers of a folded path, by numbers. */
export class Makers {
  /** For each item, the number of its outermost loop, or −1. */
  readonly loopOf: Int32Array;
  private readonly sequence: PathSequence;
  /** For each item, the number of its leaf, or −1. */
  private readonly leafOf: Int32Array;
  /** The items of each leaf. */
  private readonly leaves: Int32Array[] = [];

  constructor(sequence: PathSequence, pieces: readonly Piece[]) {
    const { length } = sequence;
    this.sequence = sequence;
    this.loopOf = new Int32Array(length).fill(-1);
    this.leafOf = new Int32Array(length).fill(-1);
    let loops = 0;
    for (const piece of pieces) {
      if (typeof piece === "number") continue;
      this.loopOf.fill(loops++, piece.starts[0], piece.ends[0]);
      forEachLeaf(piece, ({ items }) => {
        for (let t = 0; t < items.length; t++) this.leafOf[items[t]] = this.leaves.length;
        this.leaves.push(items);
      });
    }
  }

  /** Returns the number of what makes an item. */
  of(item: number): number {
    const leaf = this.leafOf[item];
    return leaf >= 0 ? leaf : this.leaves.length + item;
  }

  /**
   * Returns what loops are to compute again; `undefined` where that is not worth it.
   *
   * @param isCheap for each place, a number above 0 where it is cheap to compute
   */
  plan(isCheap: Uint8Array): Repetition | undefined {
    const { leaves } = this;
    const isRepeated = this.cheapMakers(isCheap);
    if (!leaves.some((_, leaf) => isRepeated[leaf] === 1)) return undefined;
    const readings = this.readings();
    const times = new Float64Array(isRepeated.length);
    for (const { outside, count } of readings) for (const maker of outside) times[maker] += count;
    this.readsOfNoLoop().forEach((reads, leaf) => {
      const isOften = times[leaf] > MOST_TIMES * leaves[leaf].length;
      if (isOften || reads > MOST_OUTSIDE) isRepeated[leaf] = 0;
    });
    // What one operand reads is computed again in all rounds, or in none.
    for (let isStable = false; !isStable;) {
      isStable = true;
      for (const { outside, isRegular } of readings) {
        const makers = [...outside];
        if (isRegular && makers.every((maker) => isRepeated[maker] === 1)) continue;
        for (const maker of makers) {
          if (isRepeated[maker] === 1) isStable = false;
          isRepeated[maker] = 0;
        }
      }
    }
    for (let maker = 0; maker < times.length; maker++) {
      if (times[maker] === 0) isRepeated[maker] = 0;
    }
    if (!leaves.some((_, leaf) => isRepeated[leaf] === 1)) return undefined;
    return { isRepeated, isNeeded: this.needed(isRepeated, readings) };
  }

  /** Marks the makers that are needed where some are computed again by their readers. */
  private needed(isRepeated: Uint8Array, readings: readonly Reading[]): Uint8Array {
    const { loopOf, sequence } = this;
    const { positions, path: { guards, outputs } } = sequence;
    const isNeeded = new Uint8Array(isRepeated.length);
    const ofLeaf = this.leaves.map((): Reading[] => []);
    for (const reading of readings) ofLeaf[reading.leaf].push(reading);
    const pending: number[] = [];
    const need = (maker: number) => {
      if (isNeeded[maker] === 1) return;
      isNeeded[maker] = 1;
      pending.push(maker);
    };
    const needPlace = (place: number) => positions[place] >= 0 && need(this.of(positions[place]));
    outputs.forEach(needPlace);
    for (const { left, right, question } of guards) {
      needPlace(left);
      if (question !== "value") needPlace(right);
    }
    for (let maker = pending.pop(); maker !== undefined; maker = pending.pop()) {
      const item = maker - this.leaves.length;
      for (const { outside, inside } of item < 0 ? ofLeaf[maker] : []) {
        for (const other of outside) if (isRepeated[other] === 0) need(other);
        for (const other of inside) need(other);
      }
      for (let index = item < 0 ? 0 : sequence.countOf(item); index > 0; index--) {
        const read = positions[sequence.operandOf(item, index - 1)];
        if (read < 0) continue;
        if (isRepeated[this.of(read)] === 0 || loopOf[read] === -1) need(this.of(read));
      }
    }
    return isNeeded;
  }

  /** Marks the makers of values all of which are cheap, and none an output. */
  private cheapMakers(isCheap: Uint8Array): Uint8Array {
    const { leaves, leafOf, sequence: { length, order, positions, path: { outputs } } } = this;
    const isCheapItem = (item: number) => order[item] >= 0 && isCheap[order[item]] > 0;
    const marks = new Uint8Array(leaves.length + length);
    leaves.forEach((items, leaf) => {
      if (items.every(isCheapItem)) marks[leaf] = 1;
    });
    for (let item = 0; item < length; item++) {
      if (leafOf[item] < 0 && isCheapItem(item)) marks[leaves.length + item] = 1;
    }
    for (const output of outputs) {
      if (positions[output] >= 0) marks[this.of(positions[output])] = 0;
    }
    return marks;
  }

  /** Returns what the operands of all leaves read. */
  private readings(): Reading[] {
    const readings: Reading[] = [];
    this.leaves.forEach((items, leaf) => {
      const count = this.sequence.countOf(items[0]);
      for (let index = 0; index < count; index++) readings.push(this.readingOf(leaf, items, index));
    });
    return readings;
  }

  private readingOf(leaf: number, items: Int32Array, index: number): Reading {
    const { loopOf, sequence } = this;
    const { order, positions } = sequence;
    const outside = new Set<number>();
    const inside = new Set<number>();
    const loop = loopOf[items[0]];
    let isRegular = order[items[0]] >= 0;
    let before = -1;
    let latest = -1;
    for (let t = 0; t < items.length; t++) {
      const place = sequence.operandOf(items[t], index);
      const item = positions[place];
      const isOutside = item >= 0 && loopOf[item] !== loop;
      if (!isOutside || place === before) isRegular = false;
      before = place;
      const maker = item < 0 ? -1 : this.of(item);
      if (maker === latest) continue;
      latest = maker;
      if (maker >= 0) (isOutside ? outside : inside).add(maker);
    }
    return { leaf, outside, inside, count: items.length, isRegular };
  }

  /** Returns how often values of each leaf are read by items that are in no loop. */
  private readsOfNoLoop(): Float64Array {
    const { leaves, leafOf, sequence } = this;
    const reads = new Float64Array(leaves.length);
    for (let item = 0; item < sequence.length; item++) {
      if (leafOf[item] >= 0) continue;
      const count = sequence.countOf(item);
      const isGuard = sequence.order[item] < 0;
      for (let index = 0; index < count; index++) {
        const read = sequence.positions[sequence.operandOf(item, index)];
        if (read >= 0 && leafOf[read] >= 0) reads[leafOf[read]] += isGuard ? Infinity : 1;
      }
    }
    return reads;
  }
}
