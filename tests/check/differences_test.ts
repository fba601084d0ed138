// How many digits the three methods have, and whether their error estimates may be believed.

import { numericDerivative } from "@fluxion/ad/check";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";

interface Case {
  readonly name: string;
  readonly f: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly points: readonly number[];
}

const smooth: readonly Case[] = [
  { name: "exp", f: Math.exp, slope: Math.exp, points: [0, 1e-100, 1, -3, 20, 700, -700] },
  { name: "sin", f: Math.sin, slope: Math.cos, points: [0, 1e-10, 1, -3, 100] },
  {
    name: "log",
    f: Math.log,
    slope: (x) => 1 / x,
    points: [1e-300, 1e-8, 0.01, 1, 5, 1e10, 1e300],
  },
  { name: "sqrt", f: Math.sqrt, slope: (x) => 0.5 / Math.sqrt(x), points: [1e-300, 0.01, 3, 1e10] },
  {
    name: "1/x",
    f: (x) => 1 / x,
    slope: (x) => -1 / x / x,
    points: [1e-100, 1e-8, 0.5, -7, 1e100],
  },
  { name: "x³", f: (x) => x ** 3, slope: (x) => 3 * x * x, points: [1, 2, -1e-2, 1e100] },
  { name: "tan", f: Math.tan, slope: (x) => 1 / Math.cos(x) ** 2, points: [1, 1.5, 1.57] },
  { name: "asin", f: Math.asin, slope: (x) => 1 / Math.sqrt(1 - x * x), points: [0, 0.5, 0.99] },
  {
    name: "tanh(10⁹x)",
    f: (x) => Math.tanh(1e9 * x),
    slope: (x) => 1e9 / Math.cosh(1e9 * x) ** 2,
    points: [0, 1e-9],
  },
];

function relativeError(got: number, wanted: number): number {
  return Math.abs(got - wanted) / Math.abs(wanted);
}

describe("Richardson's extrapolation", () => {
  it("has nearly all digits, at any scale of the point and of the function", () => {
    for (const { name, f, slope, points } of smooth) {
      for (const x of points) {
        const error = relativeError(numericDerivative(f)(x), slope(x));
        assert(error < 1e-11, `${name} at ${x}: ${error}`);
      }
    }
  });

  it("finds the derivative of oscillations far faster than the first step", () => {
    const wave = numericDerivative((x) => Math.sin(1000 * x));
    assert(relativeError(wave(7.3), 1000 * Math.cos(7300)) < 1e-11);
    assert(relativeError(numericDerivative(Math.sin)(1e10), Math.cos(1e10)) < 1e-6);
  });

  it("is not misled by a spike that its first steps pass over", () => {
    const spike = (x: number) => Math.exp(-((1e6 * (x - 1)) ** 2));
    const x = 1 + 1e-6;
    assert(relativeError(numericDerivative(spike)(x), -2e12 * (x - 1) * spike(x)) < 1e-10);
  });

  it("takes smaller steps beside the edge of a domain", () => {
    assert(
      relativeError(numericDerivative(Math.asin)(0.999999), 1 / Math.sqrt(1 - 0.999999 ** 2)) <
        1e-9,
    );
    assert(relativeError(numericDerivative((x) => Math.log(x - 1e6))(1e6 + 1 / 1024), 1024) < 1e-6);
  });

  it("calls a well-behaved function about twenty times", () => {
    let calls = 0;
    numericDerivative((x) => (calls++, Math.exp(x)))(1);
    assert(calls < 25, String(calls));
  });
});

describe("Forward and central differences", () => {
  it("have half and two thirds of the digits", () => {
    assertAlmostEquals(numericDerivative(Math.exp, { method: "forward" })(1), Math.E, 2e-7);
    assertAlmostEquals(numericDerivative(Math.exp, { method: "central" })(1), Math.E, 2e-10);
  });

  it("call the function once and twice beside the point, and twice more for the error", () => {
    const calls = (method: "forward" | "central", errorEstimate: boolean) => {
      let count = 0;
      const f = (x: number) => (count++, x);
      if (errorEstimate) numericDerivative(f, { method, errorEstimate })(1);
      else numericDerivative(f, { method })(1);
      return count;
    };
    assertEquals(calls("forward", false), 2);
    assertEquals(calls("central", false), 3);
    assertEquals(calls("forward", true), 4);
    assertEquals(calls("central", true), 5);
  });

  it("answer the same with and without an error estimate", () => {
    for (const method of ["forward", "central"] as const) {
      const [derivative] = numericDerivative(Math.tan, { method, errorEstimate: true })(1);
      assertEquals(numericDerivative(Math.tan, { method })(1), derivative);
    }
  });

  it("take the step that is given, in units of max(|x|, 1)", () => {
    const square = (x: number) => x * x;
    assertEquals(numericDerivative(square, { method: "forward", step: 0.5 })(0), 0.5);
    assertEquals(numericDerivative(square, { method: "forward", step: 0.5 })(8), 20);
    assertEquals(numericDerivative((x) => x ** 3, { method: "central", step: 0.5 })(0), 0.25);
  });

  it("take smaller steps beside the edge of a domain", () => {
    const [slope, error] = numericDerivative(Math.log, { method: "central", errorEstimate: true })(
      1e-6,
    );
    assert(Math.abs(slope - 1e6) <= error && error < 3e5, `${slope} ± ${error}`);
  });
});

describe("An error estimate", () => {
  const methods = ["forward", "central", "richardson"] as const;

  it("covers the error of smooth functions, by all three methods", () => {
    const functions: readonly Omit<Case, "points">[] = [
      { name: "exp", f: Math.exp, slope: Math.exp },
      { name: "sin", f: Math.sin, slope: Math.cos },
      { name: "atan", f: Math.atan, slope: (x) => 1 / (1 + x * x) },
      { name: "polynomial", f: (x) => (x - 1) * (x + 2) * x, slope: (x) => 3 * x * x + 2 * x - 2 },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...functions),
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.constantFrom(...methods),
        ({ f, slope }, x, method) => {
          const [derivative, error] = numericDerivative(f, { method, errorEstimate: true })(x);
          const wanted = slope(x);
          const ownRounding = 4 * Number.EPSILON * (1 + Math.abs(wanted));
          assert(Math.abs(derivative - wanted) <= 4 * error + ownRounding);
          assert(error <= 1e-5 * (1 + Math.abs(f(x)) + Math.abs(wanted)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is never less than the rounding of the values", () => {
    for (const method of methods) {
      const [slope, error] = numericDerivative(() => 1e6, { method, errorEstimate: true })(1);
      assertEquals(slope, 0);
      assert(error >= 1e6 * Number.EPSILON);
    }
  });

  it("says that there is no derivative at a kink", () => {
    for (const method of methods) {
      const [slope, error] = numericDerivative(Math.abs, { method, errorEstimate: true })(0);
      assert(error >= 1 - Math.abs(slope) && error >= 0.9, `${method}: ${slope} ± ${error}`);
    }
    const [slope, error] = numericDerivative((x) => Math.max(x, 0), { errorEstimate: true })(0);
    assertEquals([slope, Math.round(2 * error)], [0.5, 1]);
  });

  it("is Infinity where nothing is known: at a pole, at an edge, where the point is not finite", () => {
    const at = (f: (x: number) => number, x: number) =>
      numericDerivative(f, { errorEstimate: true })(x);
    assertEquals(at((x) => 1 / x, 0), [NaN, Infinity]);
    assertEquals(at(Math.sqrt, 0), [NaN, Infinity]);
    assertEquals(at(Math.sin, NaN), [NaN, Infinity]);
    assertEquals(at(Math.sin, Infinity), [NaN, Infinity]);
    assertEquals(at((x) => x, Number.MAX_VALUE), [NaN, Infinity]);
  });

  it("is given for each component by itself", () => {
    const [slopes, errors] = numericDerivative(
      (x) => ({ smooth: Math.exp(x), kink: Math.abs(x), edge: Math.sqrt(x) }),
      { errorEstimate: true },
    )(0);
    assertAlmostEquals(slopes.smooth, 1, 1e-13);
    assert(errors.smooth < 1e-12);
    assert(errors.kink >= 0.9);
    assertEquals([slopes.edge, errors.edge], [NaN, Infinity]);
  });
});
