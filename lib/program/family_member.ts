// A member of a family of paths: the instructions of one of them, with fewer rounds of its loops.

import { firstOf } from "./first_of.ts";
import { Graph, type Place } from "./graph.ts";
import type { GuardRow } from "./guard_rows.ts";
import type { Guard, GuardedTrace } from "./guarded_trace.ts";
import { type LongLoop, Uneven } from "./long_loops.ts";

/** Fewest neighbouring outputs that are a row. */
const FEWEST_OUTPUTS = 200;

/** A row of places that an operand is, one in each round of a loop. */
export interface Reading {
  readonly loop: number;
  readonly first: Place;
  readonly step: number;
}

/** Places that are left out, from one up to before another. */
interface Gap {
  readonly from: Place;
  readonly to: Place;
}

/** What a member is made of. */
interface Parts {
  readonly loops: readonly LongLoop[];
  /** What the rounds of all loops read: the operands of their instructions, and then those of their questions. */
  readonly readings: readonly Reading[];
  /** The questions of each loop. */
  readonly guards: readonly (readonly GuardRow[])[];
  /** The number of rounds of each loop. */
  readonly rounds: readonly number[];
  /** What is left out, in order. */
  readonly gaps: readonly Gap[];
}

/** Writes a member of a family. */
export class FamilyMember {
  private readonly graph: Graph = new Graph();
  private readonly guards: Guard[] = [];
  private readonly whole: GuardedTrace;
  private readonly parts: Parts;
  /** The questions of the whole that have been met. */
  private met = 0;
  /** How many places are left out in the first gaps, by how many these are. */
  private readonly omitted: readonly number[];

  constructor(whole: GuardedTrace, parts: Parts) {
    const { gaps } = parts;
    this.whole = whole;
    this.parts = parts;
    if (gaps.some(({ from }, i) => i > 0 && from < gaps[i - 1].to)) throw new Uneven();
    let omitted = 0;
    this.omitted = [0, ...gaps.map(({ from, to }) => omitted += to - from)];
  }

  path(): GuardedTrace {
    const { graph, guards, parts, whole } = this;
    let read = 0;
    let place = 0;
    const straight = (until: Place) => {
      for (; place < until; place++) {
        this.ask(place);
        if (!this.isOmitted(place)) this.copy(place);
      }
    };
    parts.loops.forEach(({ start, period, rounds }, loop) => {
      straight(start);
      const from = read;
      while (parts.readings[read]?.loop === loop) read++;
      this.write(loop, parts.readings.slice(from, read));
      place = start + period * rounds;
    });
    straight(whole.graph.size);
    this.ask(place);
    return { graph, guards, outputs: this.outputs(whole.outputs) };
  }

  /** Writes the questions that are asked before a place. */
  private ask(place: Place): void {
    const { graph, whole: { guards } } = this;
    for (; guards[this.met]?.at === place; this.met++) {
      const { question, left, right, outcome } = guards[this.met];
      const other = question === "value" ? 0 : this.at(right);
      this.guards.push({ at: graph.size, question, left: this.at(left), right: other, outcome });
    }
  }

  /** Returns where a place of the whole is. */
  private at(place: Place): Place {
    const before = this.gapsBefore(place);
    if (this.isIn(before - 1, place)) throw new Uneven();
    return place - this.omitted[before];
  }

  private isOmitted(place: Place): boolean {
    return this.isIn(this.gapsBefore(place) - 1, place);
  }

  /** Checks whether a place is in the latest gap that begins at it or before it, by the index of that, or −1. */
  private isIn(gap: number, place: Place): boolean {
    return gap >= 0 && place < this.parts.gaps[gap].to;
  }

  /** Returns how many gaps begin at a place or before it. */
  private gapsBefore(place: Place): number {
    const { gaps } = this.parts;
    return firstOf(gaps.length, (i) => gaps[i].from > place);
  }

  private copy(place: Place): void {
    const { graph, whole: { graph: whole } } = this;
    const operation = whole.operationAt(place);
    const copied = operation === undefined
      ? graph.adopt(whole, place, NOTHING)
      : graph.add(operation, whole.operands(place).map((operand) => this.at(operand)));
    if (copied !== this.at(place)) throw new Uneven();
  }

  /** Writes the rounds of a loop, with what they ask. */
  private write(loop: number, readings: readonly Reading[]): void {
    const { graph, parts, whole: { graph: whole } } = this;
    const { start, period, rounds } = parts.loops[loop];
    const questions = parts.guards[loop];
    const count = parts.rounds[loop];
    const firsts = readings.map(({ first, step }) => {
      const own = this.at(first);
      if (this.at(first + step * (rounds - 1)) !== own + step * (count - 1)) throw new Uneven();
      return own;
    });
    if (graph.size !== this.at(start)) throw new Uneven();
    const operands = readings.length - 2 * questions.length;
    for (let round = 0; round < count; round++) {
      const read = (index: number) => firsts[index] + round * readings[index].step;
      let index = 0;
      let asked = 0;
      for (let place = start; place < start + period; place++) {
        for (; questions[asked]?.first.at === place; asked++) {
          const { question, outcome } = questions[asked].first;
          const [left, right] = [0, 1].map((side) => read(operands + 2 * asked + side));
          this.guards.push({ at: graph.size, question, left, right, outcome });
        }
        const places: Place[] = [];
        for (let i = whole.count(place); i > 0; i--) places.push(read(index++));
        graph.add(whole.operationAt(place)!, places);
      }
    }
    this.met += questions.length * rounds;
  }

  /** Returns the outputs: of rows that move evenly, as many as lie between where their ends are. */
  private outputs(outputs: readonly Place[]): Place[] {
    const own: Place[] = [];
    for (let from = 0; from < outputs.length;) {
      const step = outputs[from + 1] - outputs[from];
      let to = from + 1;
      while (to < outputs.length && outputs[to] - outputs[to - 1] === step) to++;
      const first = this.at(outputs[from]);
      if (step === 0 || to - from < FEWEST_OUTPUTS) {
        own.push(first);
        from++;
        continue;
      }
      const count = (this.at(outputs[to - 1]) - first) / step + 1;
      if (!(Number.isInteger(count) && count > 0)) throw new Uneven();
      for (let i = 0; i < count; i++) own.push(first + i * step);
      from = to;
    }
    return own;
  }
}

const NOTHING = /* @__PURE__ */ new Int32Array(0);
