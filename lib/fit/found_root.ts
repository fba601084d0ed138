// What a search for a root answers, and a text that says so.

import { printedAs } from "../sparse/printed.ts";
import { value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import { lengthOf } from "./damping.ts";
import type { ResidualEnd } from "./levenberg_marquardt.ts";
import type { EquivalentSquares } from "./losses.ts";
import type { Evaluations } from "./residual_function.ts";
import { isSolved, type StopReason, type StopWord } from "./stopping.ts";
import { afterSteps, parameterLines, shortNumber, type TreeFunction } from "./tree_function.ts";

/** What an answer is made of. */
export interface RootParts {
  readonly subject: TreeFunction;
  readonly end: ResidualEnd<EquivalentSquares>;
  readonly evaluations: Evaluations;
  /** The length of the residuals at the start. */
  readonly sizeAtStart: number;
  readonly x: readonly Scalar[];
  readonly residuals: readonly Scalar[];
}

/**
 * A root that was found. Printed, it is a table of the unknowns.
 *
 * @example
 * ```ts
 * import { mul, type Scalar, sub } from "@fluxion/ad";
 * import { root } from "@fluxion/ad/fit";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const found = root((x: Scalar) => sub(mul(x, x), 2), 1);
 * assertAlmostEquals(found.parameters, Math.SQRT2, 1e-12);
 * assert(found.converged);
 * ```
 */
export class FoundRoot<P, S extends Scalar = number> {
  /** The root, in the shape of the start. */
  readonly parameters: P;
  /** What the function answers there. */
  readonly residuals: readonly S[];
  /** Whether it is a root, to the tolerance or to rounding. */
  readonly converged: boolean;
  /** Why the algorithm stopped. */
  readonly reason: StopReason;
  /** The number of steps. */
  readonly iterations: number;
  /** How often the function and its Jacobian were evaluated. */
  readonly evaluations: Readonly<Evaluations>;
  private readonly parts: RootParts;

  /** Makes an answer. @param parts where the algorithm ended */
  constructor(parts: RootParts) {
    const { subject, end, evaluations, x } = parts;
    this.parts = parts;
    this.parameters = subject.tree(x) as P;
    this.residuals = parts.residuals as readonly S[];
    const word = wordOf(end, parts.sizeAtStart);
    this.converged = isSolved(word);
    this.iterations = end.iterations;
    this.evaluations = evaluations;
    this.reason = { word, sentence: sentenceOf(word, end, subject) };
  }

  /** Returns the root as a text: why the search stopped, and the unknowns. */
  toString(): string {
    const { subject, x } = this.parts;
    const lines = parameterLines(subject.names, (j) => shortNumber(value(x[j])));
    return [this.reason.sentence, ...lines].join("\n");
  }
}

Object.defineProperties(
  FoundRoot.prototype,
  printedAs(function (this: FoundRoot<unknown, Scalar>) {
    return this.toString();
  }),
);

/** Returns why the search stopped; a minimum of the squares that rounding does not explain is no root. */
function wordOf(
  { word, cosine, x, point: { residuals }, model }: ResidualEnd<EquivalentSquares>,
  sizeAtStart: number,
): StopWord {
  if (!isSolved(word)) return word;
  const size = lengthOf(residuals);
  // By a whole step that was short, and not by the angle.
  if (word === "converged" && (size === 0 || cosine > 1e-6)) return word;
  const wobble = Number.EPSILON * lengthOf(x.map((own, j) => own * model.columnLengths[j]));
  return size <= Math.max(1e4 * wobble, 1e-8 * sizeAtStart) ? word : "stalled";
}

function sentenceOf(
  word: StopWord,
  { iterations, x, point }: ResidualEnd<EquivalentSquares>,
  subject: TreeFunction,
): string {
  const after = afterSteps(iterations);
  const size = `the length of the residuals is ${shortNumber(lengthOf(point.residuals), 2)}`;
  switch (word) {
    case "converged":
      return `Converged ${after}: ${size}.`;
    case "rounding":
      return `Converged ${after} as far as rounding lets it: ${size}.`;
    case "iterations":
      return `Not converged ${after}, as many as it may take, at ${
        subject.at(x)
      }: ${size}. Allow more by maxIterations, or begin closer.`;
    case "stalled":
    case "unbounded":
      return `No root was found ${after}, at ${
        subject.at(x)
      }: ${size}, and no step makes it shorter, since the Jacobian is singular there. Begin elsewhere; there may be ` +
        "no root nearby.";
    case "stopped":
      return `Stopped by onStep ${after}, at ${subject.at(x)}.`;
  }
}
