// The rounds of a loop that is kept: its steps are traced for themselves, once for each way, and compiled at once. They
// run while the loop is traced, which finds all ways that these rounds take; the program calls them as one operation.

import { Traced } from "../../values/box.ts";
import type { LoopStep, StepAnswer } from "../../values/interpreter.ts";
import type { Scalar } from "../../values/scalar.ts";
import { ownBinary, ownNary } from "../../operations/own_rows.ts";
import { tracedStep } from "../../program/steps.ts";
import type { Tracer } from "../../program/tracer.ts";
import { RoundLoop } from "../../wasm/round_loop.ts";
import { type Apart, apart, together } from "./leaves.ts";
import { builtRow, RowNumbers, type RowPart } from "./rows.ts";
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
  /** Ends the trace where a step has changed how scalars are made. */
  readonly checkSteady: () => void;
}

/** Thrown in a program whose loop takes a way that it had not taken before. */
export class NewWay extends Error {
  override readonly name = "NewWay";
}

/** Rounds that were kept. */
export class KeptRounds {
  readonly rounds: RoundsToKeep;
  /** The last state. */
  readonly state: readonly Scalar[];
  /** The result of the operation that runs the rounds: what reads from them depends on it. */
  readonly called: Scalar;
  private readonly tracer: Tracer;
  private readonly key: string;
  private readonly ways: Ways;
  private readonly first: Apart;
  private readonly rows: RowNumbers;
  /** The answer of the step that was traced first. */
  private answer: StepAnswer | undefined;
  /** How its results are made. */
  private results: Apart = { leaves: [], make: "" };
  private loop: RoundLoop | undefined;
  private readonly entry: (called: Scalar, address: number) => Scalar;
  private final: Float64Array = new Float64Array(0);

  constructor(tracer: Tracer, key: string, ways: Ways, rounds: RoundsToKeep) {
    this.tracer = tracer;
    this.key = key;
    this.ways = ways;
    this.rounds = rounds;
    this.first = apart(rounds.state)!;
    const { leaves } = this.first;
    this.rows = new RowNumbers(rounds.parts, rounds.from, rounds.to);
    const operands = [...leaves, ...this.rows.operands()];
    const numbers = operands.map((x) => this.numberOf(x));
    this.explore(numbers);

    const captured = ways.captures.places(tracer.starts).map((place) => tracer.boxAt(place));
    let isExplored = true;
    const call = ownNary({
      name: "loop",
      value: (xs) => {
        if (isExplored) isExplored = false;
        else this.run(xs, captured.length);
        return 0;
      },
      partials: 0,
    });
    this.called = call([...captured, ...operands, ...this.rows.columns()]);
    isExplored = false;
    this.entry = ownBinary({
      name: "loop, entry",
      value: (_called, address) => address < 0 ? this.final[-1 - address] : this.keptAt(address),
      partials: [0, 0],
    });
    this.state = together(rounds.state, leaves.map((_, i) => this.read(-1 - i)));
  }

  /** Whether rounds have results. */
  get hasResults(): boolean {
    return this.answer!.results.length > 0;
  }

  /** The number of leaves of a state. */
  get stateWidth(): number {
    return this.first.leaves.length;
  }

  /** Returns the leaves of the state in which a round began. */
  stateAt(i: number): Scalar[] {
    const start = this.addressOf(i);
    return this.first.leaves.map((_, j) => this.read(start + j));
  }

  /** Returns the results of a round. */
  resultsAt(i: number): Scalar[] {
    const { state, keepsStates } = this.loop!.shape;
    const start = this.addressOf(i) + (keepsStates ? state : 0);
    return together(this.answer!.results, this.results.leaves.map((_, j) => this.read(start + j)));
  }

  /** Copies the leaves of the states from a round on into rows. */
  copyStates(rows: Float64Array, first: number, stride: number, from: number, to: number): void {
    const { view, keptAddress, keptWidth, shape: { state } } = this.loop!;
    const start = keptAddress + this.addressOf(from);
    if (stride === keptWidth && stride === state) {
      rows.set(view.subarray(start, start + (to - from) * state), first);
      return;
    }
    for (let i = 0; i < to - from; i++) {
      for (let j = 0; j < state; j++) {
        rows[first + i * stride + j] = view[start + i * keptWidth + j];
      }
    }
  }

  /** Returns the numbers of the leaves of the state in which a round began. */
  numbersAt(i: number): number[] {
    const start = this.addressOf(i);
    return this.first.leaves.map((_, j) => this.keptAt(start + j));
  }

  private addressOf(i: number): number {
    return (i - this.rounds.from) * this.loop!.keptWidth;
  }

  private keptAt(address: number): number {
    return this.loop!.view[this.loop!.keptAddress + address];
  }

  private read(address: number): Traced {
    const leaf = this.entry(this.called, address);
    return leaf instanceof Traced ? leaf : this.tracer.boxAt(this.tracer.placeOf(leaf)!);
  }

  private numberOf(x: Scalar): number {
    return typeof x === "number" ? x : this.tracer.boxAt((x as Traced).index).primal;
  }

  private numberOfRound(round: number): number {
    const { direction, from, to } = this.rounds;
    return direction === 1 ? from + round : to - 1 - round;
  }

  /** Runs the rounds while they are traced, and traces the step of each round that goes a new way. */
  private explore(operands: readonly number[]): void {
    const { rounds: { from, to }, ways, tracer, first: { leaves } } = this;
    let state = operands.slice(0, leaves.length);
    for (let round = 0; round < to - from;) {
      this.trace(state, this.numberOfRound(round));
      const isFirst = this.loop === undefined;
      const loop = this.loop ??= new RoundLoop(this.shape(), to - from);
      loop.load(ways.compiled());
      if (isFirst) {
        this.rows.presetIn(loop);
        this.rows.fillIn(loop, operands, leaves.length);
      }
      loop.view.set(state, loop.stateAddress);
      const captured = ways.captures.places(tracer.starts).map((place) =>
        tracer.boxAt(place).primal
      );
      loop.view.set(captured, loop.invariantsAddress);
      const before = round;
      round = this.go(loop, round);
      if (round === before) {
        tracer.refuse("a step of a loop does something else when it is run again");
      }
      state = Array.from(loop.view.subarray(loop.stateAddress, loop.stateAddress + leaves.length));
    }
    this.final = Float64Array.from(state);
  }

  /** Runs rounds from one on, and returns the first that has to be traced, or the number of all. */
  private go(loop: RoundLoop, from: number): number {
    try {
      return loop.go(from, this.numberOfRound(from));
    } catch {
      // A loop inside of the step goes a new way, or a function has thrown: it does so again while the step is traced.
      return loop.failedAt;
    }
  }

  /** Traces the step of a round. */
  private trace(state: readonly number[], i: number): void {
    const { rounds, tracer, ways, first } = this;
    const numbers = [...state, ...this.rows.numbersOf(i, (x) => this.numberOf(x)), i];
    const run = (args: Traced[]) => {
      const own = together(rounds.state, args.slice(0, first.leaves.length));
      const row = builtRow(rounds.parts, i, args.slice(first.leaves.length, -1));
      const answer = rounds.step(own, row, args[args.length - 1]);
      rounds.checkSteady();
      return answer;
    };
    const outputsOf = (answer: StepAnswer) => {
      const [next, results] = [apart(answer.state), apart(answer.results)];
      if (next?.make !== first.make || results === undefined) return tracer.refuse(NOT_STEADY);
      if (this.answer === undefined) {
        this.answer = answer;
        this.results = results;
      } else if (results.make !== this.results.make) tracer.refuse(NOT_STEADY);
      return [...next.leaves, ...results.leaves];
    };
    const { path } = tracedStep(tracer, this.key, numbers, ways.captures, run, outputsOf);
    const refusal = ways.add(path);
    if (refusal !== undefined) tracer.refuse(refusal);
  }

  private shape() {
    const { rounds: { keepsStates, direction }, first, results, rows } = this;
    return {
      state: first.leaves.length,
      row: rows.width,
      results: results.leaves.length,
      keepsStates,
      direction,
    };
  }

  /** Runs the rounds in a program, from what is captured, the state and the rows. */
  private run(xs: ArrayLike<number>, captured: number): void {
    const loop = this.loop!;
    const count = this.first.leaves.length;
    const { view } = loop;
    for (let i = 0; i < captured; i++) view[loop.invariantsAddress + i] = xs[i];
    for (let i = 0; i < count; i++) view[loop.stateAddress + i] = xs[captured + i];
    this.rows.fillIn(loop, xs, captured + count);
    if (loop.go(0, this.numberOfRound(0)) < loop.rounds) throw new NewWay();
    this.final.set(view.subarray(loop.stateAddress, loop.stateAddress + count));
  }
}

/** Why a trace ends whose steps do not go on alike. */
export const NOT_STEADY =
  "the steps of a loop answer states or results that are made in different ways";
