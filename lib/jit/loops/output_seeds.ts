// The cotangents of what a loop has answered, round by round.

import type { Sparse } from "../../values/interpretation.ts";
import type { Scalar } from "../../values/scalar.ts";

/** A result of a round that is a number of a later state as well. */
interface Origin {
  readonly result: number;
  /** How many rounds have passed it on as it is, after the one that follows its own. */
  readonly age: number;
}

/**
 * Returns for each number of a state the result that is the same variable: of the round before, or of an earlier one from
 * which it has been passed on since.
 *
 * @param same for each output of a step, the first that is the same variable, @param count how many numbers a state has
 * @param passes for each number of a state, the number of the next state that it is passed on as, or −1
 */
export function originsOf(
  same: readonly number[],
  count: number,
  passes: readonly number[],
): readonly (Origin | undefined)[] {
  const origins = new Array<Origin | undefined>(count).fill(undefined);
  for (let result = same.length - count - 1; result >= 0; result--) {
    let number = same[count + result];
    for (let age = 0; number >= 0 && number < count; age++) {
      origins[number] = { result, age };
      number = passes[number] ?? -1;
    }
  }
  return origins;
}

/** Cotangents of the last state, and of the results of all rounds. */
export class OutputSeeds {
  private readonly seeds: Sparse;
  private readonly count: number;
  private readonly same: readonly number[];
  private readonly from: number;
  /** For each number of a state that no round passes on any more, the result that it is. */
  private readonly origins: readonly (Origin | undefined)[];
  /** The largest age among these: earlier rounds have a state that is in part older than all results. */
  readonly oldest: number;

  /**
   * @param count how many numbers a state has
   * @param same for each output of a step, the first that is the same variable
   * @param passes for each number of a state, the number of the next state that it is passed on as, or −1
   * @param from the first round
   */
  constructor(
    seeds: Sparse,
    count: number,
    same: readonly number[],
    passes: readonly number[],
    from: number,
  ) {
    this.seeds = seeds;
    this.count = count;
    this.same = same;
    this.from = from;
    const all = originsOf(same, count, passes);
    const last = all.map((origin, k) => (passes[k] ?? -1) < 0 ? origin : undefined);
    this.origins = last.some((origin) => origin !== undefined) ? last : [];
    this.oldest = last.reduce((oldest, origin) => Math.max(oldest, origin?.age ?? 0), 0);
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
   * Returns the cotangents that the state of a round has as results of earlier rounds: where it is one variable with them. It is
   * given them in the last round that has it, whose uses of it are the first that are pulled back. The list is empty if no
   * result ever is a state.
   */
  ofStateBefore(i: number): Sparse {
    return this.origins.map((origin) => {
      if (origin === undefined || i - 1 - origin.age < this.from) return undefined;
      return this.ofResult(i - 1 - origin.age, origin.result);
    });
  }

  private ofResult(i: number, j: number): Scalar | undefined {
    const width = this.same.length - this.count;
    return this.seeds[this.count + (i - this.from) * width + j];
  }
}
