// Truncation and interval censoring of any distribution: intervals add up, truncated densities integrate to one, and
// far in the tails they stay finite.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { derivative, grad, jacfwd, jacrev, logaddexp, type Scalar } from "@fluxion/ad";
import { numericGrad } from "@fluxion/ad/check";
import * as d from "@fluxion/ad/density";
import { jit } from "@fluxion/ad/jit";
import { assertClose } from "../assert_close.ts";
import { law } from "../laws/runs.ts";

const gamma = {
  logDensity: d.gammaLogDensity,
  logCdf: d.gammaLogCdf,
  logSurvival: d.gammaLogSurvival,
};
const student = {
  logDensity: d.studentLogDensity,
  logCdf: d.studentLogCdf,
  logSurvival: d.studentLogSurvival,
};
const normal = {
  logDensity: d.normalLogDensity,
  logCdf: d.normalLogCdf,
  logSurvival: d.normalLogSurvival,
};
const beta = {
  logDensity: d.betaLogDensity,
  logCdf: d.betaLogCdf,
  logSurvival: d.betaLogSurvival,
};
const poisson = {
  logDensity: d.poissonLogDensity,
  logCdf: d.poissonLogCdf,
  logSurvival: d.poissonLogSurvival,
  isDiscrete: true,
};
const bound = fc.double({ min: 0.01, max: 30, noNaN: true });

describe("The probability of an interval", () => {
  law(
    "is the sum of those of its parts",
    fc.property(fc.tuple(bound, bound, bound), (bounds) => {
      const [a, b, c] = [...bounds].sort((x, y) => x - y);
      if (b - a < 1e-3 || c - b < 1e-3) return;
      const parameters: [number, number] = [3, 0.7];
      const parts = [
        d.logInterval(gamma, a, b, parameters),
        d.logInterval(gamma, b, c, parameters),
      ];
      assertClose(logaddexp(parts[0], parts[1]), d.logInterval(gamma, a, c, parameters), 1e-9, 1);
    }),
  );

  law(
    "of counts is the sum of their probabilities",
    fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 10 }), (low, more) => {
      let total = 0;
      for (let k = low; k <= low + more; k++) total += Math.exp(d.poissonLogDensity(k, 6));
      assertClose(d.logInterval(poisson, low, low + more, [6]), Math.log(total), 1e-10, 1);
      assertEquals(
        d.logInterval(poisson, low - 0.5, low + more + 0.5, [6]),
        d.logInterval(poisson, low, low + more, [6]),
      );
    }),
  );

  it("has infinite bounds, and none outside of the support", () => {
    assertEquals(d.logInterval(gamma, -Infinity, Infinity, [2, 3]), 0);
    assertEquals(d.logInterval(gamma, -Infinity, Infinity, [-2, 3]), NaN);
    assertEquals(d.logInterval(gamma, -5, 2, [2, 3]), d.gammaLogCdf(2, 2, 3));
    assertEquals(d.logInterval(gamma, 1, Infinity, [2, 3]), d.gammaLogSurvival(1, 2, 3));
    assertEquals(d.logInterval(beta, 0.5, 7, [2, 3]), d.betaLogSurvival(0.5, 2, 3));
    assertEquals(d.logInterval(gamma, -3, -2, [2, 3]), -Infinity);
    assertEquals(d.logInterval(gamma, 3, 2, [2, 3]), NaN);
    assertEquals(d.logInterval(gamma, NaN, 2, [2, 3]), NaN);
    assertEquals(d.logInterval(poisson, -Infinity, 3, [2]), d.poissonLogCdf(3, 2));
    assertEquals(d.logInterval(poisson, 2, Infinity, [2]), d.poissonLogSurvival(1, 2));
    assertEquals(d.logInterval(poisson, 2.2, 2.8, [2]), NaN);
  });

  it("is finite far in either tail, and so are its gradients", () => {
    const of = ([low, high, degrees, scale]: Scalar[]) =>
      d.logInterval(student, low, high, [degrees, 0, scale]);
    for (const at of [[-1e60, -1e59, 9, 2], [1e59, 1e60, 9, 2], [-3, 1e60, 9, 2]]) {
      assert(Number.isFinite(of(at)));
      assert((grad(of)(at) as number[]).every(Number.isFinite), `${grad(of)(at)}`);
      assertEquals(jit(grad(of))(at), grad(of)(at));
      assertClose(jacfwd(of)(at), jacrev(of)(at), 1e-9, 1e-70);
    }
  });

  it("is that of the density times the width where it is narrow", () => {
    const width = 2 ** -40;
    const wide = d.logInterval(normal, 40, 40 + 2 ** -20, [0, 1]) + 20 * Math.LN2;
    const narrow = d.logInterval(normal, 40, 40 + width, [0, 1]) + 40 * Math.LN2;
    assertClose(narrow, d.normalLogDensity(40, 0, 1), 1e-13, 1);
    assertClose(wide, narrow - 40 * 2 ** -21, 1e-8, 1);
    const slope = derivative((mean: Scalar) => d.logInterval(normal, 40, 40 + width, [mean, 1]));
    assertClose(slope(0), 40, 1e-12);
  });

  it("keeps digits where it is just wide enough for a difference", () => {
    // In the middle, the normal density falls by 40 over the unit; e⁻⁴⁰ʷ is 1 − 2·10⁻⁷ here.
    const width = 2 ** -28 * 1.5;
    const size = d.normalLogSurvival(40, 0, 1);
    const error = d.logInterval(normal, 40, 40 + width, [0, 1]) -
      (d.normalLogDensity(40 + width / 2, 0, 1) + Math.log(width));
    assert(Math.abs(error) < -size * 1e-8 && error !== 0, `${error}`);
  });

  it("of counts is refused by a bound", () => {
    const of = (low: Scalar) => d.logInterval(poisson, low, 9, [2]);
    assertThrows(() => derivative(of)(3), TypeError, "low bound");
  });
});

describe("A truncated distribution", () => {
  it("has the density of the whole one over the probability of the interval", () => {
    const of = ([x, shape, rate, low, high]: Scalar[]) =>
      d.truncatedLogDensity(gamma, x, [shape, rate], low, high);
    const at = [2, 3, 0.7, 1, 4];
    const mass = Math.exp(d.gammaLogCdf(4, 3, 0.7)) - Math.exp(d.gammaLogCdf(1, 3, 0.7));
    assertClose(of(at), d.gammaLogDensity(2, 3, 0.7) - Math.log(mass), 1e-13, 1);
    assertClose(grad(of)(at), numericGrad(of)(at), 1e-6, 1);
    const second = jacfwd(jacrev(of))(at);
    for (const other of [jacfwd(jacfwd(of)), jacrev(jacfwd(of)), jacrev(jacrev(of))]) {
      assertClose(other(at), second, 1e-9);
    }
    assertEquals(jit(of)(at), of(at));
    assertEquals(jit(grad(of))(at), grad(of)(at));
  });

  it("is −Infinity outside of the bounds, and NaN where there is no distribution", () => {
    assertEquals(d.truncatedLogDensity(gamma, 5, [3, 0.7], 1, 4), -Infinity);
    assertEquals(d.truncatedLogDensity(gamma, -3, [3, 0.7], -5, -2), NaN);
    assertEquals(d.truncatedLogDensity(gamma, 2, [3, -0.7], 1, 4), NaN);
    assertEquals(d.truncatedLogDensity(gamma, 2, [3, 0.7], 4, 1), NaN);
    assertEquals(d.truncatedLogDensity(gamma, NaN, [3, 0.7], 1, 4), NaN);
  });

  it("of counts sums to one with both bounds", () => {
    let total = 0;
    for (let k = 3; k <= 9; k++) total += Math.exp(d.truncatedLogDensity(poisson, k, [4], 3, 9));
    assertClose(total, 1, 1e-12);
  });
});
