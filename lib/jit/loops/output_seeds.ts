// The cotangents of what a loop has answered, round by round.

import type { Sparse } from "../../values/interpretation.ts";
import type { Scalar } from "../../values/scalar.ts";

/** Cotangents of the last state, and of the results of all rounds. */
export class OutputSeeds {
  private readonly seeds: Sparse;
  private readonly count: number;
  private readonly same: readonly number[];
  private readonly from: number;
  /** For each number of a state, the result that is the same variable if it is the next state, or −1. */
  private readonly resultOf: readonly number[];

  /**
   * @param count how many numbers a state has
   * @param same for each output of a step, the first that is the same variable
   * @param from the first round
   */
  constructor(seeds: Sparse, count: number, same: readonly number[], from: number) {
    this.seeds = seeds;
    this.count = count;
    this.same = same;
    this.from = from;
    const resultOf = new Array<number>(count).fill(-1);
    for (let j = same.length - count - 1; j >= 0; j--) {
      if (same[count + j] < count) resultOf[same[count + j]] = j;
    }
    this.resultOf = resultOf.some((j) => j >= 0) ? resultOf : [];
  }

  /** The cotangents of the last state. */
  get last(): Sparse {
    return this.seeds.slice(0, this.count);
  }

  /** Returns the cotangents of the results of a round that are no other output as well. */
  ofResults(i: number): Sparse {
    const { count, same } = this;
    return Array.from(
      { length: same.length - count },
      (_, j) => same[count + j] === count + j ? this.ofResult(i, j) : undefined,
    );
  }

  /**
   * Returns the cotangents that the state of a round has as results of the round before: where these are the next state as well,
   * they are one variable with it. The list is empty if no result ever is.
   */
  ofStateBefore(i: number): Sparse {
    const isFirst = i === this.from;
    return this.resultOf.map((j) => j < 0 || isFirst ? undefined : this.ofResult(i - 1, j));
  }

  private ofResult(i: number, j: number): Scalar | undefined {
    const width = this.same.length - this.count;
    return this.seeds[this.count + (i - this.from) * width + j];
  }
}
