// What a search for a minimum answers, and a text that says so.

import { printedAs } from "../sparse/printed.ts";
import type { Scalar } from "../values/scalar.ts";
import type { WithNumbers } from "../trees/types.ts";
import { value } from "../values/box.ts";
import type { MinimumEnd } from "./objective.ts";
import type { ObjectiveEvaluations } from "./objective_function.ts";
import { isSolved, type StopReason, type StopWord } from "./stopping.ts";
import { afterSteps, parameterLines, shortNumber, type TreeFunction } from "./tree_function.ts";

/** What an answer is made of. */
export interface MinimumParts {
  readonly subject: TreeFunction;
  readonly end: MinimumEnd;
  readonly evaluations: ObjectiveEvaluations;
  readonly x: readonly Scalar[];
  readonly value: Scalar;
}

/**
 * A minimum that was found. Printed, it is a table of the parameters.
 *
 * @example
 * ```ts
 * import { type Scalar, square, sub } from "@fluxion/ad";
 * import { minimize } from "@fluxion/ad/fit";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const lowest = minimize((x: Scalar) => square(sub(x, 3)), 0);
 * assertAlmostEquals(lowest.parameters, 3, 1e-6);
 * assert(lowest.converged);
 * ```
 */
export class Minimum<P, S extends Scalar = number> {
  /** The parameters, in the shape of the start. */
  readonly parameters: P;
  /** The value there. */
  readonly value: S;
  /** The gradient there, in the same shape. */
  readonly gradient: WithNumbers<P>;
  /** Whether it is a minimum, to the tolerance or to rounding. */
  readonly converged: boolean;
  /** Why the algorithm stopped. */
  readonly reason: StopReason;
  /** The number of steps. */
  readonly iterations: number;
  /** How often the value with its gradient, and a product with the Hessian, were evaluated. */
  readonly evaluations: Readonly<ObjectiveEvaluations>;
  private readonly parts: MinimumParts;

  /** Makes an answer. @param parts where the algorithm ended */
  constructor(parts: MinimumParts) {
    const { subject, end, evaluations, x } = parts;
    this.parts = parts;
    this.parameters = subject.tree(x) as P;
    this.value = parts.value as S;
    this.gradient = subject.tree(end.point.gradient) as WithNumbers<P>;
    this.converged = isSolved(end.word);
    this.iterations = end.iterations;
    this.evaluations = evaluations;
    this.reason = { word: end.word, sentence: sentenceOf(end.word, end, subject) };
  }

  /** Returns the minimum as a text: why the search stopped, and the parameters. */
  toString(): string {
    const { subject, x } = this.parts;
    const lines = parameterLines(subject.names, (j) => shortNumber(value(x[j])));
    return [this.reason.sentence, ...lines, `  value ${shortNumber(value(this.value))}`].join("\n");
  }
}

Object.defineProperties(
  Minimum.prototype,
  printedAs(function (this: Minimum<unknown, Scalar>) {
    return this.toString();
  }),
);

function sentenceOf(
  word: StopWord,
  { iterations, x, point: { gradient } }: MinimumEnd,
  subject: TreeFunction,
): string {
  const after = afterSteps(iterations);
  const steepest = gradient.reduce((most, own) => Math.max(most, Math.abs(own)), 0);
  const slope = `the largest slope is ${shortNumber(steepest, 2)}`;
  switch (word) {
    case "converged":
      return `Converged ${after}: ${slope}.`;
    case "rounding":
      return `Converged ${after} as far as rounding of the function lets it: ${slope}.`;
    case "iterations":
      return `Not converged ${after}, as many as it may take, at ${
        subject.at(x)
      }: ${slope}. Allow more by maxIterations, begin closer, or try the method "newton-cg".`;
    case "stalled":
      return `No descent ${after}, at ${
        subject.at(x)
      }, where ${slope}: the function does not fall along its ` +
        "gradient. Look for a kink or a jump there, for numbers that leave the derivative (value, Math.round), or for a " +
        "rule with a wrong derivative (checkGrads).";
    case "unbounded":
      return `No least value was found ${after}, at ${
        subject.at(x)
      }: from there the function falls without end. Give parameters bounds, or look for a wrong sign.`;
    case "stopped":
      return `Stopped by onStep ${after}, at ${subject.at(x)}.`;
  }
}
