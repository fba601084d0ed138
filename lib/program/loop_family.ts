// A long path as one of a family: the same loops with other numbers of rounds. Since all operands in a round move evenly, a
// member with few rounds says how each operand of any member is found, and what is true of one is true of all.

import { FamilyMember, type Reading } from "./family_member.ts";
import { firstOf } from "./first_of.ts";
import { INPUT, type Place } from "./graph.ts";
import { type GuardRow, guardRowsOf } from "./guard_rows.ts";
import type { GuardedTrace } from "./guarded_trace.ts";
import { type LongLoop, longLoops, Uneven } from "./long_loops.ts";

/** The numbers of rounds that are left out are multiples of this, so that several rounds may be one. */
const UNIT = 12;
/** Fewest rounds that a loop is left with, half of them before what is left out. */
const FEWEST_ROUNDS = 48;

/** Where places are left out. */
interface Cut {
  readonly at: Place;
  /** The number of the loops whose rounds are left out together. */
  readonly group: number;
  /** The number of places for each round of the group. */
  readonly width: number;
}

/** Inputs that loops read one after the other. */
interface InputRow {
  /** Those that all of the loops read. */
  first: Place;
  last: Place;
  readonly readings: Reading[];
}

/** A path, and those that differ from it by the rounds of their loops. */
export class LoopFamily {
  /** How many units of rounds a member may leave out of each group of loops. */
  readonly most: readonly number[];
  private readonly path: GuardedTrace;
  private readonly loops: readonly LongLoop[];
  /** For each loop and row its group, and the number of its rounds or places for each round of the group. */
  private readonly groupOf: readonly number[];
  private readonly rates: readonly number[];
  private readonly readings: readonly Reading[];
  private readonly rows: readonly InputRow[];
  private readonly guards: readonly (readonly GuardRow[])[];
  private readonly cuts: readonly Cut[];

  private constructor(path: GuardedTrace, loops: readonly LongLoop[], length: number) {
    this.path = path;
    this.loops = loops;
    this.guards = loops.map((loop) => guardRowsOf(path.guards, loop));
    this.readings = loops.flatMap((_, loop) => this.readingsOf(loop));
    this.rows = this.rowsOf();
    const { groupOf, rates, groups } = this.grouped();
    this.groupOf = groupOf;
    this.rates = rates;
    const all = loops.reduce((length, { period }) => length + period, 0);
    const kept = Math.max(FEWEST_ROUNDS, Math.ceil(length / all));
    this.most = Array.from({ length: groups }, (_, group) => {
      const rounds = loops.map((loop, i) =>
        groupOf[i] === group ? (loop.rounds - kept) / rates[i] : Infinity
      );
      return Math.max(0, Math.floor(Math.min(...rounds) / UNIT));
    });
    this.cuts = this.cutsFor(Math.floor(kept / 2));
  }

  /**
   * Returns the family of a path; `undefined` where it has no long loops, or they read one another in no steady ratio.
   *
   * @param length how many instructions a member has at least
   */
  static of(path: GuardedTrace, length: number): LoopFamily | undefined {
    const { graph } = path;
    for (let i = 0; i < graph.inputs; i++) {
      if (graph.operationOf(i) !== INPUT || graph.leftOf(i) !== i) return undefined;
    }
    const loops = longLoops(graph, graph.inputs);
    if (loops.length === 0) return undefined;
    try {
      return new LoopFamily(path, loops, length);
    } catch (error) {
      if (error instanceof Uneven) return undefined;
      throw error;
    }
  }

  /** The number of instructions of the shortest member. */
  get shortest(): number {
    return this.cuts.reduce(
      (size, { group, width }) => size - UNIT * this.most[group] * width,
      this.path.graph.size,
    );
  }

  /**
   * Returns the member that leaves out so many units of rounds of each group.
   *
   * @throws {Uneven} if there is none
   */
  member(units: readonly number[]): GuardedTrace {
    const { path, loops, readings, guards, cuts, groupOf, rates } = this;
    const rounds = loops.map((loop, i) => loop.rounds - UNIT * units[groupOf[i]] * rates[i]);
    const gaps = cuts.map(({ at, group, width }) => ({
      from: at,
      to: at + UNIT * units[group] * width,
    }));
    return new FamilyMember(path, { loops, readings, guards, rounds, gaps }).path();
  }

  /** Returns what the rounds of a loop read. */
  private readingsOf(loop: number): Reading[] {
    const { graph } = this.path;
    const { start, period } = this.loops[loop];
    const readings: Reading[] = [];
    for (let place = start; place < start + period; place++) {
      const count = graph.count(place);
      for (let i = 0; i < count; i++) {
        const first = graph.operand(place, i);
        readings.push({ loop, first, step: graph.operand(place + period, i) - first });
      }
    }
    for (const { first, left, right } of this.guards[loop]) {
      readings.push({ loop, first: first.left, step: left });
      readings.push({ loop, first: first.right, step: right });
    }
    return readings;
  }

  private lastOf({ loop, first, step }: Reading): Place {
    return first + step * (this.loops[loop].rounds - 1);
  }

  private rowsOf(): InputRow[] {
    const rows: InputRow[] = [];
    for (const reading of this.readings) {
      const [first, last] = [reading.first, this.lastOf(reading)].sort((a, b) => a - b);
      if (reading.step === 0 || last >= this.path.graph.inputs) continue;
      const middle = (first + last) / 2;
      const row = rows.find((other) => other.first < middle && middle < other.last);
      if (row === undefined) rows.push({ first, last, readings: [reading] });
      else {
        row.first = Math.max(row.first, first);
        row.last = Math.min(row.last, last);
        row.readings.push(reading);
      }
    }
    return rows;
  }

  /**
   * Divides the loops into groups, with the rows of inputs after them: those that read one another, or the same inputs, have
   * their numbers of rounds in steady ratios.
   */
  private grouped(): { groupOf: number[]; rates: number[]; groups: number } {
    const { loops, readings, rows } = this;
    const links = [...loops, ...rows].map((): { other: number; ratio: number }[] => []);
    const link = ({ loop, step }: Reading, other: number, period: number) => {
      const ratio = Math.abs(step) / period;
      links[loop].push({ other, ratio });
      links[other].push({ other: loop, ratio: 1 / ratio });
    };
    for (const reading of readings) {
      if (reading.step === 0) continue;
      const other = this.loopAt((reading.first + this.lastOf(reading)) / 2);
      if (other >= 0) link(reading, other, loops[other].period);
    }
    rows.forEach((row, i) => row.readings.forEach((own) => link(own, loops.length + i, 1)));
    const groupOf = links.map(() => -1);
    const rates = links.map(() => 1);
    let groups = 0;
    for (let first = 0; first < loops.length; first++) {
      if (groupOf[first] >= 0) continue;
      const members = [first];
      groupOf[first] = groups;
      for (const member of members) {
        for (const { other, ratio } of links[member]) {
          if (groupOf[other] < 0) {
            groupOf[other] = groups;
            rates[other] = rates[member] * ratio;
            members.push(other);
          }
        }
      }
      const least = Math.min(...members.map((member) => rates[member]));
      for (const member of members) rates[member] /= least;
      groups++;
    }
    if (!rates.every(Number.isInteger)) throw new Uneven();
    return { groupOf, rates, groups };
  }

  private loopAt(place: number): number {
    const { loops } = this;
    const next = firstOf(loops.length, (i) => loops[i].start > place);
    if (next === 0) return -1;
    const { start, period, rounds } = loops[next - 1];
    return place < start + period * rounds ? next - 1 : -1;
  }

  /** Returns where places are left out: in each loop, and in each row of inputs that one reads. */
  private cutsFor(rounds: number): Cut[] {
    const { loops, groupOf, rates } = this;
    const cuts = loops.map(({ start, period }, i): Cut => ({
      at: start + rounds * period,
      group: groupOf[i],
      width: period * rates[i],
    }));
    this.rows.forEach(({ first, readings }, i) => {
      const row = loops.length + i;
      const width = rates[row];
      const isSteady = readings.every(({ loop, step }) => Math.abs(step) * rates[loop] === width);
      if (!isSteady) throw new Uneven();
      cuts.push({ at: first + rounds * width, group: groupOf[row], width });
    });
    return cuts.sort((a, b) => a.at - b.at);
  }
}
