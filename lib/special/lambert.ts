// Lambert's W function, the inverse of w·exp(w), of both real branches.

import { describe } from "../values/describe.ts";
import { derivativeRow } from "../operations/derivative_row.ts";
import type { Scalar } from "../values/scalar.ts";
import type { OfOperand } from "../operations/row.ts";
import type { Unary } from "../operations/unary.ts";
import { lambertDerivative } from "./values/lambert.ts";

/** The type of `lambertW`: numbers in, number out. */
export interface LambertW {
  <T extends Scalar>(x: T, branch?: 0 | -1): OfOperand<T>;
}

/**
 * Returns Lambert's W: the solution of w·eʷ = x. The principal branch, 0, is that of w ≥ −1, for x ≥ −1/e; the branch
 * −1 is that of w ≤ −1, for −1/e ≤ x < 0. NaN for other x. Both are accurate up to the branch point, where the
 * derivative is infinite.
 *
 * @throws {RangeError} if the branch is none of these.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { lambertW } from "@fluxion/ad/special";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(lambertW(1), 0.5671432904097838, 1e-16);
 * assertAlmostEquals(lambertW(-0.1, -1), -3.577152063957297, 1e-15);
 * assertAlmostEquals(derivative((x) => lambertW(x))(Math.E), 1 / (2 * Math.E), 1e-16);
 * ```
 */
export const lambertW: LambertW = ((x: Scalar, branch: unknown = 0): Scalar => {
  if (branch === 0) return principalBranch(x);
  if (branch === -1) return lowerBranch(x);
  throw new RangeError(
    `Cannot take lambertW of the branch ${describe(branch)}: the real branches are 0 and -1`,
  );
}) as LambertW;

const principalBranch: Unary = /* @__PURE__ */ derivativeRow(
  "lambertW",
  (x, order) => lambertDerivative(x, 0, order),
  [-0.3, 5],
);
const lowerBranch: Unary = /* @__PURE__ */ derivativeRow(
  "lambertWLower",
  (x, order) => lambertDerivative(x, -1, order),
  [-0.35, -0.05],
);
