// Four ways to one derivative, and what each is worth.

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { byHand, compare, looped, plain, point, swell } from "../../examples/four_ways.ts";
import { quotientErrors } from "../../examples/four_ways_plot.ts";

const ways = compare(20);
const errorOf = (name: string) => ways.find((way) => way.name === name)!.error;

describe("Four ways to a derivative", () => {
  it("are of one function, with operators and with operations", () => {
    assertEquals(looped(point), plain(point));
  });

  it("agree with the derivative by hand: automatic ones to rounding, Richardson to 13 digits", () => {
    for (const name of ["automatic, forward", "automatic, reverse", "automatic, compiled"]) {
      assert(errorOf(name) < 1e-14, name);
    }
    assert(errorOf("Richardson extrapolation") < 1e-13);
  });

  it("lose half of the digits by forward differences, and a third by central ones", () => {
    assert(errorOf("forward differences") > 1e-11 && errorOf("forward differences") < 1e-6);
    assert(errorOf("central differences") > 1e-14 && errorOf("central differences") < 1e-8);
  });

  it("make a V of the error by the step: worse on either side of the best", () => {
    const errors = quotientErrors({ plain, exact: byHand(point), point, errors: {} })
      .filter(({ method }) => method === "central");
    const best = Math.min(...errors.map(({ error }) => error));
    assert(errors[0].error > 1e4 * best && errors.at(-1)!.error > 1e4 * best);
  });

  it("swell as formulas: written once by 7 operations a turn, written out more than twofold", () => {
    assertEquals([2, 3, 4].map((turns) => swell(turns).shared), [11, 18, 25]);
    for (const turns of [4, 6]) {
      assert(swell(turns + 1).expanded > 2.2 * swell(turns).expanded);
    }
  });

  it("all cost a number of plain functions", () => {
    for (const { cost, name } of ways) assert(cost > 0 && Number.isFinite(cost), name);
    assertAlmostEquals(byHand(point), -1.843292585327591, 1e-14);
  });
});
