// An initial value problem as the methods take it: the states are lists of leaves, whatever their shape.

import type { Scalar } from "../values/scalar.ts";
import { argumentLeaves, shapedLike } from "../trees/flat.ts";
import { Call, type Callable } from "../trees/call.ts";
import { isPromise } from "../trees/promises.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { copyOf, withLeaves } from "../trees/tree.ts";
import { dormandPrinceMethod } from "./dormand_prince.ts";
import type { FlatRightHandSide, Settings } from "./options.ts";
import type { Method } from "./step.ts";
import { taylorMethod } from "./taylor_method.ts";

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
  const f: FlatRightHandSide = (t, own) => {
    const slope = rightHandSide(t, state(own), settings.parameters);
    if (isPromise(slope)) {
      throw call.refused("it returned a promise, and an integrator does not wait");
    }
    return matchingLeaves(slope, "f(t, y)", pattern, "y");
  };
  Object.defineProperty(f, "name", { value: rightHandSide.name });
  const method = settings.method === "taylor"
    ? taylorMethod(f, settings)
    : dormandPrinceMethod(f, settings);
  const answer = (own: readonly Scalar[]) => shapedLike(pattern, own);
  return { call, initial: leaves, f, method, state, answer };
}
