// The logistic distribution, and the logarithms of both of its tails.

import { add, div, neg, sub } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt } from "../elementary/comparison.ts";
import { log } from "../elementary/exponential.ts";
import { logSigmoid } from "../elementary/special.ts";
import type { Scalar } from "../values/scalar.ts";
import { ofStandardised, onSupport } from "./support.ts";

/**
 * Returns the log-density of the logistic distribution: ln σ(z) + ln σ(−z) − ln s, z = (x − m)/s, σ the sigmoid,
 * for s > 0. NaN for other s.
 *
 * @example
 * ```ts
 * import { logisticLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logisticLogDensity(1, 0.5, 2), -2.0950260203176327, 1e-12);
 * ```
 */
export const logisticLogDensity: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(scale, 0),
      true,
      [x, location, scale],
      () =>
        sub(
          add(
            logSigmoid(div(sub(x, location), scale)),
            logSigmoid(neg(div(sub(x, location), scale))),
          ),
          log(scale),
        ),
    )) as Ternary;

/**
 * Returns the logarithm of the distribution function of the logistic distribution, ln σ((x − m)/s). NaN unless s
 * > 0.
 *
 * @example
 * ```ts
 * import { logisticLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logisticLogCdf(1, 0.5, 2), -0.5759394198788436, 1e-12);
 * ```
 */
export const logisticLogCdf: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    ofStandardised(x, location, scale, logSigmoid)) as Ternary;

/**
 * Returns the logarithm of the probability above x of the logistic distribution, ln σ(−(x − m)/s). NaN unless s >
 * 0.
 *
 * @example
 * ```ts
 * import { logisticLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logisticLogSurvival(1, 0.5, 2), -0.8259394198788436, 1e-12);
 * ```
 */
export const logisticLogSurvival: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    ofStandardised(x, location, scale, (z) => logSigmoid(neg(z)))) as Ternary;
