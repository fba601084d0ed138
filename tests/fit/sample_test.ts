// Samples of posteriors whose moments are known, each to the error that so many draws have; seeds are fixed.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { add, div, dot, exp, log, mul, neg, type Scalar, square, sub, sum } from "@fluxion/ad";
import {
  gammaLogDensity,
  normalLogDensity,
  poissonLogDensity,
  positiveBijector,
} from "@fluxion/ad/density";
import { effectiveSampleSize, sample, type Samples } from "@fluxion/ad/fit";
import { cholesky, inverse, matmul } from "@fluxion/ad/linalg";
import { centred, nonCentred, type Schools, schoolsByQuadrature, start } from "./eight_schools.ts";

/** Checks mean and, if it is known, standard deviation of a quantity against exact ones, to four standard errors. */
function assertMoments<P>(
  samples: Samples<P>,
  quantity: (draw: P) => number,
  mean: number,
  deviation?: number,
): void {
  const chains = samples.chains.map(({ draws }) => draws.map(quantity));
  const check = (own: number[][], exact: number) => {
    const all = own.flat();
    const found = all.reduce((a, b) => a + b) / all.length;
    const spread = Math.sqrt(all.reduce((a, x) => a + (x - found) ** 2, 0) / all.length);
    const error = spread / Math.sqrt(effectiveSampleSize(own, { of: "mean" }));
    assert(error < 0.2 * spread, `an error of ${error} of draws that spread by ${spread}`);
    assert(Math.abs(found - exact) < 4 * error, `${found} ± ${error}, wanted ${exact}`);
  };
  check(chains, mean);
  if (deviation === undefined) return;
  check(chains.map((chain) => chain.map((x) => (x - mean) ** 2)), deviation ** 2);
}

describe("Eight schools", () => {
  const exact = schoolsByQuadrature();
  const constraints = { tau: positiveBijector };

  it("are found where the scale of the effects does not depend on tau", () => {
    const samples = sample(nonCentred, start, { constraints, targetAcceptance: 0.95 });
    assertMoments(samples, ({ mu }) => mu, exact.mu, exact.muDeviation);
    assertMoments(samples, ({ tau }) => Math.log(tau), exact.logTau, exact.logTauDeviation);
    exact.effects.forEach((mean, i) =>
      assertMoments(samples, ({ mu, tau, effects }) => mu + tau * effects[i], mean)
    );
    assertEquals(samples.warnings, []);
    for (const { rHat, bulkSize, tailSize } of samples.summary) {
      assert(rHat < 1.01 && bulkSize > 1000 && tailSize > 1000);
    }
    for (const { acceptance, depths, gradients } of samples.chains) {
      assert(Math.abs(acceptance - 0.95) < 0.05);
      assert(depths.every((depth) => depth >= 1 && depth <= 6));
      assert(gradients > 2000 * 3);
    }
  });

  it("are known to be badly found where it does: what diverges says so, and short steps help", () => {
    const usual = sample(centred, start, { constraints });
    assert(usual.warnings.some((warning) => /^\d+ of 4000 transitions diverged: /.test(warning)));
    assert(usual.warnings.some((warning) => warning.startsWith("Energies change slowly")));
    const careful = sample(centred, start, { constraints, targetAcceptance: 0.99, draws: 3000 });
    const largest = (samples: Samples<Schools<number>>) =>
      Math.max(...samples.summary.map(({ rHat }) => rHat));
    assert(largest(usual) > 1.02 && largest(careful) < 1.015);
    assertMoments(careful, ({ mu }) => mu, exact.mu);
    exact.effects.forEach((mean, i) => assertMoments(careful, ({ effects }) => effects[i], mean));
  });
});

describe("A normal distribution of strong correlations", () => {
  const means = [1, -20, 300];
  const covariance = [[1, 0.95 * 10, 0.9 * 0.1], [9.5, 100, 0.8], [0.09, 0.8, 0.01]];
  const precision = inverse(covariance);
  const logDensity = (x: readonly Scalar[]) => {
    const d = x.map((own, i) => sub(own, means[i]));
    return mul(-0.5, dot(d, matmul(precision, d)));
  };

  it("has its means, deviations and correlations, at scales of which nobody told", () => {
    assert(cholesky(covariance).every((row, i) => row[i] > 0));
    const samples = sample(logDensity, [0, 0, 299], { seed: 3 });
    means.forEach((mean, i) => {
      assertMoments(samples, (x) => x[i], mean, Math.sqrt(covariance[i][i]));
    });
    assertMoments(samples, (x) => (x[0] - 1) * (x[1] + 20), 9.5);
    assertMoments(samples, (x) => (x[1] + 20) * (x[2] - 300), 0.8);
    samples.chains.forEach(({ scales }) =>
      scales.forEach((scale, i) => assert(Math.abs(scale / Math.sqrt(covariance[i][i]) - 1) < 0.4))
    );
  });

  it("is drawn the same, to the bit, uncompiled and by the same seed, and otherwise by another", () => {
    const options = { draws: 50, warmUp: 60, chains: 2 };
    const all = [{}, { compile: false }, { seed: 1 }].map((own) =>
      sample(logDensity, Float64Array.of(0, 0, 299), { ...options, ...own }).draws
    );
    assert(all[0][0] instanceof Float64Array && all[0].length === 100);
    assertEquals(all[0], all[1]);
    assert(all[0].every((draw, i) => draw[0] !== all[2][i][0]));
    const moved = new Set(all[0].map((draw) => draw[0]));
    assert(moved.size > 90);
  });
});

describe("Conjugate posteriors", () => {
  it("a Poisson rate with a gamma prior has a gamma distribution", () => {
    const counts = [3, 0, 2, 4, 1];
    const logDensity = (rate: Scalar) =>
      add(
        gammaLogDensity(rate, 2, 0.5),
        sum(counts.map((count) => poissonLogDensity(count, rate))),
      );
    const samples = sample(logDensity, 1, { constraints: positiveBijector, seed: 5 });
    const [shape, rate] = [2 + 10, 0.5 + 5];
    assertMoments(samples, (x) => x, shape / rate, Math.sqrt(shape) / rate);
    // The digamma function of a whole number is a harmonic sum.
    const harmonic = Array.from({ length: shape - 1 }, (_, i) => 1 / (i + 1)).reduce((a, b) =>
      a + b
    );
    assertMoments(samples, Math.log, harmonic - 0.5772156649015329 - Math.log(rate));
    const [{ name, quantiles }] = samples.summary;
    assertEquals(name, "x");
    // Quantiles of the gamma distribution: half of those of χ² with 24 degrees of freedom, by its published table.
    [13.848 / 2 / rate, 23.337 / 2 / rate, 36.415 / 2 / rate].forEach((exact, i) =>
      assert(Math.abs(quantiles[i] - exact) < 0.1)
    );
  });

  it("a regression with normal priors and known noise has a normal distribution", () => {
    const xs = Array.from({ length: 30 }, (_, i) => i / 10);
    const ys = xs.map((x, i) => 2 - 3 * x + 0.5 * Math.sin(i * i));
    const logDensity = (
      { intercept, slope }: { intercept: Scalar; slope: Scalar },
      data: readonly number[],
    ) =>
      sum([
        normalLogDensity(intercept, 0, 10),
        normalLogDensity(slope, 0, 10),
        ...data.map((y, i) => normalLogDensity(y, add(intercept, mul(slope, xs[i])), 0.5)),
      ]);
    const samples = sample(logDensity, { intercept: 0, slope: 0 }, { args: [ys], seed: 2 });
    const rows = xs.map((x) => [1, x]);
    const entry = (i: number, j: number) =>
      rows.reduce((total, row) => total + row[i] * row[j] / 0.25, i === j ? 0.01 : 0);
    const posterior = inverse([[entry(0, 0), entry(0, 1)], [entry(1, 0), entry(1, 1)]]);
    const right = [0, 1].map((i) =>
      rows.reduce((total, row, k) => total + row[i] * ys[k] / 0.25, 0)
    );
    const mean = matmul(posterior, right);
    assertMoments(samples, ({ intercept }) => intercept, mean[0], Math.sqrt(posterior[0][0]));
    assertMoments(samples, ({ slope }) => slope, mean[1], Math.sqrt(posterior[1][1]));
    assertMoments(
      samples,
      ({ intercept, slope }) => (intercept - mean[0]) * (slope - mean[1]),
      posterior[0][1],
    );
  });

  it("the funnel of Neal has its neck and its mouth where its width does not depend on its place", () => {
    type Funnel = { width: Scalar; xs: Scalar[] };
    const logDensity = ({ width, xs }: Funnel) =>
      mul(-0.5, sum([mul(square(width), 1 / 9), ...xs.map(square)]));
    const samples = sample(logDensity, { width: 0, xs: new Array<number>(9).fill(0) });
    assertMoments(samples, ({ width }) => width, 0, 3);
    // ln |x| for x = exp(width/2)·z is width/2 + ln |z|, and ln z² has the mean −γ − ln 2.
    const mean = -(0.5772156649015329 + Math.LN2) / 2;
    assertMoments(samples, ({ width, xs }) => width / 2 + Math.log(Math.abs(xs[4])), mean);
    // Where its width does depend on it, the sampler says that it cannot be believed.
    const narrow = ({ width, xs }: Funnel) =>
      sub(
        mul(-0.5, add(mul(square(width), 1 / 9), mul(exp(neg(width)), sum(xs.map(square))))),
        mul(xs.length / 2, width),
      );
    const wrong = sample(narrow, { width: 0, xs: new Array<number>(9).fill(0) });
    assert(wrong.warnings.length > 0);
  });

  it("a density that ends is followed to its end", () => {
    const logDensity = (x: Scalar) => gammaLogDensity(x, 3, 1);
    const samples = sample(logDensity, 2, { seed: 4, targetAcceptance: 0.9 });
    assert(samples.draws.every((x) => x > 0));
    assertMoments(samples, (x) => x, 3, Math.sqrt(3));
    const byHand = sample((y: Scalar) => add(logDensity(exp(y)), y), 0, { seed: 4 });
    const byOption = sample(logDensity, 1, { seed: 4, constraints: positiveBijector });
    byHand.draws.forEach((y, i) => assert(Math.abs(Math.exp(y) / byOption.draws[i] - 1) < 1e-6));
    assertMoments(byOption, (x) => x, 3, Math.sqrt(3));
    assert(log(div(2, 2)) === 0);
  });
});
