// Rounds of long loops that are left out of a graph while it is written. Since all operands in such a loop move evenly, what a
// round does follows from two rounds before those that are left out, the second of which is the model.

import { firstOf } from "./first_of.ts";
import type { Place } from "./place.ts";

/** The rounds of a loop that are left out: places from `from` up to before `to`, a number of whole rounds. */
export interface LeftOut {
  /** The first instruction of the loop, and the number of instructions of a round. */
  readonly start: Place;
  readonly period: number;
  /** The first instruction of the model. */
  readonly model: Place;
  readonly from: Place;
  to: Place;
  /** Up to where operands are known to move evenly. */
  evenTo: Place;
}

/** With how many places are left out up to these. */
interface Counted extends LeftOut {
  omitted: number;
}

/** All rounds that are left out of a graph. */
export class LeftOutRounds {
  /** How many places are left out. */
  omitted = 0;
  private readonly groups: Counted[] = [];
  /** The index of the group that was found last. */
  private found = 0;
  /** Of the round that was asked for last, the first place, that after the last one, and how far it is to those in the model. */
  private round = 0;
  private roundEnd = 0;
  private toModel = 0;

  /** The rounds of each loop, in order. */
  get list(): readonly LeftOut[] {
    return this.groups;
  }

  /** The latest rounds. */
  get latest(): LeftOut | undefined {
    return this.groups.at(-1);
  }

  /** Leaves out what follows the latest rounds, up to before a place. */
  extend(to: Place): void {
    const latest = this.groups.at(-1)!;
    this.omitted += to - latest.to;
    latest.to = to;
    latest.omitted = this.omitted;
    this.roundEnd = this.round;
  }

  /** Leaves out rounds of a loop after all others. */
  add(rounds: LeftOut): void {
    this.omitted += rounds.to - rounds.from;
    this.groups.push({ ...rounds, omitted: this.omitted });
    this.found = this.groups.length - 1;
  }

  /** Writes what stands in a column for the first places, with those that are left out. */
  write(column: Int32Array, places: Int32Array): void {
    let end = 0;
    let before = 0;
    const copy = (to: Place) => {
      const until = Math.min(to, places.length);
      if (until > end) places.set(column.subarray(end - before, until - before), end);
    };
    for (const { period, from, to, omitted } of this.groups) {
      copy(from);
      const until = Math.min(to, places.length);
      // Each entry moves as far as it did in the two rounds before it.
      for (let place = from; place < until; place++) {
        places[place] = 2 * places[place - period] - places[place - 2 * period];
      }
      end = to;
      before = omitted;
    }
    copy(places.length);
  }

  // What follows is about places that are not before all that is left out.

  /** Returns the index of a place in the columns of a graph; −1 where it is left out. */
  indexOf(place: Place): number {
    if (this.isInRound(place)) return -1;
    const { to, omitted } = this.before(place);
    return place < to ? -1 : place - omitted;
  }

  /** Returns the index of a place or, where that is left out, of what stands for it in the model. */
  indexOrModel(place: Place): number {
    // Mostly it is asked for places of the same round.
    if (!this.isInRound(place)) {
      const { model, period, from, to, omitted } = this.before(place);
      if (place >= to) return place - omitted;
      this.round = place - (place - model) % period;
      this.roundEnd = this.round + period;
      this.toModel = model - omitted + to - from - this.round;
    }
    return place + this.toModel;
  }

  /** Returns what stands for a place in a column of operands: they move by the same from round to round. */
  operandAt(place: Place, column: Int32Array): number {
    const index = this.indexOrModel(place);
    if (!this.isInRound(place)) return column[index];
    const { model, period } = this.before(place);
    const rounds = (this.round - model) / period;
    return column[index] + rounds * (column[index] - column[index - period]);
  }

  /** Returns how far a place that is left out is from that of the same instruction in the model. */
  distanceToModel(place: Place): number {
    this.indexOrModel(place);
    return this.round - this.before(place).model;
  }

  /** Returns the rounds that are left out of the loop of any place, or of the last loop before it. */
  ofLoopAt(place: Place): LeftOut | undefined {
    const { groups } = this;
    if (groups.length === 0) return undefined;
    const own = place < groups[0].from ? undefined : this.before(place);
    const next = groups[own === undefined ? 0 : this.found + 1];
    return next !== undefined && next.start <= place ? next : own;
  }

  private isInRound(place: Place): boolean {
    return this.round <= place && place < this.roundEnd;
  }

  /** Returns the latest rounds that begin at a place or before it. */
  before(place: Place): Counted {
    const { groups, found } = this;
    // Mostly it is the same as before.
    const own = groups[found];
    const isFound = own.from <= place &&
      (found === groups.length - 1 || groups[found + 1].from > place);
    if (isFound) return own;
    this.found = firstOf(groups.length, (i) => groups[i].from > place) - 1;
    return groups[this.found];
  }
}
