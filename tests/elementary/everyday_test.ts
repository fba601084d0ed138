// Everyday functions that select, sort, interpolate or accumulate: conventions, limits, and the same bits compiled.

import {
  cumulativeLogsumexp,
  cumulativeProduct,
  derivative,
  grad,
  interpolate,
  log,
  logaddexp,
  logSoftmax,
  median,
  mod,
  type Scalar,
  softmax,
  sort,
  sqrt,
  step,
  sum,
  where,
} from "@fluxion/ad";
import { checkGrads } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const xs = [0, 1, 3, 4, 7];
const ys = [0, 10, 0, 5, 2];

describe("Everyday functions", () => {
  it("where is not poisoned by what it does not select, compiled in one variant", () => {
    const f = jit(derivative((x: Scalar) => where(step(0, x), sqrt(x), log(0))), { eager: true });
    assertEquals([f(4), f(-1), f(0.25)], [0.25, 0, 1]);
    assertEquals(f.stats().variants, 1);
    assertThrows(() => where("yes" as never, 1, 2), TypeError, "condition of where");
  });

  for (const method of ["linear", "cubic"] as const) {
    it(`interpolate, ${method}, compiles into one variant, with the same bits`, () => {
      const own = grad((x: Scalar, y: Scalar[]) => interpolate(x, xs, y, { method }), {
        argnums: [0, 1],
      });
      const compiled = jit(own, { eager: true });
      for (const x of [-1, 0.3, 1, 2.2, 3.5, 6.9, 7, 9]) assertEquals(compiled(x, ys), own(x, ys));
      assertEquals(compiled.stats().variants, 1);
    });
  }

  it("differentiate as differences do", () => {
    checkGrads((zs: Scalar[]) => sum(softmax(zs).map((z, i) => mod(z, i + 2))), [[1, 2, 0.5]]);
    checkGrads((zs: Scalar[]) => logSoftmax(zs)[1], [[1, 2, 0.5]]);
    checkGrads((zs: Scalar[]) => sum(cumulativeProduct(zs)), [[1, 2, 0.5]]);
    checkGrads((zs: Scalar[]) => sum(cumulativeLogsumexp(zs)), [[1, 2, 0.5]]);
    checkGrads((x: Scalar) => interpolate(x, xs, ys, { method: "cubic" }), [2.2]);
  });

  it("have limits at infinity and order what is NaN last", () => {
    const both = grad(logaddexp, { argnums: [0, 1] });
    assertEquals(both(-Infinity, -Infinity), [0, 0]);
    assertEquals(both(3, -Infinity), [1, 0]);
    assertEquals(logSoftmax([0, -Infinity]), [-0, -Infinity]);
    assertEquals(sort([NaN, 2, -Infinity, 1]), [-Infinity, 1, 2, NaN]);
    assertEquals([median([]), median([1, NaN])], [NaN, NaN]);
  });

  it("refuse tables and options that make no sense", () => {
    assertThrows(() => interpolate(1, [], []), RangeError, "same length");
    assertThrows(() => interpolate(1, xs, ys, { method: "quintic" as never }), TypeError, "linear");
  });
});
