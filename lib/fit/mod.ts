/**
 * From derivatives to answers: least squares, minima and roots, with exact derivatives, compiled where that pays, and
 * differentiable themselves; optimisers for training; posteriors by sampling and by Laplace's approximation.
 *
 * @example
 * ```ts
 * import { exp, mul, type Scalar, sub } from "@fluxion/ad";
 * import { leastSquares } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const residuals = ({ size, rate }: { size: Scalar; rate: Scalar }, ys: readonly number[]) =>
 *   ys.map((y, t) => sub(mul(size, exp(mul(-t, rate))), y));
 * const { parameters } = leastSquares(residuals, { size: 1, rate: 1 }, { args: [[4, 2, 1]] });
 * assertAlmostEquals(parameters.size, 4, 1e-9);
 * assertAlmostEquals(parameters.rate, Math.LN2, 1e-9);
 * ```
 *
 * @example The rate of events of which 12 were counted
 * ```ts
 * import { add, type Scalar } from "@fluxion/ad";
 * import { gammaLogDensity, poissonLogDensity, positiveBijector } from "@fluxion/ad/density";
 * import { sample } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const logDensity = (rate: Scalar) => add(gammaLogDensity(rate, 1, 0.1), poissonLogDensity(12, rate));
 * const samples = sample(logDensity, 1, { constraints: positiveBijector });
 * assertAlmostEquals(samples.summary[0].mean, 13 / 1.1, 0.5);
 * ```
 *
 * @module
 */

export { leastSquares, type LeastSquaresOptions } from "./least_squares.ts";
export type { LeastSquaresFit } from "./least_squares_fit.ts";
export type { Loss } from "./losses.ts";
export { minimize, type MinimizeMethod, type MinimizeOptions } from "./minimize.ts";
export type { Minimum } from "./minimum.ts";
export type { ObjectiveEvaluations } from "./objective_function.ts";
export { root, type RootOptions } from "./root.ts";
export type { FoundRoot } from "./found_root.ts";
export { rootScalar, type RootScalarOptions } from "./root_scalar.ts";
export type { FitOptions, FitProgress } from "./options.ts";
export type { Bounds } from "./parameter_bounds.ts";
export type { Evaluations } from "./residual_function.ts";
export type { StopReason, StopWord } from "./stopping.ts";
export { adam, type AdamOptions, type AdamState, adamw, type AdamWOptions } from "./adam.ts";
export { clipByGlobalNorm, clipByValue, type NoState } from "./clipping.ts";
export {
  applyUpdates,
  chainTransformations,
  type GradientTransformation,
} from "./gradient_transformation.ts";
export {
  constantSchedule,
  cosineSchedule,
  exponentialSchedule,
  type Rate,
  type RateSchedule,
  warmUpSchedule,
} from "./schedules.ts";
export { sgd, type SgdOptions, type SgdState } from "./sgd.ts";
export type { Constraints } from "./constraints.ts";
export { effectiveSampleSize, type EffectiveSampleSizeOptions, rHat } from "./diagnostics.ts";
export { laplace, type LaplaceOptions } from "./laplace.ts";
export type { LaplaceApproximation } from "./laplace_approximation.ts";
export {
  type LogDensityOptions,
  sample,
  type SampleOptions,
  type SampleProgress,
  type SampleSettings,
} from "./sample.ts";
export type { ParameterSummary } from "./parameter_summary.ts";
export type { SampledChain, Samples } from "./samples.ts";
export {
  type ChainPort,
  type ChainWorker,
  type HeardEvent,
  sampleInWorkers,
  serveChains,
  type WorkerSampleOptions,
} from "./workers.ts";
