"use ad";
// The tracker: that its simulation and its filter agree with each other and with the formula of Gluckstern,
// and that designing it pays.

import { assert, assertAlmostEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sum } from "@fluxion/ad";
import { grad, overScalars } from "@fluxion/ad/operators";
import { checkGrads } from "@fluxion/ad/check";
import { adam } from "@fluxion/ad/fit";
import { design, full } from "../../examples/detector.ts";
import { reconstruct } from "../../examples/detector_filter.ts";
import { source } from "../../examples/detector_measure.ts";
import { plot } from "../../examples/detector_plot.ts";
import { costFor, report } from "../../examples/detector_report.ts";
import {
  costOf,
  type Design,
  equalLayers,
  hall,
  layersOf,
} from "../../examples/detector_tracker.ts";
import { trained } from "../../examples/training.ts";

const findings = design([1, 2, 4], { ...full, starts: 2, steps: 300, measured: 1500 });
const { designed, pitched, equal } = findings;

const unscattered = (count: number, momentum = 20) => ({
  momentum,
  scatterings: new Array<number>(count).fill(0),
  errors: new Array<number>(count).fill(0),
});

describe("The simulated tracker", () => {
  it("has the resolution of Gluckstern (1963) for equal distances where nothing scatters", () => {
    const pitch = 100e-6;
    const { expected } = reconstruct(equalLayers(pitch), unscattered(hall.count), 0);
    const [n, length] = [hall.count - 1, hall.radius.most - hall.radius.least];
    const variance = pitch ** 2 / 12 / length ** 4 * 720 * n ** 3 /
      ((n - 1) * (n + 1) * (n + 2) * (n + 3));
    const curvature = 0.3 * hall.field / 20;
    assertAlmostEquals(expected.momentum * curvature ** 2 / variance, 1, 1e-6);
  });

  it("has as large errors as its filter expects, to four standard errors of 2000 particles", () => {
    const particle = source(3);
    const layers = equalLayers(50e-6);
    for (const what of ["momentum", "impact"] as const) {
      const shares = Array.from({ length: 2000 }, () => {
        const estimate = reconstruct(layers, particle());
        return estimate[what] ** 2 / estimate.expected[what];
      });
      // The square of a normal number has the mean 1 and the variance 2.
      const mean = shares.reduce((sum, share) => sum + share) / shares.length;
      assertAlmostEquals(mean, 1, 4 * Math.sqrt(2 / 2000));
    }
  });

  it("has the derivatives that differences have, of errors and of cost", () => {
    const particle = source(4, 3)();
    const objective = (design: Design) => {
      const layers = layersOf(design);
      const { momentum, expected: { impact } } = reconstruct(layers, particle);
      return sum([momentum, Math.log(impact), costOf(layers)]);
    };
    // Variances fall from 1 to 1e-10 by subtraction, which leaves them six digits to be differentiated.
    const at = { gaps: [0, 0.5, -0.5, 0.2], fineness: [0.5, 0, -1] };
    checkGrads(overScalars(objective), [at], { order: 1, tolerance: 1e-6 });
  });

  it("keeps its layers in order, in their bounds and apart", () => {
    const layers = layersOf({ gaps: [-50, 3, -50, -2, 9], fineness: [99, -99, 0, 1] });
    layers.forEach(({ radius, pitch }, i) => {
      const before = i === 0 ? hall.radius.least : layers[i - 1].radius + hall.spacing;
      assert(radius >= before - 1e-12 && radius <= hall.radius.most);
      assert(pitch >= hall.pitch.least * (1 - 1e-12) && pitch <= hall.pitch.most);
    });
  });
});

describe("The search", () => {
  it("puts eight layers where Gluckstern has them: two at each end and four in the middle", () => {
    const spread = (gaps: number[]) => {
      const layers = layersOf({ gaps, fineness: new Array(8).fill(0) });
      return Math.log(reconstruct(layers, unscattered(8), 0).expected.momentum);
    };
    const start = new Array<number>(9).fill(0);
    const gaps = trained(adam(0.1), (gaps: number[]) => grad(spread)(gaps), start, 300);
    const radii = layersOf({ gaps, fineness: new Array(8).fill(0) }).map(({ radius }) => radius);
    // Layers of one place stand up to three spacings apart.
    [0.03, 0.03, 0.565, 0.565, 0.565, 0.565, 1.1, 1.1].forEach((place, i) =>
      assertAlmostEquals(radii[i], place, 3 * hall.spacing)
    );
  });

  it("makes a blur of 1 for a fifth of what equal layers cost", () => {
    assert(costFor(1, designed)! < costFor(1, equal)! / 5);
  });

  it("pays a higher price of blur with more money for less blur", () => {
    designed.slice(1).forEach(({ cost, blur, error }, i) => {
      assert(cost > designed[i].cost);
      assert(blur < designed[i].blur - 3 * error);
    });
  });

  it("makes layers at equal distances cheaper by their pitches alone", () => {
    for (const { blur, cost } of pitched) assert(cost < costFor(blur, equal)! / 2);
  });
});

describe("What the program shows", () => {
  it("is a report with all trackers, and a picture", async () => {
    assertMatch(report(findings), /Radius \(cm\) +3\.0/);
    const svg = await plot(findings);
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});
