// Reverse mode: the function runs once, and every operation adds a backpropagator to the level, most of them kept
// as numbers and the others as closures. Pulling back is one loop over them from last to first. It computes the
// product of a vector of cotangents with the Jacobian, and so a whole gradient, at a small constant times the cost
// of the function. book.ts does the same by closures alone.

import { useOperations } from "../operations/binary.ts";
import { contribute } from "../values/box_arithmetic.ts";
import { outsideResult, present } from "../values/membership.ts";
import { Variable } from "../values/box.ts";
import { withoutCondition } from "../values/interpreter.ts";
import { Cotangents } from "../values/cotangents.ts";
import { during, Level } from "../values/level.ts";
import {
  type Backpropagator,
  type Backpropagators,
  BY_CLOSURE,
  checkKept,
  NO_OPERAND,
  NOT_KEPT,
  withoutKeeping,
} from "../values/backpropagators.ts";
import { markOf } from "../values/keeping.ts";
import type { Scalar } from "../values/scalar.ts";
import type { NamedCall } from "../trees/call.ts";
import { closingAfter, type MaybePromise, thenDo } from "../trees/promises.ts";
import type { Leaves } from "./forward.ts";
import { pullBackOne, pullBackPage } from "./sweep.ts";

type Pull = (seeds: readonly (Scalar | undefined)[]) => (Scalar | undefined)[];

/** What a reverse pass returns. */
export interface Pulled<R> {
  /** What the run returned; its leaves may be boxes of the level that has ended. */
  readonly result: R;
  /** The primals of its leaves. */
  readonly primals: Scalar[];
  /**
   * Returns the cotangents of the inputs for cotangents of the results; `undefined` is a structural zero. It may be
   * called any number of times.
   */
  readonly pullBack: Pull;
  /** As `pullBack`, for the last time: it drops the backpropagators. */
  readonly pullBackLast: Pull;
}

/**
 * Runs a function of a list of scalars on variables of a new level, and returns its results with the pullback.
 *
 * @param verb the transform that is called, @param f the function it is called on, for error messages
 * @param run returns the leaves of the result, or a promise of them
 */
export function reversePass<R extends Leaves<Scalar>>(
  call: NamedCall,
  run: (inputs: Scalar[], level: Level) => R,
  primals: readonly Scalar[],
): Pulled<R>;
/** As above, for a function that may be asynchronous. */
export function reversePass<R extends Leaves<Scalar>>(
  call: NamedCall,
  run: (inputs: Scalar[], level: Level) => MaybePromise<R>,
  primals: readonly Scalar[],
): MaybePromise<Pulled<R>>;
export function reversePass<R extends Leaves<Scalar>>(
  { verb, f }: NamedCall,
  run: (inputs: Scalar[], level: Level) => MaybePromise<R>,
  primals: readonly Scalar[],
): MaybePromise<Pulled<R>> {
  const level = new Level("reverse", verb, f);
  const inputs: Scalar[] = [];
  for (let i = 0; i < primals.length; i++) {
    const primal = primals[i];
    const own = typeof primal === "number" ? primal : present(primal);
    inputs.push(new Variable(level, own, level.backpropagators.addInput()));
  }
  return thenDo(closingAfter(level, () => run(inputs, level)), (result): Pulled<R> => {
    const { leaves } = result;
    const pullBack: Pull = (seeds) =>
      during(level, "paused", () => cotangentsOfInputs(level, leaves, seeds, inputs.length));
    const pullBackLast: Pull = (seeds) => {
      const pulled = pullBack(seeds);
      level.forget();
      return pulled;
    };
    const outside = leaves.map((leaf) => outsideResult(level, leaf));
    return { result, primals: outside, pullBack, pullBackLast };
  });
}

/**
 * Runs a part of the function without keeping its backpropagators, and returns the primals of its results. Using a
 * value that the part has stored elsewhere throws, since its derivative would be lost.
 */
export function runWithoutKeeping(
  level: Level,
  run: (inputs: Scalar[]) => readonly Scalar[],
  primals: readonly Scalar[],
  isFollowed: (index: number) => boolean = () => true,
): Scalar[] {
  return during(level, "open", () =>
    withoutKeeping(level.backpropagators, () => {
      const inputs = primals.map((primal, i) =>
        isFollowed(i) ? new Variable(level, primal, NOT_KEPT) : primal
      );
      return run(inputs).map((result) => outsideResult(level, result));
    }));
}

/**
 * Runs a part of the function again on the level that is being pulled back, pulls it back at once, removes its
 * backpropagators, and returns the cotangents of its inputs. Variables that the part closes over get their
 * contributions in the given cotangents.
 *
 * @param initial cotangents that the inputs have beforehand
 */
export function pullBackAgain(
  level: Level,
  cotangents: Cotangents,
  run: (inputs: Scalar[]) => readonly Scalar[],
  primals: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
  initial: readonly (Scalar | undefined)[] = [],
): (Scalar | undefined)[] {
  useOperations();
  const mark = markOf(level.backpropagators);
  try {
    const inputs = primals.map((primal) =>
      new Variable(level, primal, level.backpropagators.addInput())
    );
    const results = during(level, "open", () => run([...inputs]));
    cotangents.reserve(level.backpropagators.size);
    initial.forEach((own, i) => {
      if (own !== undefined) cotangents.set(inputs[i].index, own);
    });
    pullBackRange(level, cotangents, results, seeds, mark.size);
    return inputs.map(({ index }) => cotangents.of(index));
  } finally {
    level.backpropagators.rewind(mark);
    cotangents.rewind(mark.size);
  }
}

/**
 * Returns the backpropagator of a variable as a closure, whether it is kept as one or as numbers. It carries the
 * cotangent of the variable on to its operands. That of an input, and of every result but the first of a joint
 * operation, does nothing and is `undefined`.
 */
export function backpropagatorOf(
  backpropagators: Backpropagators,
  index: number,
): Backpropagator | undefined {
  const page = backpropagators.pages.findLast(({ start }) => start <= index)!;
  const at = 2 * (index - page.start);
  if (page.operands[at] === NO_OPERAND) return undefined;
  return page.operands[at] === BY_CLOSURE
    ? backpropagators.closures[page.operands[at + 1]]
    : (cotangents) => pullBackOne(backpropagators, page, cotangents, index);
}

function cotangentsOfInputs(
  level: Level,
  results: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
  inputCount: number,
): (Scalar | undefined)[] {
  const cotangents = Cotangents.none(level.backpropagators.size);
  pullBackRange(level, cotangents, results, seeds, 0);
  const pulled: (Scalar | undefined)[] = [];
  for (let i = 0; i < inputCount; i++) {
    pulled.push(withoutCondition(cotangents.of(i)));
  }
  cotangents.release();
  return pulled;
}

/** Seeds the results, and pulls back every variable from the last to the one with the index `first`. */
function pullBackRange(
  level: Level,
  cotangents: Cotangents,
  results: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
  first: number,
): void {
  const { backpropagators } = level;
  cotangents.reserve(backpropagators.size);
  for (let i = 0; i < results.length; i++) {
    const result = results[i];
    const seed = seeds[i];
    if (seed === undefined || !(result instanceof Variable) || result.level !== level) continue;
    checkKept(result.index);
    contribute(cotangents, result.index, seed);
  }
  let end = backpropagators.size;
  for (let k = backpropagators.pages.length - 1; end > first; k--) {
    const page = backpropagators.pages[k];
    pullBackPage(backpropagators, page, cotangents, Math.max(first, page.start), end);
    end = page.start;
  }
}
