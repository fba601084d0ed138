// The norms of vectors and matrices, of every order, and their gradients.

import { grad, type Scalar } from "@fluxion/ad";
import { norm } from "@fluxion/ad/linalg";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const vector = [3, -4, 0];
const matrix = [[1, -2], [3, 4]];

function near(a: unknown, b: number): void {
  assert(Math.abs(Number(a) - b) < 1e-12, `${a}, and not ${b}`);
}

describe("The norm", () => {
  it("of a vector has the orders 1, 2 and Infinity", () => {
    assertEquals([norm(vector), norm(vector, 1), norm(vector, 2), norm(vector, Infinity)], [
      5,
      7,
      5,
      4,
    ]);
    assertEquals(grad((x: Scalar[]) => norm(x))([3, -4, 0]), [0.6, -0.8, 0]);
    assertEquals(grad((x: Scalar[]) => norm(x, 1))([3, -4, 2]), [1, -1, 1]);
    assertEquals(grad((x: Scalar[]) => norm(x, Infinity))([3, -4, 2]), [0, -1, 0]);
  });

  it("of a matrix has those and the spectral ones", () => {
    const total = Math.sqrt(30);
    near(norm(matrix), total);
    near(norm(matrix, "frobenius"), total);
    near(norm(matrix, 1), 6);
    near(norm(matrix, Infinity), 7);
    // σ₁² + σ₂² = 30 and σ₁·σ₂ = |det| = 10.
    const nuclear = Math.sqrt(30 + 20);
    near(norm(matrix, "nuclear"), nuclear);
    near(norm(matrix, 2), (nuclear + Math.sqrt(30 - 20)) / 2);
  });

  it("has no order that belongs to the other kind, and none that is unknown", () => {
    for (const order of ["frobenius", "nuclear"] as const) {
      assertThrows(() => norm(vector, order), RangeError, "order");
    }
    assertThrows(() => norm(matrix, 3 as never), RangeError, "order");
  });
});

describe("Arguments of linear algebra", () => {
  it("that are no matrices are refused, whatever they are", () => {
    for (const wrong of [3, null, undefined, "a", {}, { entries: [1, 2] }, [[1, 2], [3]]]) {
      assertThrows(() => norm(wrong as never), Error);
    }
  });

  it("may be typed, flat with a shape, and nothing at all", () => {
    assertEquals(norm(Float64Array.of(3, 4)), 5);
    near(norm({ entries: Float64Array.of(1, -2, 3, 4), shape: [2, 2] }, 1), 6);
    assertEquals(norm([]), 0);
  });
});
