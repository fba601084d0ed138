"use ad";
// Inference of an epidemic: the density and its gradient, the chains and the fits on a density whose moments are known,
// and the findings of the example.

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sum } from "@fluxion/ad";
import { overScalars } from "@fluxion/ad/operators";
import { checkGrads } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { firstWeeks, infer, truth } from "../../examples/inference.ts";
import { runChains } from "../../examples/inference_chains.ts";
import { flowFamily, normalFamily } from "../../examples/inference_families.ts";
import { expectedCases, logDensity, population } from "../../examples/inference_model.ts";
import { plot } from "../../examples/inference_plot.ts";
import { report } from "../../examples/inference_report.ts";
import { drawn, fit } from "../../examples/inference_variational.ts";
import { normals } from "../../examples/random.ts";
import { meanOf, quantiles, varianceOf } from "../../examples/statistics.ts";

describe("The model of the epidemic", () => {
  it("infects the share of people that its final-size equation says", () => {
    const infected = sum(expectedCases(truth, 300)) / population;
    const { contact, recovery, first } = { contact: 0.5, recovery: 0.25, first: 8 / population };
    const left = 1 - infected;
    // −log s∞ = (β/γ)·(1 − s∞ + i₀), from integrating s′/s; Runge and Kutta's steps leave some 1e-4.
    assertAlmostEquals(-Math.log(left), contact / recovery * (infected + first), 1e-3);
  });

  it("has a log-density whose gradient agrees with differences", () => {
    const density = (point: number[]) => logDensity(point, firstWeeks);
    checkGrads(overScalars(density), [truth], { order: 1 });
  });
});

describe("On a normal density of known moments", () => {
  // Mean (1, −2), standard deviations 1 and ½ of the second given the first, which it follows by 0.7.
  const density = ([x, y]: number[]): number =>
    -0.5 * sum([(x - 1) ** 2, 4 * (y + 2 - 0.7 * (x - 1)) ** 2]);
  const logEvidence = Math.log(2 * Math.PI * 0.5);

  it("the fitted normal distribution is the density itself: its bound is the evidence", () => {
    const family = normalFamily([0, 0]);
    const member = fit(family, density, { steps: 600, rate: 0.05 });
    const { logWeights } = drawn(family, member, density, 500);
    // The bound is below by the divergence, which is of second order in what training leaves over.
    assertAlmostEquals(meanOf(logWeights), logEvidence, 0.01);
    assert(Math.sqrt(varianceOf(logWeights)) < 0.1);
    // A widened member weighs its points otherwise, and finds the same evidence as a mean of weights.
    const weights = drawn(family, member, density, 4000, 1.5).logWeights.map(Math.exp);
    const error = Math.sqrt(varianceOf(weights) / weights.length);
    assertAlmostEquals(meanOf(weights), Math.exp(logEvidence), 4 * error);
  });

  it("Monte Carlo finds mean and variance to the errors of so many draws, in coordinates of any member", () => {
    const family = normalFamily([0, 0]);
    const chains = runChains(family, family.start, density, { draws: 1000 });
    assert(chains.accepted > 0.7 && chains.rHat < 1.01);
    const [xs, ys] = [0, 1].map((i) => chains.points.map((point) => point[i]));
    for (const [own, mean, variance] of [[xs, 1, 1], [ys, -2, 0.49 + 0.25]] as const) {
      assertAlmostEquals(meanOf(own), mean, 4 * Math.sqrt(variance / chains.effectiveSize));
      // The squares of the draws may be worth fewer than the draws.
      assertAlmostEquals(varianceOf(own) / variance, 1, 0.2);
    }
  });
});

describe("A flow", () => {
  it("reports the log-determinant of its map, that of its Jacobian by differences", () => {
    const normal = normalFamily([1, 2]);
    const family = flowFamily(normal, normal.start);
    const random = normals(8);
    const map = family.map(family.start.map((x) => x + 0.3 * random()));
    const [noise, h] = [[0.4, -1.1], 1e-5];
    const [a, b] = [0, 1].map((i) => {
      const moved = (by: number) => map(noise.map((x, k) => k === i ? x + by : x)).point;
      return moved(h).map((x, k) => (x - moved(-h)[k]) / (2 * h));
    });
    const determinant = a[0] * b[1] - a[1] * b[0];
    assertAlmostEquals(map(noise).logScale, Math.log(Math.abs(determinant)), 1e-8);
  });
});

describe("The inference", () => {
  const findings = infer(firstWeeks);
  const { normal, flow, gain, logEvidence, alongNormal, alongFlow } = findings;
  const column = (points: number[][], i: number) => points.map((point) => point[i]);
  const summed = summedOnGrid();

  it("has chains along the flow that agree, and are worth a thousand independent draws in the tails, too", () => {
    assertEquals(alongFlow.points.length, 4000);
    assert(alongFlow.rHat < 1.01 && alongFlow.accepted > 0.8);
    assert(alongFlow.effectiveSize > 1000 && alongFlow.tailSize > 1000);
  });

  it("visits by these chains what the posterior is, summed up on a grid", () => {
    truth.forEach((_, i) => {
      const own = column(alongFlow.points, i);
      const deviation = Math.sqrt(summed.variances[i]);
      assertAlmostEquals(meanOf(own), summed.means[i], 4 * deviation / Math.sqrt(1000));
      // A share of 5 % is known to 1 % by 400 draws; to three times that, quantiles may be off.
      const below = (x: number) => own.filter((y) => y < x).length / own.length;
      const [low, middle, high] = summed.quantilesOf(i, [0.05, 0.5, 0.95]).map(below);
      assertAlmostEquals(low, 0.05, 0.03);
      assertAlmostEquals(middle, 0.5, 0.06);
      assertAlmostEquals(high, 0.95, 0.03);
    });
  });

  it("finds the truth within the inner 98 % of the posterior, parameter by parameter", () => {
    truth.forEach((known, i) => {
      const [low, high] = quantiles(column(alongFlow.points, i), [0.01, 0.99]);
      assert(low < known && known < high);
    });
  });

  it("draws more along the flow for a gradient than along the normal distribution", () => {
    const worth = ({ effectiveSize, gradients }: typeof alongFlow) => effectiveSize / gradients;
    assert(worth(alongFlow) > 10 * worth(alongNormal));
    assert(alongNormal.rHat > 1.01 && alongNormal.divergences > alongFlow.divergences);
  });

  it("finds the evidence, and bounds below it: that of the flow by a tenth of a nat, of the normal by one", () => {
    assertAlmostEquals(logEvidence.value, summed.logEvidence, 4 * logEvidence.error);
    assert(logEvidence.error < 0.03);
    const below = ({ bound }: typeof flow) => summed.logEvidence - bound.value;
    assert(below(flow) > 0 && below(flow) < 0.1);
    assertAlmostEquals(below(normal), 1, 0.1);
    assert(gain.value > 10 * gain.error);
  });

  it("has a normal distribution that is too sure of the rates by half and more, and a flow that is not", () => {
    for (const i of [0, 1]) {
      const spread = (points: number[][]) =>
        Math.sqrt(varianceOf(column(points, i)) / summed.variances[i]);
      assert(spread(normal.points) < 0.5);
      assert(spread(flow.points) > 0.8 && spread(flow.points) < 1.1);
    }
  });

  it("is told in a report and a picture", async () => {
    assertMatch(report(findings), /Growth rate, β − γ +0\.250 +0\.2\d+ to 0\.[23]\d+/);
    const svg = await plot(findings);
    assert(svg.includes("Recovery rate γ (1/d)") && !/NaN|Infinity|undefined/.test(svg));
  });
});

/** The posterior on a grid of growth rate, recovery and infected, along which its ridge is straight. */
function summedOnGrid() {
  const density = jit((point: number[]) => logDensity(point, firstWeeks));
  const places = (from: number, to: number, count: number) =>
    Array.from({ length: count }, (_, i) => from + (to - from) * (i + 0.5) / count);
  const growths = places(0.19, 0.4, 50);
  const recoveries = places(Math.log(0.002), Math.log(4), 60);
  const infected = places(Math.log(0.5), Math.log(30), 40);
  const cell = [growths, recoveries, infected].reduce((volume, [a, b]) => volume * (b - a), 1);
  const points = growths.flatMap((growth) =>
    recoveries.flatMap((recovery) => {
      const contact = Math.log(growth + Math.exp(recovery));
      return infected.map((first) => [contact, recovery, first]);
    })
  );
  // The step of the growth rate is that of log β times β.
  const logarithms = points.map((point) => density(point) - point[0]);
  const largest = logarithms.reduce((a, b) => Math.max(a, b));
  const weights = logarithms.map((logarithm) => Math.exp(logarithm - largest));
  const total = weights.reduce((sum, weight) => sum + weight);
  const mean = (of: (point: number[]) => number) =>
    points.reduce((sum, point, k) => sum + weights[k] * of(point), 0) / total;
  const means = truth.map((_, i) => mean((point) => point[i]));
  return {
    logEvidence: largest + Math.log(total * cell),
    means,
    variances: means.map((own, i) => mean((point) => (point[i] - own) ** 2)),
    quantilesOf: (i: number, shares: number[]): number[] => {
      const order = [...points.keys()].sort((a, b) => points[a][i] - points[b][i]);
      return shares.map((share) => {
        let sum = 0;
        return points[order.find((k) => (sum += weights[k]) >= share * total)!][i];
      });
    },
  };
}
