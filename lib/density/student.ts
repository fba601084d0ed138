// Student's distribution.

import { add, div, mul, neg, square, sub } from "../elementary/arithmetic.ts";
import { gt } from "../elementary/comparison.ts";
import { log, log1p } from "../elementary/exponential.ts";
import { lbeta } from "../special/beta.ts";
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
