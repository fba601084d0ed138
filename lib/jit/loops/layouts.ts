// Which tangents there are in the state of a loop in forward mode, round by round: in the first rounds some may be structural
// zeros that later are none.

import { isSame, type TangentLayout } from "../../rules/split_duals.ts";

/** Layouts by the number of a round. They change in the order of time only. */
export class Layouts {
  private readonly direction: 1 | -1;
  private readonly changes: { readonly from: number; readonly layout: TangentLayout }[] = [];

  /** @param direction −1 where the rounds of larger numbers come first */
  constructor(direction: 1 | -1, first?: number, layout?: TangentLayout) {
    this.direction = direction;
    if (first !== undefined && layout !== undefined) this.set(first, layout);
  }

  /** Returns the layout of a round. */
  at(round: number): TangentLayout {
    return this.find(round)!;
  }

  /** Sets the layout from a round on, and returns whether it is another one than before. */
  set(round: number, layout: TangentLayout): boolean {
    const before = this.find(round);
    if (before !== undefined && isSame(before, layout)) return false;
    this.changes.push({ from: this.direction * round, layout });
    return before !== undefined;
  }

  private find(round: number): TangentLayout | undefined {
    return this.changes.findLast(({ from }) => from <= this.direction * round)?.layout;
  }
}
