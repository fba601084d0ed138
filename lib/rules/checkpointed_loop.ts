// Long loops in little memory: a few states are kept as snapshots, and when the result is pulled back, the
// steps between them run again, the last first.

import { isInside } from "../values/membership.ts";
import { checkFunction, checkOptions } from "../trees/call.ts";
import { describe } from "../values/describe.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import { during } from "../values/level.ts";
import type { Cotangents } from "../values/cotangents.ts";
import type { Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";
import type { Answer, Argument } from "../trees/types.ts";
import { isSame, joinDuals, splitDuals } from "./split_duals.ts";
import {
  asInnermostSees,
  forInnermost,
  type InnermostView,
  isUnfollowed,
  pullJointly,
} from "./joint_operation.ts";
import { pullBackAgain, runWithoutKeeping } from "../modes/reverse.ts";
import { farthest } from "./revolve.ts";

/** How much a checkpointed loop may remember. */
export interface CheckpointedLoopOptions {
  /**
   * Most states that are kept at any one time, besides the first.
   *
   * @default ⌈log₂(steps + 1)⌉
   */
  readonly snapshots?: number;
}

/**
 * Runs `state = step(state, i)` for i = 0 … steps − 1 and returns the last state. Reverse mode keeps only a
 * few states and runs steps again when it pulls back, by the schedule of Griewank and Walther (2000), which
 * needs the fewest runs possible: with s snapshots, loops of up to (s + r)! / (s! r!) steps run each step at
 * most r more times. The gradient is that of the plain loop, to the last bit.
 *
 * What the step closes over is differentiated as well. The step must do the same each time it runs, and
 * keep the structure of the state. In a function that `jit` compiles it is a loop as `loop` is, which keeps √n of n states
 * and the √n after one of these, whatever `snapshots` is.
 *
 * @throws {TypeError} if `step` is no function, if the state is no tree of numbers, or if a step changes its
 * structure.
 * @throws {RangeError} if `steps` or `snapshots` is not a whole number from 0.
 *
 * @example A thousand steps of x ← x − rate·x, of which ten states are kept
 * ```ts
 * import { checkpointedLoop, grad, mul, type Scalar, sub } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const remaining = (rate: Scalar) =>
 *   checkpointedLoop((x: Scalar) => sub(x, mul(rate, x)), 1000, 1);
 * assertAlmostEquals(grad(remaining)(0.001), -1000 * 0.999 ** 999, 1e-9);
 * ```
 */
export function checkpointedLoop<S, B extends Argument<S>>(
  step: (state: S, index: number) => S,
  steps: number,
  initial: B,
  options: CheckpointedLoopOptions = {},
): Answer<B, S> {
  checkFunction("checkpointedLoop", step);
  const usage = "they come last, as in checkpointedLoop(step, steps, initial, {})";
  checkOptions("checkpointedLoop", options, ["snapshots"], usage);
  const { snapshots = Math.ceil(Math.log2(steps + 1)) } = options;
  for (const [name, count] of Object.entries({ steps, snapshots })) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(
        `Cannot run checkpointedLoop with ${name} ${
          describe(count)
        }: a whole number from 0 is wanted`,
      );
    }
  }
  const leaves = leavesOf(initial, {
    refusal: "Cannot run checkpointedLoop from this state",
    root: "initial",
    remedy: "a state is made of numbers, arrays and plain objects; close over anything else",
  }, "argument");
  const onLeaves: Step = (state, i) =>
    matchingLeaves(
      step(withLeaves(initial, state, "as arrays") as S, i),
      "state",
      initial,
      "initial",
    );
  // The program of a trace that keeps loops has the derivatives of this loop in any case.
  const kept = currentInterpreter()?.keepLoop?.({
    rounds: steps,
    state: leaves,
    row: () => [],
    step: (state, _row, i) => ({ state: onLeaves([...state], i as number), results: [] }),
    keepsFew: true,
  });
  const last = kept?.state ?? loop(onLeaves, leaves, 0, steps, snapshots);
  return withLeaves(initial, last, "where all are numbers") as Answer<B, S>;
}

type Step = (state: Scalar[], index: number) => Scalar[];

/** Runs plain steps until a state is followed, and the rest as the innermost level among the state needs it. */
function loop(step: Step, first: Scalar[], from: number, to: number, snapshots: number): Scalar[] {
  let state = first;
  for (let i = from; i < to; i++) {
    const view = asInnermostSees("checkpointedLoop", state);
    if (!isUnfollowed(view)) {
      const isKept = view.mode === "reverse" ? to - i > 1 : state.some(isInside);
      if (isKept) {
        return forInnermost(
          "checkpointedLoop",
          view,
          (own) => (own.mode === "reverse" ? pulled : pushed)(step, own, i, to, snapshots),
        );
      }
    }
    state = step(state, i);
  }
  return state;
}

/**
 * Runs the loop in forward mode, which keeps nothing. For levels outside, the state is primals and tangents.
 */
function pushed(
  step: Step,
  view: InnermostView,
  from: number,
  to: number,
  snapshots: number,
): Scalar[] {
  const { level, inputs } = view;
  const first = splitDuals(level, inputs);
  // Which parts of the state have tangents, from which step on; the others are structural zeros.
  const changes = [{ at: from, layout: first.layout }];
  const layoutAt = (i: number) => changes.findLast(({ at }) => at <= i)!.layout;
  const joined = (pairs: readonly Scalar[], i: number) => {
    const layout = layoutAt(i);
    return joinDuals(level, pairs, pairs.slice(layout.length), layout);
  };

  const onPairs: Step = (pairs, i) =>
    during(level, "open", () => {
      const { primals, tangents, layout } = splitDuals(level, step(joined(pairs, i), i));
      if (!isSame(layout, layoutAt(i + 1))) changes.push({ at: i + 1, layout });
      return [...primals, ...tangents];
    });

  const pairs = loop(onPairs, [...first.primals, ...first.tangents], from, to, snapshots);
  return joined(pairs, to);
}

interface Snapshot {
  readonly at: number;
  readonly state: Scalar[];
}

/**
 * Runs the loop in reverse mode. All steps but the last are one joint operation of the level. The last is
 * recorded like any other code: it is the first to be pulled back, and not to keep it would only cost another
 * run.
 */
function pulled(
  step: Step,
  view: InnermostView,
  from: number,
  to: number,
  snapshots: number,
): Scalar[] {
  const { level, inputs, primals } = view;
  const onPrimals: Step = (state, i) => runWithoutKeeping(level, (own) => step(own, i), state);
  const advance = ({ at, state }: Snapshot, end: number): Snapshot => ({
    at: end,
    state: loop(onPrimals, state, at, end, snapshots),
  });

  const first: Snapshot = { at: from, state: primals };
  const kept = [first];
  let latest = first;
  while (kept.length <= snapshots && to - latest.at > 1) {
    latest = advance(latest, farthest(latest.at, to, snapshots + 2 - kept.length));
    kept.push(latest);
  }
  const { state } = advance(latest, to - 1);

  const results = pullJointly(view, state, (seeds, cotangents) => {
    let carried = seeds;
    let end = to - 1;
    // Each snapshot is dropped after its use; a second pullback starts from the first state.
    for (let snapshot = kept.pop() ?? first; end > from; snapshot = kept.pop() ?? first) {
      carried = pullRange(snapshot, end, snapshots - kept.length, carried, cotangents);
      end = snapshot.at;
    }
    return carried;
  });
  return step(results, to - 1);

  /** Pulls back the steps from a snapshot to `end`, last to first, keeping up to `spare` further snapshots. */
  function pullRange(
    start: Snapshot,
    end: number,
    spare: number,
    seeds: Sparse,
    cotangents: Cotangents,
  ): Sparse {
    let carried = seeds;
    let stop = end;
    while (stop - start.at > 1) {
      const middle = advance(start, farthest(start.at, stop, spare + 1));
      carried = pullRange(middle, stop, spare - 1, carried, cotangents);
      stop = middle.at;
    }
    if (stop === start.at) return carried;
    // The first step reads the loop's own inputs, so that cotangents are summed in the order of the plain loop.
    return start === first
      ? pullBackAgain(level, cotangents, () => step([...inputs], from), [], carried)
      : pullBackAgain(level, cotangents, (state) => step(state, start.at), start.state, carried);
  }
}
