// The Cauchy distribution, and the logarithms of both of its tails.

import { add, div, mul, neg } from "../elementary/arithmetic.ts";
import type { Ternary } from "../elementary/blending.ts";
import { gt, lt } from "../elementary/comparison.ts";
import { log, log1p } from "../elementary/exponential.ts";
import { hypot } from "../elementary/norms.ts";
import { atan2 } from "../elementary/trigonometric.ts";
import type { Scalar } from "../values/scalar.ts";
import { ofStandardised } from "./support.ts";

/**
 * Returns the log-density of the Cauchy distribution: −ln(1 + z²) − ln πs, z = (x − m)/s, for s > 0. NaN for
 * other s.
 *
 * @example
 * ```ts
 * import { cauchyLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(cauchyLogDensity(1, 0.5, 2), -1.8985016882257804, 1e-12);
 * ```
 */
export const cauchyLogDensity: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    ofStandardised(
      x,
      location,
      scale,
      (z) => neg(add(mul(2, log(hypot(1, z))), log(scale), Math.log(Math.PI))),
    )) as Ternary;

/**
 * Returns the logarithm of the distribution function of the Cauchy distribution, ln(½ + atan(z)/π), z = (x − m)/s, to
 * full accuracy in both tails. NaN unless s > 0.
 *
 * @example
 * ```ts
 * import { cauchyLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(cauchyLogCdf(-1e200, 0, 1), -461.6617484846585, 1e-12);
 * ```
 */
export const cauchyLogCdf: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    ofStandardised(x, location, scale, logTail)) as Ternary;

/**
 * Returns the logarithm of the probability above x of the Cauchy distribution, ln(½ − atan(z)/π). NaN unless s > 0.
 *
 * @example
 * ```ts
 * import { cauchyLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(cauchyLogSurvival(1, 0, 1), -1.3862943611198906, 1e-12);
 * ```
 */
export const cauchyLogSurvival: Ternary =
  ((x: Scalar, location: Scalar, scale: Scalar): Scalar =>
    ofStandardised(location, x, scale, logTail)) as Ternary;

/** Returns ln(½ + atan(z)/π). The angle is that of the point (−z, 1), without a difference. */
function logTail(z: Scalar): Scalar {
  if (gt(z, 0)) return log1p(neg(div(atan2(1, z), Math.PI)));
  // Beyond, the angle is −1/z to rounding, and squares in its derivatives would overflow.
  if (lt(z, -1e9)) return neg(add(log(neg(z)), Math.log(Math.PI)));
  return log(div(atan2(1, neg(z)), Math.PI));
}
