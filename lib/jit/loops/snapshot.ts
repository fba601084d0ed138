// The cotangents of a moment, to find out which of them have changed since. Of a long tape few have been reached at a moment,
// and only what is near these is looked at: each round that is pulled back by itself takes a snapshot.

import { A_FLAT_BOX, type Cotangents, NOT_REACHED } from "../../values/cotangents.ts";
import type { Scalar } from "../../values/scalar.ts";

/** How many variables are looked at together, in words of four of them. */
const WORDS = 16;

/** Successive variables, of each few of which one has been reached at least. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/** The cotangents of the first variables at a moment. */
export class Snapshot {
  private readonly size: number;
  private readonly runs: readonly Run[];
  /** The columns of all runs, one after the other. */
  private readonly numbers: Float64Array;
  private readonly companions: Float64Array | undefined;
  private readonly reached: Uint8Array;
  private readonly boxes: readonly (Scalar | undefined)[] | undefined;

  /** @param size how many variables are looked at */
  constructor({ numbers, companions, reached, boxes }: Cotangents, size: number) {
    this.size = size;
    this.runs = runsIn(reached, size);
    const length = this.runs.reduce((length, { from, to }) => length + to - from, 0);
    this.numbers = new Float64Array(length);
    this.companions = companions && new Float64Array(length);
    this.reached = new Uint8Array(length);
    let at = 0;
    for (const { from, to } of this.runs) {
      this.numbers.set(numbers.subarray(from, to), at);
      this.companions?.set(companions!.subarray(from, to), at);
      this.reached.set(reached.subarray(from, to), at);
      at += to - from;
    }
    this.boxes = boxes?.slice(0, size);
  }

  /** Replaces the cotangents by those of that moment. */
  restore({ numbers, companions, reached, boxes }: Cotangents): void {
    reached.fill(NOT_REACHED, 0, this.size);
    let at = 0;
    for (const { from, to } of this.runs) {
      const end = at + to - from;
      numbers.set(this.numbers.subarray(at, end), from);
      if (this.companions !== undefined) companions!.set(this.companions.subarray(at, end), from);
      reached.set(this.reached.subarray(at, end), from);
      at = end;
    }
    if (boxes === undefined) return;
    for (let i = 0; i < this.size; i++) boxes[i] = this.boxes?.[i];
  }

  /** Returns the indices of the variables whose cotangents are others now, in order. */
  changed(cotangents: Cotangents): number[] {
    const { boxes, reached } = cotangents;
    const changed: number[] = [];
    let run = 0;
    let at = 0;
    // What has been reached stays so: each run is within one of those that there are now.
    for (const { from, to } of runsIn(reached, this.size)) {
      for (let i = from; i < to;) {
        const until = Math.min(to, this.runs[run]?.from ?? to);
        for (; i < until; i++) if (reached[i] !== NOT_REACHED) changed.push(i);
        if (i === to) break;
        const { to: end } = this.runs[run++];
        this.compare(cotangents, i, end, at, changed);
        at += end - i;
        i = end;
      }
    }
    if (boxes === undefined && this.boxes === undefined) return changed;
    const all = new Set(changed);
    for (let i = 0; i < this.size; i++) if (boxes?.[i] !== this.boxes?.[i]) all.add(i);
    return [...all].sort((i, j) => i - j);
  }

  /** Adds those variables from one on, whose columns begin at an index, whose cotangents are others now. */
  private compare(
    { numbers, companions, reached }: Cotangents,
    from: number,
    to: number,
    at: number,
    changed: number[],
  ): void {
    const { numbers: ownNumbers, companions: ownCompanions, reached: ownReached } = this;
    const shift = at - from;
    for (let i = from; i < to; i++) {
      const own = i + shift;
      const isSame = reached[i] === ownReached[own] && Object.is(numbers[i], ownNumbers[own]) &&
        (reached[i] !== A_FLAT_BOX || Object.is(companions![i], ownCompanions![own]));
      if (!isSame) changed.push(i);
    }
  }
}

/** Returns the runs of the first variables in which some have been reached. */
function runsIn(reached: Uint8Array, size: number): Run[] {
  const words = new Int32Array(reached.buffer, 0, reached.length >> 2);
  const runs: { from: number; to: number }[] = [];
  for (let word = 0; 4 * word < size; word += WORDS) {
    const end = Math.min(word + WORDS, words.length);
    let at = word;
    while (at < end && words[at] === 0) at++;
    // What is no whole word is looked at in any case.
    if (at === end && end === word + WORDS) continue;
    const from = 4 * word;
    const to = Math.min(from + 4 * WORDS, size);
    const last = runs[runs.length - 1];
    if (last?.to === from) last.to = to;
    else runs.push({ from, to });
  }
  return runs;
}
