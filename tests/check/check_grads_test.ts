// Right derivatives pass, whatever the point; wrong ones are caught, at the order and in the mode where
// they are wrong.

import {
  abs,
  add,
  atan2,
  binary,
  cos,
  derivative,
  dot,
  exp,
  grad,
  log,
  logsumexp,
  max,
  mul,
  pow,
  relu,
  type Scalar,
  sin,
  sqrt,
  square,
  stopGradient,
  sub,
  tanh,
  unary,
  value,
} from "@fluxion/ad";
import { checkGrads } from "@fluxion/ad/check";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";

const threeFold = unary({
  name: "threeFold",
  value: Math.exp,
  partials: [(x) => unary({ name: "twoFold", value: Math.exp, partials: [(x) => flatExp(x)] })(x)],
});
const flatExp = (x: Scalar) => Math.exp(value(x));

describe("checkGrads passes", () => {
  it("pass where there is nothing to hold them against: the function has no values around the point", () => {
    const value = (x: number) => x === 1 ? 0 : NaN;
    const isolated = unary({ name: "isolated", value, partials: [3] });
    checkGrads(isolated as (x: Scalar) => Scalar, [1], { order: 1 });
  });

  it("functions of trees that answer trees, to the third order", () => {
    const f = (p: { w: Scalar[]; b: Scalar }) => ({
      wave: sin(dot(p.w, p.w)),
      list: [exp(p.b), mul(p.b, p.w[0])],
    });
    checkGrads(f, [{ w: [1, 2], b: 0.3 }], { order: 3 });
  });

  it("functions of several arguments, and Float64Arrays", () => {
    checkGrads((x, y) => mul(pow(x, y), atan2(x, y)), [1.3, 2.7], { order: 3 });
    checkGrads((xs: Scalar[]) => logsumexp(xs), [new Float64Array([1, 2, 3])]);
  });

  it("with respect to the arguments that argnums selects", () => {
    checkGrads((x: Scalar, name: string) => mul(x, x, name.length), [2, "ab"], { argnums: 0 });
  });

  it("points of any scale", () => {
    checkGrads((x) => log(x), [1e-8], { order: 3 });
    checkGrads((x) => log(x), [1e-100]);
    checkGrads((x, y) => mul(exp(x), y), [300, 1e10], { order: 3 });
  });

  it("derivatives that are 0 but for rounding", () => {
    const one = (x: Scalar) => add(square(sin(x)), square(cos(x)));
    checkGrads((x) => mul(1000, one(x)), [0.7], { order: 3 });
    checkGrads((x) => sub(one(x), 1), [0.7], { order: 3 });
    checkGrads((x) => sub(tanh(x), x), [1e-5], { order: 3 });
    checkGrads((_x) => 3, [1]);
  });

  it("kinks, ties, poles and edges, where numeric differentiation tells nothing", () => {
    checkGrads((x) => relu(x), [0], { order: 1 });
    checkGrads((x) => abs(x), [0], { order: 1 });
    checkGrads((x, y) => max(x, y), [1, 1], { order: 1 });
    checkGrads((x) => sqrt(x), [0]);
    checkGrads((x) => log(x), [0]);
  });

  it("functions too wild for numeric differentiation", () => {
    checkGrads((x) => sin(square(exp(square(x)))), [9.5]);
  });

  it("random polynomials", () => {
    const coefficient = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(coefficient), fc.double({ min: -2, max: 2, noNaN: true }), (cs, x) => {
        checkGrads((x) => cs.reduce((sum: Scalar, c) => add(mul(sum, x), c), 0), [x], { order: 3 });
      }),
    );
  });
});

describe("checkGrads catches", () => {
  it("a partial that is wrong by a millionth, and names the entry, the numbers and the mode", () => {
    const almostSine = unary({
      name: "almostSine",
      value: Math.sin,
      partials: [(x) => mul(1 + 1e-6, cos(x))],
    });
    function loss(p: { w: Scalar[]; b: Scalar }): Scalar {
      return add(sin(p.b), almostSine(p.w[1]));
    }
    const { message } = assertThrows(() => checkGrads(loss, [{ w: [1, 2], b: 3 }]), Error);
    assertStringIncludes(message, "The derivatives of loss of order 1 disagree");
    assertStringIncludes(message, "worst in ∂result/∂args[0].w[1]");
    assertStringIncludes(message, `forward gives ${(1 + 1e-6) * Math.cos(2)}`);
    assertStringIncludes(message, "numeric differentiation gives -0.41614683");
    assertStringIncludes(message, "is tolerated");
  });

  it("a partial that is wrong by a millionth, wherever it is", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(sin, exp, tanh, (x: Scalar) => mul(x, x, x)),
        fc.double({ min: 0.2, max: 1.4, noNaN: true }),
        fc.constantFrom(1e-6, -1e-6, 0.1),
        (f, x, off) => {
          const slope = (x: Scalar) => mul(1 + off, derivative(f)(x));
          const wrong = unary({ name: "wrong", value: (x) => value(f(x)), partials: [slope] });
          assertThrows(() => checkGrads(wrong, [x]), Error, "order 1 disagree");
        },
      ),
    );
  });

  it("one wrong partial of two", () => {
    const f = binary({
      name: "f",
      value: (x, y) => x * y * y,
      partials: [(_x, y) => square(y), (x, y) => mul(3, x, y)],
    });
    assertThrows(() => checkGrads(f, [1, 2]), Error, "worst in ∂result/∂args[1]: forward gives 6");
  });

  it("the path of a result", () => {
    const wrong = unary({ name: "wrong", value: Math.sin, partials: [sin] });
    assertThrows(
      () => checkGrads((x) => ({ right: x, "not right": [wrong(x)] }), [1]),
      Error,
      '∂result["not right"][0]/∂args[0]',
    );
  });

  it("a second derivative that stopGradient or plain numbers have lost", () => {
    const stopped = unary({
      name: "stopped",
      value: Math.sin,
      partials: [(x) => stopGradient(cos(x))],
    });
    const plain = unary({
      name: "plain",
      value: Math.sin,
      partials: [(x) => Math.cos(value(x))],
    });
    for (const f of [stopped, plain]) {
      checkGrads(f, [1], { order: 1 });
      const { message } = assertThrows(() => checkGrads(f, [1]), Error);
      assertStringIncludes(message, "order 2");
      assertStringIncludes(message, "forward-over-forward gives 0");
      assertStringIncludes(message, "numeric differentiation of forward gives -0.8414709848");
      assertThrows(() => checkGrads((x, y) => mul(y, f(x)), [1, 2]), Error, "order 2");
    }
  });

  it("a third derivative that is lost, at the third order", () => {
    checkGrads(threeFold, [1]);
    assertThrows(() => checkGrads(threeFold, [1], { order: 3 }), Error, "of order 3 disagree");
  });

  it("in the modes that are asked for", () => {
    const wrong = unary({ name: "wrong", value: Math.sin, partials: [sin] });
    const message = (modes: readonly ("forward" | "reverse")[]) =>
      assertThrows(() => checkGrads(wrong, [1], { modes }), Error).message;
    assertStringIncludes(message(["forward"]), "forward gives");
    assertStringIncludes(message(["reverse"]), "reverse gives");
  });

  it("modes that disagree where differences tell nothing", () => {
    let calls = 0;
    const fickle = unary({ name: "fickle", value: Math.abs, partials: [() => calls++] });
    assertThrows(() => checkGrads(fickle, [0]), Error, "reverse gives 1, forward gives 0");
  });

  it("wrong derivatives of a function that is tiny in its units", () => {
    const wrong = unary({
      name: "wrong",
      value: (x) => 1e-9 * x * x,
      partials: [(x) => mul(3e-9, x)],
    });
    assertThrows(() => checkGrads(wrong, [1]), Error, "order 1");
  });
});

describe("checkGrads", () => {
  it("lets pass what the tolerance lets pass", () => {
    const wrong = unary({ name: "wrong", value: (x) => x * x, partials: [(x) => mul(2.001, x)] });
    assertThrows(() => checkGrads(wrong, [1], { order: 1 }), Error);
    checkGrads(wrong, [1], { order: 1, tolerance: 1e-3 });
  });

  it("says the same every time", () => {
    const wrong = (x: Scalar, y: Scalar) => mul(stopGradient(x), x, exp(y));
    const message = () => assertThrows(() => checkGrads(wrong, [1, 2]), Error).message;
    assertEquals(message(), message());
  });

  it("refuses arguments and options that make no sense", () => {
    const refused = (
      run: () => void,
      kind: typeof TypeError | typeof RangeError,
      words: string,
    ) => {
      assertThrows(run, kind, words);
    };
    // @ts-expect-error the arguments are a list
    refused(() => checkGrads(sin, 1), TypeError, "pass the list of its arguments");
    refused(() => checkGrads(sin, [1], { order: 0 }), RangeError, "the order the number 0");
    refused(() => checkGrads(sin, [1], { order: 1.5 }), RangeError, "the order the number 1.5");
    refused(() => checkGrads(sin, [1], { modes: [] }), RangeError, "the modes []");
    // @ts-expect-error there is no such mode
    refused(() => checkGrads(sin, [1], { modes: ["up"] }), RangeError, "the modes [up]");
    refused(
      () => checkGrads(sin, [1], { tolerance: NaN }),
      RangeError,
      "the tolerance the number NaN",
    );
    refused(() => checkGrads(sin, [1], { argnums: 1 as number }), RangeError, "argument 1");
    refused(
      // @ts-expect-error a Date is no part of a tree
      () => checkGrads((p: { a: Scalar; when: Date }) => p.a, [{ a: 1, when: new Date(0) }]),
      TypeError,
      "args[0].when is a Date",
    );
    refused(() => checkGrads((_x) => undefined, [1]), TypeError, "is a return missing?");
    refused(
      () => grad((x) => (checkGrads(sin, [x]), x))(1),
      TypeError,
      "inside another derivative",
    );
  });

  it("does not take functions that insist on plain numbers", () => {
    // @ts-expect-error native arithmetic is no operation on scalars
    assertThrows(() => checkGrads((x: number) => x * 2, [1]), TypeError, "use add, mul");
  });
});
