// A compiled function inside a derivative. The innermost level among its arguments gets one entry for the whole call:
// in forward mode a compiled function from primals and tangents to those of the result, in reverse mode a compiled
// pullback. Both compute on primals, which levels outside may follow in turn: then they are such calls themselves.
// The pullback takes the cotangents that have come to the arguments so far and adds to them in the order in which
// the function would, so that every bit is that of the uncompiled function.

import { Block, blockOfEntries, entriesOf, MOST_DIRECTIONS, scalarsIn } from "../values/block.ts";
import { Carrier, decided, isFollowed, Variable } from "../values/box.ts";
import { Cotangents } from "../values/cotangents.ts";
import { type Dual, isDual } from "../values/dual.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import { FloatList } from "../values/floats.ts";
import { closing, during, Level } from "../values/level.ts";
import { isDerivativeBoxOf, outsideResult } from "../values/membership.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Callable } from "../trees/call.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";
import { asInnermostSees, type InnermostView, isUnfollowed } from "../rules/joint_operation.ts";
import { joinDuals, splitDuals, type TangentLayout } from "../rules/split_duals.ts";
import { pullBackAgain } from "../modes/reverse.ts";
import { assembled, type Site, type Sites, sitesOf } from "./sites.ts";

/** Compiles a function; `leading` is the number of arguments before those of the user's function. */
type Compile = (f: Callable, leading: number, isStrict: boolean) => Callable;

/** What the compiled part of a call in forward mode returns. */
interface PushedCall {
  readonly out: unknown;
  readonly tangents: readonly Scalar[];
  /** The layout of the tangents as numbers, which a result may hold. */
  readonly layout: readonly number[];
  /** Which box each leaf of the result is: one of the arguments, or a leaf, counted after all arguments. */
  readonly boxes: readonly number[];
}

/** What the compiled part of a call in reverse mode returns. */
interface RunCall {
  readonly out: unknown;
  /** The index of the variable that each leaf of the result is, those of inputs first; −1 for a constant. */
  readonly variables: readonly number[];
}

/** Returned where a call has to run uncompiled. */
export const NOT_COMPILED: unique symbol = Symbol("not compiled");

/** Returns arguments that derivatives follow, as a list; `undefined` for others, and where they are no trees. */
export function followedArguments(
  args: readonly unknown[],
  statics: readonly number[],
): Sites | undefined {
  const sites = sitesOf(args, "args", isFollowed, false, statics);
  return sites.fault === undefined && sites.leaves.some(isFollowed) ? sites : undefined;
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
          ? backpropagators.addClosure(backpropagator, sources.map(({ index }) => index))
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

/** Returns the function of primals and tangents that forward mode computes. */
function pushing(f: Callable, statics: readonly number[]): Callable {
  return function (this: unknown, key: string, tangents: Scalar[], ...args: unknown[]): PushedCall {
    const [codes, places] = key.split(";").map((part) =>
      part === "" ? [] : part.split(",").map(Number)
    );
    const layout = layoutOf(codes);
    const { list, leaves } = sitesOf(args, "args", () => true, false, statics);
    const level = new Level("forward", "jit", f);
    return closing(level, () => {
      const duals = joinDuals(level, leaves, tangents, layout);
      const inputs = places.map((place, i) => duals[place < 0 ? i : place]);
      const out = f.apply(this, argumentsOf(list, inputs));
      const answers = leavesOfResult(out);
      const boxes = answers.map((x, i) => {
        if (!isDerivativeBoxOf(level, x)) return inputs.length + i;
        const place = inputs.indexOf(x);
        return place < 0 ? inputs.length + answers.indexOf(x) : place;
      });
      const results = answers.map((x) => withDecidedTangent(level, x));
      checkZeros([...leaves, ...tangents]);
      const split = splitDuals(level, results);
      return {
        out: withLeaves(out, split.primals, "where all are numbers"),
        tangents: split.tangents,
        layout: codesOf(split.layout),
        boxes,
      };
    });
  };
}

/** Returns the function that computes the result, and says which parts of it have a derivative. */
function running(f: Callable, statics: readonly number[]): Callable {
  return function (this: unknown, key: string, ...args: unknown[]): RunCall {
    const { primals, apply } = followed(f, this, key, args, statics);
    const level = new Level("reverse", "jit", f);
    try {
      const inputs = primals.map((own) =>
        new Variable(level, own, level.backpropagators.addInput())
      );
      const out = apply(inputs);
      const leaves = leavesOfResult(out);
      checkZeros(primals);
      return {
        out: withLeaves(
          out,
          leaves.map((leaf) => outsideResult(level, leaf)),
          "where all are numbers",
        ),
        variables: leaves.map((leaf) =>
          isDerivativeBoxOf(level, leaf) ? (leaf as Variable).index : -1
        ),
      };
    } finally {
      level.forget();
      level.close();
    }
  };
}

/**
 * Returns the function that adds to the cotangents of the arguments what those of the results contribute to them.
 */
function pulling(f: Callable, statics: readonly number[]): Callable {
  return function (
    this: unknown,
    key: string,
    before: (Scalar | undefined)[],
    seeds: (Scalar | undefined)[],
    ...args: unknown[]
  ): (Scalar | undefined)[] {
    const { primals, apply } = followed(f, this, key, args, statics);
    const level = new Level("reverse", "jit", f);
    const cotangents = Cotangents.none(0);
    const run = (inputs: Scalar[]) => {
      const results = new Map<number, Scalar>();
      for (const leaf of leavesOfResult(apply(inputs))) {
        if (!isDerivativeBoxOf(level, leaf)) continue;
        const { index } = leaf as Variable;
        if (index >= inputs.length) results.set(index, leaf);
      }
      return [...results.values(), ...inputs];
    };
    try {
      return during(
        level,
        "paused",
        () => pullBackAgain(level, cotangents, run, primals, [...seeds, ...before]).map(decided),
      );
    } finally {
      cotangents.release();
      level.close();
    }
  };
}

/** Returns the primals of the arguments that a level follows, and the function of variables for them. */
function followed(
  f: Callable,
  self: unknown,
  key: string,
  args: readonly unknown[],
  statics: readonly number[],
): { primals: Scalar[]; apply: (inputs: readonly Scalar[]) => unknown } {
  const places = key.split(",").map((own) => own === "" ? -1 : Number(own));
  const { list, leaves } = sitesOf(args, "args", () => true, false, statics);
  const primals: Scalar[] = [];
  places.forEach((place, i) => {
    if (place >= 0) primals[place] = leaves[i];
  });
  const apply = (inputs: readonly Scalar[]) =>
    f.apply(
      self,
      argumentsOf(list, leaves.map((leaf, i) => places[i] < 0 ? leaf : inputs[places[i]])),
    );
  return { primals, apply };
}

/**
 * Ends a trace in which an operation selects while derivatives outside follow its operands: which of their
 * derivatives are structural zeros then depends on the run in more ways than a guard decides here.
 */
function checkZeros(operands: readonly Scalar[]): void {
  const running = currentInterpreter();
  if (running?.selects && operands.some(isFollowed)) {
    running.refuse("it selects, inside derivatives of derivatives");
  }
}

function withDecidedTangent(level: Level, x: Scalar): Scalar {
  if (!isDerivativeBoxOf(level, x)) return x;
  const { primal, tangent } = x as Dual;
  const entries = tangent instanceof Block ? entriesOf(tangent, MOST_DIRECTIONS) : [tangent];
  const own = entries.map(decided);
  if (own.every((entry, i) => entry === entries[i])) return x;
  const found = tangent instanceof Block ? blockOfEntries(own) : own[0];
  if (found === undefined) return primal;
  const layout: TangentLayout = [found instanceof Block ? found.directions : "single"];
  return joinDuals(level, [primal], scalarsIn(found) as Scalar[], layout)[0];
}

/** Returns a layout as numbers: the directions of a block are bits, and never 0. */
function codesOf(layout: TangentLayout): number[] {
  return layout.map((kind) => kind === undefined ? NO_TANGENT : kind === "single" ? SINGLE : kind);
}

function layoutOf(codes: readonly number[]): TangentLayout {
  return codes.map((code) => code === NO_TANGENT ? undefined : code === SINGLE ? "single" : code);
}

const NO_TANGENT = 2 ** 40;
const SINGLE = 0;

function argumentsOf(list: readonly Site[], leaves: readonly Scalar[]): unknown[] {
  return assembled(list, ({ kind, value, first, count }) => {
    if (kind === "number") return leaves[first];
    if (kind === "constant") return value;
    const part = leaves.slice(first, first + count);
    if (kind !== "floats") return part;
    return part.every((own) => typeof own === "number")
      ? Float64Array.from(part)
      : FloatList.from(part);
  }) as unknown[];
}

function leavesOfResult(out: unknown): Scalar[] {
  return leavesOf(out, {
    refusal: "Cannot differentiate the result of a compiled function",
    root: "out",
    remedy: "return numbers, arrays and plain objects of them",
  });
}

/** Returns whether a reverse level follows any of the scalars, at any depth. */
function followsInReverse(scalars: readonly Scalar[]): boolean {
  return scalars.some((x): boolean => {
    if (!isFollowed(x)) return false;
    if (x.level.mode !== "forward") return true;
    const others = isDual(x)
      ? scalarsIn(x.tangent)
      : x instanceof Carrier
      ? [x.carried as Scalar]
      : [];
    return followsInReverse([x.primal, ...others]);
  });
}
