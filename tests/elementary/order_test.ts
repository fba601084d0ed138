// Sorting, medians and quantiles: of nothing, of NaN, out of range, at the ends, and where elements tie.

import { derivative, grad, mean, median, quantile, type Scalar, sort } from "@fluxion/ad";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("The order of elements", () => {
  it("has NaN last, and −0 as 0", () => {
    assertEquals(sort([3, NaN, -Infinity, 1, NaN, Infinity]), [
      -Infinity,
      1,
      3,
      Infinity,
      NaN,
      NaN,
    ]);
    assertEquals(sort([]), []);
  });

  it("makes medians and quantiles of NaN where an element is, or there is none", () => {
    assert(Number.isNaN(median([1, NaN, 2])));
    assert(Number.isNaN(median([])));
    assert(Number.isNaN(quantile([1, 2, NaN], 0.5)));
    for (const q of [-0.1, 1.1, NaN]) assert(Number.isNaN(quantile([1, 2, 3], q)));
  });

  it("has both ends among its quantiles, and lines between elements", () => {
    assertEquals([0, 0.25, 0.5, 0.75, 1].map((q) => quantile([4, 1, 3, 2, 5], q)), [1, 2, 3, 4, 5]);
    assertEquals(quantile([1, 3], 0.25), 1.5);
    assertEquals(derivative((q) => quantile([1, 3], q))(0.25), 2);
  });

  it("is followed by the derivatives of the elements that are selected", () => {
    assertEquals(grad((xs: Scalar[]) => median(xs))([5, 1, 3]), [0, 0, 1]);
    assertEquals(grad((xs: Scalar[]) => median(xs))([5, 1, 3, 2]), [0, 0, 0.5, 0.5]);
    assertEquals(grad((xs: Scalar[]) => quantile(xs, 1))([5, 1, 3]), [1, 0, 0]);
    assertEquals(grad((xs: Scalar[]) => mean(sort(xs)))([2, 1]), [0.5, 0.5]);
    assertThrows(() => median(3 as never), TypeError);
  });
});
