// The functions that are compiled in place of one that is called inside a derivative: from primals and tangents to those of
// the result, to the result alone, and from the cotangents of results to those of arguments.

import { Block, blockOfEntries, entriesOf, MOST_DIRECTIONS, scalarsIn } from "../values/block.ts";
import { isFollowed, Variable } from "../values/box.ts";
import { Traced } from "../values/traced.ts";
import { Cotangents } from "../values/cotangents.ts";
import type { Dual } from "../values/dual.ts";
import { FloatList } from "../values/floats.ts";
import { currentInterpreter, interpreter } from "../values/interpreter.ts";
import { closing, during, Level } from "../values/level.ts";
import { isDerivativeBoxOf, outsideResult } from "../values/membership.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Callable } from "../trees/call.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";
import { pullBackAgain } from "../modes/reverse.ts";
import { joinDuals, splitDuals, type TangentLayout } from "../rules/split_duals.ts";
import { assembled, type Site, sitesOf } from "./sites.ts";

/** What the compiled part of a call in forward mode returns. */
export interface PushedCall {
  readonly out: unknown;
  readonly tangents: readonly Scalar[];
  /** The layout of the tangents as numbers, which a result may hold. */
  readonly layout: readonly number[];
  /** Which box each leaf of the result is: one of the arguments, or a leaf, counted after all arguments. */
  readonly boxes: readonly number[];
}

/** What the compiled part of a call in reverse mode returns. */
export interface RunCall {
  readonly out: unknown;
  /** The index of the variable that each leaf of the result is, those of inputs first; −1 for a constant. */
  readonly variables: readonly number[];
}

/** Returns the function of primals and tangents that forward mode computes. */
export function pushing(f: Callable, statics: readonly number[]): Callable {
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
export function running(f: Callable, statics: readonly number[]): Callable {
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
export function pulling(f: Callable, statics: readonly number[]): Callable {
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

/** Returns a scalar without its condition, which a guard decides: `undefined` in runs where it is a structural zero. */
function decided(x: Scalar | undefined): Scalar | undefined {
  if (!(x instanceof Traced) || x.condition === undefined) return x;
  return interpreter().decided(x);
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
export function codesOf(layout: TangentLayout): number[] {
  return layout.map((kind) => kind === undefined ? NO_TANGENT : kind === "single" ? SINGLE : kind);
}

/** Returns the layout that numbers stand for. */
export function layoutOf(codes: readonly number[]): TangentLayout {
  return codes.map((code) => code === NO_TANGENT ? undefined : code === SINGLE ? "single" : code);
}

const NO_TANGENT = 2 ** 40;
const SINGLE = 0;

/** Returns arguments with other leaves. */
export function argumentsOf(list: readonly Site[], leaves: readonly Scalar[]): unknown[] {
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

/** Returns the leaves of a result. @throws {TypeError} if it has others than numbers and boxes. */
export function leavesOfResult(out: unknown): Scalar[] {
  return leavesOf(out, {
    refusal: "Cannot differentiate the result of a compiled function",
    root: "out",
    remedy: "return numbers, arrays and plain objects of them",
  });
}
