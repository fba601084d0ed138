// A compiled function inside a derivative. The innermost level among its arguments gets one entry for the whole call:
// in forward mode a compiled function from primals and tangents to those of the result, in reverse mode a compiled
// pullback. Both compute on primals, which levels outside may follow in turn: then they are such calls themselves.
// The pullback takes the cotangents that have come to the arguments so far and adds to them in the order in which
// the function would, so that every bit is that of the uncompiled function.

import { scalarsIn } from "../values/block.ts";
import { isFollowed, Variable } from "../values/box.ts";
import { addClosure } from "../values/keeping.ts";
import type { Cotangents } from "../values/cotangents.ts";
import { isDual } from "../values/dual.ts";
import { isDerivativeBoxOf } from "../values/membership.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Callable } from "../trees/call.ts";
import { withLeaves } from "../trees/tree.ts";
import { asInnermostSees, type InnermostView, isUnfollowed } from "../rules/joint_operation.ts";
import { joinDuals, splitDuals } from "../rules/split_duals.ts";
import {
  argumentsOf,
  codesOf,
  layoutOf,
  leavesOfResult,
  pulling,
  type PushedCall,
  pushing,
  type RunCall,
  running,
} from "./derivative_functions.ts";
import { type Site, type Sites, sitesOf } from "./sites.ts";

/** Compiles a function; `leading` is the number of arguments before those of the user's function. */
type Compile = (f: Callable, leading: number, isStrict: boolean) => Callable;

/** Returned where a call has to run uncompiled. */
export const NOT_COMPILED: unique symbol = Symbol("not compiled");

/** Returns arguments as a list, in which boxes may be that derivatives follow; `undefined` where they are no trees. */
export function listedArguments(
  args: readonly unknown[],
  statics: readonly number[],
): Sites | undefined {
  const sites = sitesOf(args, "args", isFollowed, false, statics);
  return sites.fault === undefined ? sites : undefined;
}

/** Checks whether derivatives follow any of the arguments in a list. */
export function areFollowed({ leaves }: Sites): boolean {
  return leaves.some(isFollowed);
}

/** The compiled derivatives of one function. */
export class WithinDerivatives {
  private readonly push: Callable;
  private readonly run: Callable;
  private readonly pull: Callable;
  private failures = 0;

  constructor(f: Callable, statics: readonly number[], compile: Compile) {
    this.push = compile(pushing(f, statics), 2, true);
    this.run = compile(running(f, statics), 1, true);
    this.pull = compile(pulling(f, statics), 3, false);
  }

  /**
   * Calls the function on arguments that derivatives follow.
   *
   * @param plainly runs a call whose boxes all read as numbers at this moment
   */
  call(self: unknown, { list, leaves }: Sites, plainly: Callable): unknown {
    if (this.failures >= MOST_FAILURES) return NOT_COMPILED;
    const view = asInnermostSees("jit", leaves);
    if (isUnfollowed(view)) return plainly.apply(self, argumentsOf(list, view));
    if (view.mode === "interpreted") return NOT_COMPILED;
    // The pullback runs the function once more. A reverse level outside would add the derivatives of both runs in
    // another order than those of one.
    if (view.mode === "reverse" && followsInReverse(view.primals)) return NOT_COMPILED;
    try {
      const answer = view.mode === "forward"
        ? this.pushed(self, view, list)
        : this.pulled(self, view, list);
      this.failures = 0;
      return answer;
    } catch {
      // No program, or the function throws: run uncompiled, it throws the same.
      this.failures++;
      return NOT_COMPILED;
    }
  }

  private pushed(self: unknown, { level, inputs }: InnermostView, list: readonly Site[]): unknown {
    const { primals, tangents, layout } = splitDuals(level, inputs);
    // A box that comes twice must be the same inside: it makes no kink where it ties with itself.
    const places = inputs.map((x) => isDerivativeBoxOf(level, x) ? inputs.indexOf(x) : -1);
    const key = `${codesOf(layout).join()};${places.join()}`;
    const args = argumentsOf(list, primals);
    const pushed = this.push.apply(self, [key, tangents, ...args]) as PushedCall;
    const { out, boxes } = pushed;
    const own = joinDuals(level, leavesOfResult(out), pushed.tangents, layoutOf(pushed.layout));
    const { length } = inputs;
    const answers = boxes.map((at) => at < length ? inputs[at] : own[at - length]);
    return withLeaves(out, answers, "where all are numbers");
  }

  private pulled(
    self: unknown,
    { level, inputs, primals }: InnermostView,
    list: readonly Site[],
  ): unknown {
    const sources: Variable[] = [];
    const key = inputs.map((x) => {
      if (!isDerivativeBoxOf(level, x)) return "";
      const own = x as Variable;
      const known = sources.findIndex((source) => source === own);
      return known < 0 ? sources.push(own) - 1 : known;
    }).join();
    const args = argumentsOf(list, primals);
    const { out, variables } = this.run.apply(self, [key, ...args]) as RunCall;
    const leaves = leavesOfResult(out);
    const own = new Map<number, Variable>(sources.map((source, i) => [i, source]));
    const results: number[] = [];
    const { backpropagators } = level;
    const backpropagator = (cotangents: Cotangents) => {
      const seeds = results.map((index) => cotangents.of(index));
      if (seeds.every((seed) => seed === undefined)) return;
      const before = sources.map(({ index }) => cotangents.of(index));
      const after = this.pull.apply(self, [key, before, seeds, ...args]) as (Scalar | undefined)[];
      after.forEach((cotangent, i) => {
        if (cotangent !== undefined) cotangents.set(sources[i].index, cotangent);
      });
    };
    const answers = leaves.map((leaf, i) => {
      const at = variables[i];
      if (at < 0) return leaf;
      let variable = own.get(at);
      if (variable === undefined) {
        const index = results.length === 0
          ? addClosure(backpropagators, backpropagator, sources.map(({ index }) => index))
          : backpropagators.addInput();
        results.push(index);
        own.set(at, variable = new Variable(level, leaf, index));
      }
      return variable;
    });
    return withLeaves(out, answers, "where all are numbers");
  }
}

/** Most calls in a row that could not be compiled, after which none is tried. */
const MOST_FAILURES = 8;

/** Returns whether a level that is not forward mode follows any of the scalars, at any depth. */
function followsInReverse(scalars: readonly Scalar[]): boolean {
  return scalars.some((x): boolean => {
    if (!isFollowed(x)) return false;
    if (!isDual(x)) return true;
    return followsInReverse([x.primal, ...scalarsIn(x.tangent)]);
  });
}
