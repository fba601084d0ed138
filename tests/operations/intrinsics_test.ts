// Intrinsics, which are computed in place: a row made with them answers what it answers with others
// that do the same, in every mode, to the last bit.

import {
  add,
  binary,
  derivative,
  exp,
  grad,
  mul,
  neg,
  type Scalar,
  square,
  sub,
  unary,
  valueAndGrad,
} from "@fluxion/ad";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { leftOperand, resultOfTwo, rightOperand } from "../../lib/operations/intrinsics.ts";
import { lettersOf, mixes, repeated } from "../cases/mixes.ts";

const POINTS = [1.5, -0.7, 0, -0, 1, Infinity, -Infinity, NaN, 5e-324, 1e308];
/** A partial that gets as many operands as its row has, and the result. */
type Slope = (...operands: Scalar[]) => Scalar;

const MIXES = [...mixes(1), ...mixes(2)];

function assertIdentical(found: unknown, wanted: unknown, what: string): void {
  assert(Object.is(found, wanted), `${what} is ${found}, and not ${wanted}`);
}

function assertSame(own: (x: Scalar) => Scalar, other: (x: Scalar) => Scalar, what: string): void {
  for (const x of POINTS) {
    const at = `${what} at ${x}`;
    assertIdentical(valueAndGrad(own)(x)[0], other(x), `the value ${at}`);
    for (const mix of MIXES) {
      const derivatives = [repeated(mix, own)(x), repeated(mix, other)(x)];
      assertIdentical(derivatives[0], derivatives[1], `${lettersOf(mix)} ${at}`);
    }
  }
}

describe("An operation whose row is made with intrinsics", () => {
  it("of one real is what it is with other functions", () => {
    const values = [Math.exp, Math.log, Math.sqrt, Math.sin, Math.cos, neg.row.value];
    // A product and a sum take any number of operands: they get the operand and the result.
    const partials: Slope[] = [leftOperand, rightOperand, mul, add];
    for (const value of [...values, square.row.value]) {
      for (const partial of partials) {
        assertSame(
          unary({ name: "own", value, partials: [partial] }),
          unary({ name: "other", value: (x) => value(x), partials: [(x, y) => partial(x, y)] }),
          `of ${value} by ${partial}`,
        );
      }
    }
  });

  it("of two reals is what it is with other functions", () => {
    // Some take one operand and ignore the other.
    const values = [add.row.value, sub.row.value, mul.row.value, Math.exp, neg.row.value];
    for (const value of values) {
      const pairs: [Slope, Slope][] = [[leftOperand, rightOperand], [resultOfTwo, leftOperand], [
        add,
        mul,
      ]];
      for (const [left, right] of pairs) {
        const own = binary({ name: "own", value, partials: [left, right] });
        const other = binary({
          name: "other",
          value: (x, y) => value(x, y),
          partials: [(x, y, z) => left(x, y, z), (x, y, z) => right(x, y, z)],
        });
        const what = `of ${value} by ${left} and ${right}`;
        assertSame((x) => own(x, x), (x) => other(x, x), what);
        assertSame((x) => own(x, 3), (x) => other(x, 3), what);
        assertSame((x) => own(-2, x), (x) => other(-2, x), what);
      }
    }
  });

  it("keeps them when Math gets others", () => {
    const exponential = Math.exp;
    Math.exp = () => 7;
    try {
      assertIdentical(grad(exp)(1), Math.E, "the gradient");
      assertIdentical(derivative(exp)(1), Math.E, "the derivative");
    } finally {
      Math.exp = exponential;
    }
  });
});

describe("A partial", () => {
  for (const partial of [NaN, -0, Infinity]) {
    it(`may answer ${Object.is(partial, -0) ? "−0" : partial}, and may be it`, () => {
      const answering = unary({ name: "f", value: Math.sin, partials: [() => partial] });
      assertIdentical(grad(answering)(2), partial, "the gradient");
      assertIdentical(derivative(answering)(2), partial, "the derivative");
      // A constant 0 is structural, −0 too.
      const being = unary({ name: "f", value: Math.sin, partials: [partial] });
      assertIdentical(grad(being)(2), partial === 0 ? 0 : partial, "the gradient by a constant");
    });
  }

  it("may answer a value of a derivative outside", () => {
    for (const [outer, inner] of mixes(2)) {
      const g = outer.derivative((a) => {
        const f = unary({ name: "f", value: Math.exp, partials: [() => a] });
        return mul(inner.derivative(f)(0.5), exp(a));
      });
      assertIdentical(g(0), 1, "d(a·exp a)/da");
    }
  });
});
