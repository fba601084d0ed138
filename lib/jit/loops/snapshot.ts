// The cotangents of a moment, to find out which of them have changed since. Of a long tape few have been reached at a moment,
// and only these are looked at: each round that is pulled back by itself takes a snapshot.

import { A_FLAT_BOX, type Cotangents, NOT_REACHED } from "../../values/cotangents.ts";
import type { Scalar } from "../../values/scalar.ts";

/** The cotangents of the first variables at a moment. */
export class Snapshot {
  private readonly size: number;
  /** The variables that have been reached, in order, and their columns. */
  private readonly indices: Int32Array;
  private readonly numbers: Float64Array;
  private readonly companions: Float64Array;
  private readonly reached: Uint8Array;
  private readonly boxes: readonly (Scalar | undefined)[] | undefined;

  /** @param size how many variables are looked at */
  constructor(cotangents: Cotangents, size: number) {
    const { numbers, companions, reached, boxes } = cotangents;
    const isReached = reachedIn(reached, size);
    let count = 0;
    for (let i = isReached(0); i < size; i = isReached(i + 1)) count++;
    this.size = size;
    this.indices = new Int32Array(count);
    this.numbers = new Float64Array(count);
    this.companions = new Float64Array(count);
    this.reached = new Uint8Array(count);
    for (let i = isReached(0), at = 0; i < size; i = isReached(i + 1), at++) {
      this.indices[at] = i;
      this.numbers[at] = numbers[i];
      this.reached[at] = reached[i];
      if (reached[i] === A_FLAT_BOX) this.companions[at] = companions![i];
    }
    this.boxes = boxes?.slice(0, size);
  }

  /** Replaces the cotangents by those of that moment. */
  restore({ numbers, companions, reached, boxes }: Cotangents): void {
    const { size, indices } = this;
    reached.fill(NOT_REACHED, 0, size);
    for (let at = 0; at < indices.length; at++) {
      const i = indices[at];
      numbers[i] = this.numbers[at];
      reached[i] = this.reached[at];
      if (reached[i] === A_FLAT_BOX) companions![i] = this.companions[at];
    }
    if (boxes === undefined) return;
    for (let i = 0; i < size; i++) boxes[i] = this.boxes?.[i];
  }

  /** Returns the indices of the variables whose cotangents are others now, in order. */
  changed({ numbers, companions, reached, boxes }: Cotangents): number[] {
    const { size, indices } = this;
    const changed: number[] = [];
    const areBoxes = boxes !== undefined || this.boxes !== undefined;
    const isReached = reachedIn(reached, size);
    const next = areBoxes ? (i: number) => i : isReached;
    let at = 0;
    for (let i = next(0); i < size; i = next(i + 1)) {
      // What has been reached stays so.
      const was = indices[at] === i ? at++ : -1;
      const isSame = reached[i] === (was < 0 ? NOT_REACHED : this.reached[was]) &&
        (was < 0 || Object.is(numbers[i], this.numbers[was]) &&
            (reached[i] !== A_FLAT_BOX || Object.is(companions![i], this.companions[was]))) &&
        (!areBoxes || boxes?.[i] === this.boxes?.[i]);
      if (!isSame) changed.push(i);
    }
    return changed;
  }
}

/** Returns what finds the first variable from one on that has been reached; before `size`, or that. */
function reachedIn(reached: Uint8Array, size: number): (from: number) => number {
  const words = new Int32Array(reached.buffer, 0, size >> 2);
  return (from) => {
    let i = from;
    while (i < size && reached[i] === NOT_REACHED) {
      if ((i & 3) === 0) {
        let word = i >> 2;
        while (word < words.length && words[word] === 0) word++;
        i = 4 * word;
        if (i >= size || reached[i] !== NOT_REACHED) break;
      }
      i++;
    }
    return Math.min(i, size);
  };
}
