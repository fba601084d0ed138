// Student's distribution, and the logarithms of both of its tails.

import { add, div, mul, neg, square, sub } from "../elementary/arithmetic.ts";
import { gt } from "../elementary/comparison.ts";
import { log, log1p } from "../elementary/exponential.ts";
import { lbeta } from "../special/beta.ts";
import { logStudentCdf } from "../special/student.ts";
import type { Scalar } from "../values/scalar.ts";
import { onSupport } from "./support.ts";

/** The type of densities by three parameters: numbers in, number out. */
export interface Quaternary {
  /** Computes the value of plain numbers. */
  (x: number, a: number, b: number, c: number): number;
  /** Computes the value of scalars. */
  (x: Scalar, a: Scalar, b: Scalar, c: Scalar): Scalar;
}

/**
 * Returns the log-density of Student's distribution: −½(ν + 1) ln(1 + z²/ν) − ½ ln ν − ln B(½, ½ν) − ln s, z = (x
 * − m)/s, for ν degrees of freedom and a scale s, both above 0. NaN for other parameters.
 *
 * @example
 * ```ts
 * import { studentLogDensity } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(studentLogDensity(1, 4, 0.5, 2), -1.7127368999115844, 1e-12);
 * ```
 */
export const studentLogDensity: Quaternary =
  ((x: Scalar, degrees: Scalar, location: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(degrees, 0) && gt(scale, 0),
      true,
      [x, degrees, location, scale],
      () =>
        neg(
          add(
            mul(0.5, add(degrees, 1), log1p(div(square(div(sub(x, location), scale)), degrees))),
            mul(0.5, log(degrees)),
            lbeta(0.5, div(degrees, 2)),
            log(scale),
          ),
        ),
    )) as Quaternary;

/**
 * Returns the logarithm of the distribution function of Student's distribution, finite in both tails. NaN unless ν, s > 0.
 *
 * @example
 * ```ts
 * import { studentLogCdf } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(studentLogCdf(1, 4, 0.5, 2), -0.5233217186397968, 1e-12);
 * ```
 */
export const studentLogCdf: Quaternary =
  ((x: Scalar, degrees: Scalar, location: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(degrees, 0) && gt(scale, 0),
      true,
      [x, degrees, location, scale],
      () => logStudentCdf(degrees, div(sub(x, location), scale)),
    )) as Quaternary;

/**
 * Returns the logarithm of the probability above x of Student's distribution, finite in both tails. NaN unless ν, s > 0.
 *
 * @example
 * ```ts
 * import { studentLogSurvival } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(studentLogSurvival(1, 4, 0.5, 2), -0.8978345848680143, 1e-12);
 * ```
 */
export const studentLogSurvival: Quaternary =
  ((x: Scalar, degrees: Scalar, location: Scalar, scale: Scalar): Scalar =>
    onSupport(
      gt(degrees, 0) && gt(scale, 0),
      true,
      [x, degrees, location, scale],
      () => logStudentCdf(degrees, div(sub(location, x), scale)),
    )) as Quaternary;
