// The rounds of any loop. They run one after the other, as written, unless a trace keeps the loop: then its step is
// handed to the trace as a function of lists of scalars.

import { currentInterpreter } from "../values/interpreter.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";
import { checkAlike, type ElementList } from "./elements.ts";
import { readerLike } from "./plain_elements.ts";

/** A loop, with its step as a function of trees. */
export interface LoopRounds {
  /** The loop that is called, for error messages. */
  readonly verb: string;
  readonly initial: unknown;
  readonly count: number;
  readonly elements?: ElementList;
  /** Returns the next state and a result, from a state, an element, and the number of the round. */
  readonly step: (state: unknown, element: unknown, round: Scalar) => readonly [unknown, unknown];
  /** Whether there are results. */
  readonly hasResults: boolean;
}

/** Runs a loop, and returns its last state and its results. */
export function runRounds(rounds: LoopRounds): [unknown, unknown[]] {
  const { verb, initial, count, elements, hasResults } = rounds;
  if (elements !== undefined) checkAlike(verb, elements);
  const leaves = leavesOf(initial, {
    refusal: `Cannot run ${verb} from this state`,
    root: "initial",
    remedy: "a state is made of numbers, arrays and plain objects; close over anything else",
  }, "argument");
  const kept = keptByTrace(rounds, leaves);
  if (kept !== undefined) return kept;

  let state = withLeaves(initial, leaves, "as arrays");
  const results: unknown[] = [];
  for (let i = 0; i < count; i++) {
    const [next, result] = rounds.step(state, elements?.at(i), i);
    // A step that does not keep the structure does not in its first round or its last.
    if (i === 0 && count > 1) stateLeaves(rounds, next);
    state = next;
    if (hasResults) results.push(result);
  }
  if (count === 0) return [withLeaves(initial, leaves, "where all are numbers"), results];
  return [withLeaves(initial, stateLeaves(rounds, state), "where all are numbers"), results];
}

function stateLeaves({ initial }: LoopRounds, state: unknown): Scalar[] {
  return matchingLeaves(state, "state", initial, "initial");
}

/** Runs a loop by the trace that is running, where that keeps it. */
function keptByTrace(
  rounds: LoopRounds,
  leaves: readonly Scalar[],
): [unknown, unknown[]] | undefined {
  const { initial, count, elements, step, hasResults } = rounds;
  const interpreter = currentInterpreter();
  if (interpreter?.keepLoop === undefined || count === 0) return undefined;
  const first = elements?.at(0);
  const numbersOf = readerLike(first);
  const rowOf = (element: unknown, i: number) => {
    if (elements === undefined) return [];
    return numbersOf?.(element) ?? matchingLeaves(element, `xs[${i}]`, first, "xs[0]");
  };
  let result: unknown;
  let isFirst = true;
  const answer = interpreter.keepLoop({
    rounds: count,
    state: leaves,
    row: (i) => rowOf(elements?.at(i), i),
    step: (state, row, round) => {
      const own = withLeaves(initial, state, "as arrays");
      const element = elements === undefined ? undefined : withLeaves(first, row, "as arrays");
      const [next, made] = step(own, element, round);
      const results = hasResults ? resultLeaves(rounds, made, isFirst ? made : result) : [];
      if (isFirst) result = made;
      isFirst = false;
      return { state: stateLeaves(rounds, next), results };
    },
  });
  if (answer === undefined) return undefined;
  const results = Array.from(
    { length: hasResults ? count : 0 },
    (_, i) =>
      result === undefined ? undefined : withLeaves(result, answer.results[i] ?? [], "as arrays"),
  );
  return [withLeaves(initial, answer.state, "where all are numbers"), results];
}

function resultLeaves({ verb }: LoopRounds, made: unknown, like: unknown): Scalar[] {
  if (made === undefined && like === undefined) return [];
  if (made === like) {
    return leavesOf(made, {
      refusal: `Cannot run ${verb} with this result of a step`,
      root: "result",
      remedy: "a result is made of numbers, arrays and plain objects",
    });
  }
  return matchingLeaves(made, "result", like, "the first result");
}
