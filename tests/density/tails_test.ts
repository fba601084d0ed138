// What holds of the logarithms of both tails of every distribution: they sum to one, their slope is the density over
// them, and they end where the support does.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { derivative, grad, jacfwd, jacrev, type Scalar } from "@fluxion/ad";
import * as density from "@fluxion/ad/density";
import { jit } from "@fluxion/ad/jit";
import { assertClose } from "../assert_close.ts";
import { law } from "../laws/runs.ts";

type Function = (...operands: Scalar[]) => Scalar;
const functions = density as unknown as Record<string, Function>;
const real = fc.double({ min: -30, max: 30, noNaN: true });
const positive = fc.double({ min: -3, max: 3, noNaN: true }).map(Math.exp);
const inside = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const count = fc.integer({ min: 0, max: 40 });

/** The families by name: a value, parameters, and whether values are whole numbers. */
const families: [string, fc.Arbitrary<number>, fc.Arbitrary<number>[], boolean?][] = [
  ["normal", real, [real, positive]],
  ["student", real, [positive, real, positive]],
  ["cauchy", real, [real, positive]],
  ["laplace", real, [real, positive]],
  ["logistic", real, [real, positive]],
  ["lognormal", positive, [real, positive]],
  ["gamma", positive, [positive, positive]],
  ["inverseGamma", positive, [positive, positive]],
  ["exponential", positive, [positive]],
  ["weibull", positive, [positive, positive]],
  ["beta", inside, [positive, positive]],
  ["uniform", inside, [fc.constant(-0.5), fc.constant(1.25)]],
  ["poisson", count, [positive], true],
  ["binomial", count, [fc.integer({ min: 0, max: 50 }), inside], true],
  ["negativeBinomial", count, [positive, inside], true],
];

describe("The logarithms of the tails", () => {
  for (const [name, value, parameters, isDiscrete] of families) {
    const [logDensity, logCdf, logSurvival] = ["LogDensity", "LogCdf", "LogSurvival"]
      .map((word) => functions[`${name}${word}`]);
    const operands = fc.tuple(value, ...parameters);

    law(
      `are of probabilities that sum to one: ${name}`,
      fc.property(operands, (xs) => {
        const [below, above] = [logCdf(...xs), logSurvival(...xs)] as number[];
        assert(below <= 0 && above <= 0 && below + above > -Infinity || isDiscrete, `${xs}`);
        assertClose(Math.exp(below) + Math.exp(above), 1, 1e-12);
        assertEquals(jit(logCdf)(...xs), below);
        assertEquals(jit(logSurvival)(...xs), above);
      }),
    );

    if (isDiscrete === true) {
      law(
        `rise by the probability of a count: ${name}`,
        fc.property(operands, ([k, ...rest]) => {
          const rise = Math.exp(logCdf(k, ...rest) as number) -
            Math.exp(logCdf(k - 1, ...rest) as number);
          assertClose(rise, Math.exp(logDensity(k, ...rest) as number), 1e-11, 1);
          assertEquals(logCdf(k + 0.5, ...rest), logCdf(k, ...rest));
          const ends = [logCdf(-1, ...rest), logSurvival(-1, ...rest), logCdf(1e9, ...rest)];
          assertEquals(ends.slice(0, 2), [-Infinity, 0]);
          assertClose(ends[2], 0, 1e-12, 1);
          assertEquals([logCdf, logSurvival].map((f) => f(Infinity, ...rest)), [0, -Infinity]);
        }),
      );

      it(`are refused by the count, and never 0: ${name}`, () => {
        const rest = name === "poisson" ? [2] : [9, 0.3];
        for (const f of [logCdf, logSurvival]) {
          assertThrows(() => derivative((k: Scalar) => f(k, ...rest))(3), TypeError, `${name}Log`);
        }
      });
    } else {
      law(
        `have the density over them as their slope: ${name}`,
        fc.property(operands, ([x, ...rest]) => {
          const own = logDensity(x, ...rest) as number;
          [logCdf, logSurvival].forEach((f, i) => {
            const slope = derivative((t: Scalar) => f(t, ...rest))(x) as number;
            const tail = f(x, ...rest) as number;
            // Beyond, a difference of logarithms says nothing.
            if (Math.abs(own) > 1e9) return;
            const wanted = (i === 0 ? 1 : -1) * Math.exp(own - tail);
            // The exponents are as uncertain as they are large.
            assertClose(slope, wanted, 1e-13 * (10 + Math.abs(own) + Math.abs(tail)), 1e-290);
          });
        }),
      );
    }

    const followed = name === "binomial" ? [2] : [1, 2, 3].slice(0, parameters.length);
    law(
      `have gradients and Hessians, the same in all modes and compiled: ${name}`,
      fc.property(operands, (xs) => {
        for (const f of [logCdf, logSurvival]) {
          const of = (ys: Scalar[]) => {
            const all: Scalar[] = [...xs];
            followed.forEach((index, i) => all[index] = ys[i]);
            return f(...all);
          };
          const at = followed.map((index) => xs[index]);
          const gradient = jacrev(of)(at);
          assertClose(jacfwd(of)(at), gradient, 1e-10, 1e-3);
          assertEquals(jit(jacrev(of))(at), gradient);
          const second = jacfwd(jacrev(of))(at);
          const size = Math.max(...(second as number[][]).flat().map(Math.abs), 1e-3);
          assertClose(jacrev(jacrev(of))(at), second, 1e-8, size);
          assertEquals(jit(jacfwd(jacrev(of)))(at), second);
        }
      }),
    );

    it(`are NaN for parameters of no distribution, and of NaN: ${name}`, () => {
      const wrong = [-2, -2, -2].slice(0, parameters.length);
      for (const f of [logCdf, logSurvival]) {
        assertEquals(f(0.5, ...wrong), NaN);
        assertEquals(f(NaN, ...wrong.map(() => 0.5).with(0, 1)), NaN);
        assertEquals(grad((p: Scalar) => f(0.5, ...wrong.slice(1), p))(-2), NaN);
      }
    });
  }

  it("are refused by the number of trials, and say by which function", () => {
    const of = (trials: Scalar) => density.binomialLogSurvival(3, trials, 0.4);
    assertThrows(() => derivative(of)(9), TypeError, "binomialLogSurvival by its trials");
  });

  it("are finite where the tails have long underflowed", () => {
    const far: [string, number[]][] = [
      ["studentLogCdf", [-1e300, 3, 0, 1]],
      ["studentLogSurvival", [1e80, 40, 0, 1]],
      ["cauchyLogCdf", [-1e300, 0, 1]],
      ["laplaceLogSurvival", [1e5, 0, 1]],
      ["gammaLogCdf", [1e-200, 50, 1]],
      ["gammaLogSurvival", [1e5, 50, 1]],
      ["inverseGammaLogCdf", [1e-5, 50, 1]],
      ["inverseGammaLogSurvival", [1e200, 50, 1]],
      ["betaLogCdf", [1e-200, 50, 3]],
      ["betaLogSurvival", [1 - 1e-16, 3, 50]],
      ["exponentialLogCdf", [1e-300, 1e-100]],
      ["weibullLogCdf", [1e-300, 9, 1]],
      ["lognormalLogCdf", [1e-300, 0, 0.1]],
      ["lognormalLogSurvival", [1e300, 0, 0.1]],
      ["poissonLogCdf", [3, 1e5]],
      ["poissonLogSurvival", [3e4, 1]],
      ["binomialLogCdf", [3, 1e5, 0.5]],
      ["binomialLogSurvival", [99990, 1e5, 0.5]],
      ["negativeBinomialLogCdf", [3, 1e4, 0.1]],
      ["negativeBinomialLogSurvival", [1e4, 3, 0.9]],
    ];
    for (const [name, xs] of far) {
      const value = functions[name](...xs) as number;
      assert(value < -200 && value > -Infinity, `${name}(${xs}) is ${value}`);
      const last = xs.length - 1;
      const slope = derivative((t: Scalar) => functions[name](...(xs as Scalar[]).with(last, t)));
      const own = slope(xs[last]) as number;
      assert(Number.isFinite(own) && own !== 0, `${name}(${xs}) has the slope ${own}`);
    }
  });

  it("end where the support does, and do not depend on anything beyond", () => {
    const ends: [string, number[], number][] = [
      ["gammaLogCdf", [0, 2, 3], -Infinity],
      ["gammaLogSurvival", [-1, 2, 3], 0],
      ["gammaLogSurvival", [Infinity, 2, 3], -Infinity],
      ["inverseGammaLogCdf", [0, 2, 3], -Infinity],
      ["inverseGammaLogSurvival", [0, 2, 3], 0],
      ["betaLogCdf", [1.5, 2, 3], 0],
      ["betaLogCdf", [1, 2, 3], 0],
      ["betaLogCdf", [0, 2, 3], -Infinity],
      ["betaLogSurvival", [-0.5, 2, 3], 0],
      ["betaLogSurvival", [1, 2, 3], -Infinity],
      ["exponentialLogCdf", [-1, 2], -Infinity],
      ["exponentialLogSurvival", [-1, 2], 0],
      ["weibullLogSurvival", [-1, 2, 3], 0],
      ["weibullLogCdf", [0, 2, 3], -Infinity],
      ["lognormalLogCdf", [0, 2, 3], -Infinity],
      ["lognormalLogSurvival", [-1, 2, 3], 0],
      ["uniformLogDensity", [4, 2, 3], -Infinity],
      ["uniformLogCdf", [2, 2, 3], -Infinity],
      ["uniformLogCdf", [3, 2, 3], 0],
      ["uniformLogSurvival", [2, 2, 3], 0],
      ["uniformLogSurvival", [3, 2, 3], -Infinity],
      ["studentLogCdf", [-Infinity, 4, 0, 1], -Infinity],
      ["studentLogCdf", [Infinity, 4, 0, 1], 0],
    ];
    for (const [name, xs, wanted] of ends) assertEquals(functions[name](...xs), wanted);
    assertEquals(grad(density.gammaLogCdf, { argnums: [0, 1, 2] })(-1, 2, 3), [0, 0, 0]);
    assertEquals(density.uniformLogCdf(1, 0, Infinity), NaN);
  });
});
