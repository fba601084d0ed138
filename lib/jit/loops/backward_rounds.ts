// How rounds that are kept are pulled back: the last first, each of them runs again and is pulled back at once. The sums of
// cotangents of what the steps close over are carried from round to round like the cotangents of the state, so that they are
// made in the order of the plain loop. After a few rounds what there is goes on alike, and the others are a loop again.

import type { Cotangents } from "../../values/cotangents.ts";
import type { Sparse } from "../../values/interpretation.ts";
import type { LoopStep } from "../../values/interpreter.ts";
import type { Level } from "../../values/level.ts";
import { isDerivativeBoxOf } from "../../values/membership.ts";
import type { Variable } from "../../values/box.ts";
import type { Scalar } from "../../values/scalar.ts";
import { pullBackAgain } from "../../modes/reverse.ts";
import type { Keeper, Ran, Span } from "./keeper.ts";
import { NOT_STEADY } from "./kept_rounds.ts";
import { builtRow, type RowPart, scalarRows } from "./rows.ts";
import { outputsOf } from "./reverse_rounds.ts";
import { Again } from "./layouts.ts";
import { Snapshot } from "./snapshot.ts";

/** The cotangents that one round is pulled back with. */
interface Given {
  /** Of the next state. */
  readonly carried: Sparse;
  /** Of the results, those apart that are the next state as well. */
  readonly seeds: Sparse;
  /** Those that the state has before: of results of the round before that are this state as well. */
  readonly before: Sparse;
  /** Those that variables in the row have before. */
  readonly cells: Sparse;
}

/** The cotangents that one round has passed on. */
interface PulledRound {
  /** Of its state. */
  readonly carried: Sparse;
  /** Of the variables in its row. */
  readonly cells: Sparse;
}

/** Rounds of one loop, to be pulled back. */
export class BackwardRounds {
  private readonly keeper: Keeper;
  private readonly level: Level;
  private readonly rest: readonly Level[];
  private readonly step: LoopStep;
  private readonly inputs: readonly Scalar[];
  private readonly span: Span;
  private readonly forwards: Ran;
  /** For each output of a step, the first that is the same variable. */
  private readonly same: readonly number[];
  /** Which numbers of the state steps pass on as they are. */
  private readonly passed: ReadonlySet<number>;
  /** The positions in a row of variables of the level, each of which is in no other row. */
  private readonly positions: readonly number[];
  /** Whether variables in rows are the same in all of them, if they are not each in one row. */
  private readonly areRowsAlike: boolean;

  constructor(
    keeper: Keeper,
    level: Level,
    rest: readonly Level[],
    step: LoopStep,
    inputs: readonly Scalar[],
    span: Span,
    forwards: Ran,
    same: readonly number[],
    passed: ReadonlySet<number>,
  ) {
    this.keeper = keeper;
    this.level = level;
    this.rest = rest;
    this.step = step;
    this.inputs = inputs;
    this.span = span;
    this.forwards = forwards;
    this.same = same;
    this.passed = passed;
    const row = this.rowAt(span.from);
    this.positions = [...row.keys()].filter((p) => isDerivativeBoxOf(level, row[p]));
    const count = this.positions.length > 0 ? span.to : 0;
    const rows = Array.from({ length: count }, (_, i) => this.variablesAt(i).map((x) => x.index));
    this.areRowsAlike = rows.every((own) => isSame(own, rows[0]));
    const all = rows.flat();
    if (new Set(all).size < all.length) this.positions = [];
  }

  /** Pulls all rounds back, and returns the cotangents of the inputs that are not added yet. */
  pull(seeds: Sparse, cotangents: Cotangents): Sparse {
    const { level, step, inputs, span: { from, to }, forwards: { kept, stateAt } } = this;
    const given = (i: number, carried: Sparse): Given => ({
      carried,
      seeds: this.seedsAt(seeds, i),
      before: this.cotangentsBefore(seeds, i),
      cells: this.variablesAt(i).map(({ index }) => cotangents.of(index)),
    });
    let carried: Sparse = seeds.slice(0, inputs.length);
    let touched: readonly number[] = [];
    const everTouched = new Set<number>();
    let isSteady = false;
    for (let i = to - 1; i > from; i--) {
      const first = Math.max(from + 1, kept!.from);
      if (isSteady && i >= first && this.keeper.isWorth(i + 1 - first, true)) {
        const own = this.pullKept(carried, (k) => given(k, []), touched, cotangents, first, i + 1);
        isSteady = false;
        if (own !== undefined) {
          carried = own;
          i = first;
          continue;
        }
      }
      const own = given(i, carried);
      const next = this.pullAlone(
        cotangents,
        i,
        () => this.pullRound(cotangents, stateAt(i), this.rowAt(i), i, own),
      );
      isSteady = isSame(presence(next.carried), presence(carried)) &&
        isSame(next.touched, touched);
      touched = next.touched;
      touched.forEach((index) => everTouched.add(index));
      carried = next.carried;
    }
    // The first round reads the loop's own inputs, so that cotangents are summed in the order of the plain loop.
    const run = () => outputsOf(step(inputs, this.rowAt(from), from));
    const own = this.seedsOf(given(from, carried));
    this.pullAlone(cotangents, undefined, () => {
      pullBackAgain(level, cotangents, run, [], own);
      return { carried: [], cells: [] };
    });
    this.checkPassed(everTouched);
    return [];
  }

  /**
   * Ends the trace where a number of the state that steps pass on as it is has been a variable from the beginning that has other
   * uses meanwhile: it has one cotangent then, in whose sum they alternate.
   */
  private checkPassed(touched: ReadonlySet<number>): void {
    const { inputs, level, span: { from, to } } = this;
    const variables = [...this.passed].map((k) => inputs[k]).filter((x) =>
      isDerivativeBoxOf(level, x)
    ) as Variable[];
    const indices = variables.map(({ index }) => index);
    const elsewhere = new Set(touched);
    const isNeeded = indices.length > 0 && this.positions.length > 0;
    for (let i = from; isNeeded && i < to; i++) {
      this.variablesAt(i).forEach(({ index }) => elsewhere.add(index));
    }
    const isTwice = new Set(indices).size < indices.length;
    if (isTwice || indices.some((index) => elsewhere.has(index))) {
      this.keeper.tracer.refuse(NOT_STEADY);
    }
  }

  /** Pulls one round back that is not kept; where it asks about its numbers, all ways through it meet again. */
  private pullAlone(
    cotangents: Cotangents,
    i: number | undefined,
    pull: () => PulledRound,
  ): PulledRound & { readonly touched: readonly number[] } {
    const { keeper, level } = this;
    const before = new Snapshot(cotangents, level.backpropagators.size);
    const { answer, isAsking } = keeper.attempt(pull);
    const variables = i === undefined ? [] : this.variablesAt(i).map(({ index }) => index);
    const touched = before.changed(cotangents);
    // What steps use besides of rows has one cotangent with what is in them.
    if (touched.some((index) => variables.includes(index))) keeper.tracer.refuse(NOT_STEADY);
    let { carried, cells } = answer;
    const sums = new Set(touched);
    if (isAsking) {
      const [isCarried, areCells] = [presence(carried), presence(cells)];
      const all = keeper.again([], () =>
        keeper.once(() => {
          before.restore(cotangents);
          const own = pull();
          before.changed(cotangents).forEach((index) => this.add(sums, index));
          this.addPresence(isCarried, own.carried);
          this.addPresence(areCells, own.cells);
          return [
            ...[...sums].map((index) => this.orAbsent(cotangents.of(index))),
            ...this.selected(isCarried, own.carried),
            ...this.selected(areCells, own.cells),
          ];
        }, `${isCarried};${areCells};${[...sums]}`));
      before.restore(cotangents);
      [...sums].forEach((index, k) => cotangents.set(index, all[k]));
      carried = filled(isCarried, all.slice(sums.size));
      cells = filled(areCells, all.slice(sums.size + isCarried.filter(Boolean).length));
    }
    variables.forEach((index, k) => setPresent(cotangents, index, cells[k]));
    return { carried, cells, touched: [...sums] };
  }

  /** Adds an index to those of sums that are carried; where it is a new one, the loop is traced again. */
  private add(sums: Set<number>, index: number): void {
    if (sums.has(index)) return;
    sums.add(index);
    throw new Again();
  }

  /** Adds what there is to what there may be; where it is more, the loop is traced again. */
  private addPresence(isThere: boolean[], sparse: Sparse): void {
    const isMore = sparse.some((x, i) => x !== undefined && !isThere[i]);
    if (!isMore) return;
    sparse.forEach((x, i) => isThere[i] ||= x !== undefined);
    throw new Again();
  }

  private orAbsent(x: Scalar | undefined): Scalar {
    return x ?? this.keeper.absent();
  }

  /** Returns the scalars that there may be; of those, the ones that are not there are absent in this way only. */
  private selected(isThere: readonly boolean[], sparse: Sparse): Scalar[] {
    return sparse.filter((_, i) => isThere[i]).map((x) => this.orAbsent(x));
  }

  /** Runs one round again from a state, and pulls it back. */
  private pullRound(
    cotangents: Cotangents,
    state: readonly Scalar[],
    row: readonly Scalar[],
    round: Scalar,
    given: Given,
  ): PulledRound {
    const { level, step, inputs: { length: count }, positions, keeper } = this;
    const size = level.backpropagators.size;
    const run = (variables: Scalar[]) => {
      const own = [...row];
      positions.forEach((p, k) => own[p] = variables[count + k]);
      const outputs = outputsOf(step(variables.slice(0, count), own, round));
      // A variable from around the loop has one cotangent, in whose sum its uses there and here alternate.
      const isAround = (x: Scalar) => isDerivativeBoxOf(level, x) && (x as Variable).index < size;
      if (outputs.some(isAround)) keeper.tracer.refuse(NOT_STEADY);
      return outputs;
    };
    const primals = positions.map((p) => (row[p] as Variable).primal);
    const initial = [...given.before, ...given.cells];
    const start = [...state, ...primals];
    const pulled = pullBackAgain(level, cotangents, run, start, this.seedsOf(given), initial);
    return { carried: pulled.slice(0, count), cells: pulled.slice(count) };
  }

  /** Returns the cotangents of all outputs of a step. */
  private seedsOf({ carried, seeds }: Given): Sparse {
    return [...carried, ...seeds];
  }

  private rowAt(i: number): readonly Scalar[] {
    return builtRow(this.span.parts, i);
  }

  private variablesAt(i: number): readonly Variable[] {
    if (this.positions.length === 0) return NONE;
    const row = this.rowAt(i);
    return this.positions.map((p) => row[p] as Variable);
  }

  private get resultCount(): number {
    return this.same.length - this.inputs.length;
  }

  private resultSeed(seeds: Sparse, i: number, j: number): Scalar | undefined {
    return seeds[this.inputs.length + (i - this.span.from) * this.resultCount + j];
  }

  /** Returns the cotangents of the results of a round that are no other output as well. */
  private seedsAt(seeds: Sparse, i: number): Sparse {
    const { inputs: { length: count }, same } = this;
    return Array.from(
      { length: this.resultCount },
      (_, j) => same[count + j] === count + j ? this.resultSeed(seeds, i, j) : undefined,
    );
  }

  /** Returns the cotangents that the state of a round has as results of the round before. */
  private cotangentsBefore(seeds: Sparse, i: number): Sparse {
    const { inputs, same, span: { from } } = this;
    return inputs.map((_, k) => {
      const j = same.indexOf(k, inputs.length) - inputs.length;
      return j < 0 || i === from ? undefined : this.resultSeed(seeds, i - 1, j);
    });
  }

  /** Pulls rounds back as a loop that is kept; returns `undefined` where they are not given cotangents alike. */
  private pullKept(
    carried: Sparse,
    givenAt: (i: number) => Given,
    touched: readonly number[],
    cotangents: Cotangents,
    from: number,
    to: number,
  ): Sparse | undefined {
    const { keeper, level, span, forwards: { kept, stateAt }, inputs } = this;
    const listed = ({ seeds, before, cells }: Given) => [...seeds, ...before, ...cells];
    // Where rounds have no results, and no variables in their rows, they are given nothing.
    const isNothing = this.resultCount + this.positions.length === 0;
    const count = isNothing ? 1 : to - from;
    const all = Array.from({ length: count }, (_, k) => listed(givenAt(from + k)));
    const isGiven = presence(all[0]);
    const rows = all.every((own) => isSame(presence(own), isGiven))
      ? scalarRows((i) => present(all[isNothing ? 0 : i - from]), from, to)
      : undefined;
    const isShared = this.positions.length === 0 && !this.areRowsAlike;
    if (rows === undefined || isShared || !this.areApart(touched, from, to)) return undefined;
    const column: RowPart = {
      width: kept!.stateWidth,
      leaves: (i) => kept!.stateAt(i),
      build: (leaves, i) => stateAt(i, leaves),
      column: kept,
    };
    const isCarried = presence(carried);
    const areCells = presence(givenAt(from).cells);
    const sums = new Set(touched);
    const [states, results] = [inputs.length, this.resultCount];
    const givenCount = isGiven.filter(Boolean).length;
    const backwards: LoopStep = (own, row, round) => {
      const indices = [...sums];
      indices.forEach((index, k) => cotangents.set(index, own[own.length - indices.length + k]));
      const snapshot = new Snapshot(cotangents, level.backpropagators.size);
      const given = filled(isGiven, row.slice(row.length - givenCount));
      const next = this.pullRound(
        cotangents,
        row.slice(0, states),
        row.slice(states, row.length - givenCount),
        round,
        {
          carried: filled(isCarried, own),
          seeds: given.slice(0, results),
          before: given.slice(results, results + states),
          cells: given.slice(results + states),
        },
      );
      snapshot.changed(cotangents).forEach((index) => this.add(sums, index));
      this.addPresence(isCarried, next.carried);
      this.addPresence(areCells, next.cells);
      return {
        state: [
          ...this.selected(isCarried, next.carried),
          ...indices.map((index) => cotangents.of(index)!),
        ],
        results: this.selected(areCells, next.cells),
      };
    };
    const before = new Snapshot(cotangents, level.backpropagators.size);
    const ran = keeper.again([], () => {
      before.restore(cotangents);
      const start = [
        ...this.selected(isCarried, carried),
        ...[...sums].map((index) => this.orAbsent(cotangents.of(index))),
      ];
      return keeper.run(this.rest, backwards, start, {
        parts: [column, ...span.parts, rows],
        from,
        to,
        direction: -1,
        keepsStates: false,
        signature: `${isCarried};${isGiven};${areCells};${[...sums]};${this.same}`,
      });
    });
    before.restore(cotangents);
    [...sums].forEach((index, k) =>
      cotangents.set(index, ran.state[ran.state.length - sums.size + k])
    );
    ran.results.forEach((own, k) => {
      const cells = filled(areCells, own);
      this.variablesAt(from + k).forEach(({ index }, j) => setPresent(cotangents, index, cells[j]));
    });
    return filled(isCarried, ran.state);
  }

  /** Checks whether each variable in rows is in one of them only, and not used by steps elsewhere. */
  private areApart(touched: readonly number[], from: number, to: number): boolean {
    if (this.positions.length === 0) return true;
    const seen = new Set(touched);
    for (let i = from; i < to; i++) {
      for (const { index } of this.variablesAt(i)) {
        if (seen.has(index)) return false;
        seen.add(index);
      }
    }
    return true;
  }
}

const NONE: readonly Variable[] = [];

function setPresent(cotangents: Cotangents, index: number, own: Scalar | undefined): void {
  if (own !== undefined) cotangents.set(index, own);
}

/** Returns scalars in the places where there are some. */
function filled(isThere: readonly boolean[], scalars: readonly Scalar[]): Sparse {
  let next = 0;
  return isThere.map((there) => there ? scalars[next++] : undefined);
}

function presence(sparse: Sparse): boolean[] {
  return sparse.map((x) => x !== undefined);
}

function present(sparse: Sparse): Scalar[] {
  return sparse.filter((x) => x !== undefined);
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((x, i) => x === other[i]);
}
