// The optimiser of the examples on a problem with certified answers: Misra1a, of the Statistical Reference
// Datasets of NIST (https://www.itl.nist.gov/div898/strd/nls/data/misra1a.shtml).

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { exp, jacfwd, mul, neg, type Scalar, sub } from "@fluxion/ad";
import {
  covariance,
  levenbergMarquardt,
  noiseVariance,
} from "../../examples/levenberg_marquardt.ts";
import { flatten, unflatten } from "../../examples/trees.ts";

// deno-fmt-ignore
const pressures = [77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760];
// deno-fmt-ignore
const volumes = [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78];

const residuals = ({ limit, rate }: { limit: Scalar; rate: Scalar }) =>
  pressures.map((pressure, i) =>
    sub(mul(limit, sub(1, exp(neg(mul(rate, pressure))))), volumes[i])
  );
const problem = { residuals, jacobian: jacfwd(residuals) };

describe("Levenberg-Marquardt", () => {
  for (const start of [{ limit: 500, rate: 0.0001 }, { limit: 250, rate: 0.0005 }]) {
    it(`finds the certified answers of NIST from ${start.limit} and ${start.rate}`, () => {
      const fitted = levenbergMarquardt(problem, start);
      assert(fitted.converged);
      assertRelative(fitted.parameters.limit, 238.94212918, 1e-7);
      assertRelative(fitted.parameters.rate, 5.5015643181e-4, 1e-7);
      const [limit, rate] = covariance(fitted).diagonal().map(Math.sqrt);
      assertRelative(limit, 2.7070075241, 1e-6);
      assertRelative(rate, 7.2668688436e-6, 1e-6);
      assertRelative(Math.sqrt(noiseVariance(fitted.residuals, 2)), 0.1018787633, 1e-8);
    });
  }

  it("converges too where the residuals vanish, and their angles are those of rounding errors", () => {
    const exact = ({ limit, rate }: { limit: Scalar; rate: Scalar }) =>
      pressures.map((pressure) =>
        sub(mul(limit, exp(mul(rate, pressure))), 3 * Math.exp(0.001 * pressure))
      );
    const fitted = levenbergMarquardt({ residuals: exact, jacobian: jacfwd(exact) }, {
      limit: 1,
      rate: 0.002,
    });
    assert(fitted.converged);
    assertRelative(fitted.parameters.limit, 3, 1e-13);
    assertRelative(fitted.parameters.rate, 0.001, 1e-13);
  });

  it("is done at once where all residuals are 0", () => {
    const zero = (parameters: Scalar[]) => [parameters[0], parameters[1]];
    const fitted = levenbergMarquardt({ residuals: zero, jacobian: jacfwd(zero) }, [0, 0]);
    assert(fitted.converged);
    assertEquals([fitted.parameters, fitted.iterations.length], [[0, 0], 1]);
  });

  it("stops after as many steps as it may take, and says that it has not converged", () => {
    const fitted = levenbergMarquardt(problem, { limit: 500, rate: 0.0001 }, {
      maximumIterations: 2,
    });
    assert(!fitted.converged);
    assertEquals(fitted.iterations.length, 3);
  });
});

describe("A tree of numbers", () => {
  it("comes back from the vector of its leaves", () => {
    const tree = { a: 1, b: [{ c: 2 }, { c: 3 }], d: [[4], []] };
    assertEquals(flatten(tree), [1, 2, 3, 4]);
    assertEquals(unflatten(tree, [5, 6, 7, 8]), { a: 5, b: [{ c: 6 }, { c: 7 }], d: [[8], []] });
    assertEquals(unflatten({ a: new Float64Array(2) }, [1, 2]), { a: Float64Array.of(1, 2) });
  });
});

function assertRelative(actual: number, expected: number, tolerance: number): void {
  assertAlmostEquals(actual / expected, 1, tolerance);
}
