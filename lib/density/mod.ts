/**
 * Log-densities of the distributions that a statistical model takes for granted, logarithms of their tails for
 * censored and truncated values, and bijectors for samplers. All have derivatives by all real arguments, in every mode
 * and compiled. Discrete distributions have log-densities too: the logarithms of their probabilities.
 *
 * Arguments are the value and then the parameters. Outside the support a log-density is −Infinity, with derivatives 0;
 * for parameters of no distribution it is NaN, and so are its derivatives.
 *
 * @example The gradient of a log-likelihood
 * ```ts
 * import { grad, type Scalar, sum } from "@fluxion/ad";
 * import { normalLogDensity } from "@fluxion/ad/density";
 * import { assertEquals } from "@std/assert";
 *
 * const data = [1, 2, 6];
 * const logLikelihood = (mean: Scalar) => sum(data.map((x) => normalLogDensity(x, mean, 1)));
 * assertEquals(grad(logLikelihood)(3), 0);
 * ```
 *
 * @module
 */

export { normalLogCdf, normalLogDensity, normalLogSurvival } from "./normal.ts";
export { normalLogInterval, type Quinary, truncatedNormalLogDensity } from "./truncated_normal.ts";
export { type Distribution, logInterval, truncatedLogDensity } from "./truncation.ts";
export { uniformLogCdf, uniformLogDensity, uniformLogSurvival } from "./uniform.ts";
export {
  type MultivariateLogDensity,
  multivariateNormalCholeskyLogDensity,
  multivariateNormalLogDensity,
} from "./multivariate_normal.ts";
export {
  type Quaternary,
  studentLogCdf,
  studentLogDensity,
  studentLogSurvival,
} from "./student.ts";
export { cauchyLogCdf, cauchyLogDensity, cauchyLogSurvival } from "./cauchy.ts";
export { laplaceLogCdf, laplaceLogDensity, laplaceLogSurvival } from "./laplace.ts";
export { logisticLogCdf, logisticLogDensity, logisticLogSurvival } from "./logistic.ts";
export { gammaLogCdf, gammaLogDensity, gammaLogSurvival } from "./gamma.ts";
export {
  inverseGammaLogCdf,
  inverseGammaLogDensity,
  inverseGammaLogSurvival,
} from "./inverse_gamma.ts";
export { betaLogCdf, betaLogDensity, betaLogSurvival } from "./beta.ts";
export { dirichletLogDensity, type LogDensityOfLists } from "./dirichlet.ts";
export { exponentialLogCdf, exponentialLogDensity, exponentialLogSurvival } from "./exponential.ts";
export { weibullLogCdf, weibullLogDensity, weibullLogSurvival } from "./weibull.ts";
export { lognormalLogCdf, lognormalLogDensity, lognormalLogSurvival } from "./lognormal.ts";
export { poissonLogCdf, poissonLogDensity, poissonLogSurvival } from "./poisson.ts";
export { binomialLogCdf, binomialLogDensity, binomialLogSurvival } from "./binomial.ts";
export {
  negativeBinomialLogCdf,
  negativeBinomialLogDensity,
  negativeBinomialLogSurvival,
} from "./negative_binomial.ts";
export { bernoulliLogitLogDensity } from "./bernoulli.ts";
export { type CategoricalLogDensity, categoricalLogitLogDensity } from "./categorical.ts";
export { vonMisesLogDensity } from "./von_mises.ts";
export { lkjCholeskyLogDensity, lkjLogDensity, type LogDensityOfMatrix } from "./lkj.ts";
export { correlationCholeskyFactorBijector } from "./correlation_bijector.ts";
export { choleskyFactorBijector } from "./cholesky_factor_bijector.ts";
export {
  type Bijector,
  orderedBijector,
  positiveBijector,
  simplexBijector,
  unitIntervalBijector,
} from "./bijectors.ts";
