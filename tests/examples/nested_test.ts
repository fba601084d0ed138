// Nested derivatives: every mix of modes at the published answers, a film at the surface that is known, and
// confusion where there are no tags.

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { cells, explore } from "../../examples/nested.ts";
import { stretch } from "../../examples/nested_film.ts";
import { plot } from "../../examples/nested_plot.ts";
import { report } from "../../examples/nested_report.ts";
import { assertIndexSays } from "./index_says.ts";

const findings = explore(8);
const { mixes, flights, confusions, film, products } = findings;

describe("The programs of Pearlmutter and Siskind", () => {
  for (const { outer, inner, saddle, control } of mixes) {
    it(`have the published answers to the last place, ${outer} over ${inner}`, () => {
      assertEquals(saddle, new Array(4).fill(8.246324826140356e-6));
      assertEquals(control.toFixed(14), "0.20719187464861");
    });
  }

  it("let the particle land at the origin, which it missed by more than 1 before", () => {
    assert(Math.abs(flights.before.at(-1)![0]) > 1);
    // The descent ends at a step of 1e-5 or a gradient of 1e-5.
    assertAlmostEquals(flights.after.at(-1)![0], 0, 1e-4);
  });
});

describe("A derivative inside a derivative", () => {
  it("is that of difference quotients with tags, and another number without", () => {
    assertEquals(confusions.map(({ untagged }) => untagged), [2, 0]);
    for (const { ours, numeric, untagged } of confusions) {
      assertAlmostEquals(ours, numeric, 1e-7);
      assert(Math.abs(untagged - ours) > 0.9);
    }
  });
});

describe("The soap film", () => {
  it("is Scherk's surface to second order in the width of a cell", () => {
    assert(film.minimum.converged);
    const finer = stretch(16);
    assertAlmostEquals(film.error / finer.error, 4, 0.3);
  });

  it("is found with gradients that end a million times shorter than those of as many steps of descent", () => {
    assert(film.minimum.steps.at(-1)!.slope < 1e-6 * film.descent.at(-1)!);
  });

  it("has products with its Hessian that agree in all modes to rounding", () => {
    for (const { difference } of products) assert(difference < 1e-14);
  });
});

describe("What the program shows", () => {
  it("is a film as large as the index says", () => {
    const heights = (cells - 1) ** 2;
    assertIndexSays("nested", { heights, entries: Math.round(heights ** 2 / 1000) });
  });

  it("is a report with the published constants in each mix, and a picture", async () => {
    assertMatch(
      report(findings),
      /reverse +forward +8\.246324826140356e-6 +\d+ +0\.20719187464861/,
    );
    const svg = await plot(findings);
    assertMatch(svg, /^<svg /);
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});
