// A loop in reverse mode that is kept: a loop forwards, which keeps the states, and one backwards when it is pulled back
// (backward_rounds.ts).

import { withoutKeeping } from "../../values/backpropagators.ts";
import type { LoopStep } from "../../values/interpreter.ts";
import { levelsFurtherIn } from "../../values/nesting.ts";
import type { Level } from "../../values/level.ts";
import type { Variable } from "../../values/box.ts";
import { isDerivativeBoxOf, outsideResult } from "../../values/membership.ts";
import type { Scalar } from "../../values/scalar.ts";
import { runWithoutKeeping } from "../../modes/reverse.ts";
import { pullJointly } from "../../rules/joint_operation.ts";
import { pullRounds } from "./backward_rounds.ts";
import { originsOf } from "./output_seeds.ts";
import { outputsOf, RoundPullback } from "./round_pullback.ts";
import type { LoopKeeping, Ran, Span } from "./span.ts";
import { NOT_STEADY } from "./rounds_to_keep.ts";
import { builtRow } from "./rows.ts";
import { haveSame } from "./sparse_lists.ts";

/** Most rounds that are tried to find out whether the level follows the state. */
const MOST_TRIED = 3;

/** Runs rounds in reverse mode, inside of the levels `rest`. */
export function inReverse(
  keeper: LoopKeeping,
  level: Level,
  rest: readonly Level[],
  step: LoopStep,
  state: readonly Scalar[],
  span: Span,
): Ran {
  const { parts, from, to } = span;
  const isInnermost = levelsFurtherIn(keeper.tracer.level).length === rest.length + 1;
  const { isFollowed, isLarge, unsteady } = tried(keeper, level, step, state, span, isInnermost);
  const isKept = keeper.isWorth(to - from - unsteady, isLarge);
  const results: (readonly Scalar[])[] = [];
  let last = state;
  let i = from;
  for (; i < (isKept ? from + unsteady : to); i++) {
    const answer = step(last, builtRow(parts, i), i);
    last = answer.state;
    if (answer.results.length > 0) results.push(answer.results);
  }
  const stateAt = () => [];
  if (i === to) return { state: last, results, stateAt, kept: undefined };
  // The ways of rounds that the level does not follow are no others of those that it does, though they may do the same.
  const signature = `${span.signature};${isFollowed ? "followed" : "not followed"}`;
  const others = { ...span, from: i, signature };
  const ran = isFollowed
    ? ranAndPulled(keeper, level, rest, step, last, others)
    : keeper.run(rest, step, last, others);
  return { state: ran.state, results: [...results, ...ran.results], stateAt, kept: undefined };
}

/** What the first rounds have shown. */
interface Tried {
  /** Whether the level follows the state, or what the steps close over. */
  readonly isFollowed: boolean;
  /** Whether steps ask about their numbers, or are long. */
  readonly isLarge: boolean;
  /** How many rounds there are before states have the same tangents of levels further in. */
  readonly unsteady: number;
}

/** Tries a few rounds. */
function tried(
  keeper: LoopKeeping,
  level: Level,
  step: LoopStep,
  first: readonly Scalar[],
  { parts, from, to }: Span,
  isInnermost: boolean,
): Tried {
  const follows = (scalars: readonly Scalar[]) => scalars.some((x) => isDerivativeBoxOf(level, x));
  let state = first;
  let isFollowed = follows(state);
  let isLarge = false;
  let unsteady = 0;
  for (let i = from; i < Math.min(to, from + MOST_TRIED); i++) {
    const { changes } = keeper;
    const { answer, isLarge: isOwnLarge } = keeper.attempt(() =>
      withoutKeeping(level.backpropagators, () => step(state, builtRow(parts, i), i))
    );
    isLarge ||= isOwnLarge;
    isFollowed ||= follows(outputsOf(answer));
    const isSteady = changes === keeper.changes && answer.state.length === state.length;
    if (!isSteady) unsteady = i - from + 1;
    // Levels further in may have fewer tangents, or more, after any of these rounds.
    else if (isFollowed && isInnermost) break;
    state = answer.state;
  }
  return { isFollowed, isLarge, unsteady };
}

/** Runs rounds whose state the level follows, and hands their results to it with what pulls them back. */
function ranAndPulled(
  keeper: LoopKeeping,
  level: Level,
  rest: readonly Level[],
  step: LoopStep,
  inputs: readonly Scalar[],
  span: Span,
): Ran {
  const count = inputs.length;
  let same: readonly number[] | undefined;
  /** For each number of a state, the number of the next state that rounds pass it on as, or −1. */
  let passes: readonly number[] | undefined;
  /** The numbers of the state that the first round passes on as they are. */
  const passed = new Set<number>();
  /** The variables from around the loop that the first round answers. */
  const answered = new Set<number>();
  const onPrimals: LoopStep = (state, row, round) => {
    const all = runWithoutKeeping(
      level,
      (own) => {
        const answer = step(own, row, round);
        if (answer.state.length !== count) keeper.tracer.refuse(NOT_STEADY);
        const outputs = outputsOf(answer);
        const found = firstOfSame(level, outputs);
        // What later rounds pass on is a variable of their own.
        if (round === span.from) {
          own.forEach((x, k) => outputs.includes(x) && passed.add(k));
          // Those of the round itself are not kept, and have no index.
          const indices = outputs.slice(0, count).map((x) =>
            isDerivativeBoxOf(level, x) ? (x as Variable).index : -1
          );
          indices.forEach((index) => index >= 0 && answered.add(index));
        }
        same ??= found;
        if (!found.every((at, i) => at === same![i])) keeper.tracer.refuse(NOT_STEADY);
        // What is passed on as it is and a result is one variable in several rounds: its uses as a result come before all others.
        const isPassedResult = (at: number) => at < count && own.includes(outputs[at]);
        if (found.slice(count).some(isPassedResult)) keeper.tracer.refuse(NOT_STEADY);
        if (round !== span.from) {
          const now = own.map((x) => outputs.slice(0, count).indexOf(x));
          passes ??= now;
          const isState = found.slice(count).some((at) => at < count);
          if (isState && !haveSame(now, passes)) keeper.tracer.refuse(NOT_STEADY);
        }
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
  const width = forwards.results[0]?.length ?? 0;
  const refuse = () => keeper.tracer.refuse(NOT_STEADY);
  const pullback = new RoundPullback(level, step, inputs, span.parts, span.to, refuse);
  const around = level.backpropagators.size;
  const known = { keeper, level, around, rest, states: count, results: width };
  const own = { ...known, span, ran: forwards, pullback };
  const variables = pullJointly(
    view,
    [...forwards.state, ...forwards.results.flat()],
    (seeds, cotangents) => {
      pullRounds(own, seeds, cotangents, inputs, same!, passes ?? [], passed, answered);
      return [];
    },
  );
  const origins = originsOf(same!, count, passes ?? []);
  const variable = (i: number, j: number): Scalar => {
    const result = same!.indexOf(same![count + j], count) - count;
    // What is a result and a number of a later state as well is one variable, also after the last round.
    const age = span.to - span.from - 1 - i;
    const number = origins.findIndex((own) => own?.result === result && own.age === age);
    return number >= 0 ? variables[number] : variables[count + i * width + result];
  };
  return {
    ...forwards,
    state: variables.slice(0, count),
    results: forwards.results.map((own, i) => own.map((_, j) => variable(i, j))),
  };
}

/** Returns for each output the first that is the same variable. */
function firstOfSame(level: Level, outputs: readonly Scalar[]): number[] {
  return outputs.map((x, i) => isDerivativeBoxOf(level, x) ? outputs.indexOf(x) : i);
}
