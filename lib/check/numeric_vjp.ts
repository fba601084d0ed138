// Black boxes as parts of a differentiable program: functions of plain numbers, with difference quotients for
// their derivatives.

import { currentInterpreter } from "../values/interpreter.ts";
import { isAnyBox } from "../values/box.ts";
import { Call, type Callable, withNameOf } from "../trees/call.ts";
import { resultLeaves } from "../trees/result.ts";
import { nameOf } from "../values/describe.ts";
import { onNumbers } from "../trees/plain_code.ts";
import { matchingLeaves } from "../trees/matching.ts";
import type { Scalar } from "../values/scalar.ts";
import { withLeaves } from "../trees/tree.ts";
import type { WithNumbers, WithScalars } from "../trees/types.ts";
import type { Sparse } from "../values/interpretation.ts";
import { innerProduct, jointly } from "../rules/joint_operation.ts";
import type { DifferenceOptions } from "./differences.ts";
import { checkDifferences, differenceOptions, numericRows, resultAway } from "./trees.ts";
import { type ArgumentsView, callWithRule, type OfTrees, scattered } from "../rules/custom.ts";

/**
 * Makes a function of plain numbers, such as a WebAssembly module, a subprocess or a simulator, part of a
 * differentiable program: in every mode its Jacobian comes from difference quotients, by default by Richardson
 * extrapolation. It has first derivatives only.
 *
 * @param f returns a tree of plain numbers, of the same structure for arguments of the same structure
 * @param options `method`, `step` and `maximumStep`, as for `numericJacobian`
 * @throws {TypeError} if `f` is no function, or if an option has another name; when called, if a second
 * derivative is wanted, or if an argument or the result is no tree of numbers.
 * @throws {RangeError} if `method` is not one of the three, if `step` is not positive and finite, or if
 * `maximumStep` is not positive.
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
  const byQuotients = (view: ArgumentsView) => differentiated(plainly, view, options);
  const call = { verb, f: own, plainly, byRule: byQuotients };
  const stage = (...args: unknown[]) => {
    currentInterpreter()?.refuse("numericVjp runs a function of plain numbers");
    return callWithRule(call, args);
  };
  return withNameOf(f, stage) as never;
}

function differentiated(f: Callable, view: ArgumentsView, options: DifferenceOptions): unknown {
  const point = plainNumbers(f, view.primals);
  const out = f(...view.withAll(point));
  const values = numbersOf(f, resultLeaves(new Call("numericVjp", f), out));
  const { followed } = view;

  let known: number[][] | undefined;
  /** Returns ∂outᵢ/∂inputⱼ for the followed inputs, computed at the first call. */
  const jacobian = () =>
    known ??= numericRows(
      (inputs) => {
        const moved = view.withAll(scattered(view, inputs).map((input, i) => input ?? point[i]));
        const away = resultAway(() => f(...moved));
        return away &&
          numbersOf(f, matchingLeaves(away.result, "the result a step away", out, "out"));
      },
      followed.map((position) => point[position]),
      values,
      options,
      false,
    ).map((row) => row.map(({ derivative }) => derivative));

  const results = jointly(view, {
    jvp(operands, all) {
      plainNumbers(f, operands);
      const tangents = followed.map((position) => all[position]);
      return { results: values, tangents: jacobian().map((row) => innerProduct(row, tangents)) };
    },
    vjp(operands) {
      plainNumbers(f, operands);
      const pullback = (seeds: Sparse) => {
        const columns = followed.map((_, j) => jacobian().map((row) => row[j]));
        return scattered(view, columns.map((column) => innerProduct(column, seeds)));
      };
      return { results: values, pullback };
    },
  });
  return withLeaves(out, results, "where all are numbers");
}

/** Checks that there is no box, by which a derivative of a difference quotient would be wanted. */
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

/** Checks that a result holds no box, whose derivative a difference quotient would lose. */
function numbersOf(f: Callable, leaves: readonly Scalar[]): number[] {
  if (!leaves.some(isAnyBox)) return leaves as number[];
  throw new TypeError(
    `Cannot use what ${
      nameOf(f)
    } returned to numericVjp: it depends on what a derivative follows, and a ` +
      "function of plain numbers does not close over that; pass it as an argument",
  );
}
