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
  const isFollowed = () => state.some((x) => isDerivativeBoxOf(level, x));
  let state = first;
  let isAsking = false;
  let i = from;
  for (; i < to; i++) {
    const isLate = i - from >= MOST_RECORDED;
    if (i > from && keeper.isWorth(to - i, isAsking) && (isLate || isFollowed())) break;
    const { asked } = keeper;
    const answer = step(state, builtRow(parts, i), i);
    isAsking = keeper.asked > asked;
    state = answer.state;
    if (answer.results.length > 0) results[i - from] = answer.results;
  }
  const stateAt = () => [];
  if (i === to) return { state, results, stateAt, kept: undefined };
  const others = { ...span, from: i };
  const ran = isFollowed()
    ? ranAndPulled(keeper, level, rest, step, state, others)
    : keeper.run(rest, step, state, others);
  return { state: ran.state, results: [...results, ...ran.results], stateAt, kept: undefined };
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
    const all = runWithoutKeeping(level, (own) => {
      const outputs = outputsOf(step(own, row, round));
      const found = firstOfSame(level, outputs);
      same ??= found;
      if (!found.every((at, i) => at === same![i])) keeper.tracer.refuse(NOT_STEADY);
      return outputs;
    }, state);
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
