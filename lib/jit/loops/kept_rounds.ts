// The rounds of a loop that is kept: its steps are traced for themselves, once for each way, and compiled at once. They
// run while the loop is traced, which finds all ways that these rounds take; the program calls them as one operation.

import { Traced } from "../../values/box.ts";
import type { LoopStep, StepAnswer } from "../../values/interpreter.ts";
import type { Scalar } from "../../values/scalar.ts";
import { Captures, tracedStep } from "../../program/steps.ts";
import type { Tracer } from "../../program/tracer.ts";
import type { RoundShape } from "../../wasm/round_loop.ts";
import { type Apart, apart, conditionsOf } from "./leaves.ts";
import { builtRow, type Column, type RowPart, sourcesOf } from "./rows.ts";
import { LoopRunner, type RowSource } from "./runner.ts";
import type { Ways } from "./ways.ts";

/** Which rounds are kept, and of what. */
export interface RoundsToKeep {
  readonly step: LoopStep;
  readonly state: readonly Scalar[];
  readonly parts: readonly RowPart[];
  /** The rounds from `from` to before `to`; the last one comes first where the direction is −1. */
  readonly from: number;
  readonly to: number;
  readonly direction: 1 | -1;
  /** Whether the states are kept in which rounds begin. */
  readonly keepsStates: boolean;
  /** Returns what tells these rounds from others, as far as the arguments and answers of the step do not. */
  readonly signature: () => string;
}

/** Rounds that were kept. */
export class KeptRounds implements Column {
  readonly from: number;
  readonly to: number;
  /** The last state. */
  readonly state: readonly Scalar[];
  readonly called: Scalar;
  private readonly tracer: Tracer;
  private readonly key: string;
  private readonly waysOf: (signature: string) => Ways;
  private found: Ways | undefined;
  /** Which numbers of the state, and of the results, are structural zeros in some rounds. */
  private conditional: boolean[];
  private conditionalResults: boolean[] = [];
  private readonly rounds: RoundsToKeep;
  private first: Apart;
  private readonly sources: readonly RowSource[];
  /** How the results are made of the step that was traced first. */
  private results: Apart | undefined;

  /** @param waysOf returns the ways that are known of a signature, to which others are added */
  constructor(
    tracer: Tracer,
    key: string,
    waysOf: (signature: string) => Ways,
    rounds: RoundsToKeep,
  ) {
    const { parts, from, to } = rounds;
    this.tracer = tracer;
    this.key = key;
    this.waysOf = waysOf;
    this.rounds = rounds;
    this.from = from;
    this.to = to;
    this.sources = sourcesOf(parts, from, to);
    const rows = this.rowOperands();
    this.conditional = conditionsOf(rounds.state);
    this.first = this.taken(rounds.state, this.conditional);
    while (!this.explore([...this.first.leaves, ...rows].map((x) => this.numberOf(x)))) {
      this.found = this.results = undefined;
      this.first = this.taken(rounds.state, this.conditional);
    }
    const { leaves } = this.first;
    const operands = [...leaves, ...rows];
    const columns = parts.flatMap(({ column }) => column === undefined ? [] : [column.called]);
    const captured = this.captured();
    this.runner.note([...operands, ...captured].map((x) => this.numberOf(x)));
    this.called = this.runner.call([...operands, ...captured, ...columns]);
    tracer.questions.noteKind(this.ways.signature);
    // What is traced after it may hold for these ways only, and use none of its results: it has to run.
    if (this.ways.areAsking) tracer.compare("eq", this.called, 0);
    this.state = this.first.together(leaves.map((_, i) => this.read(-1 - i)));
  }

  get runner(): LoopRunner {
    return this.ways.runner!;
  }

  private get ways(): Ways {
    return this.found!;
  }

  /** Whether rounds have results. */
  get hasResults(): boolean {
    return this.results!.leaves.length > 0;
  }

  /** The number of leaves of a state. */
  get stateWidth(): number {
    return this.first.leaves.length;
  }

  /** Returns the leaves of the state in which a round began. */
  stateAt(i: number): Scalar[] {
    return this.readAll(this.indexOf(i), this.stateWidth);
  }

  /** Returns the results of a round. */
  resultsAt(i: number): Scalar[] {
    const states = this.rounds.keepsStates ? this.stateWidth : 0;
    const { leaves, together } = this.results!;
    return together(this.readAll(this.indexOf(i) + states, leaves.length));
  }

  private indexOf(i: number): number {
    return (i - this.from) * this.runner.loop.keptWidth;
  }

  private readAll(start: number, count: number): Traced[] {
    return Array.from({ length: count }, (_, j) => this.read(start + j));
  }

  private read(address: number): Traced {
    const leaf = this.runner.entry(this.called, address);
    return leaf instanceof Traced ? leaf : this.tracer.boxAt(this.tracer.placeOf(leaf)!);
  }

  private numberOf(x: Scalar): number {
    return typeof x === "number" ? x : this.tracer.boxAt((x as Traced).index).primal;
  }

  private captured(): Traced[] {
    const { tracer, ways: { captures } } = this;
    return captures.places(tracer.frames).map((place) => tracer.boxAt(place));
  }

  private numberOfRound(round: number): number {
    return this.rounds.direction === 1 ? this.from + round : this.to - 1 - round;
  }

  private rowOperands(): Scalar[] {
    const operands: Scalar[] = [];
    this.rounds.parts.forEach((part, k) => {
      if (this.sources[k].kind !== "operands") return;
      for (let i = this.from; i < this.to; i++) {
        for (const leaf of part.leaves(i)) operands.push(leaf);
      }
    });
    return operands;
  }

  private rowNumbers(i: number): number[] {
    return this.rounds.parts.flatMap(({ column, leaves, width }) => {
      if (column === undefined) return leaves(i).map((x) => this.numberOf(x));
      const { runner, from } = column;
      const start = (i - from) * runner.loop.keptWidth;
      return Array.from({ length: width }, (_, j) => runner.keptAt(start + j));
    });
  }

  /** Takes scalars apart, some of which get a condition that they need not have themselves. */
  private taken(scalars: readonly Scalar[], conditional: readonly boolean[]): Apart {
    const { tracer } = this;
    return apart(scalars, conditional, () => tracer.boxAt(tracer.placeOf(1)!)) ??
      tracer.refuse(NOT_STEADY);
  }

  /** Adds to a list of conditions, and returns whether there are new ones. */
  private addsTo(conditional: boolean[], scalars: readonly Scalar[]): boolean {
    let adds = false;
    conditionsOf(scalars).forEach((own, i) => {
      if (!own || conditional[i]) return;
      conditional[i] = adds = true;
    });
    return adds;
  }

  /**
   * Runs the rounds while they are traced, and traces the step of each round that goes a new way. Returns whether it has found
   * all, with no more structural zeros than were known.
   */
  private explore(operands: readonly number[]): boolean {
    const { tracer, first: { leaves } } = this;
    const start = operands.slice(0, leaves.length);
    let state = start;
    let traced = -1;
    for (let round = 0; round < this.to - this.from;) {
      if (round === traced) {
        tracer.refuse("a step of a loop does something else when it runs again");
      }
      traced = round;
      if (!this.trace(state, this.numberOfRound(round))) return false;
      if (this.needsRunner()) {
        const { ways } = this;
        ways.runner = new LoopRunner(this.shape(), this.to - this.from, ways.captures.count);
        // What has been kept so far is in the memory of another one.
        if (round > 0) {
          round = 0;
          traced = -1;
          state = start;
        }
      }
      const { loop } = this.runner;
      loop.load(this.ways.compiled());
      if (round === 0) this.fill(operands);
      loop.view.set(state, loop.stateAddress);
      loop.view.set(this.captured().map(({ primal }) => primal), loop.invariantsAddress);
      round = this.go(round);
      state = Array.from(loop.view.subarray(loop.stateAddress, loop.stateAddress + leaves.length));
    }
    return true;
  }

  /** Whether the loop that has run before is none of this kind. */
  private needsRunner(): boolean {
    const { runner, captures } = this.ways;
    if (runner === undefined || runner.invariants !== captures.count) return true;
    const shape = this.shape();
    return runner.loop.rounds !== this.to - this.from ||
      Object.entries(shape).some(([name, own]) =>
        runner.loop.shape[name as keyof RoundShape] !== own
      );
  }

  private fill(operands: readonly number[]): void {
    const { runner, sources, rounds: { parts } } = this;
    const { view, rowsAddress, shape: { row } } = runner.loop;
    runner.prepare(sources, this.numberOfRound(0));
    runner.fillRows(operands, this.stateWidth);
    sources.forEach(({ kind, offset }, k) => {
      if (kind !== "constant") return;
      for (let i = this.from; i < this.to; i++) {
        view.set(parts[k].leaves(i) as number[], rowsAddress + (i - this.from) * row + offset);
      }
    });
  }

  /** Runs rounds from one on, and returns the first that has to be traced, or the number of all. */
  private go(from: number): number {
    const { loop } = this.runner;
    try {
      return loop.go(from, this.numberOfRound(from));
    } catch {
      // A loop inside of the step goes a new way, or a function has thrown: it does so again while the step is traced.
      return loop.failedAt;
    }
  }

  /** Traces the step of a round; returns `false` if there are structural zeros that were not known. */
  private trace(state: readonly number[], i: number): boolean {
    const { rounds, tracer, first, sources } = this;
    const run = (args: Traced[]) => {
      const own = first.together(args.slice(0, first.leaves.length));
      const row = builtRow(rounds.parts, i, args.slice(first.leaves.length, -1));
      return rounds.step(own, row, args[args.length - 1]);
    };
    const outputsOf = (answer: StepAnswer) => {
      const adds = this.addsTo(this.conditional, answer.state);
      if (this.addsTo(this.conditionalResults, answer.results) || adds) return [];
      const next = this.taken(answer.state, this.conditional);
      const results = this.taken(answer.results, this.conditionalResults);
      this.results ??= results;
      if (next.make !== first.make || results.make !== this.results.make) {
        return tracer.refuse(NOT_STEADY);
      }
      const row = sources.map(({ kind, width }) => `${width} ${kind}`);
      const signature = [first.make, results.make, row, rounds.signature()].join("/");
      this.found ??= this.waysOf(signature);
      if (this.ways.signature !== signature) return tracer.refuse(NOT_STEADY);
      return [...next.leaves, ...results.leaves];
    };
    const numbers = [...state, ...this.rowNumbers(i), i];
    const { path } = tracedStep(
      tracer,
      this.key,
      numbers,
      () => this.ways.captures,
      run,
      outputsOf,
    );
    const refusal = this.ways.add(path);
    if (refusal !== undefined) tracer.refuse(refusal);
    return true;
  }

  /** The number of structural zeros of some rounds. */
  private get conditions(): number {
    return [...this.conditional, ...this.conditionalResults].filter(Boolean).length;
  }

  private shape(): RoundShape {
    const { rounds: { keepsStates, direction }, sources } = this;
    return {
      state: this.stateWidth,
      row: sources.reduce((total, { width }) => total + width, 0),
      results: this.results!.leaves.length,
      keepsStates,
      direction,
    };
  }
}

/** Why a trace ends whose steps do not go on alike. */
export const NOT_STEADY =
  "the steps of a loop answer states or results that are made in different ways";
