// The 35 problems of Moré, Garbow and Hillstrom, from their standard starts to minima that are published, as sums of
// squares and as functions of which only gradients or products of the Hessian are known.

import { type Scalar, square, sum } from "@fluxion/ad";
import { leastSquares, minimize } from "@fluxion/ad/fit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type TestProblem, testProblems } from "./more_garbow_hillstrom.ts";

/** Returns whether a value is a published minimum, to its six digits. */
function isPublished({ minima, residuals, start }: TestProblem, value: number): boolean {
  const atStart = (residuals(start) as number[]).reduce((total, r) => total + r * r, 0);
  return minima.some((minimum) =>
    minimum === 0 ? value <= 1e-12 + 1e-18 * atStart : Math.abs(value / minimum - 1) < 1e-5
  );
}

/** How many evaluations each took when this was written; more than half as many again is a loss. */
// deno-fmt-ignore
const counts: readonly (readonly [leastSquares: number, lbfgs: number, newton: number])[] = [
  [12, 57, 33], [40, 20, 9], [53, 257, 190], [22, 30, 40], [9, 18, 11], [38, 22, 10], [12, 37,
  19], [8, 29, 13], [4, 111, 4], [23, 750, 533], [30, 70, 38], [8, 45, 22], [55, 58, 27], [75,
  147, 50], [47, 40, 14], [214, 26, 9], [18, 136, 62], [35, 47, 29], [20, 140, 30], [16, 59, 15],
  [13, 62, 33], [53, 55, 27], [56, 93, 39], [241, 681, 72], [10, 23, 15], [54, 143, 42], [15, 22,
  8], [4, 69, 4], [4, 13, 5], [6, 25, 7], [7, 20, 9], [2, 37, 3], [2, 31, 3], [2, 18, 3], [61, 29,
  10],
];

/** How many SciPy's took, on the same residuals and derivatives, by `scipy_counts.py`; null where none was found. */
const scipy: { readonly [method: string]: readonly (number | null)[] } = JSON.parse(
  Deno.readTextFileSync(new URL("scipy_counts.json", import.meta.url)),
);
const beside = (method: string, i: number) =>
  `SciPy's ${method}: ${scipy[method][i] ?? "not found"}`;

describe("The problems of Moré, Garbow and Hillstrom", () => {
  it("are 35", () => assertEquals(testProblems.length, 35));

  testProblems.forEach((problem, i) => {
    const { name, residuals, start } = problem;
    const objective = (x: Scalar[]) => sum(residuals(x).map((r) => square(r)));
    const [most, mostGradients, mostNewton] = counts[i];

    it(
      `${i + 1}, ${name}: as a sum of squares, in ${most} evaluations (${beside("lm", i)})`,
      () => {
        const { value, converged, reason, evaluations } = leastSquares(residuals, [...start]);
        assert(converged, reason.sentence);
        assert(isPublished(problem, value), `${value}`);
        assert(evaluations.residuals <= 1.5 * most, `${evaluations.residuals} evaluations`);
      },
    );

    it(
      `${i + 1}, ${name}: by L-BFGS, in ${mostGradients} gradients (${beside("L-BFGS-B", i)})`,
      () => {
        const { value, reason, evaluations, converged } = minimize(objective, [...start]);
        assert(converged, reason.sentence);
        assert(isPublished(problem, value), `${value}`);
        assert(evaluations.gradients <= 1.5 * mostGradients, `${evaluations.gradients} gradients`);
      },
    );

    it(
      `${i + 1}, ${name}: by Newton's method, in ${mostNewton} gradients (${
        beside("trust-ncg", i)
      })`,
      () => {
        const { value, reason, evaluations, converged } = minimize(objective, [...start], {
          method: "newton-cg",
        });
        assert(converged, reason.sentence);
        assert(isPublished(problem, value), `${value}`);
        assert(evaluations.gradients <= 1.5 * mostNewton, `${evaluations.gradients} gradients`);
      },
    );
  });
});
