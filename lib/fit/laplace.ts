// Laplace's approximation of a posterior: the normal distribution with its mode, and its curvature there.

import { hessian } from "../derivatives/hessian.ts";
import { grad } from "../derivatives/grad.ts";
import { add, neg, sub } from "../elementary/arithmetic.ts";
import { log } from "../elementary/exponential.ts";
import { sum } from "../elementary/reductions.ts";
import { cholesky, solveByCholesky } from "../linalg/cholesky.ts";
import { implicitRoot } from "../rules/implicit.ts";
import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Callable, checkOptions } from "../trees/call.ts";
import { withLeaves } from "../trees/tree.ts";
import type { Answer, Argument, WithNumbers } from "../trees/types.ts";
import { checkNumbers, kinds } from "./checks.ts";
import { ParameterSpace } from "./constraints.ts";
import { LaplaceApproximation } from "./laplace_approximation.ts";
import { actionOn, flatLogDensity, LogDensity } from "./log_density.ts";
import { findMode } from "./mode.ts";
import { hasBoxes } from "./tree_function.ts";

/** The options of `laplace`. */
export interface LaplaceOptions<A extends readonly unknown[] = readonly unknown[]> {
  /** What the log-density gets after the parameters: data, and whatever the evidence is to be differentiated by. */
  readonly args?: A;
  /**
   * The largest number of steps to the mode.
   *
   * @default 200
   */
  readonly maxIterations?: number;
  /**
   * Whether the log-density and its derivatives are compiled, where they can be.
   *
   * @default true
   */
  readonly compile?: boolean;
}

/**
 * Laplace's approximation of a distribution by its log-density: the normal distribution about the mode, whose covariance
 * is the inverse of −H there, for the Hessian H, and the logarithm of the evidence, the integral of the density:
 * f(mode) + ½·n·ln 2π − ½·ln det(−H). It is exact where the density is normal, and good where there are many data. The
 * parameters are to be on all reals: the logarithm of a rate, say, with the density of that.
 *
 * Mode, covariance and evidence are differentiable by `args`, and by what the log-density closes over, in every mode: by
 * the equation of the mode, and not by the steps to it.
 *
 * @param logDensity a function of the parameters, and of `args`
 * @param start parameters at which it is finite
 * @throws {TypeError} if the log-density answers no real, the start holds what is no number, or there is no such option.
 * @throws {RangeError} if the start, or the log-density there, is not finite, or there is no maximum to be found.
 *
 * @example The evidence of a normal mean, and its gradient by the noise
 * ```ts
 * import { add, grad, type Scalar } from "@fluxion/ad";
 * import { normalLogDensity } from "@fluxion/ad/density";
 * import { laplace } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const logDensity = (mean: Scalar, noise: Scalar) =>
 *   add(normalLogDensity(mean, 0, 3), normalLogDensity(5, mean, noise));
 * const { mode, covariance, logEvidence } = laplace(logDensity, 0, { args: [4] });
 * assertAlmostEquals(mode, 5 * 9 / 25);
 * assertAlmostEquals(covariance[0][0], 9 * 16 / 25);
 * // Together the variances of prior and noise are 25.
 * assertAlmostEquals(logEvidence, -0.5 - Math.log(5 * Math.sqrt(2 * Math.PI)));
 * const byNoise = grad((noise: Scalar) => laplace(logDensity, 0, { args: [noise] }).logEvidence);
 * assertAlmostEquals(byNoise(4), 0, 1e-12);
 * ```
 */
export function laplace<P, const A extends readonly unknown[] = readonly []>(
  logDensity: (parameters: P, ...args: A) => Scalar,
  start: Argument<P>,
  options: LaplaceOptions<A> = {},
): LaplaceApproximation<Answer<A, WithNumbers<P>>, Answer<A, Scalar>> {
  const action = actionOn("take Laplace's approximation of", logDensity);
  const { args = [], maxIterations = 200, compile = true } = checked(options);
  const space = new ParameterSpace(action, start, undefined);
  let [iterations, isFollowed] = [0, hasBoxes(args)];
  const solve = (own: readonly unknown[]): number[] => {
    const density = new LogDensity(action, logDensity as Callable, space, own, compile);
    if (density.check()) isFollowed = true;
    const flat = flatLogDensity(logDensity as Callable, space, own);
    const mode = findMode(action, density, flat, maxIterations, compile);
    iterations = mode.iterations;
    return Array.from(mode.place.position);
  };
  const flat = (x: readonly Scalar[], ...own: unknown[]) =>
    flatLogDensity(logDensity as Callable, space, own)(x);
  const gradient = (x: readonly Scalar[], ...own: unknown[]) =>
    grad(flat as (x: Scalar[]) => Scalar)(...([x, ...own] as [Scalar[]]));
  // What it closes over shows only in its values.
  const found = isFollowed ? undefined : solve(args);
  const solver = (...own: unknown[]) => (found ?? solve(own)) as never;
  const x: Scalar[] = isFollowed
    ? implicitRoot(gradient, solver)(...(args as unknown as never[]))
    : found!;
  const curvature = hessian(flat as (x: Scalar[]) => Scalar)(...([x, ...args] as [Scalar[]]));
  const precision = (curvature as Scalar[][]).map((row) => row.map((own) => neg(own)));
  const factor = cholesky(precision) as Scalar[][];
  const identity = x.map((_, i) => x.map((_, j) => i === j ? 1 : 0));
  return new LaplaceApproximation(
    withLeaves(start, x, "where all are numbers") as Answer<A, WithNumbers<P>>,
    solveByCholesky(factor, identity) as Answer<A, Scalar>[][],
    sub(
      add(flat(x, ...args), 0.5 * x.length * Math.log(2 * Math.PI)),
      sum(factor.map((row, i) => log(row[i]))),
    ) as Answer<A, Scalar>,
    iterations,
    space,
    x,
  );
}

function checked<A extends readonly unknown[]>(options: LaplaceOptions<A>): LaplaceOptions<A> {
  const names = ["args", "maxIterations", "compile"];
  checkOptions("laplace", options, names, "they come last, as in laplace(logDensity, start, {})");
  const { args, maxIterations, compile } = options;
  checkNumbers("take laplace", { maxIterations }, { maxIterations: kinds.count });
  if (args !== undefined && !Array.isArray(args)) {
    throw new TypeError(
      `Cannot take laplace with args ${
        describe(args)
      }: it is a list of what comes after the parameters`,
    );
  }
  if (compile !== undefined && typeof compile !== "boolean") {
    throw new TypeError(
      `Cannot take laplace with compile ${describe(compile)}: it is true or false`,
    );
  }
  return options;
}
