"use ad";
// The pipeline across systems: each rule against differences or a second witness, the joined gradient against
// the same pipeline in one language, and what is learnt against the truth of the simulation.

import { assert, assertAlmostEquals, assertMatch, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sum } from "@fluxion/ad";
import { derivative, grad, implicitRoot, overScalars } from "@fluxion/ad/operators";
import { checkGrads } from "@fluxion/ad/check";
import { learn, noise, start, truth } from "../../examples/pipeline.ts";
import { gauge } from "../../examples/pipeline_gauge.ts";
import {
  connect,
  discharge,
  type Parameters,
  runoff,
  simulatedRain,
} from "../../examples/pipeline_model.ts";
import { plot } from "../../examples/pipeline_plot.ts";
import { report } from "../../examples/pipeline_report.ts";
import { loadReservoir } from "../../examples/pipeline_river.ts";
import { levelsOf } from "../../examples/pipeline_weir_process.ts";
import { flatten } from "../../examples/trees.ts";

const rain = simulatedRain(40, 3);

describe("The river in WebAssembly", () => {
  it("keeps its share of the water and lets the rest go", async () => {
    const reservoir = await loadReservoir();
    const outflow = reservoir([8, 0, 0], 0.5);
    [4, 2, 1].forEach((expected, day) => assertAlmostEquals(outflow[day], expected, 1e-15));
  });

  it("has a rule that agrees with differences, also where calls are interleaved", async () => {
    const reservoir = await loadReservoir();
    const twice = (keep: number, flow: number[]) => reservoir(reservoir(flow, keep), keep);
    checkGrads(overScalars(twice), [0.7, [3, 0, 1, 0, 5]], { order: 1 });
  });
});

describe("The weir in its process", () => {
  it("answers the levels of the law of Francis, and their derivatives", () => {
    const discharges = [0.01, 1, 7];
    const { levels, byDischarge, byWidth } = levelsOf({ discharges, width: 5 });
    levels.forEach((h, i) => {
      assertAlmostEquals(1.84 * (5 - h / 5) * h ** 1.5, discharges[i], 1e-13);
      const law = ([h, b]: number[]) => 1.84 * (b - 0.2 * h) * h ** 1.5;
      const [byLevel, ofWidth] = grad(law)([h, 5]);
      assertAlmostEquals(byDischarge[i], 1 / byLevel, 1e-12);
      assertAlmostEquals(byWidth[i], -ofWidth / byLevel, 1e-12);
    });
  });
});

describe("The pipeline", () => {
  it("has the gradient of the same pipeline in one language", async () => {
    await using stages = await connect();
    const joined = async (p: Parameters) => total(await stages.pipeline(p, rain));
    const alone = flatten(grad((p: Parameters) => total(inOneLanguage(p)))(start));
    // Differences of the gauge are good to about ten places.
    flatten(await grad(joined)(start)).forEach((slope, i) =>
      assertAlmostEquals(slope / alone[i], 1, 1e-8)
    );
  });

  it("refuses a second derivative, which its rules do not know", async () => {
    await using stages = await connect();
    const joined = async (p: Parameters) => total(await stages.pipeline(p, rain));
    const slope = async (width: number) =>
      (await grad(joined)({ ...start, weir: { width } })).weir.width;
    await assertRejects(() => derivative(slope)(1), TypeError, "its derivative would be lost");
  });
});

describe("Learning", () => {
  it("finds the parameters of all stages within three standard errors, and only noise is left", async () => {
    await using stages = await connect();
    const findings = await learn(stages.pipeline);
    const [learnt, known, errors] = [findings.learnt, truth, findings.errors].map(flatten);
    learnt.forEach((leaf, i) => assert(Math.abs(leaf - known[i]) < 3 * errors[i]));
    errors.forEach((error) => assert(error < 0.1));
    // The root of a mean of 200 squares is known to 5 %: three of those on either side.
    assertAlmostEquals(findings.curve.at(-1)! / noise, 1, 0.15);

    assertMatch(report(findings), /Weir, width +10\.0+ +[56]\.\d+/);
    const svg = await plot(findings);
    assert(svg.includes("Gauge (mA)") && !/NaN|Infinity|undefined/.test(svg));
  });
});

/** Some function of the readings that treats no two alike. */
function total(readings: readonly number[]): number {
  return sum(readings.map((reading, day) => (1 + 0.1 * day) * reading ** 2));
}

/** The four stages again, each with operations of the library or as the root of its equation. */
function inOneLanguage(parameters: Parameters): number[] {
  let flow = runoff(parameters, rain);
  const keep = Math.exp(-Math.exp(-parameters.river.residence));
  for (let reach = 0; reach < 3; reach++) {
    let out = 0;
    flow = flow.map((inflow) => out = keep * out + (1 - keep) * inflow);
  }
  const level = implicitRoot(
    (h: number, q: number, b: number) => 1.84 * (b - 0.2 * h) * h ** 1.5 - q,
    (q: number, b: number) => levelsOf({ discharges: [q], width: b }).levels[0],
  );
  const current = implicitRoot(
    (i: number, h: number) => 0.1 * i + 0.002 * i ** 2.5 - h,
    (h: number) => gauge(h) - 4,
  );
  const width = Math.exp(parameters.weir.width);
  return flow.map((depth) => 4 + current(level(discharge(depth), width)));
}
