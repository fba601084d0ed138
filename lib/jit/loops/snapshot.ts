// The cotangents of a moment, to find out which of them have changed since.

import type { Cotangents } from "../../values/cotangents.ts";
import type { Scalar } from "../../values/scalar.ts";

/** The cotangents of the first variables at a moment. */
export class Snapshot {
  private readonly size: number;
  private readonly numbers: Float64Array;
  private readonly companions: Float64Array | undefined;
  private readonly reached: Uint8Array;
  private readonly boxes: readonly (Scalar | undefined)[] | undefined;

  /** @param size how many variables are looked at */
  constructor(cotangents: Cotangents, size: number) {
    this.size = size;
    this.numbers = cotangents.numbers.slice(0, size);
    this.companions = cotangents.companions?.slice(0, size);
    this.reached = cotangents.reached.slice(0, size);
    this.boxes = cotangents.boxes?.slice(0, size);
  }

  /** Replaces the cotangents by those of that moment. */
  restore(cotangents: Cotangents): void {
    cotangents.numbers.set(this.numbers);
    cotangents.reached.set(this.reached);
    if (this.companions !== undefined) cotangents.companions!.set(this.companions);
    const { boxes } = cotangents;
    if (boxes === undefined) return;
    for (let i = 0; i < this.size; i++) boxes[i] = this.boxes?.[i];
  }

  /** Returns the indices of the variables whose cotangents are others now. */
  changed({ numbers, companions, reached, boxes }: Cotangents): number[] {
    const indices: number[] = [];
    const { numbers: ownNumbers, reached: ownReached, companions: ownCompanions } = this;
    // Most cotangents are plain numbers, of which there may be hundreds of thousands.
    const areBoxes = boxes !== undefined || this.boxes !== undefined;
    for (let i = 0; i < this.size; i++) {
      const isSame = reached[i] === ownReached[i] && Object.is(numbers[i], ownNumbers[i]) &&
        (ownCompanions === undefined || Object.is(companions![i], ownCompanions[i])) &&
        (!areBoxes || boxes?.[i] === this.boxes?.[i]);
      if (!isSame) indices.push(i);
    }
    return indices;
  }
}
