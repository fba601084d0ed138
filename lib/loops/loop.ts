// A loop of a number of rounds.

import { checkFunction } from "../trees/call.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Answer, Argument } from "../trees/types.ts";
import { checkRounds } from "./elements.ts";
import { runRounds } from "./rounds.ts";

/**
 * Runs `state = step(state, i)` for i = 0 … steps − 1 and returns the last state, as `jax.lax.fori_loop` does.
 *
 * It is a plain loop, differentiated in every mode, also by what the step closes over. In a function that `jit` compiles
 * it stays a loop, whatever its length, and in the derivatives of that function as well: there i is a value like those
 * of the state, not a plain number; let `scan` run over what depends on i. `checkpointedLoop` does the same where nothing is
 * compiled, in less memory.
 *
 * @throws {TypeError} if `step` is no function, if the state is no tree of numbers, or if a step changes its
 * structure.
 * @throws {RangeError} if `steps` is not a whole number from 0.
 *
 * @example Compound interest: d/dr (1 + r)¹⁰ = 10·(1 + r)⁹
 * ```ts
 * import { add, derivative, loop, mul, type Scalar } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const grown = (rate: Scalar) => loop((x: Scalar) => mul(x, add(1, rate)), 10, 1);
 * assertAlmostEquals(derivative(grown)(0.05), 10 * 1.05 ** 9, 1e-13);
 * ```
 */
export function loop<S, B extends Argument<S>>(
  step: (state: S, index: Scalar) => S,
  steps: number,
  initial: B,
): Answer<B, S> {
  checkFunction("loop", step);
  checkRounds("loop", "steps", steps);
  const [state] = runRounds({
    verb: "loop",
    initial,
    count: steps,
    step: (own, _element, round) => [step(own as S, round), undefined],
    hasResults: false,
  });
  return state as Answer<B, S>;
}
