// A choice is differentiated along what it has chosen, whatever number the condition is.

import { derivative, grad, mul, type Scalar, sqrt } from "@fluxion/ad";
import { chosen } from "../../lib/operations/choice.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { mixes } from "../cases/mixes.ts";

describe("A choice", () => {
  const conditions = [1, 0, -0, 0.5, -3, 1e-300, Infinity, NaN];

  for (const condition of conditions) {
    const expected = condition === 0 ? [0, 5] : [3, 0];

    it(`by ${Object.is(condition, -0) ? "-0" : condition} has the derivative of what is chosen`, () => {
      const f = (x: Scalar, y: Scalar) => chosen([condition, mul(3, x), mul(5, y)]);
      assertEquals(grad(f, { argnums: [0, 1] })(2, 7), expected);
      assertEquals([derivative((x) => f(x, 7))(2), derivative((y) => f(2, y))(7)], expected);
    });
  }

  it("is never multiplied by what it has not chosen", () => {
    for (const condition of [1, 0]) {
      const chosenOf = (x: Scalar) =>
        chosen(condition === 1 ? [1, mul(3, x), sqrt(x)] : [0, sqrt(x), mul(3, x)]);
      const limit = (x: Scalar) => sqrt(chosen([condition, x, mul(2, x)]));
      for (const [mode] of mixes(1)) {
        assertEquals(mode.derivative(chosenOf)(0), 3);
        assertEquals(mode.gradient(([x, y]) => sqrt(chosen([1, x, y])))([0, 2]), [Infinity, 0]);
        assertEquals(mode.gradient(([x, y]) => sqrt(chosen([0, x, y])))([2, 0]), [0, Infinity]);
        assertEquals(mode.derivative(limit)(0), Infinity);
      }
    }
  });

  it("does not follow its condition", () => {
    assertEquals(grad((x: Scalar) => chosen([x, mul(2, x), 1]))(4), 2);
    assertEquals(derivative((x) => chosen([x, 1, 2]))(4), 0);
  });
});
