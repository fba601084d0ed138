// The rounds of a loop that is kept: its steps are traced for themselves, once for each way, and compiled at once. They
// run while the loop is traced, which finds all ways that these rounds take; the program calls them as one operation.

import { Traced } from "../../values/traced.ts";
import type { Scalar } from "../../values/scalar.ts";
import type { Tracer } from "../../program/tracer.ts";
import { Exploration } from "./exploration.ts";
import type { KnownConditions } from "./known_conditions.ts";
import type { Column } from "./rows.ts";
import type { LoopRunner } from "./runner.ts";
import type { RoundsToKeep } from "./rounds_to_keep.ts";
import type { LoopWays } from "./ways.ts";

/** Rounds that were kept. */
export class KeptRounds implements Column {
  readonly from: number;
  readonly to: number;
  /** The last state. */
  readonly state: readonly Scalar[];
  readonly called: Scalar;
  private readonly tracer: Tracer;
  private readonly keepsStates: boolean;
  private readonly explored: Exploration;

  /**
   * @param key what tells the loop from others
   * @param waysOf returns the ways that are known of a signature, to which others are added
   * @param conditional what earlier traces have found to be structural zeros in some rounds
   */
  constructor(
    tracer: Tracer,
    key: string,
    waysOf: (signature: string) => LoopWays,
    rounds: RoundsToKeep,
    conditional: KnownConditions,
  ) {
    const { parts, from, to, keepsStates } = rounds;
    this.tracer = tracer;
    this.from = from;
    this.to = to;
    this.keepsStates = keepsStates;
    const explored = this.explored = new Exploration(tracer, key, waysOf, rounds, conditional);
    const { runner, operands, ways, first } = explored;
    // A loop backwards that reads no states does not need the one that has kept them, which may be left out then.
    const readsColumns = explored.readsColumns();
    if (!readsColumns) runner.standAlone();
    const columns = readsColumns
      ? parts.flatMap(({ column }) => column === undefined ? [] : [column.called])
      : [];
    const inputs = [...operands, ...explored.captured()];
    runner.note(explored.numbers);
    this.called = runner.call([...inputs, ...columns]);
    tracer.questions.noteKind(ways.signature);
    // What is traced after it may hold for these ways only, and use none of its results: it has to run.
    if (ways.areAsking) tracer.compare("eq", this.called, 0);
    this.state = first.together(
      first.leaves.map((_, i) => this.box(this.runner.last(this.called, i))),
    );
  }

  get runner(): LoopRunner {
    return this.explored.runner;
  }

  /** Whether rounds have results. */
  get hasResults(): boolean {
    return this.explored.results!.leaves.length > 0;
  }

  /** The number of leaves of a state. */
  get stateWidth(): number {
    return this.explored.first.leaves.length;
  }

  /** Returns the leaves of the state in which a round began. */
  stateAt(i: number): Scalar[] {
    return this.readAll(this.indexOf(i), this.stateWidth);
  }

  /** Returns a state of given leaves. */
  stateOf(leaves: readonly Scalar[]): Scalar[] {
    return this.explored.first.together(leaves);
  }

  /** Returns the results of a round. */
  resultsAt(i: number): Scalar[] {
    const states = this.keepsStates ? this.stateWidth : 0;
    const { leaves, together } = this.explored.results!;
    return together(this.readAll(this.indexOf(i) + states, leaves.length));
  }

  private indexOf(i: number): number {
    return (i - this.from) * this.runner.loop.keptWidth;
  }

  private readAll(start: number, count: number): Traced[] {
    return Array.from(
      { length: count },
      (_, j) => this.box(this.runner.entry(this.called, start + j)),
    );
  }

  private box(leaf: Scalar): Traced {
    return leaf instanceof Traced ? leaf : this.tracer.boxAt(this.tracer.placeOf(leaf)!);
  }
}
