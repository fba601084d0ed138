// The ends of domains and of the doubles: IEEE limits and never a throw, no overflow on the way to
// an answer that fits, and tails that keep all their places.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import * as ad from "@fluxion/ad";
import type { Scalar } from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { forward, lettersOf, mixes, repeated, reverse, SECOND_ORDER_MODES } from "./mixes.ts";

type Row = readonly [name: string, f: (x: Scalar) => Scalar, at: number, ...known: number[]];

/** One test a row: the value, the first derivative and, where they are given, further ones. */
function itKnows(rows: readonly Row[]): void {
  for (const [name, f, at, value, ...derivatives] of rows) {
    it(`${name} at ${at}: ${value}, then ${derivatives}`, () => {
      assertClose(f(at), value, 1e-12, 0);
      derivatives.forEach((wanted, i) => {
        for (const mix of mixes(i + 1)) assertClose(repeated(mix, f)(at), wanted, 1e-12, 0);
      });
    });
  }
}

describe("At the end of its domain", () => {
  itKnows([
    ["√x", (x) => ad.sqrt(x), 0, 0, Infinity, -Infinity],
    ["√x", (x) => ad.sqrt(x), -1, NaN, NaN, NaN],
    ["x^½", (x) => ad.pow(x, 0.5), 0, 0, Infinity, -Infinity],
    ["∛x", (x) => ad.cbrt(x), 0, 0, Infinity],
    ["ln x", (x) => ad.log(x), 0, -Infinity, Infinity, -Infinity],
    ["log₂ x", (x) => ad.log2(x), 0, -Infinity, Infinity, -Infinity],
    ["log₁₀ x", (x) => ad.log10(x), 0, -Infinity, Infinity, -Infinity],
    ["ln(1 + x)", (x) => ad.log1p(x), -1, -Infinity, Infinity, -Infinity],
    ["1/x by div", (x) => ad.div(1, x), 0, Infinity, -Infinity, Infinity],
    ["1/x by reciprocal", (x) => ad.reciprocal(x), 0, Infinity, -Infinity, Infinity],
    ["1/x by pow", (x) => ad.pow(x, -1), 0, Infinity, -Infinity, Infinity],
    ["asin x", (x) => ad.asin(x), 1, Math.PI / 2, Infinity],
    ["asin x", (x) => ad.asin(x), -1, -Math.PI / 2, Infinity],
    ["acos x", (x) => ad.acos(x), 1, 0, -Infinity],
    ["acos x", (x) => ad.acos(x), -1, Math.PI, -Infinity],
    ["acosh x", (x) => ad.acosh(x), 1, 0, Infinity],
    ["atanh x", (x) => ad.atanh(x), 1, Infinity, Infinity],
    ["atanh x", (x) => ad.atanh(x), -1, -Infinity, Infinity],
  ]);
});

describe("At the end of its domain the second derivative is its limit in every mix, for", () => {
  const rows: [name: string, f: (x: Scalar) => Scalar, at: number, limit: number][] = [
    ["asin x", (x) => ad.asin(x), 1, Infinity],
    ["asin x", (x) => ad.asin(x), -1, -Infinity],
    ["acos x", (x) => ad.acos(x), 1, -Infinity],
    ["acos x", (x) => ad.acos(x), -1, Infinity],
    ["acosh x", (x) => ad.acosh(x), 1, -Infinity],
    ["atanh x", (x) => ad.atanh(x), 1, Infinity],
    ["atanh x", (x) => ad.atanh(x), -1, -Infinity],
  ];
  for (const [name, f, at, limit] of rows) {
    it(`${name} at ${at}: ${limit}`, () => {
      const found = mixes(2).map((mix) => [lettersOf(mix), repeated(mix, f)(at)]);
      assertEquals(found, mixes(2).map((mix) => [lettersOf(mix), limit]));
    });
  }
});

describe("At infinity", () => {
  itKnows([
    ["eˣ", (x) => ad.exp(x), -Infinity, 0, 0, 0],
    ["eˣ − 1", (x) => ad.expm1(x), -Infinity, -1, 0, 0],
    ["tanh x", (x) => ad.tanh(x), Infinity, 1, 0, 0],
    ["tanh x", (x) => ad.tanh(x), -Infinity, -1, 0, 0],
    ["sigmoid x", (x) => ad.sigmoid(x), Infinity, 1, 0, 0],
    ["sigmoid x", (x) => ad.sigmoid(x), -Infinity, 0, 0, 0],
    ["softplus x", (x) => ad.softplus(x), Infinity, Infinity, 1, 0],
    ["softplus x", (x) => ad.softplus(x), -Infinity, 0, 0, 0],
    ["atan x", (x) => ad.atan(x), Infinity, Math.PI / 2, 0],
    ["erf x", (x) => ad.erf(x), Infinity, 1, 0],
    ["erfc x", (x) => ad.erfc(x), -Infinity, 2, 0],
    ["ln x", (x) => ad.log(x), Infinity, Infinity, 0],
    ["√x", (x) => ad.sqrt(x), Infinity, Infinity, 0],
  ]);
});

describe("Where a factor overflows but the answer does not,", () => {
  itKnows([
    ["sigmoid x", (x) => ad.sigmoid(x), 750, 1, 0, 0],
    ["sigmoid x", (x) => ad.sigmoid(x), -750, 0, 0, 0],
    ["softplus x", (x) => ad.softplus(x), 750, 750, 1, 0],
    ["softplus x", (x) => ad.softplus(x), -750, 0, 0, 0],
    ["tanh x", (x) => ad.tanh(x), 750, 1, 0, 0],
    ["tanh x", (x) => ad.tanh(x), -750, -1, 0, 0],
    ["acosh x", (x) => ad.acosh(x), 1e200, 461.2101657793691, 1e-200],
    ["asinh x", (x) => ad.asinh(x), 1e200, 461.2101657793691, 1e-200],
    ["erfc x", (x) => ad.erfc(x), 1e200, 0, 0],
  ]);

  for (const scale of [1e200, 1e-200]) {
    it(`hypot and its derivatives keep their places at the scale ${scale}`, () => {
      const at = [3 * scale, 4 * scale];
      const bent = [[0.128, -0.096], [-0.096, 0.072]].map((row) => row.map((h) => h / scale));
      assertClose(ad.hypot(at), 5 * scale, 1e-12, 0);
      for (const { gradient } of [forward, reverse]) {
        assertClose(gradient((xs) => ad.hypot(xs))(at), [0.6, 0.8]);
      }
      for (const mode of SECOND_ORDER_MODES) {
        assertClose(ad.hessian((xs: Scalar[]) => ad.hypot(xs), { mode })(at), bent, 1e-12, 0);
      }
    });

    it(`atan2 and its gradient keep their places at the scale ${scale}`, () => {
      for (const { gradient } of [forward, reverse]) {
        const slopes = gradient(([y, x]) => ad.atan2(y, x))([scale, 2 * scale]);
        assertClose(slopes, [0.4 / scale, -0.2 / scale], 1e-12, 0);
      }
    });
  }

  it("logsumexp of thousands is the largest, with the gradient of the largest", () => {
    const logsumexp = (xs: Scalar[]) => ad.logsumexp(xs);
    for (const at of [[1000, 2000, 3000], [-3000, -2000, -1000]]) {
      assertClose(ad.logsumexp(at), at[2]);
      for (const { gradient } of [forward, reverse]) {
        assertClose(gradient(logsumexp)(at), [0, 0, 1]);
      }
      for (const mode of SECOND_ORDER_MODES) {
        const zeros = [[0, 0, 0], [0, 0, 0], [0, 0, 0]];
        assertClose(ad.hessian(logsumexp, { mode })(at), zeros);
      }
    }
  });
});

describe("In its tail", () => {
  // Computed with mpmath at 40 digits.
  itKnows([
    ["tanh x", (x) => ad.tanh(x), 10, Math.tanh(10), 8.2446144557673974e-9, -1.6489228843561127e-8],
    [
      "sigmoid x",
      (x) => ad.sigmoid(x),
      30,
      0.9999999999999064,
      9.3576229688384233e-14,
      -9.35762296883667200e-14,
    ],
    [
      "sigmoid x",
      (x) => ad.sigmoid(x),
      -700,
      9.8596765437597709e-305,
      9.8596765437597709e-305,
      9.8596765437597709e-305,
    ],
    ["softplus x", (x) => ad.softplus(x), -700, 9.8596765437597709e-305, 9.8596765437597709e-305],
    [
      "erfc x",
      (x) => ad.erfc(x),
      10,
      2.0884875837625448e-45,
      -4.1976562313544169e-44,
      8.3953124627088338e-43,
    ],
    ["erf x", (x) => ad.erf(x), 25, 1, 4.1534010636398967e-272, -2.0767005318199484e-270],
    ["eˣ − 1", (x) => ad.expm1(x), -1e-15, -9.9999999999999958e-16, 0.999999999999999, 1],
    ["eˣ − 1", (x) => ad.expm1(x), -700, -1, 9.8596765437597709e-305, 9.8596765437597709e-305],
    ["ln(1 + x)", (x) => ad.log1p(x), 1e-20, 1e-20, 1, -1],
    ["asin x", (x) => ad.asin(x), 1 - 2 ** -50, Math.asin(1 - 2 ** -50), 23726566.406062894],
    ["acosh x", (x) => ad.acosh(x), 1 + 2 ** -50, Math.acosh(1 + 2 ** -50), 23726566.406062883],
    ["atanh x", (x) => ad.atanh(x), 1 - 2 ** -50, Math.atanh(1 - 2 ** -50), 562949953421312.25],
  ]);
});

describe("Not a number", () => {
  const isFollowed = (f: unknown): f is ad.Unary => {
    const partials = typeof f === "function" && "row" in f && (f as ad.Unary).row.partials;
    return Array.isArray(partials) && partials.length === 1 && typeof partials[0] === "function";
  };

  it("stays NaN through every operation of one real, and so do its derivatives", () => {
    const operations = Object.values(ad).filter(isFollowed);
    assert(operations.length > 25);
    for (const f of operations) {
      const slopes = [forward, reverse].map(({ derivative }) => derivative((x) => f(x))(NaN));
      assertClose({ [f.row.name]: [f(NaN), ...slopes] }, { [f.row.name]: [NaN, NaN, NaN] });
    }
  });

  it("goes to the operand that it came from", () => {
    for (const { jacobian } of [forward, reverse]) {
      assertClose(jacobian(ad.max, { argnums: [0, 1] })(NaN, 1), [NaN, 0]);
      assertClose(jacobian(ad.min, { argnums: [0, 1] })(1, NaN), [0, NaN]);
      assertClose(jacobian(ad.clamp, { argnums: [0, 1, 2] })(NaN, 0, 1), [NaN, 0, 0]);
      assertClose(jacobian(ad.hypot, { argnums: [0, 1] })(NaN, 1), [NaN, NaN]);
      assertClose(jacobian(ad.atan2, { argnums: [0, 1] })(NaN, 1), [NaN, NaN]);
    }
  });

  it("is not hidden where it is a factor, and does not come from a finite value", () => {
    for (const { derivative } of [forward, reverse]) {
      assertClose(derivative((x) => ad.mul(x, NaN))(1), NaN);
      assertClose(derivative((x) => ad.add(x, NaN))(1), 1);
      assertClose(derivative((x) => ad.mul(0, ad.sqrt(x)))(0), NaN);
    }
  });
});
