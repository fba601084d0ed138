// The logarithms of tails of special functions: both sum to one, their derivatives are densities, and what happens at
// the ends of their domains.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { derivative, grad, hessian, type Scalar } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import * as special from "@fluxion/ad/special";
import { assertClose } from "../assert_close.ts";
import { law } from "../laws/runs.ts";

const between = (least: number, most: number) =>
  fc.double({ min: Math.log(least), max: Math.log(most), noNaN: true }).map(Math.exp);
const shape = between(1e-3, 300);

describe("Tails of special functions", () => {
  law(
    "I(a, b, x) and its complement sum to one, and so do their logarithms",
    fc.property(shape, shape, fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (a, b, x) => {
      assertClose(special.betainc(a, b, x) + special.betaincc(a, b, x), 1, 1e-12);
      const [below, above] = [special.logBetainc(a, b, x), special.logBetaincc(a, b, x)];
      assertClose(Math.exp(below) + Math.exp(above), 1, 1e-12 * (1 - Math.max(below, above)));
      const gradient = grad(special.logBetaincc, { argnums: [0, 1, 2] });
      const own = gradient(a, b, x) as number[];
      const lower = grad(special.betainc, { argnums: [0, 1, 2] })(a, b, x) as number[];
      const upper = special.betaincc(a, b, x);
      if (upper > 1e-200) assertClose(own, lower.map((y) => -y / upper), 1e-9, 1e-3);
      assertEquals(jit(gradient)(a, b, x), own);
    }),
  );

  law(
    "Student's distribution function is symmetric, and its slope is the density over it",
    fc.property(between(0.01, 1e4), fc.double({ min: -50, max: 50, noNaN: true }), (n, z) => {
      const [below, above] = [special.logStudentCdf(n, z), special.logStudentCdf(n, -z)];
      assertClose(Math.exp(below) + Math.exp(above), 1, 1e-13);
      const slope = derivative((t: Scalar) => special.logStudentCdf(n, t))(z) as number;
      const logDensity = -0.5 * (n + 1) * Math.log1p(z * z / n) - 0.5 * Math.log(n) -
        special.lbeta(0.5, n / 2);
      assertClose(slope, Math.exp(logDensity - below), 1e-11, 1e-290);
      const second = hessian(([m, t]: Scalar[]) => special.logStudentCdf(m, t))([n, z]);
      assert((second as number[][]).flat().every(Number.isFinite), `${second}`);
    }),
  );

  it("Student's distribution function at 0, far out, and at the ends", () => {
    const f = special.logStudentCdf;
    assertEquals(f(3, 0), -Math.LN2);
    assertClose(derivative((z: Scalar) => f(3, z))(0), 4 / (Math.sqrt(3) * Math.PI), 1e-15);
    assertEquals(derivative((n: Scalar) => f(n, 0))(3), 0);
    assertEquals([f(3, -Infinity), f(3, Infinity)], [-Infinity, 0]);
    assertEquals(grad(f, { argnums: [0, 1] })(3, -Infinity), [-Infinity, 0]);
    assertEquals(grad(f, { argnums: [0, 1] })(3, Infinity), [0, 0]);
    for (const xs of [[0, 1], [-1, 1], [NaN, 1], [3, NaN], [Infinity, 1]]) {
      assertEquals(f(xs[0], xs[1]), NaN);
      assertEquals(grad(f, { argnums: [0, 1] })(xs[0], xs[1]), [NaN, NaN]);
    }
    // Where the square of z overflows, T is a power: ln T = ½·3·(ln 3 − 2 ln z) + ….
    const slope = derivative((z: Scalar) => f(3, z))(-1e200) as number;
    assertClose(slope / 3e-200, 1, 1e-14);
    assertClose(f(3, -1e200) - f(3, -1e199), -3 * Math.LN10, 1e-12);
  });

  it("Student's distribution function by a large number of degrees, relative to its reciprocal", () => {
    // By mpmath, as the references.
    const slope = derivative((n: Scalar) => special.logStudentCdf(n, 0.7))(1e4) as number;
    assertClose(slope, 1.074064604248381e-9, 64 * 2 ** -52, 1e-4);
    assert(slope > 1.074e-9 && slope < 1.075e-9);
  });

  it("complements of the incomplete beta function at the ends", () => {
    const [f, log] = [special.betaincc, special.logBetaincc];
    assertEquals([f(2, 3, 0), f(2, 3, 1), f(2, 3, 1.5), f(-1, 3, 0.5)], [1, 0, NaN, NaN]);
    assertEquals([log(2, 3, 0), log(2, 3, 1)], [0, -Infinity]);
    assertEquals(grad(log, { argnums: [0, 1, 2] })(2, 3, 1), [0, -Infinity, -Infinity]);
    assertEquals(derivative((x: Scalar) => log(1, 3, x))(0), -3);
    assertEquals(derivative((x: Scalar) => log(2, 3, x))(0), -0);
    assertEquals(derivative((x: Scalar) => log(2, 3, x))(7), NaN);
    assertEquals([f(0, 3, 0.5), f(2, 0, 0.5)], [0, 1]);
  });

  it("derivatives of the beta function where there is none, and at infinity", () => {
    for (const xs of [[-0.5, 2], [2, 0], [NaN, 1]]) {
      const [x, y] = xs;
      assertEquals(grad(special.beta, { argnums: [0, 1] })(x, y), [NaN, NaN]);
    }
    assertEquals(grad(special.beta, { argnums: [0, 1] })(Infinity, 2), [0, 0]);
  });

  law(
    "mixed derivatives of the beta function, by Pascal's rule B(a, b) = B(a + 1, b) + B(a, b + 1)",
    fc.property(between(1e-6, 30), between(1e-6, 30), (a, b) => {
      const mixed = (x: number, y: number) =>
        (hessian(([u, v]: Scalar[]) => special.beta(u, v))([x, y]) as number[][])[0][1];
      const [right, up] = [mixed(a + 1, b), mixed(a, b + 1)];
      assertClose(mixed(a, b), right + up, 1e-11, Math.abs(right) + Math.abs(up));
    }),
  );

  it("derivatives of logarithms of incomplete gamma functions at the ends", () => {
    const second = (f: typeof special.logGammainc, a: number, x: number) =>
      derivative(derivative((y: Scalar) => f(a, y)))(x);
    assertEquals(second(special.logGammainc, 2, Infinity), 0);
    assertEquals(second(special.logGammaincc, 2, 0), NaN);
    assertEquals(second(special.logGammainc, 2, -1), NaN);
    assertClose(second(special.logGammaincc, 1, 3), 0, 1e-15, 1);
    // For a = 1 it is ln(1 − e⁻ˣ), with the second derivative −e⁻ˣ/(1 − e⁻ˣ)².
    for (const x of [0.1, 1, 1.9, 2.5, 9]) {
      const wanted = -Math.exp(-x) / Math.expm1(-x) ** 2;
      assertClose(second(special.logGammainc, 1, x), wanted, 1e-12, 0);
    }
  });
});
