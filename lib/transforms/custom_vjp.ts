// A function with a reverse rule of its own. Forward mode transposes the rule: one inner product of its
// cotangents with the tangents for each result.

import { product } from "../core/binary.ts";
import { isFollowed } from "../core/box.ts";
import { type Callable, checkFunction, withNameOf } from "../core/call.ts";
import { describe, nameOf } from "../core/describe.ts";
import { currentInterpreter } from "../core/interpreter.ts";
import type { Scalar } from "../core/scalar.ts";
import { whenThere } from "../core/settle.ts";
import { leavesAlike } from "../core/alike.ts";
import { abandon, withLeaves } from "../core/tree.ts";
import type { Promised, SomeScalars } from "../core/types.ts";
import { innerProduct, pullJointly, pushJointly, type Sparse, tangentsOf } from "../modes/joint.ts";
import { callSeen, customResult, type OfTrees, type SeenArguments, withoutRule } from "./custom.ts";

/**
 * Gives a function a reverse rule of its own, which takes the place of the automatic derivative in every
 * mode and nesting. `forward(...args)` answers `[out, residuals]`: the value, and whatever the rule needs
 * to remember; `backward(residuals, cotangent)` answers the list of cotangents, one an argument, and is
 * linear in its cotangent. Where nothing is differentiated, `f` itself is called. Of an asynchronous `f`
 * the forward rule is asynchronous too, and `backward` is not.
 *
 * Forward mode is the inner product of `backward(residuals, 1)` with the tangents, one such product for
 * each result. What `forward` closes over is differentiated as well, through the `out` that it computes.
 *
 * @throws {TypeError} when called, if an argument or a result is no tree of numbers, or if `backward`
 * answers anything but a list with a tree for each argument, in its shape.
 *
 * @example Clipping a gradient on its way back
 * ```ts
 * import { clamp, customVjp, grad, mul } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const clipped = customVjp(
 *   (x) => x,
 *   (x) => [x, undefined],
 *   (_residuals, cotangent) => [clamp(cotangent, -1, 1)],
 * );
 * assertEquals(grad((x) => mul(5, clipped(x)))(3), 1);
 * ```
 */
export function customVjp<Out, Residuals, A extends unknown[] = SomeScalars>(
  f: (...args: A) => Out,
  forward: (...args: A) => Promised<Out, readonly [out: Awaited<Out>, residuals: Residuals]>,
  backward: (residuals: Residuals, cotangent: Awaited<Out>) => Readonly<A>,
): OfTrees<A, Out>;
export function customVjp(f: Callable, forward: Callable, backward: Callable): Callable {
  for (const part of [f, forward, backward]) checkFunction("customVjp", part);

  const byRule = (seen: SeenArguments) => {
    currentInterpreter()?.checkRule("customVjp");
    const primals = seen.withAll(seen.primals);
    return whenThere(forward(...primals), (pair: unknown) => {
      if (!Array.isArray(pair) || pair.length !== 2) {
        abandon(pair);
        throw new TypeError(
          `Cannot use the forward rule of customVjp(${nameOf(f)}): it returned ${
            describe(pair)
          }, ` +
            "and [out, residuals] is wanted",
        );
      }
      const [out, residuals] = pair;
      const leaves = customResult("customVjp", f, out);

      const pull = (seeds: Sparse): Scalar[] => {
        currentInterpreter()?.checkRule("customVjp");
        const [only] = seeds;
        // A backward on plain numbers never meets a box that a linear map of one number can do without.
        if (seeds.length === 1 && isFollowed(only)) {
          return pull([1]).map((own) => product(own, only));
        }
        const cotangent = withLeaves(out, seeds.map((seed) => seed ?? 0), "where all are numbers");
        const cotangents = backward(residuals, cotangent);
        if (!Array.isArray(cotangents)) {
          abandon(cotangents);
          throw new TypeError(
            `Cannot use the backward rule of customVjp(${nameOf(f)}): it returned ` +
              `${describe(cotangents)}, and a list is wanted, one cotangent an argument`,
          );
        }
        return leavesAlike(cotangents, "cotangents", primals, "args");
      };

      const push = () => {
        const tangents = tangentsOf(seen);
        return leaves.map((_, i) =>
          innerProduct(pull(leaves.map((_, k) => k === i ? 1 : 0)), tangents)
        );
      };
      const results = seen.mode === "forward"
        ? pushJointly(seen, leaves, push())
        : pullJointly(seen, leaves, pull);
      return withLeaves(out, results, "where all are numbers");
    });
  };
  const plainly = withoutRule("customVjp", f);
  return withNameOf(f, (...args) => callSeen("customVjp", f, args, plainly, byRule));
}
