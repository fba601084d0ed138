// A member of a family of paths: the instructions of one of them, with fewer rounds of its loops.

import { Graph, type Place } from "./graph.ts";
import type { Guard, GuardedTrace } from "./guarded_trace.ts";
import type { LongLoop } from "./long_loops.ts";

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

/** Thrown where a path is not one of a family. */
export class Uneven extends Error {
  override readonly name = "Uneven";
}

/** Writes a member of a family. */
export class FamilyMember {
  private readonly graph: Graph;
  private readonly whole: GuardedTrace;
  private readonly loops: readonly LongLoop[];
  private readonly readings: readonly Reading[];
  private readonly rounds: readonly number[];
  private readonly gaps: readonly Gap[];

  /** @param rounds the number of rounds of each loop, @param gaps what is left out, in order */
  constructor(
    whole: GuardedTrace,
    loops: readonly LongLoop[],
    readings: readonly Reading[],
    rounds: readonly number[],
    gaps: readonly Gap[],
  ) {
    this.graph = new Graph();
    this.whole = whole;
    this.loops = loops;
    this.readings = readings;
    this.rounds = rounds;
    this.gaps = gaps;
    if (gaps.some(({ from }, i) => i > 0 && from < gaps[i - 1].to)) throw new Uneven();
  }

  path(): GuardedTrace {
    const { graph, loops, readings, whole: { graph: whole, guards, outputs } } = this;
    let next = 0;
    let place = 0;
    const straight = (until: Place) => {
      for (; place < until; place++) if (!this.isOmitted(place)) this.copy(place);
    };
    loops.forEach(({ start, period, rounds }, loop) => {
      straight(start);
      const from = next;
      while (next < readings.length && readings[next].loop === loop) next++;
      this.write(loop, readings.slice(from, next));
      place = start + period * rounds;
    });
    straight(whole.size);
    return {
      graph,
      guards: guards.map((guard) => this.moved(guard)),
      outputs: this.outputs(outputs),
    };
  }

  /** Returns where a place of the whole is. */
  private at(place: Place): Place {
    let omitted = 0;
    for (const { from, to } of this.gaps) {
      if (place < from) break;
      if (place < to) throw new Uneven();
      omitted += to - from;
    }
    return place - omitted;
  }

  private isOmitted(place: Place): boolean {
    return this.gaps.some(({ from, to }) => from <= place && place < to);
  }

  private copy(place: Place): void {
    const { graph, whole: { graph: whole } } = this;
    const operation = whole.operationAt(place);
    const copied = operation === undefined
      ? graph.adopt(whole, place, NOTHING)
      : graph.add(operation, whole.operands(place).map((operand) => this.at(operand)));
    if (copied !== this.at(place)) throw new Uneven();
  }

  /** Writes the rounds of a loop. */
  private write(loop: number, readings: readonly Reading[]): void {
    const { graph, whole: { graph: whole } } = this;
    const { start, period, rounds } = this.loops[loop];
    const count = this.rounds[loop];
    const firsts = readings.map(({ first, step }) => {
      const own = this.at(first);
      if (this.at(first + step * (rounds - 1)) !== own + step * (count - 1)) throw new Uneven();
      return own;
    });
    if (graph.size !== this.at(start)) throw new Uneven();
    for (let round = 0; round < count; round++) {
      let index = 0;
      for (let place = start; place < start + period; place++) {
        const operands: Place[] = [];
        for (let i = whole.count(place); i > 0; i--, index++) {
          operands.push(firsts[index] + round * readings[index].step);
        }
        graph.add(whole.operationAt(place)!, operands);
      }
    }
  }

  private moved({ at, question, left, right, outcome }: Guard): Guard {
    for (const { start, period, rounds } of this.loops) {
      if (start < at && at < start + period * rounds) throw new Uneven();
    }
    // What is asked after the last instruction is asked there.
    const own = at === this.whole.graph.size ? this.graph.size : this.at(at);
    const other = question === "value" ? 0 : this.at(right);
    return { at: own, question, left: this.at(left), right: other, outcome };
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
