// A loop that goes on as long as a condition holds.

import { checkFunction } from "../trees/call.ts";
import { describe } from "../values/describe.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";
import type { Answer, Argument } from "../trees/types.ts";
import { loop } from "./loop.ts";

/**
 * Runs `state = step(state)` as long as `condition(state)` holds and returns the last state, as `jax.lax.while_loop`
 * does. Unlike there, reverse mode works too.
 *
 * It is a plain loop, differentiated in every mode. In a function that `jit` compiles it stays a loop, also in the
 * derivatives of that function: loops of 64, 128, 256 … rounds one after the other, until the condition holds no more, after
 * which rounds do nothing. So there are few variants, for counts of up to 64, 192, 448 … rounds.
 *
 * @throws {TypeError} if `condition` or `step` is no function, if the condition answers no boolean, if the state is no
 * tree of numbers, or if a step changes its structure.
 *
 * @example Newton's method for √a, with the derivative of what it finds
 * ```ts
 * import { abs, add, derivative, div, gt, mul, type Scalar, sub, whileLoop } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const root = (a: Scalar) =>
 *   whileLoop(
 *     (x: Scalar) => gt(abs(sub(mul(x, x), a)), 1e-12),
 *     (x: Scalar) => div(add(x, div(a, x)), 2),
 *     1,
 *   );
 * assertAlmostEquals(root(2), Math.SQRT2, 1e-12);
 * assertAlmostEquals(derivative(root)(2), 1 / (2 * Math.SQRT2), 1e-10);
 * ```
 */
export function whileLoop<S, B extends Argument<S>>(
  condition: (state: S) => boolean,
  step: (state: S) => S,
  initial: B,
): Answer<B, S> {
  checkFunction("whileLoop", condition);
  checkFunction("whileLoop", step);
  const leaves = leavesOf(initial, {
    refusal: "Cannot run whileLoop from this state",
    root: "initial",
    remedy: "a state is made of numbers, arrays and plain objects; close over anything else",
  }, "argument");
  const check = (own: S) => matchingLeaves(own, "state", initial, "initial");
  let state = withLeaves(initial, leaves, "as arrays") as S;
  if (currentInterpreter()?.keepLoop !== undefined) {
    const round = (own: S) => holds(condition, own) ? step(own) : own;
    for (let rounds = FEWEST; holds(condition, state); rounds *= 2) {
      state = loop(round as (own: S) => S, rounds, state as Argument<S>) as S;
    }
    return withLeaves(initial, check(state), "where all are numbers") as Answer<B, S>;
  }
  for (let i = 0; holds(condition, state); i++) {
    state = step(state);
    if (i === 0) check(state);
  }
  return withLeaves(initial, check(state), "where all are numbers") as Answer<B, S>;
}

/** The rounds of the first of the loops that a trace keeps. */
const FEWEST = 64;

function holds<S>(condition: (state: S) => boolean, state: S): boolean {
  const answer: unknown = condition(state);
  if (typeof answer === "boolean") return answer;
  throw new TypeError(
    `Cannot run whileLoop: its condition answered ${
      describe(answer)
    }, and a boolean is wanted; compare with lt, gt, …`,
  );
}
