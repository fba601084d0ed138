// The random numbers of the examples: the same in every run, and distributed as they should be.

import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { normals, seeded } from "../../examples/random.ts";

const count = 100_000;
const drawn = (draw: () => number) => Array.from({ length: count }, draw);
const moment = (xs: number[], power: number) =>
  xs.reduce((sum, x) => sum + x ** power, 0) / xs.length;

describe("Seeded numbers", () => {
  it("are the same for the same seed, and others for its neighbour", () => {
    const [a, b, c] = [seeded(7), seeded(7), seeded(8)];
    const [as, bs, cs] = [a, b, c].map((draw) => Array.from({ length: 5 }, draw));
    assertEquals(as, bs);
    as.forEach((x, i) => assertNotEquals(x, cs[i]));
  });

  it("fill [0, 1) evenly: 100 bins deviate as χ² of 99 degrees of freedom does", () => {
    const xs = drawn(seeded(1));
    assert(xs.every((x) => x >= 0 && x < 1));
    const bins = Array.from({ length: 100 }, () => 0);
    for (const x of xs) bins[Math.floor(100 * x)]++;
    const expected = count / 100;
    const deviation = bins.reduce((sum, own) => sum + (own - expected) ** 2 / expected, 0);
    // Mean 99, variance 198: four standard deviations on either side.
    assertAlmostEquals(deviation, 99, 4 * Math.sqrt(198));
  });

  it("do not follow their predecessors", () => {
    const xs = drawn(seeded(2)).map((x) => x - 0.5);
    const products = xs.slice(1).map((x, i) => x * xs[i]);
    // The product of two has the variance 1/144.
    assertAlmostEquals(moment(products, 1), 0, 4 / 12 / Math.sqrt(count));
  });
});

describe("Normal numbers", () => {
  it("have the moments of the standard normal distribution to four of their standard errors", () => {
    const xs = drawn(normals(3));
    // The variances of x, x², x³ and x⁴ are 1, 2, 15 and 96.
    for (const [power, expected, variance] of [[1, 0, 1], [2, 1, 2], [3, 0, 15], [4, 3, 96]]) {
      assertAlmostEquals(moment(xs, power), expected, 4 * Math.sqrt(variance / count));
    }
  });
});
