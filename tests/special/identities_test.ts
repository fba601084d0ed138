// Special functions satisfy the identities between them, over all regimes of their arguments (NIST DLMF), and say NaN where
// they are given one.

import { add, derivative, erfc, exp, log, mul, sub } from "@fluxion/ad";
import * as special from "@fluxion/ad/special";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";

/** Asserts that numbers agree, relative to the largest of some. */
function near(a: number, b: number, tolerance: number, ...scale: number[]): void {
  const size = Math.max(Math.abs(a), Math.abs(b), ...scale.map(Math.abs), Number.MIN_VALUE);
  const isNear = Object.is(a, b) || Math.abs(a - b) <= tolerance * size;
  assert(isNear, `${a} and ${b} differ by ${Math.abs(a - b) / size}`);
}

/** A positive number of any size between two. */
const between = (least: number, most: number) =>
  fc.double({ min: Math.log(least), max: Math.log(most), noNaN: true }).map(Math.exp);
const shape = between(1e-3, 1e4);

describe("Special functions satisfy", () => {
  law(
    "Γ(x + 1) = x·Γ(x), and its logarithm and derivatives",
    fc.property(between(1e-6, 150), (x) => {
      near(special.gamma(x + 1) as number, x * (special.gamma(x) as number), 1e-13 * (1 + x));
      const lg = [special.lgamma(x + 1), special.lgamma(x)] as number[];
      near(lg[0] - lg[1], Math.log(x), 1e-13, lg[0], lg[1], 1);
      const psi = [special.digamma(x + 1), special.digamma(x)] as number[];
      near(psi[0] - psi[1], 1 / x, 1e-12, psi[0], psi[1]);
      const tri = [special.trigamma(x + 1), special.trigamma(x)] as number[];
      near(tri[1] - tri[0], 1 / x ** 2, 1e-12, tri[0], tri[1]);
      const poly = [special.polygamma(3, x + 1), special.polygamma(3, x)] as number[];
      near(poly[1] - poly[0], 6 / x ** 4, 1e-11, poly[0], poly[1]);
    }),
  );

  law(
    "P(a, x) + Q(a, x) = 1, and what their logarithms say of it",
    fc.property(shape, between(1e-4, 20), (a, ratio) => {
      const x = a * ratio;
      const [p, q] = [special.gammainc(a, x), special.gammaincc(a, x)] as number[];
      near(p + q, 1, 1e-12);
      const [logP, logQ] = [special.logGammainc(a, x), special.logGammaincc(a, x)] as number[];
      near(Math.exp(logP), p, 1e-11 * (1 + Math.abs(logP)));
      near(Math.exp(logQ), q, 1e-11 * (1 + Math.abs(logQ)));
    }),
  );

  law(
    "I(a, b, x) + I(b, a, 1 − x) = 1",
    fc.property(shape, shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, x) => {
      // 1 − x has to be a number.
      const y = Math.round(x * 2 ** 20) / 2 ** 20;
      const [left, right] = [special.betainc(a, b, y), special.betainc(b, a, 1 - y)] as number[];
      near(left + right, 1, 1e-10);
      const logarithm = special.logBetainc(a, b, y) as number;
      near(Math.exp(logarithm), left, 1e-9 * (1 + Math.abs(logarithm)));
    }),
  );

  law(
    "B(a, b) = Γ(a)·Γ(b)/Γ(a + b)",
    fc.property(between(0.01, 60), between(0.01, 60), (a, b) => {
      const parts = [a, b, a + b].map((x) => special.lgamma(x) as number);
      near(special.lbeta(a, b) as number, parts[0] + parts[1] - parts[2], 1e-13, ...parts, 1);
      near(Math.log(special.beta(a, b) as number), special.lbeta(a, b) as number, 1e-12, 1);
    }),
  );

  law(
    "the inverses of the error function and of the normal distribution",
    fc.property(between(1e-300, 1), fc.boolean(), (p, isUpper) => {
      const x = special.erfcinv(isUpper ? 2 - p : p) as number;
      near(erfc(x) as number, isUpper ? 2 - p : p, 1e-11 * (1 + x * x));
      const z = special.normalQuantile(p) as number;
      if (Number.isFinite(z)) near(special.normalCdf(z) as number, p, 1e-11 * (1 + z * z));
      const y = special.erfinv(isUpper ? p : -p) as number;
      near(y, -(special.erfinv(isUpper ? -p : p) as number), 0);
    }),
  );

  law(
    "erfcx(x) = exp(x²)·erfc(x), and the logarithm of tails",
    fc.property(fc.double({ min: -5, max: 25, noNaN: true }), (x) => {
      near(special.erfcx(x) as number, Math.exp(x * x) * (erfc(x) as number), 1e-12 * (1 + x * x));
      near(special.logErfc(x) as number, Math.log(erfc(x) as number), 1e-12, 1);
      const z = -x;
      near(special.logNormalCdf(z) as number, Math.log(special.normalCdf(z) as number), 1e-11, 1);
    }),
  );

  law(
    "n·E(n + 1, x) = e⁻ˣ − x·E(n, x)",
    fc.property(fc.integer({ min: 1, max: 8 }), between(1e-5, 300), (n, x) => {
      const [now, next] = [special.expint(n, x), special.expint(n + 1, x)] as number[];
      near(n * next, Math.exp(-x) - x * now, 1e-12, Math.exp(-x), x * now);
      if (n === 1) near(special.exp1(x) as number, now, 1e-14);
    }),
  );

  law(
    "the recurrences and Wronskians of Bessel functions",
    fc.property(fc.integer({ min: 1, max: 12 }), between(0.01, 200), (n, x) => {
      const j = [n - 1, n, n + 1].map((order) => special.besselJ(order, x) as number);
      near(j[0] + j[2], 2 * n / x * j[1], 1e-11 * (1 + n * n / x), 1, 2 * n / x);
      const y = [n - 1, n, n + 1].map((order) => special.besselY(order, x) as number);
      near(y[0] + y[2], 2 * n / x * y[1], 1e-10, y[0], y[2]);
      near(j[1] * y[0] - j[0] * y[1], 2 / (Math.PI * x), 1e-9, j[1] * y[0], j[0] * y[1]);
      const i = [n - 1, n, n + 1].map((order) => special.besselI(order, x) as number);
      near(i[0] - i[2], 2 * n / x * i[1], 1e-11, i[0], i[2]);
      const k = [n - 1, n, n + 1].map((order) => special.besselK(order, x) as number);
      near(k[2] - k[0], 2 * n / x * k[1], 1e-11, k[2], k[0]);
      if (x < 300) near(i[1] * k[0] + i[0] * k[1], 1 / x, 1e-11);
    }),
  );

  law(
    "what Bessel functions of order 0 and 1 have without their exponentials",
    fc.property(between(1e-3, 600), (x) => {
      near(
        special.besselI0e(x) as number,
        (special.besselI0(x) as number) * Math.exp(-x),
        1e-12 * (1 + x),
      );
      near(
        special.besselI1e(x) as number,
        (special.besselI1(x) as number) * Math.exp(-x),
        1e-12 * (1 + x),
      );
      near(
        special.besselK0e(x) as number,
        (special.besselK0(x) as number) * Math.exp(x),
        1e-12 * (1 + x),
      );
      near(
        special.besselK1e(x) as number,
        (special.besselK1(x) as number) * Math.exp(x),
        1e-12 * (1 + x),
      );
    }),
  );

  law(
    "W·e^W = x, on both branches",
    fc.property(
      between(1e-12, 1e8),
      fc.double({ min: 1e-6, max: 0.999999, noNaN: true }),
      (x, part) => {
        const w = special.lambertW(x) as number;
        near(w * Math.exp(w), x, 1e-13 * (1 + Math.abs(w)));
        const y = -part / Math.E;
        for (const branch of [0, -1] as const) {
          const own = special.lambertW(y, branch) as number;
          near(own * Math.exp(own), y, 1e-12 * (1 + Math.abs(own)));
          assert(branch === 0 ? own >= -1 : own <= -1);
        }
      },
    ),
  );

  law(
    "ζ(s, q) = ζ(s, q + 1) + q⁻ˢ",
    fc.property(fc.double({ min: 1.1, max: 20, noNaN: true }), between(0.1, 50), (s, q) => {
      const [here, next] = [special.zeta(s, q), special.zeta(s, q + 1)] as number[];
      near(here, next + q ** -s, 1e-11);
    }),
  );

  law(
    "what their names say: x·ln y, the entropy, and the logarithm of a difference",
    fc.property(between(1e-3, 50), between(1e-3, 50), (x, y) => {
      near(special.xlogy(x, y) as number, x * Math.log(y), 1e-14);
      near(special.xlog1py(x, y) as number, x * Math.log1p(y), 1e-14);
      near(special.entropy(x) as number, -x * Math.log(x), 1e-14);
      const expected = log(sub(exp(x + y), exp(x))) as number;
      near(special.logsubexp(x + y, x) as number, expected, 1e-11, 1);
      const slope = derivative((t) => special.xlogy(t, add(1, mul(t, t))))(x);
      near(slope, Math.log(1 + x * x) + 2 * x * x / (1 + x * x), 1e-13);
    }),
  );
});

describe("Special functions of nothing", () => {
  const one = [
    "gamma",
    "lgamma",
    "digamma",
    "trigamma",
    "erfinv",
    "erfcinv",
    "erfcx",
    "logErfc",
    "normalCdf",
    "logNormalCdf",
    "normalQuantile",
    "exp1",
    "expi",
    "besselJ0",
    "besselJ1",
    "besselY0",
    "besselY1",
    "besselI0",
    "besselI1",
    "besselK0",
    "besselK1",
    "besselI0e",
    "besselI1e",
    "besselK0e",
    "besselK1e",
    "lambertW",
    "entropy",
    "sinhc",
    "cosc",
  ] as const;
  for (const name of one) {
    it(`are NaN, and so are their derivatives: ${name}`, () => {
      const f = special[name] as typeof special.gamma;
      assert(Number.isNaN(f(NaN)));
      assert(Number.isNaN(derivative((x) => f(x))(NaN)));
    });
  }

  const two = [
    "gammainc",
    "gammaincc",
    "logGammainc",
    "logGammaincc",
    "beta",
    "lbeta",
    "xlogy",
    "xlog1py",
    "logsubexp",
    "zeta",
  ] as const;
  for (const name of two) {
    it(`are NaN, whichever operand is: ${name}`, () => {
      const f = special[name] as typeof special.beta;
      assert(Number.isNaN(f(NaN, 2)) && Number.isNaN(f(2, NaN)) && Number.isNaN(f(NaN, NaN)));
    });
  }
});
