// Reverse mode: the function runs once and every operation leaves a backpropagator behind. Pulling back
// is one loop over them, backwards, and answers the product of one vector of cotangents with the
// Jacobian: a whole gradient for a small constant times the cost of the function.

import { contribute, product } from "../core/binary.ts";
import { leavingResult } from "../core/belonging.ts";
import { settled, Variable } from "../core/box.ts";
import { Cotangents } from "../core/cotangents.ts";
import { during, Level, type Subject } from "../core/level.ts";
import {
  ALONE_BY_ONE,
  BOXED,
  BY_BACKPROPAGATOR,
  checkKept,
  FORGOTTEN,
  NONE,
  type Stretch,
  type Tape,
} from "../core/tape.ts";
import type { Scalar } from "../core/scalar.ts";
import { type MaybePromise, whenThere, within } from "../core/settle.ts";

type Pull = (seeds: readonly (Scalar | undefined)[]) => (Scalar | undefined)[];

/** What a reverse pass answers, leaf by leaf of the result. */
export interface Recorded {
  readonly primals: Scalar[];
  /**
   * Cotangents of the results in, cotangents of the inputs out; `undefined` is a structural zero. It may
   * be called any number of times, each call with its own sums.
   */
  readonly pull: Pull;
  /** As `pull`, for the last time: what has been recorded is forgotten. */
  readonly pullLast: Pull;
}

/**
 * Runs a function of a list of scalars on variables of a fresh level.
 *
 * @param verb the transform that is called, @param f the function it is called on, for error messages
 * @param run answers the leaves of the result, or their promise
 */
export function reversePass<R extends MaybePromise<Scalar[]>>(
  verb: string,
  f: Subject,
  run: (inputs: Scalar[], level: Level) => R,
  primals: readonly Scalar[],
): R extends Scalar[] ? Recorded : MaybePromise<Recorded> {
  const level = new Level("reverse", verb, f);
  const inputs: Scalar[] = [];
  for (let i = 0; i < primals.length; i++) {
    inputs.push(new Variable(level, primals[i], level.tape.leaf()));
  }
  const results = within<Scalar[]>(level, () => run(inputs, level));
  return whenThere(results, (leaves): Recorded => {
    const pull: Pull = (seeds) =>
      during(level, "paused", () => pullBack(level, leaves, seeds, inputs.length));
    const pullLast: Pull = (seeds) => {
      const pulled = pull(seeds);
      level.forget();
      return pulled;
    };
    return { primals: leaves.map((leaf) => leavingResult(level, leaf)), pull, pullLast };
  }) as R extends Scalar[] ? Recorded : MaybePromise<Recorded>;
}

/**
 * Runs a part of the function on a level that keeps nothing of it, and answers the primals of its
 * results. What the part stores elsewhere is refused when it is used: its derivative would be lost.
 */
export function runForgetfully(
  level: Level,
  run: (inputs: Scalar[]) => readonly Scalar[],
  primals: readonly Scalar[],
  isFollowed: (index: number) => boolean = () => true,
): Scalar[] {
  return during(level, "open", () =>
    level.tape.forgetting(() => {
      const inputs = primals.map((primal, i) =>
        isFollowed(i) ? new Variable(level, primal, FORGOTTEN) : primal
      );
      return run(inputs).map((result) => leavingResult(level, result));
    }));
}

/**
 * Runs a part of the function again on the level that is being pulled back, pulls it back at once, and
 * forgets it: what the part reads from outside gets its share of this sweep's cotangents, and the
 * cotangents of its inputs are answered.
 */
export function replay(
  level: Level,
  cotangents: Cotangents,
  run: (inputs: Scalar[]) => readonly Scalar[],
  primals: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
): (Scalar | undefined)[] {
  const mark = level.tape.mark();
  try {
    const inputs = primals.map((primal) => new Variable(level, primal, level.tape.leaf()));
    const results = during(level, "open", () => run([...inputs]));
    sweep(level, cotangents, results, seeds, mark.size);
    return inputs.map(({ index }) => cotangents.of(index));
  } finally {
    level.tape.rewind(mark);
    cotangents.rewind(mark.size);
  }
}

function pullBack(
  level: Level,
  results: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
  inputCount: number,
): (Scalar | undefined)[] {
  const cotangents = Cotangents.none(level.tape.size);
  sweep(level, cotangents, results, seeds, 0);
  const pulled: (Scalar | undefined)[] = [];
  for (let i = 0; i < inputCount; i++) {
    const own = cotangents.of(i);
    pulled.push(own === undefined ? undefined : settled(own));
  }
  cotangents.release();
  return pulled;
}

/** Seeds the results, and pulls back every variable from the last to the one with the index `first`. */
function sweep(
  level: Level,
  cotangents: Cotangents,
  results: readonly Scalar[],
  seeds: readonly (Scalar | undefined)[],
  first: number,
): void {
  const { tape } = level;
  cotangents.reserve(tape.size);
  for (let i = 0; i < results.length; i++) {
    const result = results[i];
    const seed = seeds[i];
    if (seed === undefined || !(result instanceof Variable) || result.level !== level) continue;
    checkKept(result.index);
    contribute(cotangents, result.index, seed);
  }
  let end = tape.size;
  for (let k = tape.stretches.length - 1; end > first; k--) {
    const stretch = tape.stretches[k];
    sweepStretch(tape, stretch, cotangents, Math.max(first, stretch.start), end);
    end = stretch.start;
  }
}

function sweepStretch(
  { backpropagators, boxes }: Tape,
  { start, operands, partials }: Stretch,
  cotangents: Cotangents,
  first: number,
  end: number,
): void {
  let { numbers, reached } = cotangents;
  const contributeBy = (at: number, operand: number, cotangent: Scalar, isDeclared: boolean) => {
    if (operand >= 0) {
      const partial = partials[at];
      const own = partial === 1 && isDeclared ? cotangent : product(partial, cotangent);
      contribute(cotangents, operand, own);
    } else if (operand <= BOXED) {
      contribute(cotangents, BOXED - operand, product(boxes[partials[at]], cotangent));
    }
  };

  for (let i = end - 1; i >= first; i--) {
    const at = 2 * (i - start);
    const left = operands[at];
    const right = operands[at + 1];
    if (left === NONE) continue;
    if (left === BY_BACKPROPAGATOR) {
      backpropagators[right](cotangents);
      // It may have swept over more than there was.
      ({ numbers, reached } = cotangents);
    } else if (cotangents.boxes === undefined && left >= 0 && right >= ALONE_BY_ONE) {
      // Plain numbers throughout, as in any level that is not inside another: no call, no box.
      if (reached[i] === 0) continue;
      const cotangent = numbers[i];
      const byLeft = partials[at] * cotangent;
      numbers[left] = reached[left] === 0 ? byLeft : numbers[left] + byLeft;
      reached[left] = 1;
      if (right < 0) continue;
      const byRight = partials[at + 1] * cotangent;
      numbers[right] = reached[right] === 0 ? byRight : numbers[right] + byRight;
      reached[right] = 1;
    } else {
      const cotangent = cotangents.of(i);
      if (cotangent === undefined) continue;
      contributeBy(at, left, cotangent, right !== ALONE_BY_ONE);
      contributeBy(at + 1, right, cotangent, true);
    }
  }
}
