// Numeric differentiation of functions of trees. The function is only ever called on plain numbers, so it
// need not be written with the operations of this library; what it costs is precision, and at least one
// call of the function for every number in the argument.

import type { Callable } from "../trees/call.ts";
import { shapedLike } from "../trees/flat.ts";
import { scalarResult } from "../trees/result.ts";
import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { withLeaves } from "../trees/tree.ts";
import type { Argnums, ArgnumsOptions, WithNumbers } from "../trees/types.ts";
import {
  checkDifferences,
  differenceOptions,
  differences,
  inParts,
  type Options,
} from "./trees.ts";
import type {
  NumericGradient,
  NumericGradientWithError,
  NumericJacobian,
  NumericJacobianWithError,
  NumericOptions,
  NumericOptionsWithError,
  SomeNumbers,
  WithError,
} from "./types.ts";

const allOptions: readonly string[] = [...differenceOptions, "argnums", "errorEstimate"];

/**
 * The derivative of a function of one real by difference quotients: Richardson's extrapolation (1911) of
 * central differences with the steps and the error estimate of Ridders (1982), unless `method` says
 * otherwise. The function may return any tree of reals; the derivative has the same shape.
 *
 * With `errorEstimate` the answer is `[derivative, error]`: how far each number may be off by what the
 * method leaves out, by the rounding and the noise of the function's values, by the grid they are on where
 * a function rounds as one that prints four decimals does, and by a kink or a jump. The true error is at most
 * ten times the estimate by Richardson's extrapolation; forward and central differences take two more values for
 * it, and as many as that where those disagree. It is an estimate from finitely many values, and says
 * nothing of what happens between them: a function that has one value at all of them counts as constant, and
 * a staircase too fine to be told from rounding as what it rounds.
 *
 * At the end of its domain a function is differentiated to the side on which it has values; to throw is to
 * have none. Where no step leads to finite values, or the quotients grow for ever, the derivative is NaN and its
 * error Infinity.
 *
 * @throws {TypeError} if `f` is no function, if its argument is no number, or if it returns anything but
 * plain numbers, arrays and plain objects, in the same shape every time.
 * @throws {RangeError} if `method` is not one of the three, `step` not positive and finite, or `maximumStep`
 * not positive.
 *
 * @example
 * ```ts
 * import { numericDerivative } from "@fluxion/ad/check";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(numericDerivative(Math.exp)(1), Math.E, 1e-13);
 * const [slope, error] = numericDerivative(Math.exp, { method: "central", errorEstimate: true })(1);
 * assert(Math.abs(slope - Math.E) <= error && error < 1e-9);
 * ```
 */
export function numericDerivative<Out>(
  f: (x: number) => Out,
  options?: NumericOptions,
): (x: number) => WithNumbers<Out>;
/** The derivative with its error, `[derivative, error]`. */
export function numericDerivative<Out>(
  f: (x: number) => Out,
  options: NumericOptionsWithError,
): (x: number) => WithError<WithNumbers<Out>>;
export function numericDerivative(f: Callable, options: Options = {}): Callable {
  const call = checkDifferences("numericDerivative", f, options, [
    ...differenceOptions,
    "errorEstimate",
  ]);
  return (x) => {
    if (typeof x !== "number") {
      throw new TypeError(
        `${call.refusal} at ${describe(x)}: it takes one plain number; ` +
          "use numericGrad or numericJacobian for arrays and objects, and value(x) for a box",
      );
    }
    const { result, rows } = differences(call, [x], { ...options, argnums: 0 });
    return inParts(options, (part) => shapedLike(result, rows.map(([only]) => only[part])));
  };
}

/**
 * The gradient ∇f of a function that answers one real, by difference quotients in each number of the
 * argument: as `grad` does, in the shape of the argument or of those that `argnums` selects, without its
 * speed and its last digits. An array of type `Float64Array` reaches the function as a plain array, as it
 * does there. For the options see `numericDerivative`.
 *
 * @throws {TypeError} if the function answers anything but one real, or if an argument holds what is no
 * plain number, the error naming its path, or if there is no such option.
 * @throws {RangeError} if `method` is not one of the three, `step` not positive and finite, or if
 * `argnums` names an argument that is not there, or one without any number.
 *
 * @example
 * ```ts
 * import { numericGrad } from "@fluxion/ad/check";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const area = ({ width, height }: { width: number; height: number }) => width * height;
 * const gradient = numericGrad(area)({ width: 2, height: 3 });
 * assertAlmostEquals(gradient.width, 3, 1e-12);
 * assertAlmostEquals(gradient.height, 2, 1e-12);
 * ```
 */
export function numericGrad<A extends unknown[] = SomeNumbers, const N extends Argnums = 0>(
  f: (...args: A) => Scalar,
  options?: NumericOptions & ArgnumsOptions<N>,
): NumericGradient<A, N>;
/** The gradient with its error, `[gradient, error]`. */
export function numericGrad<A extends unknown[] = SomeNumbers, const N extends Argnums = 0>(
  f: (...args: A) => Scalar,
  options: NumericOptionsWithError & ArgnumsOptions<N>,
): NumericGradientWithError<A, N>;
export function numericGrad(f: Callable, options: Options = {}): Callable {
  const call = checkDifferences("numericGrad", f, options, allOptions);
  return (...args) => {
    const { pattern, rows: [row] } = differences(
      call,
      args,
      options,
      (result) => scalarResult(call, result),
    );
    return inParts(options, (part) => shapedLike(pattern, row.map((entry) => entry[part])));
  };
}

/**
 * The Jacobian of a function by difference quotients in each number of the argument. The answer is shaped
 * as that of `jacfwd`: J[i][j] = ∂fᵢ/∂xⱼ on arrays, and for trees the result's tree with each leaf replaced
 * by a tree in the shape of the argument. For `method`, `step` and `errorEstimate` see `numericDerivative`.
 *
 * @throws as `numericGrad` does, but for the result, which may be any tree of plain numbers that has the
 * same shape every time.
 *
 * @example
 * ```ts
 * import { numericJacobian } from "@fluxion/ad/check";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const polar = ([r, angle]: number[]) => [r * Math.cos(angle), r * Math.sin(angle)];
 * const [[xr, xa], [yr, ya]] = numericJacobian(polar)([2, 0]);
 * assertAlmostEquals(xr, 1, 1e-12);
 * assertAlmostEquals(xa, 0, 1e-12);
 * assertAlmostEquals(yr, 0, 1e-12);
 * assertAlmostEquals(ya, 2, 1e-12);
 * ```
 */
export function numericJacobian<
  Out,
  A extends unknown[] = SomeNumbers,
  const N extends Argnums = 0,
>(
  f: (...args: A) => Out,
  options?: NumericOptions & ArgnumsOptions<N>,
): NumericJacobian<A, N, Out>;
/** The Jacobian with its error, `[jacobian, error]`. */
export function numericJacobian<
  Out,
  A extends unknown[] = SomeNumbers,
  const N extends Argnums = 0,
>(
  f: (...args: A) => Out,
  options: NumericOptionsWithError & ArgnumsOptions<N>,
): NumericJacobianWithError<A, N, Out>;
export function numericJacobian(f: Callable, options: Options = {}): Callable {
  const call = checkDifferences("numericJacobian", f, options, allOptions);
  return (...args) => {
    const { pattern, result, rows } = differences(call, args, options);
    return inParts(options, (part) => {
      const trees = rows.map((row) => shapedLike(pattern, row.map((entry) => entry[part])));
      return withLeaves(result, trees, "of trees");
    });
  };
}
