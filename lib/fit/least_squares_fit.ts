// What a fit answers: the parameters, how well they are known, and a text that says so.

import { printedAs } from "../sparse/printed.ts";
import { value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import type { WithNumbers } from "../trees/types.ts";
import type { ResidualEnd } from "./levenberg_marquardt.ts";
import { type EquivalentSquares, type Loss, sumOfLosses } from "./losses.ts";
import type { Evaluations, ResidualFunction } from "./residual_function.ts";
import { isSolved, type StopReason, type StopWord } from "./stopping.ts";
import { afterSteps, parameterLines, shortNumber, type TreeFunction } from "./tree_function.ts";

/** What an answer is made of. */
export interface LeastSquaresParts {
  readonly subject: TreeFunction;
  readonly end: ResidualEnd<EquivalentSquares>;
  readonly problem: ResidualFunction;
  readonly x: readonly Scalar[];
  readonly residuals: readonly Scalar[];
  readonly loss: Loss;
  readonly lossScale: number;
}

/**
 * The best fit that was found. Printed, it is a table of the parameters with their standard errors.
 *
 * @example
 * ```ts
 * import { mul, type Scalar, sub } from "@fluxion/ad";
 * import { leastSquares } from "@fluxion/ad/fit";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const slope = leastSquares((k: Scalar) => [1, 2, 3].map((x, i) => sub(mul(k, x), [2, 4, 7][i])), 1);
 * assertAlmostEquals(slope.parameters, 31 / 14, 1e-12);
 * assert(slope.converged && String(slope).includes("2.2"));
 * ```
 */
export class LeastSquaresFit<P, S extends Scalar = number> {
  /** The parameters, in the shape of the start. */
  readonly parameters: P;
  /** What is least: the sum of squares of the residuals, or of their losses. */
  readonly value: S;
  /** The residuals at the parameters. */
  readonly residuals: readonly S[];
  /** Whether a minimum was found, to the tolerance or to rounding. */
  readonly converged: boolean;
  /** Why the algorithm stopped. */
  readonly reason: StopReason;
  /** The number of steps. */
  readonly iterations: number;
  /** How often the residuals, their Jacobian and their curvature were evaluated. */
  readonly evaluations: Readonly<Evaluations>;
  /** The number of residuals less that of the parameters that are not at a bound. */
  readonly degreesOfFreedom: number;
  private readonly parts: LeastSquaresParts;
  private matrix: number[][] | undefined;

  /** Makes an answer. @param parts where the algorithm ended */
  constructor(parts: LeastSquaresParts) {
    const { subject, end, problem, x, residuals, loss, lossScale } = parts;
    this.parts = parts;
    this.parameters = subject.tree(x) as P;
    this.residuals = residuals as readonly S[];
    this.value = sumOfLosses(loss, lossScale, residuals) as S;
    this.iterations = end.iterations;
    this.evaluations = problem.evaluations;
    this.degreesOfFreedom = residuals.length - end.free.length;
    this.converged = isSolved(end.word);
    this.reason = { word: end.word, sentence: sentenceOf(end.word, end, subject) };
  }

  /**
   * The standard deviation of the residuals, √(value/(m − n)), as an estimate of that of the measurements; NaN where
   * there are no more residuals than parameters.
   */
  get standardDeviation(): number {
    return this.degreesOfFreedom > 0
      ? Math.sqrt(value(this.value as Scalar) / this.degreesOfFreedom)
      : NaN;
  }

  /**
   * The covariance of the parameters in the order of `ravel`, s²·(JᵀJ)⁻¹: rows and columns of parameters at a bound are
   * 0, as if these were known, and Infinity stands on the diagonal for a parameter that the residuals do not determine.
   */
  get covariance(): number[][] {
    if (this.matrix !== undefined) return this.matrix;
    const { end: { model, free }, x } = this.parts;
    const { entries, undetermined } = model.covariance(free);
    const variance = this.standardDeviation ** 2;
    const matrix = x.map(() => x.map(() => 0));
    free.forEach((i, a) =>
      free.forEach((j, b) => {
        const isKnown = undetermined[a] === 0 && undetermined[b] === 0;
        matrix[i][j] = isKnown ? variance * entries[a][b] : a === b ? Infinity : NaN;
      })
    );
    return this.matrix = matrix;
  }

  /** The standard errors of the parameters, in their shape: the roots of the diagonal of the covariance. */
  get errors(): WithNumbers<P> {
    const roots = this.covariance.map((row, j) => Math.sqrt(row[j]));
    return this.parts.subject.tree(roots) as WithNumbers<P>;
  }

  /** Returns the fit as a text: why it stopped, and each parameter with its standard error. */
  toString(): string {
    const { subject: { names }, x, residuals, loss, end: { free } } = this.parts;
    const isFree = new Set(free);
    const lines = parameterLines(names, (j) => {
      const error = isFree.has(j)
        ? `± ${shortNumber(Math.sqrt(this.covariance[j][j]), 3)}`
        : "(at its bound)";
      return `${shortNumber(value(x[j]))} ${error}`;
    });
    const unknown = names.filter((_, j) => this.covariance[j][j] === Infinity);
    if (unknown.length > 0) {
      lines.push(
        `  The residuals do not determine ${
          unknown.slice(0, 6).join(", ")
        }: they can change together and the ` +
          "residuals stay. Leave one out, or add residuals that say what is known of it.",
      );
    }
    const sum = loss === "squares" ? "sum of squares" : `sum of losses (${loss})`;
    return [
      this.reason.sentence,
      ...lines,
      `  ${sum} ${shortNumber(value(this.value as Scalar))}, standard deviation ${
        shortNumber(this.standardDeviation)
      } (${residuals.length} residuals)`,
    ].join("\n");
  }
}

Object.defineProperties(
  LeastSquaresFit.prototype,
  printedAs(function (this: LeastSquaresFit<unknown, Scalar>) {
    return this.toString();
  }),
);

function sentenceOf(
  word: StopWord,
  { iterations, cosine, x, free, model }: ResidualEnd<EquivalentSquares>,
  subject: TreeFunction,
): string {
  const idle = [...free].filter((j) => model.columnLengths[j] === 0).map((j) => subject.names[j]);
  const depends = idle.length === 0
    ? ""
    : ` No residual changes with ${
      idle.slice(0, 6).join(", ")
    } there: begin elsewhere, or leave out what the model does not use.`;
  const after = afterSteps(iterations);
  const angle = `the cosine of the angle between residuals and model is ${shortNumber(cosine, 2)}`;
  switch (word) {
    case "converged":
      return `Converged ${after}: ${angle}.${depends}`;
    case "rounding":
      return `Converged ${after} as far as rounding of the residuals lets it: ${angle}.`;
    case "iterations":
      return `Not converged ${after}, as many as it may take, at ${
        subject.at(x)
      }: ${angle}. Allow more by maxIterations, begin closer, or give parameters bounds.`;
    case "stalled":
      return `No descent ${after}, at ${
        subject.at(x)
      }: no step along the derivatives makes the residuals smaller. Look for a kink or a jump there, for ` +
        "numbers that leave the derivative (value, Math.round), or for a rule with a wrong derivative (checkGrads).";
    default:
      return `Stopped by onStep ${after}, at ${subject.at(x)}.`;
  }
}
