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
  /** For each item, the number of what makes it. */
  readonly of: Int32Array;
  /** For each maker, the number of its outermost loop, or −1. */
  readonly loopOf: Int32Array;
  private readonly sequence: PathSequence;
  /** The items of each leaf. These are the first makers. */
  private readonly leaves: Int32Array[] = [];
  /** The items that are in no loop, which are the other makers. */
  private readonly single: Int32Array;
  private readonly count: number;

  constructor(sequence: PathSequence, pieces: readonly Piece[]) {
    this.sequence = sequence;
    this.of = new Int32Array(sequence.length);
    const single: number[] = [];
    const loopOfLeaf: number[] = [];
    let loops = 0;
    for (const piece of pieces) {
      if (typeof piece === "number") {
        single.push(piece);
        continue;
      }
      forEachLeaf(piece, ({ items }) => {
        for (let t = 0; t < items.length; t++) this.of[items[t]] = this.leaves.length;
        this.leaves.push(items);
        loopOfLeaf.push(loops);
      });
      loops++;
    }
    const { length } = this.leaves;
    this.single = Int32Array.from(single);
    this.count = length + single.length;
    single.forEach((item, i) => this.of[item] = length + i);
    this.loopOf = new Int32Array(this.count).fill(-1);
    this.loopOf.set(loopOfLeaf);
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
    const { positions, slots, path: { graph, guards, outputs } } = sequence;
    const isNeeded = new Uint8Array(isRepeated.length);
    const ofLeaf = this.leaves.map((): Reading[] => []);
    for (const reading of readings) ofLeaf[reading.leaf].push(reading);
    const pending: number[] = [];
    const need = (maker: number) => {
      if (isNeeded[maker] === 1) return;
      isNeeded[maker] = 1;
      pending.push(maker);
    };
    const needPlace = (place: number) => positions[place] >= 0 && need(this.of[positions[place]]);
    outputs.forEach(needPlace);
    // A call is needed by what reads its results, which is no item.
    for (let place = 0; place < slots.length; place++) {
      if (slots[place] >= 0) needPlace(graph.left[place]);
    }
    for (const { left, right, question } of guards) {
      needPlace(left);
      if (question !== "value") needPlace(right);
    }
    for (let maker = pending.pop(); maker !== undefined; maker = pending.pop()) {
      const single = maker - this.leaves.length;
      for (const { outside, inside } of single < 0 ? ofLeaf[maker] : []) {
        for (const other of outside) if (isRepeated[other] === 0) need(other);
        for (const other of inside) need(other);
      }
      if (single < 0) continue;
      const item = this.single[single];
      for (let index = sequence.countOf(item); index > 0; index--) {
        const read = positions[sequence.operandOf(item, index - 1)];
        if (read < 0) continue;
        if (isRepeated[this.of[read]] === 0 || loopOf[this.of[read]] === -1) need(this.of[read]);
      }
    }
    return isNeeded;
  }

  /** Marks the makers of values all of which are cheap, and none an output. */
  private cheapMakers(isCheap: Uint8Array): Uint8Array {
    const { leaves, single, of, sequence: { order, positions, path: { outputs } } } = this;
    const marks = new Uint8Array(this.count);
    const isCheapItem = (item: number) => order[item] >= 0 && isCheap[order[item]] > 0;
    leaves.forEach((items, leaf) => {
      let t = 0;
      while (t < items.length && isCheapItem(items[t])) t++;
      if (t === items.length) marks[leaf] = 1;
    });
    single.forEach((item, i) => {
      if (isCheapItem(item)) marks[leaves.length + i] = 1;
    });
    for (const output of outputs) {
      if (positions[output] >= 0) marks[of[positions[output]]] = 0;
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
    const { loopOf, of, sequence } = this;
    const { order, positions } = sequence;
    const outside = new Set<number>();
    const inside = new Set<number>();
    const places = sequence.placesRead(items, index);
    let isRegular = order[items[0]] >= 0;
    let before = -1;
    let latest = -1;
    for (let t = 0; t < places.length; t++) {
      const item = positions[places[t]];
      const maker = item < 0 ? -1 : of[item];
      if (places[t] === before) isRegular = false;
      before = places[t];
      if (maker === latest && t > 0) continue;
      latest = maker;
      if (maker < 0) isRegular = false;
      else if (loopOf[maker] !== loopOf[leaf]) outside.add(maker);
      else {
        isRegular = false;
        inside.add(maker);
      }
    }
    return { leaf, outside, inside, count: items.length, isRegular };
  }

  /** Returns how often values of each leaf are read by items that are in no loop. */
  private readsOfNoLoop(): Float64Array {
    const { leaves, single, of, sequence } = this;
    const reads = new Float64Array(leaves.length);
    for (const item of single) {
      const count = sequence.countOf(item);
      const isGuard = sequence.order[item] < 0;
      for (let index = 0; index < count; index++) {
        const read = sequence.positions[sequence.operandOf(item, index)];
        if (read >= 0 && of[read] < leaves.length) reads[of[read]] += isGuard ? Infinity : 1;
      }
    }
    return reads;
  }
}
