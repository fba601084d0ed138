// Laplace's approximation: exact on normal densities, near on others, differentiated by what the density depends on.

import { assert, assertAlmostEquals, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { AssertTrue, IsExact } from "@std/testing/types";
import {
  add,
  derivative,
  div,
  dot,
  exp,
  grad,
  gt,
  hessian,
  log,
  mul,
  neg,
  type Scalar,
  square,
  sub,
  sum,
} from "@fluxion/ad";
import { checkGrads } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { normalLogDensity, poissonLogDensity } from "@fluxion/ad/density";
import { laplace } from "@fluxion/ad/fit";
import { determinant, inverse, matmul } from "@fluxion/ad/linalg";
import { assertClose } from "../assert_close.ts";

describe("Laplace's approximation", () => {
  it("is exact of a normal density, in one step and a last one", () => {
    const covariance = [[4, 1.9, 0.1], [1.9, 1, 0], [0.1, 0, 9]];
    const precision = inverse(covariance);
    const means = [1, 20, -300];
    const logDensity = ({ xs, y }: { xs: Scalar[]; y: Scalar }) => {
      const d = [...xs, y].map((own, i) => sub(own, means[i]));
      return mul(-0.5, dot(d, matmul(precision, d)));
    };
    const found = laplace(logDensity, { xs: Float64Array.of(0, 0), y: 0 });
    assert(found.mode.xs instanceof Float64Array);
    assertClose({ xs: [...found.mode.xs], y: found.mode.y }, { xs: [1, 20], y: -300 }, 1e-11);
    assertClose(found.covariance, covariance, 1e-11);
    assertClose([...found.standardDeviations.xs, found.standardDeviations.y], [2, 1, 3], 1e-11);
    assertEquals(Deno.inspect(found), String(found));
    assertClose(
      found.logEvidence,
      1.5 * Math.log(2 * Math.PI) + 0.5 * Math.log(determinant(covariance)),
    );
    assertEquals(found.iterations, 2);
    assertEquals(
      String(found),
      `Laplace's approximation, after 2 steps: the log-evidence is ${
        found.logEvidence.toPrecision(7)
      }
          mode     sd
xs[0]     1.00   2.00
xs[1]   20.000  1.000
y      -300.00   3.00`,
    );
  });

  it("is near the evidence of a Poisson model, by quadrature, and finds its mode", () => {
    const counts = [30, 25, 41, 36];
    const logDensity = (logRate: Scalar) =>
      add(
        normalLogDensity(logRate, 3, 1),
        sum(counts.map((count) => poissonLogDensity(count, exp(logRate)))),
      );
    const { mode, covariance, logEvidence } = laplace(logDensity, 0);
    assertAlmostEquals(derivative(logDensity)(mode), 0, 1e-9);
    assertAlmostEquals(covariance[0][0], -1 / derivative(derivative(logDensity))(mode), 1e-12);
    let total = 0;
    for (let x = 2.5; x < 4.5; x += 0.001) total += 0.001 * Math.exp(logDensity(x) as number);
    assertAlmostEquals(logEvidence, Math.log(total), 2e-3);
  });

  it("comes from far away, and through where the density is no peak", () => {
    // The negative of Rosenbrock's function, whose Hessian is indefinite in much of the plane.
    const valley = ([x, y]: Scalar[]) =>
      neg(add(square(sub(1, x)), mul(100, square(sub(y, square(x))))));
    for (const start of [[-1.2, 1], [0, 5], [30, -4]]) {
      const { mode } = laplace(valley, start);
      assertClose(mode, [1, 1], 1e-9);
    }
    const cauchy = (x: Scalar) => neg(log(add(1, square(sub(x, 3)))));
    assertAlmostEquals(laplace(cauchy, 40).mode, 3, 1e-9);
    const half = (x: Scalar) => gt(x, 0) ? sub(log(x), x) : mul(-Infinity, square(x));
    assertAlmostEquals(laplace(half, 0.01, { compile: false }).mode, 1, 1e-9);
  });

  it("has a mode, covariances and an evidence that are differentiated by arguments, to any order", () => {
    const data = [1.3, 0.2, 2.6, 1.1];
    const logDensity = (
      { mean, trend }: { mean: Scalar; trend: Scalar },
      { noise, width }: { noise: Scalar; width: Scalar },
      ys: readonly number[],
    ) =>
      sum([
        normalLogDensity(mean, 0, width),
        normalLogDensity(trend, 0, 1),
        ...ys.map((y, t) => normalLogDensity(y, add(mean, mul(t, trend)), noise)),
      ]);
    const evidence = (noise: Scalar, width: Scalar) =>
      laplace(logDensity, { mean: 0, trend: 0 }, { args: [{ noise, width }, data] }).logEvidence;
    // The evidence of data that are normal together.
    const exact = (noise: number, width: number) => {
      const covariance = data.map((_, i) =>
        data.map((_, j) => width ** 2 + i * j + (i === j ? noise ** 2 : 0))
      );
      const fit = dot(data, matmul(inverse(covariance), data));
      return -0.5 * (fit + Math.log(determinant(covariance)) + data.length * Math.log(2 * Math.PI));
    };
    assertAlmostEquals(evidence(0.5, 2) as number, exact(0.5, 2), 1e-10);
    checkGrads(evidence, [0.5, 2], { order: 2 });
    const byMode = grad((noise: Scalar) => {
      const found = laplace(logDensity, { mean: 0, trend: 0 }, {
        args: [{ noise, width: 2 }, data],
      });
      type _Mode = AssertTrue<IsExact<typeof found.mode, { mean: Scalar; trend: Scalar }>>;
      type _Evidence = AssertTrue<IsExact<typeof found.logEvidence, Scalar>>;
      assertMatch(String(found), /^mean +\d/m);
      return add(found.mode.mean, found.covariance[0][0]);
    });
    const at = (noise: number) => {
      const found = laplace(logDensity, { mean: 0, trend: 0 }, {
        args: [{ noise, width: 2 }, data],
      });
      type _Number = AssertTrue<IsExact<typeof found.logEvidence, number>>;
      return found.mode.mean + found.covariance[0][0];
    };
    assertAlmostEquals(byMode(0.5), (at(0.5001) - at(0.4999)) / 0.0002, 1e-6);
    assertClose(
      hessian((x: Scalar[]) => evidence(x[0], x[1]))([0.5, 2])[0][1],
      (exact(0.501, 2.001) - exact(0.501, 1.999) - exact(0.499, 2.001) + exact(0.499, 1.999)) /
        4e-6,
      1e-3,
    );
  });
});

describe("Laplace's approximation within derivatives", () => {
  const logDensity = (x: Scalar, a: Scalar) => neg(div(square(sub(x, square(a))), mul(2, a)));
  // A normal density with the mean a² and the variance a.
  const exact = (a: number) => 0.5 * Math.log(2 * Math.PI * a);

  it("follows what the log-density closes over, beside arguments or alone", () => {
    const closing = (a: Scalar) => {
      const found = laplace((x: Scalar) => logDensity(x, a), 1);
      return add(found.logEvidence, found.mode);
    };
    assertAlmostEquals(grad(closing)(4), 1 / 8 + 8, 1e-9);
    assertAlmostEquals(derivative(closing)(4), 1 / 8 + 8, 1e-9);
    assertAlmostEquals(derivative(derivative(closing))(4), -1 / 32 + 2, 1e-8);
    const both = (a: Scalar) =>
      laplace((x: Scalar, b: Scalar) => add(logDensity(x, a), b), 1, { args: [mul(3, a)] })
        .logEvidence;
    assertAlmostEquals(grad(both)(4), 1 / 8 + 3, 1e-9);
    const ordinary = (s: number) => laplace((x: Scalar) => logDensity(x, s), 1).logEvidence;
    assertAlmostEquals(ordinary(4), exact(4), 1e-12);
  });

  it("is one of the operations of a compiled function", () => {
    const compiled = jit(grad((a: Scalar) => laplace(logDensity, 1, { args: [a] }).logEvidence));
    for (const a of [4, 5, 6, 7]) assertAlmostEquals(compiled(a), 0.5 / a, 1e-9);
    assertEquals(compiled.stats().uncompiled, undefined);
  });
});

describe("Laplace's approximation refuses", () => {
  const refused = (f: unknown, start: unknown, text: string, options = {}) =>
    assertThrows(() => laplace(f as never, start as never, options), Error, text);
  const action = "Cannot take Laplace's approximation of ";

  it("densities without a maximum", () => {
    const ridge = ([x, y]: Scalar[]) => neg(square(add(x, y)));
    refused(ridge, [1, 2], action + "ridge: ");
    refused((x: Scalar) => x, 0, "steps; the highest place is x = ");
    refused((x: Scalar) => square(x), 1, "the density is no peak. Give every parameter a prior");
    refused((x: Scalar) => neg(square(x)), 9, "found in 1 steps; the", { maxIterations: 1 });
    const pointed = (x: Scalar) => mul(-1, square(square(x)));
    refused(pointed, 0, "no maximum was found in ");
  });

  it("starts, functions and options that are none", () => {
    refused(
      (p: { a: Scalar }) => log(p.a),
      { a: -1 },
      "the log-density is NaN at the start, where a",
    );
    refused((x: Scalar) => neg(square(x)), NaN, "the start has x = NaN");
    refused("f", 0, action + 'the string "f": the log-density comes first');
    const f = (x: Scalar) => neg(square(x));
    refused(f, 0, "the options are args, maxIterations, compile", { constraints: {} });
    refused(f, 0, "with maxIterations the number 0: it is a whole number, 1 or more", {
      maxIterations: 0,
    });
    refused(f, 0, "with args the number 3", { args: 3 });
    refused(f, 0, 'with compile the string "no"', { compile: "no" });
  });
});
