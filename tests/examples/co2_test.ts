// The demonstration on measured data: that it converges, that its answers are those of the literature, and
// that the library agrees with itself and with difference quotients on the way.

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { grad } from "@fluxion/ad/operators";
import { analyse } from "../../examples/co2.ts";
import { loss, readSeries, start } from "../../examples/co2_model.ts";
import { plot } from "../../examples/co2_plot.ts";
import { report } from "../../examples/co2_report.ts";
import { flatten } from "../../examples/trees.ts";

const series = await readSeries();
const findings = analyse(series);
const { fitted, norms, errors, noise, growth, peak, jacobian, gradients } = findings;

describe("The series of Mauna Loa", () => {
  it("has a mean for 741 months from March 1958 to April 2020", () => {
    assertEquals(series.time.length, 741);
    assertAlmostEquals(series.time[0], 1958 + 2.5 / 12, 1e-9);
    assertAlmostEquals(series.time[740], 2020 + 3.5 / 12, 1e-9);
    assertEquals([series.concentration[0], series.concentration[740]], [315.7, 416.18]);
  });
});

describe("The fit", () => {
  it("converges in ten steps, each no worse than the one before", () => {
    assert(fitted.converged);
    assert(norms.length <= 11);
    norms.slice(1).forEach((norm, i) => assert(norm <= norms[i] * (1 + 1e-14)));
  });

  it("ends where the gradient by reverse mode is zero, 1e-6 of that at the start", () => {
    const atStart = flatten(grad(loss)(start, series));
    flatten(grad(loss)(fitted.parameters, series)).forEach((entry, j) =>
      assertAlmostEquals(entry / atStart[j], 0, 1e-6)
    );
  });

  it("leaves less than 1 ppm of the 100 ppm that the series rises", () => {
    assert(noise.deviation < 1);
  });

  it("finds the growth of the literature, 0.8 to 1 ppm a year in 1960 and 2.3 to 2.7 in 2020", () => {
    assertEquals(growth.map(({ year }) => year), [1960, 1990, 2020]);
    assert(growth[0].rate > 0.8 && growth[0].rate < 1);
    assert(growth[2].rate > 2.3 && growth[2].rate < 2.7);
  });

  it("finds a seasonal cycle of about 3 ppm that grows and peaks in May", () => {
    const { seasons: [annual, halfYear], swell } = fitted.parameters;
    assertAlmostEquals(annual.amplitude, 2.9, 0.2);
    assertAlmostEquals(halfYear.amplitude, 0.8, 0.2);
    assert(swell > 0);
    assert(peak > 120 / 365 && peak < 151 / 365);
  });
});

describe("The standard errors", () => {
  it("are the same to 1 % from JᵀJ and from the Hessian of the loss", () => {
    const fromHessian = flatten(errors.fromHessian);
    flatten(errors.fromJacobian).forEach((error, j) =>
      assertAlmostEquals(error / fromHessian[j], 1, 0.01)
    );
  });

  it("of the growth rate in 1990 is that of the product excess·rate, by the rule for products", () => {
    const { excess, rate } = fitted.parameters.growth;
    const of = errors.fromJacobian.growth;
    const common = 2 * excess * rate * fitted.covariance[1][2];
    assertAlmostEquals(growth[1].rate, excess * rate, 1e-12);
    assertAlmostEquals(
      growth[1].error,
      Math.sqrt((excess * of.rate) ** 2 + (rate * of.excess) ** 2 + common),
      1e-9,
    );
  });
});

describe("The derivatives", () => {
  it("of the residuals agree with numeric ones within the error that those admit", () => {
    assertEquals([jacobian.rows, jacobian.columns], [741, 8]);
    assert(jacobian.within);
    assert(jacobian.difference < 1e-10);
  });

  it("agree in five ways, each to the digits of its method", () => {
    const bounds = [0, 1e-12, 1e-3, 1e-6, 1e-9];
    assertEquals(gradients.length, bounds.length);
    gradients.forEach(({ error }, i) => assert(error <= bounds[i]));
  });
});

describe("What the demonstration shows", () => {
  it("is a report that names every parameter with its unit", () => {
    const text = report(findings);
    assertMatch(text, /Converged after \d+ steps/);
    assertMatch(text, /Annual wave, amplitude +2\.\d+ +0\.0\d+ +0\.0\d+ +ppm/);
    assertMatch(text, /peaks on \d+ May/);
  });

  it("is a picture that is well-formed SVG, without a number that is none", async () => {
    const svg = await plot(series, fitted.parameters);
    assertMatch(svg, /^<svg [^>]*viewBox="0 0 \d+ \d+"/);
    for (const words of ["Measured − model (ppm)", "CO₂ (ppm)", "Trend"]) {
      assert(svg.includes(words));
    }
    assert(!/NaN|Infinity|undefined/.test(svg));
    assertBalanced(svg);
  });
});

/** Asserts that every element of a document is closed, in the order in which they were opened. */
function assertBalanced(xml: string): void {
  const open: string[] = [];
  for (const [, closing, name, selfClosing] of xml.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
    if (closing) assertEquals(open.pop(), name);
    else if (!selfClosing) open.push(name);
  }
  assertEquals(open, []);
}
