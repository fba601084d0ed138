// What holds of every distribution: it sums to one, ends at its support, and a bijector stretches as it says.

import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { grad, jacobian, type Scalar } from "@fluxion/ad";
import * as d from "@fluxion/ad/density";
import { logDeterminant } from "@fluxion/ad/linalg";
import { assertClose } from "../assert_close.ts";

/** Integrates over [low, high] by the tanh-sinh rule, which bears singular ends. */
function integral(f: (x: number) => number, low: number, high: number): number {
  const half = (high - low) / 2;
  let total = 0;
  for (let i = -400; i <= 400; i++) {
    const t = i / 120;
    const u = Math.PI / 2 * Math.sinh(t);
    const fromEnd = 1 / (Math.exp(2 * Math.abs(u)) + 1) * 2 * half;
    const x = u < 0 ? low + fromEnd : high - fromEnd;
    const weight = half * Math.PI / 2 * Math.cosh(t) / Math.cosh(u) ** 2 / 120;
    if (weight > 0 && x > low && x < high) total += weight * f(x);
  }
  return total;
}

const wholes = Array.from({ length: 400 }, (_, k) => k);
const real = fc.double({ min: -3, max: 3, noNaN: true });

describe("A distribution", () => {
  const continuous: [string, (x: number) => number, number, number][] = [
    ["normal", (x) => d.normalLogDensity(x, 1, 0.7), -12, 14],
    ["truncated normal", (x) => d.truncatedNormalLogDensity(x, 0, 1, 30, 31), 30, 31],
    ["Student", (x) => d.studentLogDensity(x, 9, 0, 2), -100, 100],
    ["logistic", (x) => d.logisticLogDensity(x, 1, 0.5), -25, 27],
    ["gamma", (x) => d.gammaLogDensity(x, 2.5, 2), 0, 40],
    ["inverse gamma", (x) => d.inverseGammaLogDensity(x, 9, 2), 0, 60],
    ["beta", (x) => d.betaLogDensity(x, 1.5, 2.5), 0, 1],
    ["exponential", (x) => d.exponentialLogDensity(x, 2), 0, 30],
    ["Weibull", (x) => d.weibullLogDensity(x, 1.7, 2), 0, 40],
    ["lognormal", (x) => d.lognormalLogDensity(x, 0, 0.5), 0, 60],
    ["von Mises", (x) => d.vonMisesLogDensity(x, 1, 2), -Math.PI, Math.PI],
    ["LKJ of two", (r) => d.lkjLogDensity([[1, r], [r, 1]], 2.5), -1, 1],
    ["Dirichlet of two", (x) => d.dirichletLogDensity([x, 1 - x], [1.5, 2.5]), 0, 1],
  ];
  for (const [name, logDensity, low, high] of continuous) {
    it(`integrates to one: ${name}`, () => {
      assertClose(integral((x) => Math.exp(logDensity(x)), low, high), 1, 1e-7);
    });
  }

  it("sums to one", () => {
    const total = (f: (k: number) => number) => wholes.reduce((s, k) => s + Math.exp(f(k)), 0);
    assertClose(total((k) => d.poissonLogDensity(k, 7)), 1, 1e-12);
    assertClose(total((k) => d.binomialLogDensity(k, 9, 0.3)), 1, 1e-12);
    assertClose(total((k) => d.negativeBinomialLogDensity(k, 2.5, 0.3)), 1, 1e-12);
    assertClose(total((k) => d.bernoulliLogitLogDensity(k, 0.3)), 1, 1e-12);
    assertClose(total((k) => d.categoricalLogitLogDensity(k, [1, 2, 0])), 1, 1e-12);
  });

  it("is −Infinity outside of its support and NaN for parameters of none", () => {
    const outside = [
      d.gammaLogDensity(-1, 2, 2),
      d.gammaLogDensity(Infinity, 2, 2),
      d.weibullLogDensity(Infinity, 2, 2),
      d.studentLogDensity(-Infinity, 2, 0, 1),
      d.betaLogDensity(1.5, 2, 2),
      d.poissonLogDensity(1.5, 2),
      d.binomialLogDensity(8, 7, 0.5),
      d.truncatedNormalLogDensity(3, 0, 1, -1, 1),
      d.inverseGammaLogDensity(0, 2, 2),
      d.dirichletLogDensity([0.5, 0.6], [1, 1]),
      d.categoricalLogitLogDensity(3, [1, 2]),
    ];
    assertEquals(outside, outside.map(() => -Infinity));
    const undefinedOnes = [
      d.normalLogDensity(0, 0, -1),
      d.gammaLogDensity(-1, -2, 2),
      d.poissonLogDensity(1, -2),
      d.binomialLogDensity(1, 7, 1.5),
      d.lkjLogDensity([[1, 2], [2, 1]], 1),
      d.normalLogDensity(NaN, 0, 1),
      grad((s: Scalar) => d.normalLogDensity(0, 0, s))(-1),
    ];
    assertEquals(undefinedOnes, undefinedOnes.map(() => NaN));
  });

  it("of many normal variables is a product where they are independent", () => {
    const product = d.normalLogDensity(1, 0, 2) + d.normalLogDensity(-1, 1, 3);
    assertClose(d.multivariateNormalLogDensity([1, -1], [0, 1], [[4, 0], [0, 9]]), product, 1e-13);
  });

  it("truncated to all reals is the normal one", () => {
    fc.assert(fc.property(real, real, (x, mean) => {
      const truncated = d.truncatedNormalLogDensity(x, mean, 1.5, -Infinity, Infinity);
      assertEquals(truncated, d.normalLogDensity(x, mean, 1.5));
    }));
  });
});

describe("A bijector", () => {
  for (const name of ["positive", "unitInterval", "ordered", "simplex"] as const) {
    const { constrain, unconstrain, logJacobian } = d[`${name}Bijector`];
    it(`has the logarithm of the determinant of its Jacobian, and its way back: ${name}`, () => {
      fc.assert(fc.property(fc.tuple(real, real, real), (ys) => {
        const matrix = jacobian((zs: Scalar[]) => constrain(zs).slice(0, 3))([...ys]);
        assertClose(logJacobian(ys), logDeterminant(matrix as number[][]), 1e-9, 1);
        assertClose(unconstrain(constrain(ys)), ys, 1e-9, 1);
      }));
    });
  }

  it("has the determinant of its Jacobian and its way back: Cholesky factor", () => {
    fc.assert(fc.property(fc.tuple(real, real, real), (ys) => {
      const { constrain, unconstrain, logJacobian } = d.choleskyFactorBijector;
      const lower = (zs: Scalar[]) => constrain(zs).flatMap((row, i) => row.slice(0, i + 1));
      const matrix = jacobian(lower)([...ys]);
      assertClose(logJacobian(ys), logDeterminant(matrix as number[][]), 1e-9, 1);
      assertClose(unconstrain(constrain(ys)), ys, 1e-9, 1);
      assertEquals(constrain(ys)[0][1], 0);
    }));
    assertThrows(() => d.choleskyFactorBijector.constrain([1, 2]), RangeError, "triangle");
  });
});
