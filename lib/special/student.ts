// The logarithm of the distribution function of Student's distribution, differentiated by its degrees of freedom and by
// where it ends. Every derivative is a row, computed as a power series, so that none is a difference that cancels.

import { type Binary, binary } from "../operations/binary.ts";
import type { Scalar } from "../values/scalar.ts";
import { logStudentDistribution } from "./values/student_distribution.ts";

/**
 * Returns ln F(z), F the distribution function of Student's distribution with ν > 0 degrees of freedom, also where F
 * underflows, and where it is nearly 1; NaN for other ν. It is differentiated by both, of all orders.
 *
 * @example
 * ```ts
 * import { logStudentCdf } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logStudentCdf(1, -1), Math.log(1 / 4), 1e-15);
 * assertAlmostEquals(logStudentCdf(2, -1e200), -2 * Math.log(Math.SQRT2 * 1e200), 1e-12);
 * ```
 */
export const logStudentCdf: Binary = /* @__PURE__ */ studentRow(0, 0);

/** Returns the derivative of ln F of the orders i and j, by ν and by z. */
function studentRow(i: number, j: number): Binary {
  let [byDegrees, byEnd]: (Binary | undefined)[] = [];
  return binary({
    name: i + j === 0 ? "logStudentCdf" : `logStudentCdf_${"n".repeat(i)}${"z".repeat(j)}`,
    value: (degrees, z) => logStudentDistribution(degrees, z, i, j),
    partials: [
      (degrees: Scalar, z: Scalar) => (byDegrees ??= studentRow(i + 1, j))(degrees, z),
      (degrees: Scalar, z: Scalar) => (byEnd ??= studentRow(i, j + 1))(degrees, z),
    ],
    domain: [[0.5, 4], [-3, 3]],
  });
}
