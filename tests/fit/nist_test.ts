// The referee for least squares: certified answers of NIST, from both starts of each problem.

import { leastSquares } from "@fluxion/ad/fit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { digitsOf, nistProblems } from "./nist_problems.ts";

describe("Least squares on the nonlinear problems of NIST", () => {
  it("has all 27 of them", () => assertEquals(nistProblems.length, 27));

  for (const { name, certified, residuals } of nistProblems) {
    // The residuals of Lanczos1 are 10⁻¹³ of data that float64 rounds by 10⁻¹⁶, each by another part of a thousandth.
    const wanted = name === "Lanczos1" ? 3 : 6;
    certified.starts.forEach((start, i) => {
      it(`${name} from start ${i + 1}: parameters to 6 digits, deviations to ${wanted}`, () => {
        const fit = leastSquares(residuals, [...start]);
        assert(fit.converged, fit.reason.sentence);
        const digits = digitsOf(fit.parameters, certified.parameters);
        assert(digits >= 6, `${digits} digits of the parameters`);
        const ofErrors = digitsOf(fit.errors, certified.deviations);
        assert(ofErrors >= wanted, `${ofErrors} digits of the deviations`);
        const ofSpread = digitsOf([fit.standardDeviation], [certified.residualStandardDeviation]);
        assert(ofSpread >= wanted, `${ofSpread} digits of the standard deviation`);
      });
    });
  }
});
