// Memory for time: the intermediate values of a function are not kept, and it runs again when its result
// is pulled back.

import { isDerivativeBoxOf } from "../values/membership.ts";
import { type Callable, checkFunction, withNameOf } from "../trees/call.ts";
import { during } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { withLeaves } from "../trees/tree.ts";
import type { SomeScalars } from "../trees/types.ts";
import { joinDuals, splitDuals, type TangentLayout } from "./split_duals.ts";
import { forInnermost, pullJointly } from "./joint_operation.ts";
import { pullBackAgain, runWithoutKeeping } from "../modes/reverse.ts";
import { type ArgumentsView, callWithRule, customResult, type OfTrees } from "./custom.ts";

/**
 * The same function, remembered by reverse mode as one step: of its intermediate values nothing is kept,
 * and its body runs again when pulling back. Memory falls to that of the arguments; time rises by one run
 * of the function. It works in every nesting, checkpoints within checkpoints included, and what it closes
 * over is differentiated as well.
 *
 * The body must do the same each time it runs, and answer all that it computes: what it stores elsewhere
 * has no derivative. Pass as arguments what it depends on: where no argument is differentiated, the body
 * is recorded as if there were no checkpoint.
 *
 * @throws {TypeError} when called, if an argument or the result is no tree of numbers.
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
): OfTrees<A, Out>;
export function checkpoint(f: Callable): Callable {
  checkFunction("checkpoint", f);
  const byRule = (seen: ArgumentsView) =>
    // What another meaning of programs remembers is not known here: it gets the body as it is.
    seen.mode === "interpreted" ? f(...seen.withAll(seen.inputs)) : forInnermost(
      "checkpoint",
      seen,
      (own) => own.mode === "forward" ? pushed(f, own) : pulled(f, own),
    );
  const call = { verb: "checkpoint", f, plainly: f, byRule };
  return withNameOf(f, (...args) => callWithRule(call, args));
}

/**
 * Forward mode keeps nothing anyway, but levels outside would: what is checkpointed for them is the
 * function of primals and tangents.
 */
function pushed(f: Callable, seen: ArgumentsView): unknown {
  const { level, inputs } = seen;
  const { primals, tangents, pattern } = splitDuals(level, inputs);
  let out: unknown;
  let outPattern: TangentLayout = [];
  const pass = (own: Scalar[], ownTangents: Scalar[]): Scalar[][] =>
    during(level, "open", () => {
      out = f(...seen.withAll(joinDuals(level, own, ownTangents, pattern)));
      const apart = splitDuals(level, customResult("checkpoint", f, out));
      outPattern = apart.pattern;
      return [apart.primals, apart.tangents];
    });
  const [outs, outTangents] = (checkpoint(pass) as typeof pass)(primals, tangents);
  const results = joinDuals(level, outs, outTangents, outPattern);
  return withLeaves(out, results, "where all are numbers");
}

function pulled(f: Callable, seen: ArgumentsView): unknown {
  const { level, primals, inputs } = seen;
  let out: unknown;
  const onPrimals = (inner: Scalar[]) => {
    const run = (own: Scalar[]) => {
      out = f(...seen.withAll(own));
      return customResult("checkpoint", f, out);
    };
    return runWithoutKeeping(level, run, inner, (i) => isDerivativeBoxOf(level, inputs[i]));
  };
  const leaves = (checkpoint(onPrimals) as typeof onPrimals)(primals);
  const results = pullJointly(seen, leaves, (seeds, cotangents) => {
    const run = () =>
      matchingLeaves(
        f(...seen.withAll(inputs)),
        "what the body returned again",
        out,
        "its first result",
      );
    return pullBackAgain(level, cotangents, run, [], seeds);
  });
  return withLeaves(out, results, "where all are numbers");
}
