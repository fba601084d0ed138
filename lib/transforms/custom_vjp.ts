// A function with a reverse rule of its own. Forward mode transposes the rule: one inner product of its
// cotangents with the tangents for each result.

import { product } from "../core/binary.ts";
import type { Tangent } from "../core/block.ts";
import { isFollowed } from "../core/box.ts";
import { type Callable, checkFunction, withNameOf } from "../core/call.ts";
import { describe, nameOf } from "../core/describe.ts";
import { currentInterpreter } from "../core/interpreter.ts";
import type { JointOperation, Sparse } from "../core/interpretation.ts";
import type { Scalar } from "../core/scalar.ts";
import { whenThere } from "../core/settle.ts";
import { leavesAlike } from "../core/alike.ts";
import { abandon, withLeaves } from "../core/tree.ts";
import type { Promised, SomeScalars } from "../core/types.ts";
import { innerProduct, jointly, pullJointly, pushJointly, tangentsOf } from "../modes/joint.ts";
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
    if (seen.mode === "interpreted") {
      let out: unknown;
      const operation = jointOperation(f, forward, backward, seen, (result) => out = result);
      const results = jointly(seen, operation);
      return withLeaves(out, results, "where all are numbers");
    }
    const primals = seen.withAll(seen.primals);
    return whenThere(forward(...primals), (pair: unknown) => {
      const { out, leaves, pull } = ruled(f, backward, primals, pair);
      const results = seen.mode === "forward"
        ? pushJointly(seen, leaves, push(leaves, pull, tangentsOf(seen)))
        : pullJointly(seen, leaves, pull);
      return withLeaves(out, results, "where all are numbers");
    });
  };
  const plainly = withoutRule("customVjp", f);
  return withNameOf(f, (...args) => callSeen("customVjp", f, args, plainly, byRule));
}

/** @param note is told what was returned in place of the results, whose structure it is */
function jointOperation(
  f: Callable,
  forward: Callable,
  backward: Callable,
  seen: SeenArguments,
  note: (out: unknown) => void,
): JointOperation {
  const apply = (operands: readonly Scalar[]) => {
    const args = seen.withAll(operands);
    const result = ruled(f, backward, args, forward(...args));
    note(result.out);
    return result;
  };
  return {
    jvp(operands, tangents) {
      const { leaves, pull } = apply(operands);
      return { results: leaves, tangents: push(leaves, pull, tangents) };
    },
    vjp(operands) {
      const { leaves, pull } = apply(operands);
      return { results: leaves, pullback: pull };
    },
  };
}

/** The tangents of results: of each, the inner product of its cotangents with the tangents of the inputs. */
function push<T extends Tangent>(
  leaves: readonly Scalar[],
  pull: Pull,
  tangents: readonly (T | undefined)[],
): (T | undefined)[] {
  return leaves.map((_, i) => innerProduct(pull(leaves.map((_, k) => k === i ? 1 : 0)), tangents));
}

type Pull = (seeds: Sparse) => Scalar[];

interface Ruled {
  readonly out: unknown;
  readonly leaves: Scalar[];
  readonly pull: Pull;
}

/** What a forward rule has returned for arguments, taken apart, with the backward rule to pull it back. */
function ruled(f: Callable, backward: Callable, args: readonly unknown[], pair: unknown): Ruled {
  if (!Array.isArray(pair) || pair.length !== 2) {
    abandon(pair);
    throw new TypeError(
      `Cannot use the forward rule of customVjp(${nameOf(f)}): it returned ${describe(pair)}, ` +
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
    return leavesAlike(cotangents, "cotangents", args, "args");
  };
  return { out, leaves, pull };
}
