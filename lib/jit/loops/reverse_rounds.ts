// A loop in reverse mode that is kept: a loop forwards, which keeps the states, and when it is pulled back a loop
// backwards, each of whose steps runs again and is pulled back at once. The sums of cotangents of what the steps close
// over are carried from round to round like the cotangents of the state, so that they are made in the order of the plain loop.

import type { Cotangents } from "../../values/cotangents.ts";
import type { Sparse } from "../../values/interpretation.ts";
import type { LoopStep } from "../../values/interpreter.ts";
import type { Level } from "../../values/level.ts";
import { isDerivativeBoxOf, outsideResult } from "../../values/membership.ts";
import type { Scalar } from "../../values/scalar.ts";
import { pullBackAgain, runWithoutKeeping } from "../../modes/reverse.ts";
import { pullJointly } from "../../rules/joint_operation.ts";
import type { Keeper, Ran, Span } from "./keeper.ts";
import { NOT_STEADY } from "./kept_rounds.ts";
import { builtRow, type RowPart, scalarRows } from "./rows.ts";

/** Most rounds that are recorded like any other code, until the state is followed. */
const MOST_RECORDED = 3;

/** Runs rounds in reverse mode, inside of the levels `rest`. */
export function inReverse(
  keeper: Keeper,
  level: Level,
  rest: readonly Level[],
  step: LoopStep,
  first: readonly Scalar[],
  span: Span,
): Ran {
  const { parts, from, to } = span;
  const results: (readonly Scalar[])[] = [];
  const isFollowed = (state: readonly Scalar[]) => state.some((x) => isDerivativeBoxOf(level, x));
  let state = first;
  let isAsking = false;
  let i = from;
  for (; i < to; i++) {
    const isLate = i - from >= MOST_RECORDED;
    if (i > from && keeper.isWorth(to - i, isAsking) && (isLate || isFollowed(state))) break;
    const { asked } = keeper;
    const answer = step(state, builtRow(parts, i), i);
    isAsking = keeper.asked > asked;
    state = answer.state;
    if (answer.results.length > 0) results[i - from] = answer.results;
  }
  const stateAt = () => [];
  if (i === to) return { state, results, stateAt, kept: undefined };
  const ran = isFollowed(state)
    ? new ReverseRounds(keeper, level, rest, step, state, { ...span, from: i }).ran()
    : keeper.run(rest, step, state, { ...span, from: i });
  return { state: ran.state, results: [...results, ...ran.results], stateAt, kept: undefined };
}

/** Rounds whose state the level follows. */
class ReverseRounds {
  private readonly keeper: Keeper;
  private readonly level: Level;
  private readonly rest: readonly Level[];
  private readonly step: LoopStep;
  private readonly inputs: readonly Scalar[];
  private readonly span: Span;
  private forwards: Ran | undefined;
  private resultCount = 0;

  constructor(
    keeper: Keeper,
    level: Level,
    rest: readonly Level[],
    step: LoopStep,
    inputs: readonly Scalar[],
    span: Span,
  ) {
    this.keeper = keeper;
    this.level = level;
    this.rest = rest;
    this.step = step;
    this.inputs = inputs;
    this.span = span;
  }

  /** Runs the rounds forwards, and hands their results to the level with what pulls them back. */
  ran(): Ran {
    const { keeper, level, rest, step, inputs, span } = this;
    const primals = inputs.map((x) => outsideResult(level, x));
    const onPrimals: LoopStep = (state, row, round) => {
      const all = runWithoutKeeping(level, (own) => {
        const answer = step(own, row, round);
        return [...answer.state, ...answer.results];
      }, state);
      return { state: all.slice(0, state.length), results: all.slice(state.length) };
    };
    const forwards = this.forwards = keeper.run(rest, onPrimals, primals, {
      ...span,
      keepsStates: true,
    });
    if (forwards.kept === undefined) keeper.tracer.refuse(NOT_STEADY);
    this.resultCount = forwards.results[0]?.length ?? 0;
    const view = {
      level,
      mode: "reverse" as const,
      inputs,
      primals,
      followed: [...inputs.keys()].filter((i) => isDerivativeBoxOf(level, inputs[i])),
    };
    const pulled = pullJointly(
      view,
      [...forwards.state, ...forwards.results.flat()],
      (seeds, cotangents) => this.pull(seeds, cotangents),
    );
    const count = inputs.length;
    return {
      ...forwards,
      state: pulled.slice(0, count),
      results: forwards.results.map((own, i) =>
        pulled.slice(count + i * own.length, count + (i + 1) * own.length)
      ),
    };
  }

  /** Pulls all rounds back, the last first, and returns the cotangents of the inputs that are not added yet. */
  private pull(seeds: Sparse, cotangents: Cotangents): Sparse {
    const { level, step, inputs, span: { from, to, parts }, forwards } = this;
    const count = inputs.length;
    const { kept } = forwards!;
    let carried: Sparse = seeds.slice(0, count);
    const seedsOf = (i: number) => {
      const start = count + (i - from) * this.resultCount;
      return seeds.slice(start, start + this.resultCount);
    };
    let touched: readonly number[] = [];
    let isSteady = false;
    for (let i = to - 1; i > from; i--) {
      const first = Math.max(from + 1, kept!.rounds.from);
      if (isSteady && i >= first && this.keeper.isWorth(i + 1 - first, true)) {
        const own = this.pullKept(carried, seedsOf, touched, cotangents, first, i + 1);
        if (own !== undefined) {
          carried = own;
          i = first;
          isSteady = false;
          continue;
        }
      }
      const before = new Snapshot(cotangents, level.backpropagators.size);
      const next = pullBackAgain(
        level,
        cotangents,
        (state) => this.answered(state, builtRow(parts, i), i),
        forwards!.stateAt(i),
        [...carried, ...seedsOf(i)],
      );
      const own = before.changed(cotangents);
      isSteady = isSame(presence(next), presence(carried)) && isSame(own, touched);
      touched = own;
      carried = next;
    }
    // The first round reads the loop's own inputs, so that cotangents are summed in the order of the plain loop.
    return pullBackAgain(
      level,
      cotangents,
      () => {
        const answer = step(inputs, builtRow(parts, from), from);
        return [...answer.state, ...answer.results];
      },
      [],
      [...carried, ...seedsOf(from)],
    );
  }

  private answered(state: Scalar[], row: readonly Scalar[], round: Scalar): Scalar[] {
    const answer = this.step(state, row, round);
    return [...answer.state, ...answer.results];
  }

  /** Pulls rounds back as a loop that is kept; returns `undefined` where their results are not all used alike. */
  private pullKept(
    carried: Sparse,
    seedsOf: (i: number) => Sparse,
    touched: readonly number[],
    cotangents: Cotangents,
    from: number,
    to: number,
  ): Sparse | undefined {
    const { keeper, level, span, forwards } = this;
    const isThere = presence(carried);
    const areSeeded = presence(seedsOf(from));
    for (let i = from; i < to; i++) {
      if (!isSame(presence(seedsOf(i)), areSeeded)) return undefined;
    }
    const seeds = scalarRows((i) => present(seedsOf(i)), from, to);
    if (seeds === undefined) return undefined;
    const { kept, stateAt } = forwards!;
    const width = kept!.stateWidth;
    const states: RowPart = {
      width,
      leaves: (i) => kept!.stateAt(i),
      build: (leaves, i) => stateAt(i, leaves),
      column: kept,
    };
    const size = level.backpropagators.size;
    const seedCount = areSeeded.filter(Boolean).length;
    const backwards: LoopStep = (own, row, round) => {
      let next = 0;
      const sparse = isThere.map((there) => there ? own[next++] : undefined);
      touched.forEach((index) => cotangents.set(index, own[next++]));
      const before = new Snapshot(cotangents, size);
      const user = row.slice(this.inputs.length, row.length - seedCount);
      let at = row.length - seedCount;
      const given = areSeeded.map((there) => there ? row[at++] : undefined);
      const pulled = pullBackAgain(
        level,
        cotangents,
        (state) => this.answered(state, user, round),
        row.slice(0, this.inputs.length),
        [...sparse, ...given],
      );
      const isSteady = isSame(presence(pulled), isThere) &&
        before.changed(cotangents).every((index) => touched.includes(index));
      if (!isSteady) keeper.tracer.refuse(NOT_STEADY);
      const sums = touched.map((index) => cotangents.of(index)!);
      return { state: [...present(pulled), ...sums], results: [] };
    };
    const start = [...present(carried), ...touched.map((index) => cotangents.of(index)!)];
    const { state } = keeper.run(this.rest, backwards, start, {
      parts: [states, ...span.parts, seeds],
      from,
      to,
      direction: -1,
      keepsStates: false,
    });
    let next = 0;
    const last = isThere.map((there) => there ? state[next++] : undefined);
    touched.forEach((index) => cotangents.set(index, state[next++]));
    return last;
  }
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

/** Which cotangents there were at a moment. */
class Snapshot {
  private readonly size: number;
  private readonly numbers: Float64Array;
  private readonly companions: Float64Array | undefined;
  private readonly reached: Uint8Array;
  private readonly boxes: readonly (Scalar | undefined)[];

  constructor(cotangents: Cotangents, size: number) {
    this.size = size;
    this.numbers = cotangents.numbers.slice(0, size);
    this.companions = cotangents.companions?.slice(0, size);
    this.reached = cotangents.reached.slice(0, size);
    this.boxes = cotangents.boxes?.slice(0, size) ?? [];
  }

  /** Returns the indices of the variables whose cotangents are others now. */
  changed({ numbers, companions, reached, boxes }: Cotangents): number[] {
    const indices: number[] = [];
    for (let i = 0; i < this.size; i++) {
      if (
        boxes?.[i] !== this.boxes[i] || reached[i] !== this.reached[i] ||
        !Object.is(numbers[i], this.numbers[i]) ||
        this.companions !== undefined && !Object.is(companions![i], this.companions[i])
      ) indices.push(i);
    }
    return indices;
  }
}
