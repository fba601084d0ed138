// A choice is differentiated along what it has chosen, whatever number the condition is.

import { derivative, grad, mul, type Scalar } from "@fluxion/ad";
import { chosen } from "../../lib/operations/choice.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

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

  it("does not follow its condition", () => {
    assertEquals(grad((x: Scalar) => chosen([x, mul(2, x), 1]))(4), 2);
    assertEquals(derivative((x) => chosen([x, 1, 2]))(4), 0);
  });
});
