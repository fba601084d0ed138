// Forward rules of one's own: the published cases, trees, several outputs, control flow, and the
// refusals. Every case holds in every mix of modes.

import {
  add,
  cos,
  customJvp,
  derivative,
  dot,
  exp,
  grad,
  gt,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  mul,
  type Scalar,
  sin,
  square,
  value,
  vjp,
} from "@fluxion/ad";
import { checkGrads } from "@fluxion/ad/check";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, mixes, repeated, SECOND_ORDER_MODES } from "../cases/mixes.ts";
import { assertRefused } from "./refused.ts";

/** H1: sin with twice its derivative, so that it shows which rule is used. */
const doubled = customJvp(
  (x: Scalar) => sin(x),
  ([x], [dx]) => [sin(x), mul(2, cos(x), dx)],
);

describe("customJvp", () => {
  it("H1: answers the rule's value and tangent in jvp", () => {
    assertEquals(jvp(doubled, [3], [1]), [Math.sin(3), 2 * Math.cos(3)]);
    assertEquals(jvp(doubled, [3], [10]), [Math.sin(3), 20 * Math.cos(3)]);
  });

  it("H1: calls the function itself where nothing is differentiated", () => {
    let ruled = 0;
    const f = customJvp((x: Scalar) => sin(x), ([x], [dx]) => {
      ruled++;
      return [sin(x), dx];
    });
    assertEquals(f(3), Math.sin(3));
    assertEquals(derivative((_: Scalar) => f(3))(1), 0);
    assertEquals(ruled, 0);
    assertEquals(derivative(f)(3), 1);
    assertEquals(ruled, 1);
  });

  itInEveryMix(1, "H1: the derivative of sin with the rule 2cos·t at ½", (mode) => {
    assertClose(mode.derivative(doubled)(0.5), 1.7551651237807455);
  });

  itInEveryMix(2, "H1: the second derivative of sin with the rule 2cos·t at ½", (...mix) => {
    assertClose(repeated(mix, doubled)(0.5), -0.958851077208406);
  });

  itInEveryMix(3, "H1: the third derivative of sin with the rule 2cos·t at ½", (...mix) => {
    assertClose(repeated(mix, doubled)(0.5), -2 * Math.cos(0.5));
  });

  it("H2: a rule may branch on its primals", () => {
    const bent = customJvp(
      (x: Scalar) => mul(value(x) > 0 ? 2 : 3, x),
      ([x], [dx]) => gt(x, 0) ? [mul(2, x), mul(2, dx)] : [mul(3, x), mul(3, dx)],
    );
    for (const [mode] of mixes(1)) {
      assertEquals(mode.derivative(bent)(2), 2);
      assertEquals(mode.derivative(bent)(-2), 3);
      assertEquals(mode.derivative((x) => mul(bent(x), bent(x)))(-2), -36);
    }
  });

  itInEveryMix(2, "takes the rule for an inner level and its own result for the outer", (o, i) => {
    // D(y → c(x)·y) is the rule's value, and the rule is what the outer level differentiates.
    const f = (x: Scalar) => i.derivative((y) => mul(y, doubled(x)))(1);
    assertClose(f(0.5), Math.sin(0.5));
    assertClose(o.derivative(f)(0.5), 2 * Math.cos(0.5));
  });

  itInEveryMix(2, "differentiates the rule's out at an outer level, not the function", (o, i) => {
    const pretends = customJvp((x: Scalar) => x, ([x], [dx]) => [square(x), dx]);
    // The value of the inner level is x², and its derivative with respect to x is that of x².
    const seen = (x: Scalar) => i.derivative((y) => mul(y, pretends(mul(x, y))))(1);
    // c(xy) + y·x at y = 1 is x² + x by the rule; the outer derivative is 2x + 1.
    assertClose(seen(3), 12);
    assertClose(o.derivative(seen)(3), 7);
  });

  itInEveryMix(2, "works on trees, several arguments and several outputs", (outer, inner) => {
    const polar = customJvp(
      (at: { r: Scalar; angle: Scalar }, scale: Scalar) => ({
        x: mul(scale, at.r, cos(at.angle)),
        rest: [mul(at.r, sin(at.angle)), scale],
      }),
      ([at, scale], [d, dScale]) => [
        {
          x: mul(scale, at.r, cos(at.angle)),
          rest: [mul(at.r, sin(at.angle)), scale],
        },
        {
          x: add(
            mul(dScale, at.r, cos(at.angle)),
            mul(scale, d.r, cos(at.angle)),
            mul(-1, scale, at.r, sin(at.angle), d.angle),
          ),
          rest: [add(mul(d.r, sin(at.angle)), mul(at.r, cos(at.angle), d.angle)), dScale],
        },
      ],
    );
    const plain = ([r, angle, scale]: Scalar[]) =>
      add(mul(scale, r, cos(angle), r, sin(angle)), mul(scale, scale, r));
    const ruled = ([r, angle, scale]: Scalar[]) => {
      const { x, rest } = polar({ r, angle }, scale);
      return add(mul(x, rest[0]), mul(rest[1], scale, r));
    };
    const at = [2, 0.7, 1.5];
    assertClose(inner.gradient(ruled)(at), inner.gradient(plain)(at));
    const second = (f: (xs: Scalar[]) => Scalar) => outer.jacobian(inner.gradient(f))(at);
    assertClose(second(ruled), second(plain));
  });

  it("works in Jacobians, Hessians and their products, in all four modes", () => {
    const product = customJvp(
      ([x, y]: Scalar[]) => mul(x, x, y),
      ([[x, y]], [[dx, dy]]) => [mul(x, x, y), add(mul(2, x, y, dx), mul(x, x, dy))],
    );
    const at = [2, 3];
    for (const take of [jacfwd, jacrev, jacobian]) {
      assertEquals(take((xs: Scalar[]) => [product(xs), xs[0]])(at), [[12, 4], [1, 0]]);
    }
    for (const mode of SECOND_ORDER_MODES) {
      assertEquals(hessian((xs: Scalar[]) => product(xs), { mode })(at), [[6, 4], [4, 0]]);
      assertEquals(hvp((xs: Scalar[]) => product(xs), { mode })(at, [1, 10]), [46, 4]);
    }
    checkGrads((xs: Scalar[]) => product(xs), [at]);
  });

  it("takes a Float64Array and lists of any length", () => {
    const norm = customJvp(
      (xs: Scalar[]) => dot(xs, xs),
      ([xs], [dxs]) => [dot(xs, xs), mul(2, dot(xs, dxs))],
    );
    assertEquals(
      grad((xs: Scalar[]) => norm(xs))(Float64Array.of(1, 2, 3)),
      Float64Array.of(2, 4, 6),
    );
    assertEquals(jacfwd((xs: Scalar[]) => norm(xs))([1, 2]), [2, 4]);
  });

  it("gives the rule zeros for what is not followed", () => {
    const product = customJvp(
      (x: Scalar, y: Scalar) => mul(x, y),
      ([x, y], [dx, dy]) => [mul(x, y), add(mul(dx, y), mul(x, dy))],
    );
    for (const [mode] of mixes(1)) {
      assertEquals(mode.derivative((x) => product(x, 5))(3), 5);
      assertEquals(mode.derivative((y) => product(3, y))(5), 3);
      assertEquals(mode.derivative((x) => product(x, x))(3), 6);
    }
  });

  it("lets a pullback be called any number of times, and inside later levels", () => {
    const [out, pullback] = vjp((x: Scalar) => exp(doubled(x)), [0.5]);
    const expected = Math.exp(Math.sin(0.5)) * 2 * Math.cos(0.5);
    assertClose(out, Math.exp(Math.sin(0.5)));
    assertClose([pullback(1), pullback(3), pullback(1)], [expected, 3 * expected, expected]);
    for (const [mode] of mixes(1)) {
      assertClose(mode.derivative((t) => mul(t, pullback(mul(t, t))))(2), 12 * expected);
    }
  });
});

describe("customJvp refuses", () => {
  type Rule = (primals: [Scalar], tangents: [Scalar]) => readonly [Scalar, Scalar];
  const wrong: [name: string, answer: unknown, ...fragments: string[]][] = [
    ["a bare number", 3, "rule of customJvp", "the number 3", "[out, outTangent] is wanted"],
    ["a list of one", [3], "an array of 1", "[out, outTangent] is wanted"],
    ["a list of three", [3, 1, 1], "an array of 3", "[out, outTangent] is wanted"],
    ["nothing", undefined, "undefined", "[out, outTangent] is wanted"],
    ["a promise", Promise.resolve([1, 1]), "a Promise", "[out, outTangent] is wanted"],
    ["a string for out", ["three", 1], "customJvp", "out is a string"],
    ["a list for a number's tangent", [3, [1]], "outTangent is an array of 1", "out is one number"],
    ["a number for a list's tangent", [[3], 1], "outTangent is one number", "out is an array of 1"],
    ["too short a tangent", [[3, 4], [1]], "outTangent is an array of 1", "an array of 2"],
    ["a tangent that lacks a key", [{ a: 1, b: 2 }, { a: 1 }], "outTangent.b is missing"],
    ["a tangent with a key too many", [{ a: 1 }, { a: 1, b: 2 }], "outTangent.b has no"],
    ["no tangent", [3, undefined], "outTangent is undefined", "one number"],
  ];
  for (const [name, answer, ...fragments] of wrong) {
    it(`a rule that answers ${name}, and names what is wanted`, () => {
      const f = customJvp((x: Scalar) => x, (() => answer) as unknown as Rule);
      assertRefused(TypeError, () => derivative(f)(3), ...fragments);
      assertRefused(TypeError, () => grad(f)(3), ...fragments);
      assertEquals(grad((x: Scalar) => mul(x, 2))(3), 2);
    });
  }

  it("what is no function, and arguments that are no trees", () => {
    assertRefused(TypeError, () => customJvp(3 as never, () => [1, 1]), "customJvp", "a function");
    assertRefused(TypeError, () => customJvp(sin, undefined as never), "customJvp", "a function");
    const named = customJvp(function wave(x: Scalar) {
      return sin(x);
    }, ([x], [dx]) => [sin(x), dx]);
    assertEquals(named.name, "wave");
    assertRefused(
      TypeError,
      () => named("three" as never),
      "customJvp(wave)",
      "args[0] is a string",
    );
  });
});
