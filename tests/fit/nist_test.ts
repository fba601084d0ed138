// The referee for least squares: certified answers of NIST, from both starts of each problem.

import { leastSquares } from "@fluxion/ad/fit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { digitsOf, nistProblems } from "./nist_problems.ts";

describe("Least squares on the nonlinear problems of NIST", () => {
  it("has all 27 of them", () => assertEquals(nistProblems.length, 27));

  for (const { name, certified, residuals } of nistProblems) {
    const { parameters, deviations, residualStandardDeviation } = certified;
    // The residuals of Lanczos1 are 10⁻¹³ of its data, which float64 rounds by 10⁻¹⁶: there is no telling their standard
    // deviation to more than two or three digits. What it is multiplied by in those of the parameters has six.
    const isRounded = name === "Lanczos1";
    certified.starts.forEach((start, i) => {
      it(`${name} from start ${i + 1}: six digits of parameters and deviations`, () => {
        const fit = leastSquares(residuals, [...start]);
        assert(fit.converged, fit.reason.sentence);
        const digits = digitsOf(fit.parameters, parameters);
        assert(digits >= 6, `${digits} digits of the parameters`);
        const ofSpread = digitsOf([fit.standardDeviation], [residualStandardDeviation]);
        assert(ofSpread >= (isRounded ? 2.5 : 6), `${ofSpread} digits of the residuals'`);
        const share = isRounded ? residualStandardDeviation / fit.standardDeviation : 1;
        const ofErrors = digitsOf(fit.errors.map((error) => error * share), deviations);
        assert(ofErrors >= 6, `${ofErrors} digits of the deviations`);
      });
    });
  }
});
