// Power series of every row to order 20, against mpmath at 120 digits. `references/series.py` writes the numbers.

import { add, mul, type Scalar } from "@fluxion/ad";
import { taylor } from "@fluxion/ad/taylor";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { table } from "../laws/operations.ts";
import references from "./references/series.json" with { type: "json" };

const ORDER = 20;

describe("To order 20, with twelve digits, are the series", () => {
  for (const { name, apply } of table) {
    it(`of ${name}`, () => {
      const own = references.filter((reference) => reference.name === name);
      assert(own.length > 0, `There is no reference for ${name}: add one to references/series.py`);
      for (const { point, direction, series } of own) {
        const line = (t: Scalar) => apply(point.map((x, i) => add(x, mul(direction[i], t))));
        const found = taylor(line, ORDER)(0);
        assertEquals(found.length, series.length);
        found.forEach((coefficient, k) => {
          const error = Math.abs(coefficient - series[k]);
          assert(
            error <= 1e-12 * Math.abs(series[k]),
            `order ${k} at ${point}: ${coefficient}, and not ${series[k]}`,
          );
        });
      }
    });
  }
});
