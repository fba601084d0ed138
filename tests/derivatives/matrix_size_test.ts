// A dense matrix that would not fit into memory is refused at once, with the name of what takes large ones.

import { hessian, jacfwd, jacobian, jacrev, mul, type Scalar, square, sum } from "@fluxion/ad";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const squares = (xs: readonly Scalar[]) => xs.map((x) => square(x));
const point = new Float64Array(20_000);

describe("A dense matrix that would not fit into memory", () => {
  for (const [name, transform] of Object.entries({ jacobian, jacfwd, jacrev })) {
    it(`is refused by ${name}`, () => {
      const message =
        `Cannot take ${name} of squares: it would have 20000 × 20000 entries, which take 3 ` +
        "gigabytes; if most of them are 0, use sparseJacobian of @fluxion/ad/sparse";
      assertThrows(() => transform(squares)(point), RangeError, message);
    });
  }

  it("is refused by hessian, before the function runs", () => {
    let runs = 0;
    const f = (xs: readonly Scalar[]) => (runs++, sum(squares(xs)));
    assertThrows(() => hessian(f)(point), RangeError, "use sparseHessian of @fluxion/ad/sparse");
    assertEquals(runs, 0);
  });

  it("is none where there are many inputs and few results", () => {
    const row = jacobian((xs: readonly Scalar[]) => [mul(2, xs[0])])(point)[0];
    assertEquals([row.length, row[0], row[1]], [20_000, 2, 0]);
  });
});
