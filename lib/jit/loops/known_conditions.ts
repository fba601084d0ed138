// Which numbers of a loop are structural zeros in some rounds. What one trace has found holds for later ones, so that the way that
// a round happens to go first does not decide what the program is like.

import type { Scalar } from "../../values/scalar.ts";
import { conditionsOf } from "./leaves.ts";
import { addMarks } from "./sparse_lists.ts";

/**
 * How often other numbers may become structural zeros before all of them are taken for such: there may be others in each
 * round. Tests allow other numbers.
 */
export const mostSurprises: { inNumbers: number } = { inNumbers: 3 };

/** Which numbers of the state of a loop, and of its results, are structural zeros in some rounds. */
export class KnownConditions {
  readonly state: boolean[] = [];
  readonly results: boolean[] = [];
  /** How often there were more of them than were known. */
  private surprises = 0;

  /** Whether all numbers are taken for such. */
  get areAll(): boolean {
    return this.surprises >= mostSurprises.inNumbers;
  }

  /** Adds those of the state in which a loop begins. */
  begin(state: readonly Scalar[]): void {
    addMarks(this.state, conditionsOf(state));
  }

  /** Adds those of what a round answers, and returns whether there are new ones. */
  adds(state: readonly Scalar[], results: readonly Scalar[]): boolean {
    if (this.areAll) return false;
    const isMore = [
      addMarks(this.state, conditionsOf(state)),
      addMarks(this.results, conditionsOf(results)),
    ].includes(true);
    if (isMore) this.surprises++;
    return isMore;
  }
}
