// The best fit in the sense of least squares: the problem in trees, made one in vectors.

import { grad } from "../derivatives/grad.ts";
import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import type { OrNothing } from "../rules/custom.ts";
import type { Answer, Argument, Trees, WithScalars } from "../trees/types.ts";
import { LeastSquaresFit } from "./least_squares_fit.ts";
import { levenbergMarquardt } from "./levenberg_marquardt.ts";
import { type Loss, LOSSES, sumOfLosses } from "./losses.ts";
import { checkFitOptions, choiceAmong, type FitOptions } from "./options.ts";
import { atLimits, type Bounds, limitsOf } from "./parameter_bounds.ts";
import { ResidualFunction } from "./residual_function.ts";
import { type Run, solutionOf } from "./solution.ts";
import { TreeFunction } from "./tree_function.ts";

/** The options of `leastSquares`. */
export interface LeastSquaresOptions<P = unknown, A extends readonly unknown[] = readonly unknown[]>
  extends FitOptions<P, A> {
  /** The least and the largest value of parameters, in their shape; what is left out has none. */
  readonly bounds?: Bounds<OrNothing<P>>;
  /**
   * How residuals count: all by their squares, or outliers less.
   *
   * @default "squares"
   */
  readonly loss?: Loss;
  /**
   * The size c from which on a residual is an outlier.
   *
   * @default 1
   */
  readonly lossScale?: number;
  /**
   * When to stop: at this cosine of the angle between the residuals and what a change of the parameters can reach. A
   * share cos² of the sum of squares is left to gain, and parameters are off by about √(m − n)·cos standard errors.
   *
   * @default 1e-9
   */
  readonly tolerance?: number;
  /**
   * Whether the Jacobian is taken as sparse.
   *
   * @default sparse for a hundred parameters or more, if less than an eighth of its entries may be other than 0
   */
  readonly jacobian?: "dense" | "sparse";
}

/**
 * Fits parameters p so that Σ ρ(rᵢ(p)²) is least, where r are the residuals and ρ is the identity or a robust loss, by
 * the method of Levenberg and Marquardt in the form of Moré (1978): steps within a trust region, by the QR decomposition
 * of a Jacobian whose columns have been scaled, so that parameters of very different sizes do not matter, nor columns
 * that depend on one another; corrected by the curvature of the residuals along the step (Transtrum and Sethna 2012).
 * Jacobians are exact, and compiled when that pays; those of many parameters are found to be sparse by themselves.
 *
 * The parameters, the residuals and the value are differentiable in `args` and in what `residuals` closes over, by the
 * condition for a minimum and not through the steps.
 *
 * @param residuals returns the residuals, a list or any tree, of the parameters and of `args`
 * @param start where to begin: a tree, in whose shape the parameters come back
 * @throws {TypeError} if the start or the residuals are no trees of numbers, or an option is of no use.
 * @throws {RangeError} if at the start a residual or a derivative is not finite, or if the number of residuals changes.
 *
 * @example A decay towards a floor
 * ```ts
 * import { add, exp, mul, type Scalar, sub } from "@fluxion/ad";
 * import { leastSquares } from "@fluxion/ad/fit";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const measured = [3.1, 2.6, 2.4, 2.2];
 * type Decay = { floor: Scalar; rate: Scalar };
 * const residuals = ({ floor, rate }: Decay, ys: readonly number[]) =>
 *   ys.map((y, t) => sub(add(floor, exp(mul(-t, rate))), y));
 * const fit = leastSquares(residuals, { floor: 0, rate: 1 }, { args: [measured] });
 * assert(fit.converged);
 * assertAlmostEquals(fit.parameters.floor, 2.0923, 1e-4);
 * assertAlmostEquals(fit.errors.floor, 0.0361, 1e-4);
 * ```
 */
export function leastSquares<
  S extends Argument<P>,
  A extends unknown[],
  const B extends Trees<A> = Trees<A>,
  // Of a function without annotations, the parameters are those of the start.
  P = WithScalars<S>,
>(
  residuals: (parameters: P, ...args: A) => unknown,
  start: S,
  options?: LeastSquaresOptions<S, B>,
): LeastSquaresFit<Answer<[S, B], S>, Answer<[B], Scalar>>;
export function leastSquares(
  residuals: unknown,
  start: unknown,
  options: LeastSquaresOptions = {},
): LeastSquaresFit<unknown, Scalar> {
  checkFitOptions("leastSquares", options as never, [
    "bounds",
    "loss",
    "lossScale",
    "tolerance",
    "jacobian",
  ]);
  const subject = new TreeFunction("leastSquares", residuals, start);
  const { args = [], compile = true, lossScale = 1, tolerance = 1e-9 } = options;
  const { maxIterations = 1000, onStep } = options;
  const loss = choiceAmong(subject.verb, "loss", options.loss, LOSSES);
  if (!(lossScale > 0 && lossScale < Infinity)) {
    throw new RangeError(
      `${subject.refusal} with lossScale ${describe(lossScale)}: it is a number above 0`,
    );
  }
  const { jacobian } = options;
  const limits = limitsOf(subject, options.bounds);

  const search = (run: Run) => {
    const problem = new ResidualFunction(subject, run, {
      loss,
      lossScale,
      limits,
      jacobian,
      steps: "levenberg-marquardt",
    });
    const end = levenbergMarquardt(problem, problem.start(), {
      tolerance,
      maxIterations,
      onStep: (iteration, x, cost) =>
        onStep?.({ iteration, value: cost, parameters: subject.tree(x) }) === false,
    });
    if (end === undefined) throw problem.derivativeError();
    return { end, problem, x: end.x, answer: end.point.raw };
  };

  // The gradient of the sum is 0 at a minimum; at a bound the parameter is the bound.
  const flat = subject.flat();
  const cost = (x: Scalar[], ...own: unknown[]) => sumOfLosses(loss, lossScale, flat(x, ...own));
  const equation = (x: readonly Scalar[], ...own: unknown[]) =>
    atLimits(limits, x, grad(cost as never)([...x] as never, ...own as never[]) as Scalar[]);

  const { end: { end, problem }, x, answer } = solutionOf(
    subject,
    args,
    compile,
    search,
    equation,
    limits?.followed !== undefined,
  );
  return new LeastSquaresFit({ subject, end, problem, x, residuals: answer, loss, lossScale });
}
