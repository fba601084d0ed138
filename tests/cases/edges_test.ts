// Kinks, jumps and ties: where peers disagree, each answer is a convention of ours, the same in
// every mode and, where it is stated, at second order.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  abs,
  atan2,
  ceil,
  clamp,
  floor,
  hessian,
  hypot,
  max,
  min,
  mul,
  norm,
  pow,
  relu,
  round,
  type Scalar,
  sign,
  square,
  trunc,
  value,
} from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { forward, itInEveryMix, mixes, repeated, reverse, SECOND_ORDER_MODES } from "./mixes.ts";

type Row = readonly [name: string, f: (x: Scalar) => Scalar, at: number, ...known: number[]];

/** One test a row: the value, the first derivative and, where they are given, further ones. */
function itKnows(rows: readonly Row[]): void {
  for (const [name, f, at, value, ...derivatives] of rows) {
    it(`${name} at ${Object.is(at, -0) ? "−0" : at}: ${value}, then ${derivatives}`, () => {
      assertClose(f(at), value);
      derivatives.forEach((wanted, i) => {
        for (const mix of mixes(i + 1)) assertClose(repeated(mix, f)(at), wanted);
      });
    });
  }
}

describe("At a kink", () => {
  itKnows([
    ["|x|", (x) => abs(x), 0, 0, 0, NaN, NaN],
    ["|x|", (x) => abs(x), -0, 0, 0, NaN],
    ["|x|", (x) => abs(x), -2, 2, -1, 0],
    ["|x|²", (x) => square(abs(x)), 0, 0, 0, NaN],
    ["|−3x²|", (x) => abs(mul(-3, square(x))), 0, 0, 0, NaN],
    ["|x|·|x|", (x) => mul(abs(x), abs(x)), 0, 0, 0, NaN],
    ["relu x", (x) => relu(x), 0, 0, 0, NaN, NaN],
    ["relu x", (x) => relu(x), -0, 0, 0, NaN],
    ["relu x", (x) => relu(x), -1, 0, 0, 0, 0],
    ["relu x", (x) => relu(x), 1, 1, 1, 0, 0],
    ["hypot x", (x) => hypot(x), 0, 0, 0, NaN, NaN],
    ["hypot(x, x)", (x) => hypot(x, x), 0, 0, 0, NaN, NaN],
    ["hypot(x, 0)²", (x) => square(hypot(x, 0)), 0, 0, 0, NaN],
    ["hypot of a list", (x) => hypot([x, 0, mul(2, x)]), 0, 0, 0, NaN, NaN],
    ["norm", (x) => norm([x, mul(2, x)]), 0, 0, 0, NaN],
  ]);

  for (const { name, jacobian, gradient } of [forward, reverse]) {
    it(`hypot at the origin has the gradient 0 (${name})`, () => {
      assertEquals(jacobian(hypot, { argnums: [0, 1] })(0, 0), [0, 0]);
      assertEquals(gradient((xs) => hypot(xs))([0, 0, 0]), [0, 0, 0]);
    });
  }

  for (const mode of SECOND_ORDER_MODES) {
    it(`hypot(x, y) at the origin has no Hessian (${mode})`, () => {
      const none = [[NaN, NaN], [NaN, NaN]];
      const lengths: ((xs: Scalar[]) => Scalar)[] = [hypot, norm, (xs) => square(hypot(xs))];
      for (const f of lengths) {
        assertEquals(hessian(f, { mode })([0, 0]), none);
      }
    });
  }
});

describe("At a jump, and between jumps,", () => {
  itKnows([-2, -0.5, -0, 0, 0.5, 2, 2.5].flatMap((at): Row[] => [
    ["sign x", (x) => sign(x), at, Math.sign(at), 0, 0],
    ["floor x", (x) => floor(x), at, Math.floor(at), 0, 0],
    ["ceil x", (x) => ceil(x), at, Math.ceil(at), 0, 0],
    ["round x", (x) => round(x), at, Math.round(at), 0, 0],
    ["trunc x", (x) => trunc(x), at, Math.trunc(at), 0, 0],
    ["x·floor x", (x) => mul(x, floor(x)), at, at * Math.floor(at), Math.floor(at), 0],
  ]));
});

describe("At a tie", () => {
  for (const { name, jacobian, gradient } of [forward, reverse]) {
    it(`max and min of two share equally (${name})`, () => {
      assertEquals(jacobian(max, { argnums: [0, 1] })(3, 3), [0.5, 0.5]);
      assertEquals(jacobian(min, { argnums: [0, 1] })(3, 3), [0.5, 0.5]);
      assertEquals(jacobian(max, { argnums: [0, 1] })(0, -0), [0.5, 0.5]);
    });

    it(`max and min of an array share 1 among all that tie (${name})`, () => {
      const third = 1 / 3;
      assertClose(gradient((xs) => max(xs))([2, 1, 2, 0, 2]), [third, 0, third, 0, third]);
      assertClose(gradient((xs) => min(xs))([2, 7, 2, 9, 2]), [third, 0, third, 0, third]);
      assertClose(gradient((xs) => max(xs))([1, 1, 1, 1]), [0.25, 0.25, 0.25, 0.25]);
      assertEquals(gradient((xs) => max(xs))([5]), [1]);
    });

    it(`clamp shares between what is held and the end that holds it (${name})`, () => {
      const held = jacobian(clamp, { argnums: [0, 1, 2] });
      assertEquals(held(1, -1, 1), [0.5, 0, 0.5]);
      assertEquals(held(-1, -1, 1), [0.5, 0.5, 0]);
      assertEquals(held(0, -1, 1), [1, 0, 0]);
      assertEquals(held(2, -1, 1), [0, 0, 1]);
      assertEquals(held(-2, -1, 1), [0, 1, 0]);
    });
  }

  itKnows([
    ["max(x, x)", (x) => max(x, x), 3, 3, 1, 0],
    ["max [x, x, x]", (x) => max([x, x, x]), 3, 3, 1, 0],
    ["max(x, 3)", (x) => max(x, 3), 3, 3, 0.5, NaN, NaN],
    ["max(x, 3, 2)", (x) => max(x, 3, 2), 3, 3, 0.5, NaN, NaN],
    ["max(x, x, 3)", (x) => max(x, x, 3), 3, 3, 2 / 3, NaN, NaN],
    ["max(x, 2, 2)", (x) => max(x, 2, 2), 3, 3, 1, 0, 0],
    ["max(x, x²)", (x) => max(x, square(x)), 1, 1, 1.5, NaN],
    ["min [x², x³]", (x) => min([square(x), mul(x, x, x)]), 1, 1, 2.5, NaN],
    ["clamp(x, −1, 1)", (x) => clamp(x, -1, 1), 1, 1, 0.5, NaN],
    ["clamp(x, −1, 1)", (x) => clamp(x, -1, 1), -1, -1, 0.5, NaN],
    ["clamp(1, −1, x)", (x) => clamp(1, -1, x), 1, 1, 0.5, NaN],
    ["clamp(x, −1, 1)", (x) => clamp(x, -1, 1), 0.5, 0.5, 1, 0],
    ["clamp(x, −1, 1)", (x) => clamp(x, -1, 1), 3, 1, 0, 0],
  ]);
});

describe("A power", () => {
  const rows: [x: number, y: number, value: number, byBase: number, byExponent: number][] = [
    [0, 2, 0, 0, 0],
    [0, 0, 1, 0, -Infinity],
    [0, 0.5, 0, Infinity, 0],
    [0, 1, 0, 1, 0],
    [-2, 2, 4, -4, NaN],
    [-2, 3, -8, 12, NaN],
    [-2, 0, 1, 0, NaN],
    [-2, -1, -0.5, -0.25, NaN],
    [2, 3, 8, 12, 8 * Math.LN2],
  ];
  for (const [x, y, value, byBase, byExponent] of rows) {
    it(`x^y at (${x}, ${y}) is ${value}, with ∂x = ${byBase} and ∂y = ${byExponent}`, () => {
      assertEquals(pow(x, y), value);
      for (const { derivative, jacobian } of [forward, reverse]) {
        assertClose(jacobian(pow, { argnums: [0, 1] })(x, y), [byBase, byExponent]);
        assertClose(derivative((base) => pow(base, y))(x), byBase);
        assertClose(derivative((exponent) => pow(x, exponent))(y), byExponent);
      }
    });
  }

  for (const mode of SECOND_ORDER_MODES) {
    const curvature = hessian(pow, { argnums: [0, 1], mode });

    it(`is bent in its base alone where the base is negative (${mode})`, () => {
      assertClose(curvature(-2, 3)[0][0], -12);
      assertClose(curvature(-2, 2)[0][0], 2);
    });

    it(`has its second derivatives at base 0, where they exist (${mode})`, () => {
      assertClose(curvature(0, 2), [[2, 0], [0, 0]]);
      assertClose(curvature(0, 3), [[0, 0], [0, 0]]);
      const cross = 4 * (1 + 3 * Math.LN2);
      assertClose(curvature(2, 3), [[12, cross], [cross, 8 * Math.LN2 ** 2]]);
    });
  }

  itInEveryMix(2, "keeps ∂x = 0 at (0, 0) while an outer level follows y", (outer, inner) => {
    let byBase = NaN;
    outer.derivative((y) => {
      const slope = inner.derivative((x) => pow(x, y))(0);
      byBase = value(slope);
      return slope;
    })(0);
    assertEquals(byBase, 0);
  });

  for (const n of [0, 1, 2, 3, 4, 5]) {
    const spellings: [name: string, f: (x: Scalar) => Scalar][] = [
      [`pow(x, ${n})`, (x) => pow(x, n)],
      [`a product of ${n} x`, (x) => mul(...new Array<Scalar>(n).fill(x))],
    ];
    for (const [name, f] of spellings) {
      it(`${name} at 0 has the derivative ${n} of ${factorial(n)}, and the next is 0`, () => {
        for (const mix of mixes(n)) assertClose(repeated(mix, f)(0), factorial(n));
        for (const mix of mixes(n + 1)) assertEquals(repeated(mix, f)(0), 0);
      });
    }
  }
});

describe("An angle", () => {
  const rows: [y: number, x: number, byY: number, byX: number][] = [
    [0, 1, 1, 0],
    [1, 0, 0, -1],
    [0, -1, -1, 0],
    [-0, -1, -1, 0],
    [-1, 0, 0, 1],
    [0, 0, NaN, NaN],
  ];
  for (const [y, x, byY, byX] of rows) {
    it(`atan2 on the axes, at (${y}, ${x}), has the gradient (${byY}, ${byX})`, () => {
      for (const { jacobian } of [forward, reverse]) {
        assertClose(jacobian(atan2, { argnums: [0, 1] })(y, x), [byY, byX]);
      }
    });
  }
});

function factorial(n: number): number {
  return n === 0 ? 1 : n * factorial(n - 1);
}
