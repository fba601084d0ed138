// Forward and reverse: the same Jacobian, and opposite costs.

import { jacfwd, jacrev } from "@fluxion/ad";
import { assert, assertAlmostEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { compare, crossover, mixing, plot } from "../../examples/forward_reverse.ts";

const costs = compare([1, 8, 256], 40);

describe("A Jacobian", () => {
  it("is the same by columns and by rows", () => {
    const f = mixing(3);
    const x = [0.3, -0.7, 1.1, 0.2];
    const byColumns = jacfwd(f)(x);
    jacrev(f)(x).forEach((row, i) =>
      row.forEach((entry, j) => assertAlmostEquals(entry, byColumns[i][j], 1e-12))
    );
  });

  it("of one output and 256 inputs is cheaper by rows, and of 256 outputs and one input by columns", () => {
    const wide = costs.find(({ inputs }) => inputs === 256)!;
    const tall = costs.find(({ outputs }) => outputs === 256)!;
    assert(wide.reverse < wide.forward);
    assert(tall.forward < tall.reverse);
  });

  it("of one output costs by rows about the same whatever the number of inputs", () => {
    const [one, , many] = costs;
    assert(many.reverse < 4 * one.reverse);
  });

  it("crosses over on the way", () => {
    assert([1, 8, 256].includes(crossover(costs)!));
  });

  it("is drawn for both", async () => {
    assertStringIncludes(await plot(costs), "Forward by columns, reverse by rows");
  });
});
