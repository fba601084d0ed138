// Saves memory for time: the intermediate values of a function are not kept, and it runs again when its result
// is pulled back.

import { isDerivativeBoxOf } from "../values/membership.ts";
import { type Callable, checkFunction, withNameOf } from "../trees/call.ts";
import { during } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { withLeaves } from "../trees/tree.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
import { joinDuals, splitDuals, type TangentLayout } from "./split_duals.ts";
import { forInnermost, pullJointly } from "./joint_operation.ts";
import { pullBackAgain, runWithoutKeeping } from "../modes/reverse.ts";
import { type ArgumentsView, callWithRule, customResult, type OfTrees } from "./custom.ts";

/**
 * Returns a function with the same values and derivatives that takes less memory in reverse mode: it is one
 * step there, of which only the arguments and results are kept, and its body runs again when it is pulled
 * back. Time rises by one run of the function. It works in every nesting, checkpoints within checkpoints
 * included, and what it closes over is differentiated as well.
 *
 * The body must do the same each time it runs, and return all that it computes: what it stores elsewhere has no
 * derivative. Pass what it depends on as arguments: if no argument is differentiated, the body is recorded as
 * without a checkpoint.
 *
 * @throws {TypeError} if `f` is no function; when called, if an argument or the result is no tree of numbers,
 * or when pulled back, if the body returns another structure than in its first run.
 *
 * @example
 * ```ts
 * import { checkpoint, grad, type Scalar, sin } from "@fluxion/ad";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * let runs = 0;
 * const body = checkpoint((x: Scalar) => {
 *   runs++;
 *   return sin(sin(x));
 * });
 * assertAlmostEquals(grad(body)(1), Math.cos(Math.sin(1)) * Math.cos(1), 1e-15);
 * assertEquals(runs, 2);
 * ```
 */
export function checkpoint<Out, A extends unknown[] = SomeScalars>(
  f: (...args: A) => Out,
): OfTrees<Accepted<A, Out>, Out>;
export function checkpoint(f: Callable): Callable {
  checkFunction("checkpoint", f);
  const byRule = (view: ArgumentsView) =>
    // What a level with an interpretation of its own keeps is not known here: it runs the body itself.
    view.mode === "interpreted" ? f(...view.withAll(view.inputs)) : forInnermost(
      "checkpoint",
      view,
      (own) => own.mode === "forward" ? pushed(f, own) : pulled(f, own),
    );
  const call = { verb: "checkpoint", f, plainly: f, byRule };
  return withNameOf(f, (...args) => callWithRule(call, args));
}

/**
 * Runs the body in forward mode, which keeps nothing. Levels outside would, so that the function from primals
 * and tangents to primals and tangents is checkpointed for them.
 */
function pushed(f: Callable, view: ArgumentsView): unknown {
  const { level, inputs } = view;
  const { primals, tangents, layout } = splitDuals(level, inputs);
  let out: unknown;
  let outLayout: TangentLayout = [];
  const pass = (own: Scalar[], ownTangents: Scalar[]): Scalar[][] =>
    during(level, "open", () => {
      out = f(...view.withAll(joinDuals(level, own, ownTangents, layout)));
      const split = splitDuals(level, customResult("checkpoint", f, out));
      outLayout = split.layout;
      return [split.primals, split.tangents];
    });
  const [outs, outTangents] = (checkpoint(pass) as typeof pass)(primals, tangents);
  const results = joinDuals(level, outs, outTangents, outLayout);
  return withLeaves(out, results, "where all are numbers");
}

/** Runs the body in reverse mode on primals, as one entry that runs it again to be pulled back. */
function pulled(f: Callable, view: ArgumentsView): unknown {
  const { level, primals, inputs } = view;
  let out: unknown;
  const onPrimals = (inner: Scalar[]) => {
    const run = (own: Scalar[]) => {
      out = f(...view.withAll(own));
      return customResult("checkpoint", f, out);
    };
    return runWithoutKeeping(level, run, inner, (i) => isDerivativeBoxOf(level, inputs[i]));
  };
  const leaves = (checkpoint(onPrimals) as typeof onPrimals)(primals);
  const results = pullJointly(view, leaves, (seeds, cotangents) => {
    const run = () =>
      matchingLeaves(
        f(...view.withAll(inputs)),
        "what the body returned again",
        out,
        "its first result",
      );
    return pullBackAgain(level, cotangents, run, [], seeds);
  });
  return withLeaves(out, results, "where all are numbers");
}
