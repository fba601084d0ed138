// Reverse mode by the adjoint equation (Pontryagin 1962; Chen, Rubanova, Bettencourt and Duvenaud 2018). With the
// cotangent a(t) of the state y(t), a′ = −aᵀ·∂f/∂y, and the cotangent of the parameters is ∫ aᵀ·∂f/∂p dt. Both are
// integrated backwards from each time to the one before, together with the state, so that no steps are remembered.

import { mul, neg } from "../elementary/arithmetic.ts";
import { sum } from "../elementary/reductions.ts";
import { sumOfTwo } from "../operations/binary.ts";
import { vjp } from "../derivatives/vjp.ts";
import { customVjp } from "../rules/custom_vjp.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Callable } from "../trees/call.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { shapedLike } from "../trees/flat.ts";
import type { Settings } from "./options.ts";

/** Returns the states at all times, without derivatives of how they are computed. */
export type StatesAt = (
  f: Callable,
  y0: unknown,
  times: readonly Scalar[],
  settings: Settings,
) => unknown[];

/** The state with its cotangent and that of the parameters so far, as lists of leaves. */
interface Augmented {
  readonly y: Scalar[];
  readonly a: Scalar[];
  readonly p: Scalar[];
}

/** Returns the states at all times, with the adjoint equation for their derivatives in reverse mode. */
export function adjointSolution(
  solve: StatesAt,
  rightHandSide: Callable,
  y0: unknown,
  times: readonly Scalar[],
  settings: Settings,
): unknown[] {
  // As a list, since there may be none.
  const parameters = settings.parameters === undefined ? [] : [settings.parameters];
  const f = (t: Scalar, y: unknown, own: readonly unknown[]) => rightHandSide(t, y, own[0]);
  Object.defineProperty(f, "name", { value: rightHandSide.name });
  const forward = (...[start, at, own]: unknown[]) =>
    solve(f, start, at as Scalar[], { ...settings, parameters: own });
  type Kept = { states: unknown[]; times: Scalar[]; own: unknown };
  const rule = customVjp(
    forward as (...args: unknown[]) => unknown[],
    ((...[start, at, own]: unknown[]) => {
      const states = forward(start, at, own);
      return [states, { states, times: at, own }];
    }) as never,
    ((kept: Kept, cotangents: unknown[]) => backwards(kept, cotangents)) as never,
  ) as Callable;

  function backwards({ states, times, own }: Kept, cotangents: unknown[]): unknown[] {
    const leavesOf = (tree: unknown) => matchingLeaves(tree, "state", states[0], "state");
    const parametersOf = (tree: unknown) => matchingLeaves(tree, "parameters", own, "parameters");
    const slopeAt = (i: number) => leavesOf(f(times[i], states[i], own as unknown[]));
    const last = states.length - 1;
    const ofTimes: Scalar[] = times.map(() => 0);
    let a: Scalar[] = leavesOf(states[0]).map(() => 0);
    let p: Scalar[] = parametersOf(own).map(() => 0);
    for (let i = last; i > 0; i--) {
      const seeds = leavesOf(cotangents[i]);
      ofTimes[i] = innerOf(seeds, slopeAt(i));
      a = a.map((entry, k) => sumOfTwo(entry, seeds[k]));
      const start: Augmented = { y: leavesOf(states[i]), a, p };
      const solved = solve(augmented, start, [times[i], times[i - 1]], settings) as Augmented[];
      a = solved[1].a;
      p = solved[1].p;
    }
    ofTimes[0] = neg(innerOf(a, slopeAt(0)));
    const first = leavesOf(cotangents[0]);
    const ofStart = a.map((entry, k) => sumOfTwo(entry, first[k]));
    return [shapedLike(states[0], ofStart), ofTimes, shapedLike(own, p)];

    function augmented(t: Scalar, { y, a }: Augmented): Augmented {
      const [slope, pull] = vjp(f as never, [t, shapedLike(states[0], y), own] as never) as [
        unknown,
        (cotangent: unknown) => unknown[],
      ];
      const [, ofState, ofParameters] = pull(shapedLike(states[0], a));
      return {
        y: leavesOf(slope),
        a: leavesOf(ofState).map((entry) => neg(entry)),
        p: parametersOf(ofParameters).map((entry) => neg(entry)),
      };
    }
  }
  return rule(y0, times, parameters) as unknown[];
}

function innerOf(xs: readonly Scalar[], ys: readonly Scalar[]): Scalar {
  return sum(xs.map((x, i) => mul(x, ys[i])));
}
