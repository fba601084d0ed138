// Rows of users under sparse derivatives: partials that branch, that close over what another derivative follows,
// that apply rules, and that have a fault.

import {
  add,
  binary,
  customJvp,
  derivative,
  grad,
  hessian,
  jacobian,
  mul,
  nary,
  type Scalar,
  sin,
  sub,
  sum,
  unary,
  value,
} from "@fluxion/ad";
import { sparseHessian, sparseJacobian, sparsity } from "@fluxion/ad/sparse";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("Rows of users", () => {
  it("are differentiated where a partial closes over what another derivative follows", () => {
    const scaled = (k: Scalar) => {
      const own = unary({
        name: "own",
        value: (x) => (value(k) as number) * x,
        partials: [() => k],
      });
      return (xs: readonly Scalar[]) => xs.map((x) => own(x));
    };
    const slope = (k: Scalar) => sparseJacobian(scaled(k))([1, 2]).at(1, 1) as Scalar;
    assertEquals([slope(3), derivative(slope)(3), grad(slope)(3)], [3, 1, 1]);
    const bend = (k: Scalar) => {
      const own = unary({
        name: "own",
        value: (x) => (value(k) as number) * x * x,
        partials: [(x) => mul(2, k, x)],
      });
      return sparseHessian((xs: readonly Scalar[]) => sum(xs.map((x) => own(x))))([1, 2])
        .at(0, 0) as Scalar;
    };
    assertEquals([bend(3), derivative(bend)(3)], [6, 2]);
  });

  it("count with all operands where a partial applies a rule, or asks for a number", () => {
    const rule = customJvp((x) => mul(x, x), ([x], [t]) => [mul(x, x), mul(2, x, t)]);
    const byRule = binary({
      name: "byRule",
      value: (x, y) => x * y * y,
      partials: [(_x, y) => rule(y), (x, y) => mul(2, x, y)],
    });
    const asking = binary({
      name: "asking",
      value: (x, y) => x * y,
      partials: [(_x, y) => (value(y) as number) > 0 ? y : y, (x) => x],
    });
    for (const [row, expected] of [[byRule, 4], [asking, 3]] as const) {
      const f = ([x, y]: readonly Scalar[]) => row(x, y);
      const matrix = sparseHessian(f)([2, 3]);
      assertEquals(matrix.toDense(), hessian(f)([2, 3]));
      assertEquals(matrix.size, expected);
    }
  });

  it("may have partials of plain numbers, which have no second derivatives", () => {
    const native = unary({
      name: "native",
      value: (x) => x * x,
      partials: [(x) => 2 * (x as number)],
    });
    const f = (xs: readonly Scalar[]) => xs.map((x) => native(x));
    assertEquals(sparseJacobian(f)([1, 2]).toDense(), jacobian(f)([1, 2]));
    const total = (xs: readonly Scalar[]) => sum(f(xs));
    assertThrows(() => sparseHessian(total)([1, 2]), TypeError, "Cannot convert");
  });

  it("of lists count as their partials do, and with a fault are refused as elsewhere", () => {
    const cubes = nary({
      name: "cubes",
      value: (xs) => Array.from(xs).reduce((total, x) => total + x ** 3, 0),
      partials: (xs) => xs.map((x) => mul(3, x, x)),
    });
    const f = (xs: readonly Scalar[]) => cubes([...xs, xs[0], 2]);
    assertEquals(sparsity(f, { of: "hessian" })([1, 2, 3]).size, 3);
    assertEquals(sparseHessian(f)([1, 2, 3]).toDense(), hessian(f)([1, 2, 3]));
    const broken = nary({
      name: "broken",
      value: (xs) => xs[0],
      partials: (() => undefined) as never,
    });
    const g = (xs: readonly Scalar[]) => broken(xs);
    const refusal = "Cannot use the partial derivatives of broken";
    assertThrows(() => sparseJacobian(g)([1, 2]), TypeError, refusal);
    assertThrows(() => sparseHessian(g)([1, 2]), TypeError, refusal);
  });
});

describe("Many ways", () => {
  it("are forgotten, the oldest first, and found again", () => {
    const f = ([x, y, n]: readonly Scalar[]) => {
      let total: Scalar = x;
      for (let i = 0; i < value(n); i++) total = add(mul(total, y), sin(sub(x, i)));
      return total;
    };
    const matrix = sparseHessian(f);
    for (const n of [...Array(20).keys(), 0, 19, 5]) {
      assertEquals(matrix([0.3, 0.4, n]).toDense().flat().map((own) => own.toFixed(9)), [
        ...hessian(f)([0.3, 0.4, n]).flat().map((own) => own.toFixed(9)),
      ]);
    }
  });
});
