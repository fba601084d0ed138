// A black box as a stage of a differentiable program: a function of plain numbers that cannot be
// differentiated, with difference quotients for its derivative.

import { currentInterpreter } from "../values/interpreter.ts";
import type { Tangent } from "../values/block.ts";
import { isAnyBox } from "../values/box.ts";
import { Call, type Callable, withNameOf } from "../trees/call.ts";
import { resultLeaves } from "../trees/result.ts";
import { nameOf } from "../values/describe.ts";
import { onNumbers } from "../trees/plain_code.ts";
import { matchingLeaves } from "../trees/matching.ts";
import type { Scalar } from "../values/scalar.ts";
import { withLeaves } from "../trees/tree.ts";
import type { WithNumbers, WithScalars } from "../trees/types.ts";
import {
  innerProduct,
  jointly,
  pushJointly,
  type Sparse,
  tangentsOf,
} from "../rules/joint_operation.ts";
import type { DifferenceOptions } from "./differences.ts";
import { checkDifferences, differenceOptions, numericRows, resultAway } from "./trees.ts";
import { type ArgumentsView, callWithRule, type OfTrees, scattered } from "../rules/custom.ts";

/**
 * Makes a function of plain numbers, which may be a WebAssembly module, a subprocess or a simulator,
 * part of a differentiable program: its Jacobian comes from difference quotients, by Richardson
 * extrapolation unless told, in every mode. It has first derivatives only.
 *
 * @param f answers a tree of plain numbers, of one structure for arguments of one structure
 * @param options as of `numericJacobian`: `method`, `step` and `maximumStep`
 * @throws {TypeError} when called, if a second derivative is asked for, or if an argument or the result
 * is no tree of numbers.
 *
 * @example
 * ```ts
 * import { grad, mul } from "@fluxion/ad";
 * import { numericVjp } from "@fluxion/ad/check";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const blackBox = numericVjp((x: number) => x * x * x);
 * assertAlmostEquals(grad((x) => mul(10, blackBox(x)))(2), 120, 1e-9);
 * ```
 */
export function numericVjp<Out, A extends unknown[] = [number, ...number[]]>(
  f: (...args: A) => Out,
  options: DifferenceOptions = {},
): OfTrees<{ [I in keyof A]: WithScalars<A[I]> }, WithNumbers<Out>> {
  const { verb, f: own } = checkDifferences("numericVjp", f, options, differenceOptions);
  const plainly = onNumbers(verb, own);
  const byQuotients = (seen: ArgumentsView) => differentiated(plainly, seen, options);
  const call = { verb, f: own, plainly, byRule: byQuotients };
  const stage = (...args: unknown[]) => {
    currentInterpreter()?.refuse("numericVjp runs a function of plain numbers");
    return callWithRule(call, args);
  };
  return withNameOf(f, stage) as never;
}

function differentiated(f: Callable, seen: ArgumentsView, options: DifferenceOptions): unknown {
  const point = plainNumbers(f, seen.primals);
  const out = f(...seen.withAll(point));
  const values = numbersOf(f, resultLeaves(new Call("numericVjp", f), out));
  const { followed } = seen;

  let known: number[][] | undefined;
  /** ∂outᵢ/∂inputⱼ for the followed inputs, computed when it is first wanted. */
  const jacobian = () =>
    known ??= numericRows(
      (inputs) => {
        const moved = seen.withAll(scattered(seen, inputs).map((input, i) => input ?? point[i]));
        const away = resultAway(() => f(...moved));
        return away &&
          numbersOf(f, matchingLeaves(away.result, "the result a step away", out, "out"));
      },
      followed.map((position) => point[position]),
      values,
      options,
      false,
    ).map((row) => row.map(({ derivative }) => derivative));

  const push = <T extends Tangent>(all: readonly (T | undefined)[]) => {
    const tangents = followed.map((position) => all[position]);
    return jacobian().map((row) => innerProduct(row, tangents));
  };
  const pullback = (seeds: Sparse) =>
    scattered(seen, followed.map((_, j) => innerProduct(jacobian().map((row) => row[j]), seeds)));
  const results = seen.mode === "forward"
    ? pushJointly(seen, values, push(tangentsOf(seen)))
    : jointly(seen, {
      jvp(operands, tangents) {
        plainNumbers(f, operands);
        return { results: values, tangents: push(tangents) };
      },
      vjp(operands) {
        plainNumbers(f, operands);
        return { results: values, pullback };
      },
    });
  return withLeaves(out, results, "where all are numbers");
}

/** @throws {TypeError} if there is a box: a derivative of a difference quotient is asked for. */
function plainNumbers(f: Callable, scalars: readonly Scalar[]): readonly number[] {
  return scalars.map((scalar) => {
    if (!isAnyBox(scalar)) return scalar;
    throw new TypeError(
      `Cannot take second derivatives of numericVjp(${
        nameOf(f)
      }): difference quotients have no derivative ` +
        "themselves; give the function a rule with customJvp or customVjp, or differentiate it once",
    );
  });
}

/** @throws {TypeError} if a result holds what a derivative follows, which no difference quotient does. */
function numbersOf(f: Callable, leaves: readonly Scalar[]): number[] {
  if (!leaves.some(isAnyBox)) return leaves as number[];
  throw new TypeError(
    `Cannot use what ${
      nameOf(f)
    } returned to numericVjp: it depends on what a derivative follows, and a ` +
      "function of plain numbers does not close over that; pass it as an argument",
  );
}
