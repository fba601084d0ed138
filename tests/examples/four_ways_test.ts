// Four ways to one derivative, and what each is worth.

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { derivative, grad, overScalars } from "@fluxion/ad/operators";
import { numericDerivative } from "@fluxion/ad/check";
import { trace } from "@fluxion/ad/trace";
import { byHand, compare, formula, looped, point, swell } from "../../examples/four_ways.ts";
import { plot, quotientErrors } from "../../examples/four_ways_plot.ts";
import { assertIndexSays } from "./index_says.ts";

const ways = compare(20);
const errorOf = (name: string) => ways.find((way) => way.name === name)!.error;
const subject = { looped, exact: byHand(point), point };

describe("Four ways to a derivative", () => {
  it("agree to rounding: by hand, symbolic and automatic", () => {
    const exact = ["symbolic, shared parts", "automatic, forward", "automatic, reverse"];
    for (const name of [...exact, "automatic, compiled"]) assert(errorOf(name) < 1e-14, name);
  });

  it("lose digits by differences: half of them forward, a third central, few by extrapolation", () => {
    const digits = (name: string) => -Math.log10(errorOf(name));
    assertAlmostEquals(digits("forward differences"), 8, 1.5);
    assertAlmostEquals(digits("central differences"), 10.5, 1.5);
    assert(digits("Richardson extrapolation") > 13);
  });

  it("cost a small multiple of the function if automatic, and some twenty runs by extrapolation", () => {
    const operations = trace(overScalars(looped))(point).steps.length;
    for (const slope of [derivative(looped), grad(looped)]) {
      assert(trace(overScalars(slope))(point).steps.length < 3 * operations);
    }
    let runs = 0;
    numericDerivative((x: number) => (runs++, looped(x)))(point);
    assertAlmostEquals(runs, 20, 4);
  });

  it("take about the time compiled that they take by hand, and less than by extrapolation", () => {
    const costOf = (name: string) => ways.find((way) => way.name === name)!.cost;
    assert(costOf("automatic, compiled") < 3 * costOf("by hand"));
    assert(costOf("automatic, compiled") < costOf("Richardson extrapolation"));
  });
});

describe("The error of difference quotients", () => {
  const errorsOf = (method: string) =>
    quotientErrors(subject).filter((own) => own.method === method);

  for (const [method, best] of [["forward", -8], ["central", -5.3]] as const) {
    it(`is a V by the step: ${method} ones are best near 10^${best}, and worse on either side`, () => {
      const errors = errorsOf(method);
      // The largest of neighbours, since rounding may hit the right answer by chance.
      const near = (exponent: number) =>
        Math.max(
          ...errors.filter(({ step }) => Math.abs(Math.log10(step) - exponent) < 0.6)
            .map(({ error }) => error),
        );
      for (const away of [3, 4]) {
        assert(near(best - away) > 100 * near(best));
        assert(near(best + away) > 100 * near(best));
      }
    });
  }

  it("is no matter of the step once that is extrapolated to 0", () => {
    for (const { step, error } of errorsOf("richardson")) {
      if (step > 0.01) assert(error < 1e-12, `${step}`);
    }
  });
});

describe("The formula of the derivative", () => {
  it("is as large as the index says, and swells beyond all paper if its parts are not shared", () => {
    const { shared, expanded } = formula.formulaSize();
    assert(expanded > 1e14 * shared);
    assertIndexSays("four_ways", {
      shared,
      expanded: `${Math.round(expanded / 1e17)}·10¹⁷`,
    });
  });

  it("swells by each turn of a function in itself: 8 operations more, or more than twice as many", () => {
    assertEquals([2, 3, 4].map((turns) => swell(turns).shared), [12, 20, 28]);
    for (const turns of [4, 6]) {
      assert(swell(turns + 1).expanded > 2.2 * swell(turns).expanded);
    }
  });
});

describe("What the program shows", () => {
  it("is a picture of all ways", async () => {
    const svg = await plot({ ...subject, ways });
    for (const { name } of ways) assert(svg.includes(name), name);
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});
