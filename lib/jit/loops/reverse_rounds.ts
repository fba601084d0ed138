// A loop in reverse mode that is kept: a loop forwards, which keeps the states, and one backwards when it is pulled back
// (backward_rounds.ts).

import type { LoopStep, StepAnswer } from "../../values/interpreter.ts";
import type { Level } from "../../values/level.ts";
import { isDerivativeBoxOf, outsideResult } from "../../values/membership.ts";
import type { Scalar } from "../../values/scalar.ts";
import { runWithoutKeeping } from "../../modes/reverse.ts";
import { pullJointly } from "../../rules/joint_operation.ts";
import { BackwardRounds } from "./backward_rounds.ts";
import type { Keeper, Ran, Span } from "./keeper.ts";
import { NOT_STEADY } from "./kept_rounds.ts";
import { builtRow } from "./rows.ts";

/** Most rounds that are tried to find out whether the level follows the state. */
const MOST_TRIED = 3;

/** Runs rounds in reverse mode, inside of the levels `rest`. */
export function inReverse(
  keeper: Keeper,
  level: Level,
  rest: readonly Level[],
  step: LoopStep,
  state: readonly Scalar[],
  span: Span,
): Ran {
  const { parts, from, to } = span;
  const { isFollowed, isAsking } = tried(keeper, level, step, state, span);
  if (!keeper.isWorth(to - from, isAsking)) {
    const results: (readonly Scalar[])[] = [];
    let last = state;
    for (let i = from; i < to; i++) {
      const answer = step(last, builtRow(parts, i), i);
      last = answer.state;
      if (answer.results.length > 0) results.push(answer.results);
    }
    return { state: last, results, stateAt: () => [], kept: undefined };
  }
  return isFollowed
    ? ranAndPulled(keeper, level, rest, step, state, span)
    : keeper.run(rest, step, state, span);
}

/** Tries a few rounds, to find out whether the level follows the state or what the steps close over. */
function tried(
  keeper: Keeper,
  level: Level,
  step: LoopStep,
  first: readonly Scalar[],
  { parts, from, to }: Span,
): { isFollowed: boolean; isAsking: boolean } {
  const follows = (scalars: readonly Scalar[]) => scalars.some((x) => isDerivativeBoxOf(level, x));
  let state = first;
  let isFollowed = follows(state);
  let isAsking = false;
  for (let i = from; i < Math.min(to, from + MOST_TRIED) && !(isFollowed && i > from); i++) {
    const round = keeper.attempt(() =>
      level.backpropagators.withoutKeeping(() => step(state, builtRow(parts, i), i))
    );
    isAsking ||= round.isAsking;
    state = round.answer.state;
    isFollowed ||= follows(outputsOf(round.answer));
  }
  return { isFollowed, isAsking };
}

/** Runs rounds whose state the level follows, and hands their results to it with what pulls them back. */
function ranAndPulled(
  keeper: Keeper,
  level: Level,
  rest: readonly Level[],
  step: LoopStep,
  inputs: readonly Scalar[],
  span: Span,
): Ran {
  const count = inputs.length;
  let same: readonly number[] | undefined;
  const onPrimals: LoopStep = (state, row, round) => {
    const all = runWithoutKeeping(
      level,
      (own) => {
        const outputs = outputsOf(step(own, row, round));
        const found = firstOfSame(level, outputs);
        same ??= found;
        if (!found.every((at, i) => at === same![i])) keeper.tracer.refuse(NOT_STEADY);
        return outputs;
      },
      state,
      (k) => round !== span.from || isDerivativeBoxOf(level, inputs[k]),
    );
    return { state: all.slice(0, count), results: all.slice(count) };
  };
  const primals = inputs.map((x) => outsideResult(level, x));
  const forwards = keeper.run(rest, onPrimals, primals, { ...span, keepsStates: true });
  const isTwice = same!.slice(0, count).some((at, i) => at !== i);
  // Two numbers of the state that are one variable have one cotangent, in whose sum their uses alternate.
  if (forwards.kept === undefined || isTwice) keeper.tracer.refuse(NOT_STEADY);

  const view = { level, mode: "reverse" as const, inputs, primals, followed: [] };
  const backwards = new BackwardRounds(keeper, level, rest, step, inputs, span, forwards, same!);
  const width = forwards.results[0]?.length ?? 0;
  const variables = pullJointly(
    view,
    [...forwards.state, ...forwards.results.flat()],
    (seeds, cotangents) => backwards.pull(seeds, cotangents),
  );
  const variable = (i: number, j: number): Scalar => {
    const first = same![count + j] - count;
    if (first >= 0) return variables[count + i * width + first];
    // What is a result and the next state as well is one variable, also after the last round.
    return i === span.to - span.from - 1
      ? variables[first + count]
      : variables[count + i * width + j];
  };
  return {
    ...forwards,
    state: variables.slice(0, count),
    results: forwards.results.map((own, i) => own.map((_, j) => variable(i, j))),
  };
}

/** Returns the next state and the results as one list. */
export function outputsOf({ state, results }: StepAnswer): Scalar[] {
  return [...state, ...results];
}

/** Returns for each output the first that is the same variable. */
function firstOfSame(level: Level, outputs: readonly Scalar[]): number[] {
  return outputs.map((x, i) => isDerivativeBoxOf(level, x) ? outputs.indexOf(x) : i);
}
