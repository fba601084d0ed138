// A loop over elements that carries a state and collects a result for each.

import { checkFunction } from "../trees/call.ts";
import { describe } from "../values/describe.ts";
import type { Answer, Argument } from "../trees/types.ts";
import { type Elements, elementsOf } from "./elements.ts";
import { runRounds } from "./rounds.ts";

/**
 * Carries a state over elements and returns the last state and the list of results:
 * `[state, results[i]] = step(state, xs[i])` for each i in order, as `jax.lax.scan` does.
 *
 * It is a plain loop, differentiated in every mode, also by what the step closes over. In a function that `jit` compiles
 * it stays a loop, whatever its length, and in the derivatives of that function as well: the step is
 * traced once for each way through its branches. The step must be a pure function then: what it stores elsewhere is lost.
 *
 * @param xs an array of elements, a typed array, or an object of arrays, the i-th of which make the i-th element
 * @throws {TypeError} if `step` is no function or answers no pair, if it changes the structure of the state, or if the
 * state or `xs` is no tree of numbers.
 * @throws {RangeError} if arrays in `xs` have different lengths.
 *
 * @example A running balance, and by how much its end changes with the rate of interest
 * ```ts
 * import { add, derivative, mul, scan, type Scalar } from "@fluxion/ad";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const deposits = [100, 50, 25];
 * const grow = (rate: Scalar) =>
 *   scan((balance: Scalar, deposit: Scalar) => {
 *     const next = add(mul(balance, add(1, rate)), deposit);
 *     return [next, next];
 *   }, 0, deposits);
 * assertEquals(grow(1), [525, [100, 250, 525]]);
 * assertAlmostEquals(derivative((rate) => grow(rate)[0])(0), 250, 1e-12);
 * ```
 */
export function scan<S, X, Y, B extends Argument<S>, XS extends Elements<X>>(
  step: (state: S, x: X) => readonly [S, Y],
  initial: B,
  xs: XS & Elements<X>,
): [state: Answer<[B, XS], S>, results: Answer<[B, XS], Y>[]] {
  checkFunction("scan", step);
  const elements = elementsOf("scan", xs);
  return runRounds({
    verb: "scan",
    initial,
    count: elements.length,
    elements,
    step: (state, x) => {
      const pair = step(state as S, x as X);
      if (!Array.isArray(pair) || pair.length !== 2) {
        throw new TypeError(
          `Cannot run scan: its step answered ${
            describe(pair)
          }, and a pair is wanted, as in return [state, result]`,
        );
      }
      return pair as unknown as [unknown, unknown];
    },
    hasResults: true,
  }) as [Answer<[B, XS], S>, Answer<[B, XS], Y>[]];
}
