// Means, variances, errors and quantiles of lists whose answers are known.

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { normals } from "../../examples/random.ts";
import { estimate, meanOf, quantiles, varianceOf } from "../../examples/statistics.ts";

describe("The statistics of a list", () => {
  it("are those of a small one by hand", () => {
    const list = [4, 1, 7];
    assertEquals([meanOf(list), varianceOf(list)], [4, 9]);
    assertEquals(estimate(list), { value: 4, error: Math.sqrt(3) });
    assertEquals(quantiles(list, [0, 0.5, 1]), [1, 4, 7]);
    assertEquals(list, [4, 1, 7]);
  });

  it("have an error that is as large as means are off", () => {
    const normal = normals(4);
    const shares = Array.from({ length: 400 }, () => {
      const { value, error } = estimate(Array.from({ length: 100 }, () => 3 + 2 * normal()));
      return ((value - 3) / error) ** 2;
    });
    // Student's t of 99 degrees of freedom has the variance 99/97; its square, about the variance 2.
    assertAlmostEquals(meanOf(shares), 99 / 97, 4 * Math.sqrt(2 / 400));
  });
});
