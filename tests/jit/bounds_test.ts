// What a compiled function does at its bounds: too many instructions in one way or in all, and a value that throws.

import { add, cos, gt, mul, type Scalar, sin, unary } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A program that repeats nothing. */
const wild = (length: number) => (x: Scalar) => {
  let y = x;
  for (let i = 0; i < length; i++) y = Math.sin(i * i) > 0 ? sin(add(y, i)) : cos(mul(y, i + 0.5));
  return y;
};

describe("A compiled function at its bounds", () => {
  it("throws if it is strict, with the bound that was reached", () => {
    const f = jit(wild(100), { maximumInstructions: 20, strict: true });
    assertThrows(() => f(1), TypeError, "instructions");
    const two = (x: Scalar) => gt(x, 0) ? wild(30)(x) : wild(25)(x);
    const both = jit(two, { maximumInstructions: 110, strict: true });
    assertEquals(both(1), two(1));
    assertThrows(() => both(-1), TypeError, "instructions");
  });

  it("compiles no further way once all are as long as is allowed", () => {
    const two = (x: Scalar) => gt(x, 0) ? wild(30)(x) : wild(25)(x);
    const f = jit(two, { maximumInstructions: 110, eager: true });
    for (const x of [1, -1, 2, -2]) assertEquals(f(x), two(x));
    const { variants, reasons } = f.stats();
    assertEquals(variants, 1);
    assert(reasons.some(({ reason }) => reason.includes("instructions")));
  });

  it("throws what the value of a row throws, also if it is strict", () => {
    const fussy = unary({
      name: "fussy",
      value: (x) => {
        if (x < 0) throw new RangeError("negative");
        return x;
      },
      partials: [1],
    });
    const f = jit((x: Scalar) => mul(2, fussy(x)), { strict: true });
    assertEquals(f(1), 2);
    assertThrows(() => f(-1), RangeError, "negative");
    const fresh = jit((x: Scalar) => mul(2, fussy(x)), { strict: true });
    assertThrows(() => fresh(-1), RangeError, "negative");
  });

  it("called in a trace becomes a part of it, also if it is strict", () => {
    const inner = jit((x: Scalar) => sin(x), { strict: true });
    inner(1);
    const outer = jit((x: Scalar) => mul(inner(x), 2));
    assertEquals([outer(1), outer(2)], [2 * Math.sin(1), 2 * Math.sin(2)]);
    assertEquals(outer.stats().hits, 1);
  });
});
