// A root of as many equations as there are unknowns: the problem in trees, made one in vectors.

import type { Scalar } from "../values/scalar.ts";
import type { Answer, Argument, Trees, WithScalars } from "../trees/types.ts";
import { lengthOf } from "./damping.ts";
import { levenbergMarquardt } from "./levenberg_marquardt.ts";
import { checkFitOptions, type FitOptions } from "./options.ts";
import { ResidualFunction } from "./residual_function.ts";
import { FoundRoot } from "./found_root.ts";
import { type Run, solutionOf } from "./solution.ts";
import { TreeFunction } from "./tree_function.ts";

/** The options of `root`. */
export interface RootOptions<P = unknown, A extends readonly unknown[] = readonly unknown[]>
  extends FitOptions<P, A> {
  /**
   * When to stop: after a step of Newton's method that is no longer than this, as a share of the unknowns. It has been
   * taken, and so they are about twice as many digits closer.
   *
   * @default 1e-10
   */
  readonly tolerance?: number;
  /**
   * Whether the Jacobian is taken as sparse.
   *
   * @default sparse for a hundred unknowns or more, if less than an eighth of its entries may be other than 0
   */
  readonly jacobian?: "dense" | "sparse";
}

/**
 * Finds x with f(x) = 0 by Newton's method with Powell's dogleg (1970): whole steps where they are trusted, and shorter
 * ones that turn towards the gradient of ‖f‖² elsewhere, in units of the columns of the Jacobian, which is exact.
 *
 * The root is differentiable in `args` and in what `f` closes over, by its equation.
 *
 * @param f returns as many numbers as the unknowns are
 * @param start where to begin: a tree, in whose shape the root comes back
 * @throws {TypeError} if the start is no tree of numbers, or an option is of no use.
 * @throws {RangeError} if there are not as many equations as unknowns, or if one is not finite at the start.
 *
 * @example Where a circle meets an exponential
 * ```ts
 * import { add, exp, type Scalar, square, sub } from "@fluxion/ad";
 * import { root } from "@fluxion/ad/fit";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * type Point = { x: Scalar; y: Scalar };
 * const meeting = ({ x, y }: Point) => [sub(add(square(x), square(y)), 4), sub(exp(x), y)];
 * const found = root(meeting, { x: 1, y: 1 });
 * assert(found.converged);
 * assertAlmostEquals(found.parameters.y, Math.exp(found.parameters.x), 1e-14);
 * ```
 */
export function root<
  S extends Argument<P>,
  A extends unknown[],
  const B extends Trees<A> = Trees<A>,
  // Of a function without annotations, the parameters are those of the start.
  P = WithScalars<S>,
>(
  f: (x: P, ...args: A) => unknown,
  start: S,
  options?: RootOptions<S, B>,
): FoundRoot<Answer<[S, B], S>, Answer<[B], Scalar>>;
export function root(
  f: unknown,
  start: unknown,
  options: RootOptions = {},
): FoundRoot<unknown, Scalar> {
  checkFitOptions("root", options as never, ["tolerance", "jacobian"]);
  const subject = new TreeFunction("root", f, start);
  const { args = [], compile = true, tolerance = 1e-10, jacobian } = options;
  const { maxIterations = 500, onStep } = options;

  const search = (run: Run) => {
    if (run.first.length !== subject.names.length) {
      throw new RangeError(
        `${subject.refusal}: it answered ${run.first.length} numbers for ${subject.names.length} unknowns, and there ` +
          "are as many equations as unknowns; leastSquares takes any number of residuals",
      );
    }
    const problem = new ResidualFunction(subject, run, {
      loss: "squares",
      lossScale: 1,
      limits: undefined,
      jacobian,
      steps: "dogleg",
    });
    const end = levenbergMarquardt(problem, problem.start(), {
      // At this angle the sum of squares is at a minimum that is no root.
      tolerance: 1e-8,
      stepTolerance: tolerance,
      maxIterations,
      onStep: (iteration, x, value) =>
        onStep?.({ iteration, value, parameters: subject.tree(x) }) === false,
    });
    if (end === undefined) throw problem.derivativeError();
    return { end, problem, x: end.x, answer: end.point.raw, sizeAtStart: lengthOf(run.first) };
  };
  const { end, x, answer } = solutionOf(subject, args, compile, search, subject.flat());
  return new FoundRoot({
    subject,
    end: end.end,
    evaluations: end.problem.evaluations,
    sizeAtStart: end.sizeAtStart,
    x,
    residuals: answer,
  });
}
