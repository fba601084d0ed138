// The least value of a function: the problem in trees, made one in vectors.

import { grad } from "../derivatives/grad.ts";
import type { Scalar } from "../values/scalar.ts";
import type { OrNothing } from "../rules/custom.ts";
import type { Answer, Argument, Trees, WithScalars } from "../trees/types.ts";
import { lbfgs } from "./lbfgs.ts";
import { Minimum } from "./minimum.ts";
import { newtonCg } from "./newton_cg.ts";
import type { Minimiser } from "./objective.ts";
import { ObjectiveFunction } from "./objective_function.ts";
import { checkFitOptions, choiceAmong, type FitOptions } from "./options.ts";
import { atLimits, type Bounds, limitsOf } from "./parameter_bounds.ts";
import { type Run, solutionOf } from "./solution.ts";
import { TreeFunction } from "./tree_function.ts";

/** How a minimum is looked for: by gradients alone, or by products of the Hessian as well. */
export type MinimizeMethod = "lbfgs" | "newton-cg";

const METHODS: Readonly<Record<MinimizeMethod, Minimiser>> = {
  "lbfgs": lbfgs,
  "newton-cg": newtonCg,
};

/** The options of `minimize`. */
export interface MinimizeOptions<P = unknown, A extends readonly unknown[] = readonly unknown[]>
  extends FitOptions<P, A> {
  /**
   * `"lbfgs"` asks for gradients only. `"newton-cg"` takes few steps, each of several products of the Hessian with a
   * vector, and gets through narrow valleys and along saddles.
   *
   * @default "lbfgs"
   */
  readonly method?: MinimizeMethod;
  /** The least and the largest value of parameters, in their shape; what is left out has none. */
  readonly bounds?: Bounds<OrNothing<P>>;
  /**
   * When to stop: where a further step is expected to gain no more than the square of this, as a share of what has been
   * gained so far. So parameters are off by about this share of how far they have come.
   *
   * @default 1e-9
   */
  readonly tolerance?: number;
}

/**
 * Finds parameters at which a function is least, nearby: a minimum, and not the lowest of several.
 *
 * `"lbfgs"` goes along −H·g, where H is made of the latest ten steps (Nocedal 1980), by the line search of Hager and Zhang
 * (2005); `"newton-cg"` solves for Newton's step by conjugate gradients in a trust region (Steihaug 1983). Gradients and
 * products are exact, and compiled when that pays.
 *
 * The parameters and the value are differentiable in `args` and in what `f` closes over, by ∇f = 0.
 *
 * @param f returns one number for the parameters and `args`
 * @param start where to begin: a tree, in whose shape the parameters come back
 * @throws {TypeError} if the start is no tree of numbers, `f` answers anything but one number, or an option is of no use.
 * @throws {RangeError} if the value or the gradient at the start is not finite.
 *
 * @example Rosenbrock's valley
 * ```ts
 * import { add, mul, type Scalar, square, sub } from "@fluxion/ad";
 * import { minimize } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * type Point = { x: Scalar; y: Scalar };
 * const valley = ({ x, y }: Point) =>
 *   add(square(sub(1, x)), mul(100, square(sub(y, square(x)))));
 * const { parameters } = minimize(valley, { x: -1.2, y: 1 });
 * assertAlmostEquals(parameters.x, 1, 1e-7);
 * const bounded = minimize(valley, { x: -1.2, y: 1 }, { bounds: { high: { x: 0.5 } } });
 * assertAlmostEquals(bounded.parameters.y, 0.25, 1e-7);
 * ```
 */
export function minimize<
  S extends Argument<P>,
  A extends unknown[],
  const B extends Trees<A> = Trees<A>,
  // Of a function without annotations, the parameters are those of the start.
  P = WithScalars<S>,
>(
  f: (parameters: P, ...args: A) => Scalar,
  start: S,
  options?: MinimizeOptions<S, B>,
): Minimum<Answer<[S, B], S>, Answer<[B], Scalar>>;
export function minimize(
  f: unknown,
  start: unknown,
  options: MinimizeOptions = {},
): Minimum<unknown, Scalar> {
  checkFitOptions("minimize", options as never, ["method", "bounds", "tolerance"]);
  const subject = new TreeFunction("minimize", f, start);
  const { args = [], compile = true, tolerance = 1e-9, maxIterations = 1000, onStep } = options;
  const method = choiceAmong(subject.verb, "method", options.method, ["lbfgs", "newton-cg"]);
  const limits = limitsOf(subject, options.bounds);

  const search = (run: Run) => {
    const objective = new ObjectiveFunction(subject, run, limits);
    const end = METHODS[method](objective, objective.start(), {
      tolerance,
      maxIterations,
      onStep: (iteration, x, value) =>
        onStep?.({ iteration, value, parameters: subject.tree(x) }) === false,
    });
    return { end, objective, x: end.x, answer: Float64Array.of(end.value) };
  };
  const flat = subject.flat();
  const equation = (x: readonly Scalar[], ...own: unknown[]) => {
    const slopes = grad((xs: Scalar[]) => flat(xs, ...own)[0])([...x]) as Scalar[];
    return atLimits(limits, x, slopes);
  };
  const { end: { end, objective }, x, answer } = solutionOf(
    subject,
    args,
    compile,
    search,
    equation,
    limits?.followed !== undefined,
  );
  return new Minimum({ subject, end, evaluations: objective.evaluations, x, value: answer[0] });
}
