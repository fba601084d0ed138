// Rounds of a loop run while they are traced: the step of a round that goes a way that is not known is traced for itself, all ways
// so far are compiled, and the rounds go on in that program.

import type { Traced } from "../../values/traced.ts";
import type { StepAnswer } from "../../values/interpreter.ts";
import type { Scalar } from "../../values/scalar.ts";
import { tracedStep } from "../../program/steps.ts";
import type { Tracer } from "../../program/tracer.ts";
import type { RoundShape } from "../../wasm/round_loop.ts";
import type { KnownConditions } from "./known_conditions.ts";
import { apart, type TakenApart } from "./leaves.ts";
import { builtRow, operandsOfRows, presetRows, rowNumbers, sourcesOf } from "./rows.ts";
import { NOT_STEADY, type RoundsToKeep } from "./rounds_to_keep.ts";
import { exploring, LoopRunner } from "./runner.ts";
import type { LoopWays } from "./ways.ts";
import type { RowSource } from "./windowed_loop.ts";
import { type Windows, windowsFor, windowsLike } from "./windows.ts";

/** Thrown where numbers of the state or of results are structural zeros in some ways that were none before. */
class MoreConditions extends Error {
  override readonly name = "MoreConditions";
}

/** Rounds that have run while they were traced. */
export class Exploration {
  /** How the state is made. */
  first: TakenApart;
  /** How the results are made. */
  results: TakenApart | undefined;
  /** What the rounds run from: the state, and rows. */
  readonly operands: readonly Scalar[];
  /** Their numbers. */
  numbers: readonly number[] = [];
  private readonly tracer: Tracer;
  private readonly key: string;
  private readonly waysOf: (signature: string) => LoopWays;
  private readonly rounds: RoundsToKeep;
  private readonly sources: readonly RowSource[];
  private found: LoopWays | undefined;
  private readonly conditional: KnownConditions;

  /**
   * @param key what tells the loop from others
   * @param waysOf returns the ways that are known of a signature, to which others are added
   * @param conditional what earlier traces have found to be structural zeros in some rounds, to which is added
   */
  constructor(
    tracer: Tracer,
    key: string,
    waysOf: (signature: string) => LoopWays,
    rounds: RoundsToKeep,
    conditional: KnownConditions,
  ) {
    const { parts, from, to, state } = rounds;
    this.tracer = tracer;
    this.key = key;
    this.waysOf = waysOf;
    this.rounds = rounds;
    this.sources = sourcesOf(parts, from, to);
    this.conditional = conditional;
    conditional.begin(state);
    const rows = operandsOfRows(parts, this.sources, from, to);
    while (true) {
      this.first = this.taken(state, conditional.state);
      try {
        this.numbers = [...this.first.leaves, ...rows].map((x) => this.numberOf(x));
        exploring(() => this.explore(this.numbers));
        break;
      } catch (error) {
        if (!(error instanceof MoreConditions)) throw error;
        this.found = this.results = undefined;
      }
    }
    this.operands = [...this.first.leaves, ...rows];
  }

  /** All ways that were found. */
  get ways(): LoopWays {
    return this.found!;
  }

  get runner(): LoopRunner {
    return this.ways.runner!;
  }

  /** Returns what the steps take from the trace around them. */
  captured(): Traced[] {
    const { tracer, ways: { captures } } = this;
    return captures.places(tracer.frames).map((place) => tracer.boxAt(place));
  }

  /** Returns the number of a number of the trace. */
  numberOf(x: Scalar): number {
    return typeof x === "number" ? x : this.tracer.boxAt((x as Traced).index).primal;
  }

  private numberOfRound(round: number): number {
    const { direction, from, to } = this.rounds;
    return direction === 1 ? from + round : to - 1 - round;
  }

  /** Takes scalars apart, some of which get a condition that they need not have themselves. */
  private taken(scalars: readonly Scalar[], conditional: readonly boolean[]): TakenApart {
    const { tracer } = this;
    const one = () => {
      // Earlier traces may have met structural zeros of some rounds, and this one none yet.
      tracer.selects = true;
      return tracer.boxAt(tracer.placeOf(1)!);
    };
    const wanted = (i: number) => this.conditional.areAll || conditional[i];
    return apart(scalars, wanted, one) ?? tracer.refuse(NOT_STEADY);
  }

  private explore(operands: readonly number[]): void {
    const { tracer, first: { leaves }, rounds: { from, to } } = this;
    const start = operands.slice(0, leaves.length);
    let state = start;
    let traced = -1;
    for (let round = 0; round < to - from;) {
      if (round === traced) {
        tracer.refuse("a step of a loop does something else when it runs again");
      }
      traced = round;
      this.trace(state, this.numberOfRound(round));
      if (this.needsRunner()) {
        const { ways } = this;
        ways.runner = new LoopRunner(this.shape(), this.windows(), ways.captures.count);
        // What has been kept so far is in the memory of another one.
        if (round > 0) [round, traced, state] = [0, -1, start];
      }
      const { loop } = this.runner;
      loop.load(this.ways.compiled());
      if (round === 0) this.fill(operands);
      loop.view.set(state, loop.stateAddress);
      loop.view.set(this.captured().map(({ primal }) => primal), loop.invariantsAddress);
      round = this.go(round);
      state = Array.from(loop.view.subarray(loop.stateAddress, loop.stateAddress + leaves.length));
    }
  }

  /** Whether any way reads the states that another loop has kept. */
  readsColumns(): boolean {
    const start = this.first.leaves.length;
    return this.sources.some(({ kind, offset, width }) =>
      kind === "column" && this.ways.needs(start + offset, start + offset + width)
    );
  }

  /** Whether the loop that has run before is none of this kind. */
  private needsRunner(): boolean {
    const { ways: { runner, captures } } = this;
    if (runner === undefined || runner.invariants !== captures.count) return true;
    // There are programs in which it runs without the loop whose states are read.
    if (runner.isAlone && this.readsColumns()) return true;
    const { loop } = runner;
    const isOther = ([name, own]: [string, unknown]) =>
      loop.shape[name as keyof RoundShape] !== own;
    const isOtherWindow = ([name, own]: [string, unknown]) =>
      runner.rounds.windows[name as keyof Windows] !== own;
    return Object.entries(this.shape()).some(isOther) ||
      Object.entries(this.windows()).some(isOtherWindow);
  }

  /** Returns which rounds are in memory at a time: those that are pulled back as those are that have kept their states. */
  private windows(): Windows {
    const { rounds: { from, to, keepsStates, keepsFew }, first: { leaves }, sources } = this;
    const rows = to - from;
    return keepsStates
      ? windowsFor(rows, leaves.length, keepsFew)
      : windowsLike(rows, this.shape().row, sources.find(({ runner }) => runner !== undefined));
  }

  private fill(operands: readonly number[]): void {
    const { runner, sources, rounds: { parts, from } } = this;
    runner.prepare(sources, this.numberOfRound(0));
    runner.rounds.fillRows(operands, this.first.leaves.length);
    presetRows(runner.rounds, parts, sources, from);
  }

  /** Runs rounds from one on, and returns the first that has to be traced, or the number of all. */
  private go(from: number): number {
    const { rounds } = this.runner;
    try {
      return rounds.go(from);
    } catch {
      // A loop inside of the step goes a new way, or a function has thrown: it does so again while the step is traced.
      return rounds.failedAt;
    }
  }

  /** Traces the step of a round. */
  private trace(state: readonly number[], i: number): void {
    const { rounds, tracer, first } = this;
    const run = (args: Traced[]) => {
      const own = first.together(args.slice(0, first.leaves.length));
      const row = builtRow(rounds.parts, i, args.slice(first.leaves.length, -1));
      return rounds.step(own, row, args[args.length - 1]);
    };
    const rows = rowNumbers(rounds.parts, i, (x) => this.numberOf(x));
    const numbers = [...state, ...rows, i];
    const captures = () => this.ways.captures;
    const outputsOf = (answer: StepAnswer) => this.outputsOf(answer);
    const { path } = tracedStep(tracer, this.key, numbers, captures, run, outputsOf);
    const refusal = this.ways.add(path);
    if (refusal !== undefined) tracer.refuse(refusal);
  }

  /** Returns the leaves of what a step has answered, which has to be made as all answers are. */
  private outputsOf({ state, results }: StepAnswer): Scalar[] {
    const { rounds, first, sources, tracer, conditional } = this;
    if (conditional.adds(state, results)) throw new MoreConditions();
    const next = this.taken(state, conditional.state);
    const made = this.taken(results, conditional.results);
    this.results ??= made;
    const row = sources.map(({ kind, width }) => `${width} ${kind}`);
    const signature = [first.make, made.make, row, rounds.signature()].join("/");
    this.found ??= this.waysOf(signature);
    const isOther = next.make !== first.make || made.make !== this.results.make;
    if (isOther || this.ways.signature !== signature) return tracer.refuse(NOT_STEADY);
    return [...next.leaves, ...made.leaves];
  }

  private shape(): RoundShape {
    const { rounds: { keepsStates, direction }, sources } = this;
    return {
      state: this.first.leaves.length,
      row: sources.reduce((total, { width }) => total + width, 0),
      results: this.results!.leaves.length,
      keepsStates,
      direction,
    };
  }
}
