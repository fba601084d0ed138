// What the transforms of all orders refuse, in a sentence.

import { exp, mul, type Scalar } from "@fluxion/ad";
import {
  derivatives,
  directionalDerivatives,
  jet,
  mixedPartials,
  taylor,
} from "@fluxion/ad/taylor";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("Taylor mode refuses", () => {
  it("series that are none, or not one for each argument", () => {
    const f = (x: Scalar, y: Scalar) => mul(x, y);
    assertThrows(() => jet(f, [1, 2], [[1]] as never), TypeError, "one for each of 2 arguments");
    assertThrows(() => jet(f, [1, 2], 3 as never), TypeError, "Cannot take jet along the number 3");
    assertThrows(
      () => jet(f, [1, 2], [[1], 5] as never),
      TypeError,
      "series[1], which is the number 5",
    );
    assertThrows(
      () => jet(exp, [1], [[1]], { coefficients: "scaled" as never }),
      TypeError,
      '"taylor" or "derivatives"',
    );
    assertThrows(() => jet(exp, [1], [[1]], { order: 2 } as never), TypeError, "order");
  });

  it("orders that are no whole numbers", () => {
    for (const order of [-1, 0.5, NaN, "2" as never]) {
      assertThrows(() => derivatives(exp, order), Error);
      assertThrows(() => taylor(exp, order), Error);
    }
    assertThrows(() => derivatives(exp, 200)(1), RangeError);
  });

  it("nothing of series with coefficients that are absent: they are 0", () => {
    const [out, series] = jet((x: Scalar, y: Scalar) => mul(x, y), [2, 3], [[1], []]);
    assertEquals([out, series], [6, [3]]);
    const [value, orders] = jet(exp, [0], [[1, 0, 0]], { coefficients: "derivatives" });
    assertEquals([value, orders], [1, [1, 1, 1]]);
  });

  it("directions of another structure than the argument", () => {
    const f = ([x, y]: Scalar[]) => mul(x, mul(y, y));
    assertThrows(() => directionalDerivatives(f, 2)([1, 2], [1] as never), TypeError);
    assertEquals(typeof mixedPartials(f, 2), "function");
  });
});
