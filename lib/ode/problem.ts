// An initial value problem as the methods take it: the states are lists of leaves, whatever their shape.

import type { Scalar } from "../values/scalar.ts";
import { argumentLeaves, shapedLike } from "../trees/flat.ts";
import { Call, type Callable } from "../trees/call.ts";
import { copyOf, withLeaves } from "../trees/tree.ts";
import { dormandPrinceMethod } from "./dormand_prince.ts";
import { compiledExpansion } from "./compiled_expansion.ts";
import { type FlatRightHandSide, flatRightHandSide, type Settings } from "./options.ts";
import { solutionSeries } from "./solution_series.ts";
import type { Method } from "./step.ts";
import { type ExpandState, taylorMethod } from "./taylor_method.ts";

/** An initial value problem. */
export interface Problem {
  readonly call: Call;
  /** The leaves of the initial state. */
  readonly initial: readonly Scalar[];
  readonly f: FlatRightHandSide;
  readonly method: Method;
  /** Returns the state of these leaves as a function of the user gets it. */
  readonly state: (leaves: readonly Scalar[]) => unknown;
  /** Returns the state of these leaves as an answer. */
  readonly answer: (leaves: readonly Scalar[]) => unknown;
}

/**
 * Takes an initial value problem apart.
 *
 * @throws {TypeError} if `f` is no function, or the initial state no tree of numbers; later, if `f` returns another
 * structure than that of the state.
 */
export function problemOf(
  verb: string,
  rightHandSide: Callable,
  initial: unknown,
  settings: Settings,
): Problem {
  const call = new Call(verb, rightHandSide);
  const leaves = argumentLeaves(call, initial, "y0");
  const pattern = copyOf(initial, leaves);
  const state = (own: readonly Scalar[]) =>
    pattern instanceof Object ? withLeaves(pattern, own, "as arrays") : own[0];
  const { parameters, compile, order } = settings;
  const f = flatRightHandSide(rightHandSide, pattern, state, parameters);
  const expand: ExpandState = compile === undefined
    ? (time, own) => solutionSeries(f, time, own, order)
    : (time, own) => compiledExpansion(compile, rightHandSide, order)(time, state(own), parameters);
  const method = settings.method === "taylor"
    ? taylorMethod(expand, settings)
    : dormandPrinceMethod(f, settings);
  const answer = (own: readonly Scalar[]) => shapedLike(pattern, own);
  return { call, initial: leaves, f, method, state, answer };
}
