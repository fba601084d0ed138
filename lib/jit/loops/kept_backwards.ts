// Rounds that are pulled back as a loop that is kept: the cotangents of the state and the sums of cotangents of what the steps
// close over are its state, and its rows are the states that the loop forwards has kept.

import type { Cotangents } from "../../values/cotangents.ts";
import type { Sparse } from "../../values/interpretation.ts";
import type { LoopStep } from "../../values/interpreter.ts";
import type { Level } from "../../values/level.ts";
import { NOT_STEADY } from "./rounds_to_keep.ts";
import type { Given, RoundPullback } from "./round_pullback.ts";
import { type RowPart, scalarRows } from "./rows.ts";
import { Snapshot } from "./snapshot.ts";
import type { LoopKeeping, Ran, Span } from "./span.ts";
import { filledIn, haveSame, PassedOn, presence, presentIn, setPresent } from "./sparse_lists.ts";

/** What is known of a loop whose rounds are pulled back. */
export interface Forwards {
  readonly keeper: LoopKeeping;
  readonly level: Level;
  /** How many variables the level had before the loop: those that its steps close over are among them. */
  readonly around: number;
  /** The levels around it, the innermost first. */
  readonly rest: readonly Level[];
  /** How many numbers a state has. */
  readonly states: number;
  /** How many results a round has. */
  readonly results: number;
  readonly span: Span;
  readonly ran: Ran;
  readonly pullback: RoundPullback;
}

/** What rounds have passed on that were pulled back as a loop. */
export interface PulledRounds {
  readonly carried: Sparse;
  /** The indices of the variables whose cotangents have changed. */
  readonly touched: readonly number[];
}

/**
 * Pulls rounds back, from one to before another; returns `undefined` where they are not given cotangents alike.
 *
 * @param givenAt returns what a round is given besides of what is carried
 * @param touched the variables whose cotangents the round after them has changed
 */
export function pullKept(
  { keeper, level, around, rest, states, results, span, ran, pullback }: Forwards,
  carried: Sparse,
  givenAt: (i: number) => Given,
  touched: readonly number[],
  cotangents: Cotangents,
  from: number,
  to: number,
): PulledRounds | undefined {
  const listed = (given: Given) => [...given.results, ...given.before, ...given.cells];
  // Where rounds have no results, and no variables in their rows, they are given nothing.
  const isNothing = results + pullback.rowVariables === 0;
  const all = Array.from(
    { length: isNothing ? 1 : to - from },
    (_, k) => listed(givenAt(from + k)),
  );
  const isGiven = presence(all[0]);
  const areAlike = all.every((own) => haveSame(presence(own), isGiven)) &&
    (pullback.rowVariables > 0 || pullback.areRowsAlike);
  const rows = areAlike
    ? scalarRows((i) => presentIn(all[isNothing ? 0 : i - from]), from, to)
    : undefined;
  if (rows === undefined) return undefined;
  const kept = ran.kept!;
  const column: RowPart = {
    width: kept.stateWidth,
    leaves: (i) => kept.stateAt(i),
    build: (leaves, i) => ran.stateAt(i, leaves),
    column: kept,
  };
  const absent = () => keeper.absent();
  const { cells: given } = givenAt(from);
  const passed = new PassedOn(carried, given, touched, absent, keeper.passedBefore(level));
  const givenCount = isGiven.filter(Boolean).length;
  const cells = isGiven.length - pullback.rowVariables;
  const backwards: LoopStep = (own, row, round) => {
    passed.setSums(cotangents, own.slice(own.length - passed.sums.length));
    const before = new Snapshot(cotangents, around);
    const given = filledIn(isGiven, row.slice(row.length - givenCount));
    const user = row.slice(states, row.length - givenCount);
    const pulled = pullback.pull(cotangents, row.slice(0, states), user, round, {
      carried: filledIn(passed.isCarried, own),
      results: given.slice(0, results),
      before: given.slice(results, cells),
      cells: given.slice(cells),
    });
    const changed = before.changed(cotangents);
    // What steps use besides of rows has one cotangent with what is in them.
    if (changed.some((index) => pullback.rowIndices.has(index))) keeper.tracer.refuse(NOT_STEADY);
    passed.add(pulled.carried, pulled.cells, changed);
    return {
      state: [...passed.carried(pulled.carried), ...passed.sumsOf(cotangents)],
      results: passed.cells(pulled.cells),
    };
  };

  const before = new Snapshot(cotangents, around);
  const backward = keeper.again([], () => {
    before.restore(cotangents);
    const start = [...passed.carried(carried), ...passed.sumsOf(cotangents)];
    return keeper.run(rest, backwards, start, {
      parts: [column, ...span.parts, rows],
      from,
      to,
      direction: -1,
      keepsStates: false,
      keepsFew: false,
      signature: `${passed};${isGiven}`,
    });
  });
  before.restore(cotangents);
  const { state } = backward;
  passed.setSums(cotangents, state.slice(state.length - passed.sums.length));
  backward.results.forEach((own, k) => {
    const cells = filledIn(passed.areCells, own);
    pullback.indicesAt(from + k).forEach((index, j) => setPresent(cotangents, index, cells[j]));
  });
  return { carried: filledIn(passed.isCarried, state), touched: passed.sums };
}
