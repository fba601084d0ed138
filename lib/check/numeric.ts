// Numeric differentiation of functions of trees. The function is called on plain numbers only, so that it
// need not be written with the operations of this library. The price is precision, and at least one call of
// the function for every number in the argument.

import type { Callable } from "../trees/call.ts";
import { shapedLike } from "../trees/flat.ts";
import { scalarResult } from "../trees/result.ts";
import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { withLeaves } from "../trees/tree.ts";
import type { Argnums, ArgnumsOptions, WithNumbers } from "../trees/types.ts";
import type { SomeNumbers } from "../trees/unannotated.ts";
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
  WithError,
} from "./types.ts";

const allOptions: readonly string[] = [...differenceOptions, "argnums", "errorEstimate"];

/**
 * Returns the derivative of a function of one real, by difference quotients: by default Richardson's
 * extrapolation (1911) of central differences with the steps and the error estimate of Ridders (1982). The
 * function may return any tree of reals; the derivative has the same structure.
 *
 * With `errorEstimate` the result is `[derivative, error]`, with the estimated error of each number. It
 * covers the truncation of the method, the rounding and the noise of the function's values, the grid they are
 * on if the function rounds (to four decimals, say), and kinks and jumps. With `"richardson"` the true error
 * is at most ten times the estimate. `"forward"` and `"central"` take two more values for it, and as many as
 * `"richardson"` where those disagree. The estimate is from finitely many values, and knows nothing of the
 * function between them: a function with the same value at all of them counts as constant, and a staircase
 * with steps as small as rounding counts as smooth.
 *
 * At the edge of its domain, a function is differentiated on the side where it has finite values; a call that
 * throws counts as having none. If no step leads to finite values, or the quotients grow without bound, the
 * derivative is NaN and its error Infinity.
 *
 * @throws {TypeError} if `f` is no function, or if an option has another name; when called, if the argument
 * is no plain number, or if `f` returns anything but plain numbers, arrays and plain objects, or not the same
 * structure every time.
 * @throws {RangeError} if `method` is not one of the three, if `step` is not positive and finite, or if
 * `maximumStep` is not positive.
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
export function numericDerivative<Out, E extends boolean = false>(
  f: (x: number) => Out,
  options?: NumericOptions<E>,
): (x: number) => E extends true ? WithError<WithNumbers<Out>> : WithNumbers<Out>;
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
 * Returns the gradient ∇f of a function that returns one real, by difference quotients in each number of the
 * argument. The result has the structure of that of `grad`: of the first argument by default, or of the
 * arguments that `argnums` selects. A `Float64Array` is a plain array inside the function, as with `grad`.
 * For `method`, `step`, `maximumStep` and `errorEstimate` see `numericDerivative`.
 *
 * @throws {TypeError} if `f` is no function, or if an option has another name; when called, if `f` returns
 * anything but one real, or if a selected argument holds anything but plain numbers, with its path.
 * @throws {RangeError} if `method` is not one of the three, if `step` is not positive and finite, or if
 * `maximumStep` is not positive; when called, if `argnums` selects an argument that is missing or holds no
 * number.
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
export function numericGrad<
  A extends unknown[] = SomeNumbers,
  const N extends Argnums = 0,
  E extends boolean = false,
>(
  f: (...args: A) => Scalar,
  options?: NumericOptions<E> & ArgnumsOptions<N>,
): E extends true ? NumericGradientWithError<A, N> : NumericGradient<A, N>;
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
 * Returns the Jacobian of a function by difference quotients in each number of the argument. It has the
 * structure of that of `jacfwd`: J[i][j] = ∂fᵢ/∂xⱼ for arrays, and for trees the result's tree with each leaf
 * replaced by a tree in the structure of the argument. For `method`, `step`, `maximumStep` and
 * `errorEstimate` see `numericDerivative`.
 *
 * @throws {TypeError} if `f` is no function, or if an option has another name; when called, if a selected
 * argument or the result holds anything but plain numbers, or if the result has not the same structure every
 * time.
 * @throws {RangeError} if `method` is not one of the three, if `step` is not positive and finite, or if
 * `maximumStep` is not positive; when called, if `argnums` selects an argument that is missing or holds no
 * number.
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
  E extends boolean = false,
>(
  f: (...args: A) => Out,
  options?: NumericOptions<E> & ArgnumsOptions<N>,
): E extends true ? NumericJacobianWithError<A, N, Out> : NumericJacobian<A, N, Out>;
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
