// Operations of lists: what is followed among their operands, and in which order their shares add up.

import { add, grad, jacfwd, mul, type Scalar, square, sum, valueAndGrad } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { nary } from "../../lib/operations/nary.ts";
import { mixes, repeated } from "../cases/mixes.ts";

/** Σ wᵢ·xᵢ. */
const weighted = (weights: readonly number[]) =>
  nary({
    name: "weighted",
    value: (xs) => weights.reduce((total, weight, i) => total + weight * xs[i], 0),
    partials: () => weights,
  });

describe("An operation of a list", () => {
  it("is followed in any of its operands, numbers and repetitions among them", () => {
    for (let places = 0; places < 2 ** 5; places++) {
      const places5 = [0, 1, 2, 3, 4].map((i) => (places >> i & 1) === 1);
      const count = places5.filter((isThere) => isThere).length;
      const f = (x: Scalar) => sum(places5.map((isThere, i) => isThere ? square(x) : i));
      for (const mix of mixes(1)) assertEquals(repeated(mix, f)(3), 6 * count);
      for (const mix of mixes(2)) assertEquals(repeated(mix, f)(3), 2 * count);
      assertEquals(jit(grad(f))(3), 6 * count);
    }
  });

  it("of operands of several levels is followed by each", () => {
    for (const [outer, inner] of mixes(2)) {
      const f = outer.derivative((x) => {
        const g = inner.derivative((y) => mul(sum([x, y, 1, mul(x, y), x]), y));
        return mul(g(5), x);
      });
      // ∂/∂x x·(2x + 1 + 2(1 + x)·y) at x = 3, y = 5.
      assertEquals(f(3), 4 * 3 + 1 + 2 * 5 + 4 * 3 * 5);
    }
  });

  it("adds the shares of an operand up from the first on, in every mode", () => {
    const f = (weights: number[]) => (x: Scalar) => weighted(weights)(weights.map(() => x));
    for (
      const [weights, known] of [
        [[1, 1e16, -1e16], 0],
        [[1e16, -1e16, 1], 1],
        [[1, 1e16, -1e16, 1], 1],
        [[1e16, 1, -1e16, 1, 1], 2],
      ] as const
    ) {
      for (const mix of mixes(1)) assertEquals(repeated(mix, f([...weights]))(2), known);
      for (const [outer, inner] of mixes(2)) {
        const both = (x: Scalar) => mul(inner.derivative(f([...weights]))(x), x);
        assertEquals(outer.derivative(both)(2), known);
      }
      assertEquals(jit(grad(f([...weights])))(2), known);
    }
  });

  it("whose partials are constantly 0 follows none: no infinity is multiplied by it", () => {
    const held = nary({ name: "held", value: (xs) => xs[0], partials: 0 });
    const f = ([x, y]: Scalar[]) => add(mul(held([x, y]), Infinity), y);
    for (const gradient of [grad(f), jacfwd(f)]) assertEquals(gradient([1, 2]), [0, 1]);
    assertEquals(valueAndGrad(f)([1, 2]), [Infinity, [0, 1]]);
  });

  it("refuses a partial that is not there", () => {
    const short = nary({ name: "short", value: (xs) => xs[0], partials: () => [1] });
    for (const [{ derivative }] of mixes(1)) {
      assertThrows(() => derivative((x) => short([x, x]))(1), TypeError, "an array of 1");
    }
  });
});
