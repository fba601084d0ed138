// How one round of a loop is pulled back: it runs again from its state, and is pulled back at once.

import type { Variable } from "../../values/box.ts";
import { variablesIn, withVariables } from "./row_variables.ts";
import type { Cotangents } from "../../values/cotangents.ts";
import type { Sparse } from "../../values/interpretation.ts";
import type { LoopStep, StepAnswer } from "../../values/interpreter.ts";
import type { Level } from "../../values/level.ts";
import { isDerivativeBoxOf } from "../../values/membership.ts";
import type { Scalar } from "../../values/scalar.ts";
import { pullBackAgain } from "../../modes/reverse.ts";
import { builtRow, type RowPart } from "./rows.ts";
import { haveSame } from "./sparse_lists.ts";

/** The cotangents that one round is pulled back with. */
export interface Given {
  /** Of the next state. */
  readonly carried: Sparse;
  /** Of the results, those apart that are the next state as well. */
  readonly results: Sparse;
  /** Those that the state has before: of results of the round before that are this state as well; none if no result ever is. */
  readonly before: Sparse;
  /** Those that variables in the row have before. */
  readonly cells: Sparse;
}

/** The cotangents that one round has passed on. */
export interface PulledRound {
  /** Of its state. */
  readonly carried: Sparse;
  /** Of the variables in its row. */
  readonly cells: Sparse;
}

/** The rounds of one loop, each to be pulled back by itself. */
export class RoundPullback {
  /** The number of variables of the level in a row, if each of them is in no other row. */
  readonly rowVariables: number;
  /** The indices of these variables. */
  readonly rowIndices: ReadonlySet<number>;
  /** Whether variables in rows are the same in all of them, if they are not each in one row. */
  readonly areRowsAlike: boolean;
  private readonly level: Level;
  private readonly step: LoopStep;
  private readonly inputs: readonly Scalar[];
  private readonly parts: readonly RowPart[];
  private readonly refuse: () => never;

  /**
   * @param inputs the state before the first round, @param rounds the number of rounds
   * @param refuse ends the trace where rounds cannot be pulled back by themselves
   */
  constructor(
    level: Level,
    step: LoopStep,
    inputs: readonly Scalar[],
    parts: readonly RowPart[],
    rounds: number,
    refuse: () => never,
  ) {
    this.level = level;
    this.step = step;
    this.inputs = inputs;
    this.parts = parts;
    this.refuse = refuse;
    const width = variablesIn(level, this.rowAt(0)).length;
    const rows = Array.from({ length: width > 0 ? rounds : 0 }, (_, i) => this.indicesOf(i));
    this.areRowsAlike = rows.every((own) => haveSame(own, rows[0]));
    const all = rows.flat();
    const indices = new Set(all);
    // Where they are in several rows, they are used as anything is that the steps close over.
    const areApart = indices.size === all.length;
    this.rowVariables = areApart ? width : 0;
    this.rowIndices = areApart ? indices : new Set();
  }

  /** Returns the row of a round. */
  rowAt(i: number): readonly Scalar[] {
    return builtRow(this.parts, i);
  }

  /** Returns the indices of the variables in the row of a round. */
  indicesAt(i: number): number[] {
    return this.rowVariables === 0 ? [] : this.indicesOf(i);
  }

  private indicesOf(i: number): number[] {
    return variablesIn(this.level, this.rowAt(i)).map(({ index }) => index);
  }

  /** Pulls one round back, from its state and its row. */
  pull(
    cotangents: Cotangents,
    state: readonly Scalar[],
    row: readonly Scalar[],
    round: Scalar,
    given: Given,
  ): PulledRound {
    const { level, step, inputs: { length: count }, rowVariables } = this;
    const { size } = level.backpropagators;
    const run = (variables: Scalar[]) => {
      const own = rowVariables === 0 ? row : withVariables(level, row, variables.slice(count));
      const outputs = outputsOf(step(variables.slice(0, count), own, round));
      // A variable from around the loop has one cotangent, in whose sum its uses there and here alternate.
      const isAround = (x: Scalar) => isDerivativeBoxOf(level, x) && (x as Variable).index < size;
      // So has one in the row that is answered and used elsewhere.
      const isUsed = (x: Scalar) => {
        const k = variables.indexOf(x, count) - count;
        return k >= 0 && given.cells[k] !== undefined;
      };
      if (outputs.some((x) => isAround(x) || isUsed(x))) this.refuse();
      return outputs;
    };
    const inRow = rowVariables === 0 ? [] : variablesIn(level, row);
    const primals = inRow.map(({ primal }) => primal);
    const before = given.before.length > 0
      ? given.before
      : new Array<undefined>(count).fill(undefined);
    const initial = [...before, ...given.cells];
    const start = [...state, ...primals];
    const pulled = pullBackAgain(level, cotangents, run, start, seedsOf(given), initial);
    return { carried: pulled.slice(0, count), cells: pulled.slice(count) };
  }

  /**
   * Pulls the first round back. It reads the loop's own inputs, so that cotangents are summed in the order of the plain loop, and
   * passes nothing on.
   */
  pullFirst(cotangents: Cotangents, i: number, given: Given): PulledRound {
    const run = () => outputsOf(this.step(this.inputs, this.rowAt(i), i));
    pullBackAgain(this.level, cotangents, run, [], seedsOf(given));
    return { carried: [], cells: [] };
  }
}

/** Returns the next state and the results as one list. */
export function outputsOf({ state, results }: StepAnswer): Scalar[] {
  return [...state, ...results];
}

function seedsOf({ carried, results }: Given): Sparse {
  return [...carried, ...results];
}
