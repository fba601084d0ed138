// Derivatives through any code: each against what is known of it, the wrong one of the ball included.

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { erf, value } from "@fluxion/ad";
import { numericGrad } from "@fluxion/ad/check";
import { explore } from "../../examples/any_code.ts";
import { plot } from "../../examples/any_code_plot.ts";
import { bell, measuredGravity } from "../../examples/any_code_programs.ts";
import { report } from "../../examples/any_code_report.ts";
import { assertClose } from "../assert_close.ts";

const findings = explore();

describe("A recursion", () => {
  it("finds the integral of the bell, which is an error function", () => {
    assertAlmostEquals(value(bell(3)), Math.sqrt(Math.PI / 12) * erf(Math.sqrt(3)), 1e-11);
  });
});

describe("A recursion, and a loop until convergence", () => {
  for (const { of, automatic, known } of findings.smooth) {
    it(`have the derivative of the formula (${of})`, () => {
      // The integral is as good as the tolerance of the recursion, 1e-12.
      assertAlmostEquals(automatic, known, 1e-12);
    });
  }
});

describe("A loop until convergence", () => {
  it("has a derivative that is as good as its value, though only that is asked for", () => {
    const { automatic, known } = findings.smooth[1];
    assertAlmostEquals(automatic, known, 1e-15);
  });
});

describe("A ball that bounces", () => {
  it("has the derivative of the formula at any time step if bounces are located", () => {
    for (const { located } of findings.refinement) assert(located < 1e-12);
  });

  it("has a wrong one that no time step makes better if they are not", () => {
    const errors = findings.refinement.map(({ fixed }) => fixed);
    assertEquals(errors.length, 3);
    for (const error of errors) assert(error > 1);
    assert(errors[2] >= errors[0]);
  });

  it("is dropped by 1 m for 1 m until the first bounce", () => {
    assertClose(findings.slopes.located.slice(0, 45), new Array(45).fill(1));
  });
});

describe("A statistic that sorts", () => {
  it("has the slopes of the formula, and they do not change it if all incomes grow alike", () => {
    const { incomes } = findings;
    for (const { slope, known } of incomes) assertAlmostEquals(slope, known, 1e-16);
    const alike = incomes.reduce((sum, { income, slope }) => sum + income * slope, 0);
    assertAlmostEquals(alike, 0, 1e-15);
  });
});

describe("A dictionary of parameters", () => {
  it("has a budget with its keys, of shares that sum to 1", () => {
    const { thread, bob, period, amplitude } = findings.budget;
    assertAlmostEquals(thread + bob.radius + period + amplitude, 1, 1e-14);
  });

  it("has an uncertainty that difference quotients find as well", () => {
    const at = { thread: 0.9825, bob: { radius: 0.0125 }, period: 2.0037, amplitude: 0.105 };
    const slopes = numericGrad((p: typeof at) => value(measuredGravity(p)))(at);
    const parts = [
      slopes.thread * 0.0005,
      slopes.bob.radius * 0.00005,
      slopes.period * 0.0008,
      slopes.amplitude * 0.01,
    ];
    assertClose(findings.uncertainty, Math.hypot(...parts), 1e-8);
    assertAlmostEquals(findings.gravity, 9.81, 2 * findings.uncertainty);
  });
});

describe("What the program shows", () => {
  it("is a report of all five, and a picture", async () => {
    for (const words of [/Recursion/, /Loop/, /bounces/, /sorts/, /dictionary/]) {
      assertMatch(report(findings), words);
    }
    const svg = await plot(findings);
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});
