// What numeric differentiation takes and answers, which is what the exact transforms take and answer.

import { add, dot, exp, grad, jacfwd, mul, type Scalar, sin, square } from "@fluxion/ad";
import { numericDerivative, numericGrad, numericJacobian } from "@fluxion/ad/check";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assert, type IsExact } from "@std/testing/types";
import fc from "fast-check";

interface Model {
  readonly w: readonly Scalar[];
  readonly b: Scalar;
}

const loss = (model: Model): Scalar => add(dot(model.w, model.w), exp(model.b));

function assertClose(got: unknown, wanted: unknown, path = "answer"): void {
  if (typeof wanted === "number") {
    assertAlmostEquals(got as number, wanted, 1e-10 * (1 + Math.abs(wanted)), path);
    return;
  }
  assertEquals(Object.keys(got as object), Object.keys(wanted as object), path);
  for (const [key, child] of Object.entries(wanted as object)) {
    assertClose((got as Record<string, unknown>)[key], child, `${path}.${key}`);
  }
}

describe("numericDerivative", () => {
  it("answers in the shape of the result", () => {
    const got = numericDerivative((t) => ({ position: sin(t), list: [t, square(t)] as const }))(0);
    assertClose(got, { position: 1, list: [1, 0] });
    assert<IsExact<typeof got, { position: number; list: [number, number] }>>(true);
  });

  it("takes functions of scalars and of plain numbers", () => {
    const ofScalars = numericDerivative((x: Scalar) => mul(x, x));
    const ofNumbers = numericDerivative((x: number) => x * x);
    const operation = numericDerivative(sin);
    assertClose(ofScalars(3), 6);
    assertClose(ofNumbers(3), 6);
    assertClose(operation(0), 1);
    assert<IsExact<ReturnType<typeof ofScalars>, number>>(true);
    assert<IsExact<ReturnType<typeof ofNumbers>, number>>(true);
    assert<IsExact<ReturnType<typeof operation>, number>>(true);
  });

  it("nests, at the cost of digits", () => {
    assertAlmostEquals(numericDerivative(numericDerivative(Math.exp))(1), Math.E, 1e-9);
  });
});

describe("numericGrad", () => {
  it("answers in the shape of the argument", () => {
    const got = numericGrad(loss)({ w: [1, 2], b: 0 });
    assertClose(got, { w: [2, 4], b: 1 });
    assert<IsExact<typeof got, { w: number[]; b: number }>>(true);
  });

  it("answers a Float64Array for a Float64Array", () => {
    const got = numericGrad((xs: Scalar[]) => dot(xs, xs))(new Float64Array([1, 2]));
    assertEquals(got instanceof Float64Array, true);
    assertClose([...got], [2, 4]);
    assert<IsExact<typeof got, Float64Array<ArrayBuffer>>>(true);
    const ofNumbers = numericGrad((xs: number[]) => xs[0] * xs[1])(new Float64Array([1, 2]));
    assertClose([...ofNumbers], [2, 1]);
  });

  it("differentiates with respect to the arguments that argnums selects", () => {
    const f = (x: number, name: string, y: number) => x * name.length * y;
    assertClose(numericGrad(f)(2, "ab", 3), 6);
    const both = numericGrad(f, { argnums: [2, 0] })(2, "ab", 3);
    assertClose(both, [4, 6]);
    assert<IsExact<typeof both, [number, number]>>(true);
  });

  it("takes plain numbers for parameters that are not annotated", () => {
    assertClose(numericGrad((x, y) => x * y, { argnums: [0, 1] })(2, 3), [3, 2]);
  });

  it("answers the pair of gradient and error, both in the shape of the argument", () => {
    const [gradient, error] = numericGrad(loss, { errorEstimate: true })({ w: [1], b: 0 });
    assertClose(gradient, { w: [2], b: 1 });
    assertClose(error, { w: [0], b: 0 });
    assert<IsExact<typeof error, { w: number[]; b: number }>>(true);
  });

  it("agrees with grad", () => {
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ w: fc.array(coordinate, { maxLength: 4 }), b: coordinate }),
        (model) => {
          assertClose(numericGrad(loss)(model), grad(loss)(model));
        },
      ),
    );
  });
});

describe("numericJacobian", () => {
  const f = ({ x, y }: { x: Scalar; y: Scalar }) => ({ sum: add(x, y), list: [mul(x, y), sin(x)] });

  it("answers the result's tree of trees in the shape of the argument, as jacfwd does", () => {
    const got = numericJacobian(f)({ x: 2, y: 3 });
    const exact = jacfwd(f)({ x: 2, y: 3 });
    assertClose(got, exact);
    assert<IsExact<typeof got, typeof exact>>(true);
  });

  it("answers the pair of Jacobian and error", () => {
    const [jacobian, error] = numericJacobian(f, { method: "central", errorEstimate: true })({
      x: 2,
      y: 3,
    });
    assertAlmostEquals(jacobian.list[1].x, Math.cos(2), 1e-9);
    assertEquals(error.list[1].x > 0 && error.list[1].x < 1e-8, true);
    assert<IsExact<typeof error, typeof jacobian>>(true);
  });
});

describe("Numeric differentiation refuses", () => {
  it("what is no function", () => {
    // @ts-expect-error a number is no function
    assertThrows(() => numericGrad(5), TypeError, "Cannot take numericGrad of the number 5");
  });

  it("a point that is no number", () => {
    // @ts-expect-error a string is no number
    assertThrows(() => numericDerivative(sin)("1"), TypeError, 'at the string "1"');
    const f = (p: { a: Scalar; when: Date }) => p.a;
    assertThrows(
      () => numericGrad(f)({ a: 1, when: new Date(0) }),
      TypeError,
      "args[0].when is a Date",
    );
  });

  it("a point, and a result, that another derivative is following", () => {
    assertThrows(
      () => grad((x) => numericDerivative((y) => y)(x as number))(1),
      TypeError,
      "and value(x) for a box",
    );
    assertThrows(
      () => grad((x) => numericGrad((y: Scalar) => y)(x as number))(1),
      TypeError,
      "no derivative passes through a difference quotient",
    );
    assertThrows(
      () => grad((x) => numericGrad((y: Scalar) => mul(x, y))(2))(1),
      TypeError,
      "its result depends on what another derivative is following",
    );
  });

  it("results that are no numbers", () => {
    assertThrows(() => numericDerivative((x) => `${x}`)(1), TypeError, "result is a string");
    assertThrows(() => numericDerivative(() => undefined)(1), TypeError, "is a return missing?");
    // @ts-expect-error a gradient is of one real
    assertThrows(() => numericGrad((x: Scalar) => [x])(1), TypeError, "one real number is wanted");
  });

  it("results that change their shape", () => {
    assertThrows(
      () => numericDerivative((x) => x > 1 ? [x, x] : [x])(1),
      TypeError,
      "the result of the function a step away is an array of 2 where its result at the point is an " +
        "array of 1",
    );
  });

  it("options that make no sense", () => {
    const method = "complex" as "central";
    assertThrows(() => numericDerivative(sin, { method }), RangeError, "the methods are forward");
    for (const step of [0, -1, NaN, Infinity]) {
      assertThrows(
        () => numericGrad(sin, { step }),
        RangeError,
        `with the step the number ${step}`,
      );
    }
    // @ts-expect-error it is a position
    assertThrows(() => numericJacobian(sin, { argnums: "x" }), TypeError, "argnums");
    assertThrows(() => numericJacobian(sin, { argnums: 1 })(1), RangeError, "argument 1");
  });
});
