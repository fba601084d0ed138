// The normal distribution: its log-density, and the logarithms of both tails.

import { add, mul, neg, square, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { log } from "../elementary/exponential.ts";
import { logNormalCdf } from "../special/normal.ts";
import type { Scalar } from "../values/scalar.ts";
import { ofStandardised } from "./support.ts";

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Returns the log-density of the normal distribution: −½z² − ln σ − ½ ln 2π, z = (x − μ)/σ, for σ > 0. NaN for
 * other σ.
 *
 * @example
 * ```ts
 * import { normalLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalLogDensity(1, 0.5, 2), -1.643335713764618, 1e-12);
 * ```
 */
export const normalLogDensity: Ternary =
  ((x: Scalar, mean: Scalar, standardDeviation: Scalar): Scalar =>
    ofStandardised(
      x,
      mean,
      standardDeviation,
      (z) => sub(mul(-0.5, square(z)), add(log(standardDeviation), HALF_LOG_TWO_PI)),
    )) as Ternary;

/**
 * Returns the logarithm of the distribution function of the normal distribution, ln Φ((x − μ)/σ), finite far into
 * the lower tail. NaN unless σ > 0.
 *
 * @example
 * ```ts
 * import { normalLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalLogCdf(-79, 1, 2), -804.6084420137539, 1e-12);
 * ```
 */
export const normalLogCdf: Ternary =
  ((x: Scalar, mean: Scalar, standardDeviation: Scalar): Scalar =>
    ofStandardised(x, mean, standardDeviation, logNormalCdf)) as Ternary;

/**
 * Returns the logarithm of the probability above x of the normal distribution, ln Φ(−(x − μ)/σ), as of a value
 * censored at x. NaN unless σ > 0.
 *
 * @example
 * ```ts
 * import { normalLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalLogSurvival(81, 1, 2), -804.6084420137539, 1e-12);
 * ```
 */
export const normalLogSurvival: Ternary =
  ((x: Scalar, mean: Scalar, standardDeviation: Scalar): Scalar =>
    ofStandardised(x, mean, standardDeviation, (z) => logNormalCdf(neg(z)))) as Ternary;
