// Near misses: functions whose pattern changes from one call to the next, by whatever they branch on, and whose
// derivatives are right in every call.

import {
  add,
  binary,
  div,
  exp,
  grad,
  hessian,
  jacobian,
  lt,
  max,
  mul,
  type Scalar,
  sin,
  square,
  sum,
  value,
} from "@fluxion/ad";
import { sparseHessian, sparseJacobian, sparsity } from "@fluxion/ad/sparse";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";

type OfList = (xs: Scalar[]) => Scalar;

/** Asserts that one sparse Hessian, and one Jacobian of the gradient, hold at points in turn. */
function assertHolds(
  f: OfList,
  points: number[][],
  before: (call: number) => void = () => {},
): void {
  const [sparse, ofGradient] = [sparseHessian(f), sparseJacobian((xs: Scalar[]) => grad(f)(xs))];
  for (const turn of [0, 1]) {
    points.forEach((point, i) => {
      before(i + turn);
      const dense = hessian(f)(point);
      assertClose(sparse(point).toDense(), dense, 1e-12);
      assertClose(ofGradient(point).toDense(), dense, 1e-12);
    });
  }
}

describe("A pattern found on one way is not used on another", () => {
  const points = [[1, 2, 3], [-1, 2, 3], [1, 2, 3], [2, -1, 5]];

  it("where a comparison decides", () => {
    assertHolds(([x, y, z]) => lt(x, 0) ? mul(x, z) : mul(x, y), points);
  });

  it("where a native `if` asks the number", () => {
    assertHolds(([x, y, z]) => (value(x) as number) < 0 ? mul(exp(x), z) : mul(exp(x), y), points);
  });

  it("where a variable outside of the function decides", () => {
    let call = 0;
    assertHolds(
      ([x, y, z]) => call % 2 === 0 ? mul(x, y) : mul(y, z),
      points,
      (now) => call = now,
    );
  });

  it("where another operation is applied to the same operands", () => {
    const skew = binary({
      name: "skew",
      value: (x, y) => x * y * y,
      partials: [(_x, y) => square(y), (x, y) => mul(2, x, y)],
    });
    assertHolds(([x, y]) => lt(x, 0) ? skew(x, y) : mul(x, y), points);
    assertHolds(([x, y]) => lt(x, 0) ? add(x, y) : div(x, y), points);
  });

  it("where only the operand is another one", () => {
    assertHolds((xs) => square(xs[Math.abs(Math.trunc(value(xs[0]))) % 3]), points);
    assertHolds((xs) => mul(xs[0], lt(xs[0], 0) ? xs[1] : xs[2]), points);
  });

  it("where a constant becomes a variable", () => {
    assertHolds(([x, y]) => mul(lt(x, 0) ? 2 : x, y), points);
  });

  it("where a loop takes more rounds", () => {
    assertHolds(([x, y, z]) => {
      let total: Scalar = x;
      for (let i = 0; i < value(z); i++) total = mul(total, y);
      return total;
    }, points);
  });

  it("where rows are made anew in every call", () => {
    assertHolds(([x, y]) => {
      const own = binary({
        name: "own",
        value: (x, y) => x * y,
        partials: [(_x, y) => y, (x) => x],
      });
      return own(x, y);
    }, points);
  });

  it("where a partial of a row branches", () => {
    const bent = binary({
      name: "bent",
      value: (x, y) => x < 0 ? x : x * y,
      partials: [(x, y) => lt(x, 0) ? 1 : y, (x) => lt(x, 0) ? 0 : x],
    });
    assertHolds(([x, y, z]) => add(bent(x, y), square(z)), points);
  });

  it("where the arguments are longer, or the results", () => {
    const squares = (xs: Scalar[]) => xs.filter((x) => lt(0, x)).map((x) => square(x));
    const matrix = sparseJacobian(squares);
    for (const point of [[1, 2], [1, 2, 3], [-1, 2, 3], [-1, -2, -3], [1, 2]]) {
      const { shape } = matrix(point);
      assertEquals(shape, [point.filter((x) => x > 0).length, point.length]);
      assertEquals(matrix(point).toDense(), jacobian(squares)(point));
    }
  });

  it("and what was found is used again where a way comes again", () => {
    const matrix = sparseHessian(([x, y, z]: Scalar[]) => lt(x, 0) ? mul(x, z) : mul(x, y));
    const first = matrix([1, 2, 3]);
    const other = matrix([-1, 2, 3]);
    const again = matrix([5, 2, 3]);
    assert(first.columns === again.columns);
    assert(first.columns !== other.columns);
  });

  it("and which operand a maximum selects makes no other way", () => {
    const matrix = sparseHessian((xs: Scalar[]) => sum(xs.map((x) => square(max(0, x)))));
    const [first, other] = [matrix([1, -2, 3]), matrix([-1, 2, 3])];
    assert(first.columns === other.columns);
    assertEquals([...other.values], [0, 2, 2]);
  });
});

describe("sparsity", () => {
  const f = ([x, y, z]: Scalar[]) => [lt(x, 0) ? mul(x, y) : sin(z), x];

  it("has all ways that it has seen, where it is asked for them", () => {
    const seen = sparsity(f, { ways: "seen" });
    assertEquals([...seen([1, 2, 3]).columns], [2, 0]);
    assertEquals([...seen([-1, 2, 3]).columns], [0, 1, 2, 0]);
    assertEquals([...seen([1, 2, 3]).rows], [0, 3, 4]);
  });

  it("has the way that is taken elsewhere", () => {
    const taken = sparsity(f);
    taken([1, 2, 3]);
    assertEquals([...taken([-1, 2, 3]).columns], [0, 1, 0]);
  });
});
