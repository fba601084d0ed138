// A rule means the same in every mode and nesting: a backward rule sees the cotangent itself, so that to
// differentiate a gradient changes no value; a rule that is not linear is refused by the mode that would
// have to transpose it; a rule may stop its own tangents.

import {
  abs,
  add,
  clamp,
  customJvp,
  customVjp,
  derivative,
  div,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacrev,
  jvp,
  mul,
  neg,
  type Scalar,
  sin,
  sqrt,
  square,
  stopGradient,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, mixes, repeated, SECOND_ORDER_MODES } from "../cases/mixes.ts";
import { assertRefused } from "./refused.ts";

const clipped = customVjp((x: Scalar) => x, (x) => [x, undefined], (_, c) => [clamp(c, -1, 1)]);
const normalised = customVjp((x: Scalar) => x, (x) => [x, 0], (_, c) => [div(c, abs(c))]);
const reversed = customVjp((x: Scalar) => x, (x) => [x, 0], (_, c) => [neg(c)]);
const cut = customVjp(
  (x: Scalar) => x,
  (x) => [x, 0],
  (_, c) => [Math.max(-1, Math.min(1, Number(c)))],
);

describe("A backward rule that is not linear", () => {
  const f = (x: Scalar) => square(clipped(x));

  it("sees the cotangent itself inside every other derivative", () => {
    assertEquals(grad(f)(3), 1);
    assertEquals(valueAndGrad(f)(3), [9, 1]);
    assertEquals(jvp(grad(f), [3], [1]), [1, 0]);
    assertEquals(jvp(grad(f), [0.25], [1]), [0.5, 2]);
    assertEquals(vjp(grad(f), [3])[0], 1);
    assertEquals(grad((x: Scalar) => mul(x, grad(f)(x)))(3), 1);
    assertEquals(derivative((x) => mul(x, grad(f)(x)))(3), 1);
    assertEquals(derivative((x) => grad((y: Scalar) => square(normalised(y)))(x))(3), 0);
    assertEquals(grad((x: Scalar) => mul(x, grad((y: Scalar) => square(normalised(y)))(x)))(3), 1);
  });

  for (const mode of ["forward-over-reverse", "reverse-over-reverse"] as const) {
    it(`has the second derivatives of what it answers (${mode})`, () => {
      const ofList = ([x]: Scalar[]) => f(x);
      assertEquals(hessian(ofList, { mode })([0.25]), [[2]]);
      assertEquals(hessian(ofList, { mode })([3]), [[0]]);
      assertEquals(hvp(ofList, { mode })([0.25], [10]), [20]);
    });
  }

  it("is refused in forward mode, which has no cotangent to show it", () => {
    const calls = [
      () => derivative(f)(3),
      () => jvp(f, [3], [1]),
      () => jacfwd(([x]: Scalar[]) => f(x))([3]),
      () => hessian(([x]: Scalar[]) => f(x), { mode: "reverse-over-forward" })([3]),
      () => derivative(normalised)(2),
      () => derivative(cut)(2),
    ];
    for (const call of calls) assertRefused(TypeError, call, "not linear", "grad, vjp or jacrev");
  });

  it("is found out however small or large what it answers is", () => {
    for (const size of [1e-200, 1e-20, 1e20, 1e200]) {
      const own = customVjp(
        (x: Scalar) => x,
        (x) => [x, 0],
        (_, c) => [mul(size, clamp(c, -1, 1))],
      );
      assertRefused(TypeError, () => derivative(own)(3), "not linear");
      const scaled = customVjp((x: Scalar) => x, (x) => [x, 0], (_, c) => [mul(size, c)]);
      assertEquals(derivative(scaled)(3), size);
    }
  });

  it("sees it while a derivative further in runs that has no part in it", () => {
    for (const { derivative } of mixes(1).flat()) {
      const g = (x: Scalar) => derivative((t) => mul(t, mul(5, clipped(x))))(2);
      assertEquals(grad(g)(3), 1);
      assertEquals(grad((x: Scalar) => mul(0.5, g(x)))(3), 1);
    }
  });

  it("is refused where it closes over what a derivative further in follows", () => {
    for (const { derivative } of mixes(1).flat()) {
      const g = (x: Scalar) =>
        derivative((t) => {
          const product = customVjp(
            (own: Scalar) => mul(own, t),
            (own) => [mul(own, t), 0],
            (_, c) => [clamp(mul(c, t), -1, 1)],
          );
          return mul(10, product(x));
        })(0.5);
      assertRefused(
        TypeError,
        () => grad(g)(3),
        "not linear",
        "make the value that it closes over",
      );
    }
  });

  it("is refused where it takes plain numbers only and the cotangent is none", () => {
    const g = (x: Scalar) => square(cut(x));
    assertEquals(grad(g)(3), 1);
    assertRefused(TypeError, () => jvp(grad(g), [3], [1]), "derivative would be lost");
  });

  itInEveryMix(1, "is no matter where it only turns or scales the gradient", (mode) => {
    assertEquals(mode.derivative((x) => square(reversed(x)))(3), -6);
    assertEquals(
      mode.derivative((x) => mul(x, grad((y: Scalar) => square(reversed(y)))(x)))(3),
      -12,
    );
  });
});

describe("A forward rule that is not linear", () => {
  const bent: { readonly [name: string]: (dx: Scalar) => Scalar } = {
    "clips its tangent": (dx) => clamp(dx, -1, 1),
    "squares its tangent": (dx) => square(dx),
    "takes its tangent's modulus": (dx) => abs(dx),
    "adds to its tangent": (dx) => add(dx, 1),
  };
  for (const [name, bend] of Object.entries(bent)) {
    it(`is refused by reverse mode: one that ${name}`, () => {
      const f = customJvp((x: Scalar) => x, ([x], [dx]) => [x, bend(dx)]);
      for (const call of [() => grad(f)(3), () => vjp(f, [3]), () => jacrev(f)(3)]) {
        assertRefused(TypeError, call, "not linear in its tangents", "customVjp", "derivative");
      }
    });
  }
});

describe("A forward rule that stops its own tangent", () => {
  const half = (x: Scalar) => mul(0.5, x, x);
  const gaussNewton = customJvp(half, ([x], [dx]) => [half(x), mul(x, stopGradient(dx))]);

  itInEveryMix(1, "has the derivative that it says", (mode) => {
    assertEquals(mode.derivative(gaussNewton)(3), 3);
    assertEquals(mode.gradient(([x]) => mul(2, gaussNewton(x)))([3]), [6]);
  });

  itInEveryMix(2, "has the second derivative that it says", (...mix) => {
    assertEquals(repeated(mix, gaussNewton)(3), 1);
  });

  it("has it in Hessians of every mode", () => {
    for (const mode of SECOND_ORDER_MODES) {
      assertEquals(hessian(([x]: Scalar[]) => gaussNewton(x), { mode })([3]), [[1]]);
    }
  });
});

describe("A forward rule that applies its own function to a tangent", () => {
  // deno-lint-ignore no-explicit-any
  const opposite: any = customJvp(
    (x: Scalar) => neg(x),
    ([x], [dx]) => [opposite(x), opposite(dx)] as never,
  );
  const f = (x: Scalar): Scalar => square(opposite(sin(x)));

  for (const order of [1, 2, 3]) {
    itInEveryMix(order, "means the function there", (...mix) => {
      assertClose(repeated(mix, f)(0.7), repeated(mix, (x) => square(sin(x)))(0.7));
    });
  }
});

describe("A rule that closes over the variable", () => {
  const byJvp = (x: Scalar) =>
    customJvp((y: Scalar) => mul(x, sin(y)), ([y], [dy]) => [
      mul(x, sin(y)),
      mul(x, sin(add(y, Math.PI / 2)), dy),
    ])(x);
  const plain = (x: Scalar) => mul(x, sin(x));
  const squaredPullback = (f: (x: Scalar) => Scalar) => {
    const [, pullback] = vjp(f, [2]);
    return (c: Scalar) => square(pullback(c));
  };

  for (const order of [1, 2]) {
    itInEveryMix(order, "may be pulled back inside later derivatives", (...mix) => {
      assertClose(
        repeated(mix, squaredPullback(byJvp))(3),
        repeated(mix, squaredPullback(plain))(3),
      );
    });
  }
});

describe("A structural zero", () => {
  const steep = customJvp(
    (x: Scalar, y: Scalar) => add(sqrt(x), y),
    ([x, y], [dx, dy]) => [add(sqrt(x), y), add(div(dx, mul(2, sqrt(x))), dy)],
  );
  const pair = customVjp(
    (x: Scalar) => [sqrt(x), square(x)],
    (x) => [[sqrt(x), square(x)], x],
    (x, [a, b]) => [add(div(a, mul(2, sqrt(x))), mul(2, x, b))],
  );

  it("is no 0 to a rule, whatever it is multiplied by", () => {
    for (const [mode] of mixes(1)) {
      assertEquals(mode.derivative((y) => steep(0, y))(3), 1);
      assertEquals(mode.gradient(([x, y]) => steep(x, y))([0, 3]), [Infinity, 1]);
      assertEquals(mode.derivative((x) => pair(x)[1])(0), 0);
      assertEquals(mode.jacobian(pair)(0), [Infinity, 0]);
    }
  });

  it("is null where the rule asks to be told", () => {
    const told: unknown[] = [];
    const product = customJvp(
      (x: Scalar, y: Scalar) => mul(x, y),
      ([x, y], [dx, dy]) => {
        told.push([dx === null, dy === null]);
        if (dx === null) return [mul(x, y), mul(x, dy)];
        return [mul(x, y), dy === null ? mul(dx, y) : add(mul(dx, y), mul(x, dy))];
      },
      { symbolicZeros: true },
    );
    assertEquals(derivative((x) => product(x, 5))(3), 5);
    assertEquals(derivative((y) => product(3, y))(5), 3);
    assertEquals(told, [[false, true], [true, false]]);
    const first = customVjp(
      (x: Scalar) => [x, x],
      (x) => [[x, x], 0],
      (_, [a, b]) => (told.push([a === null, b === null]), [add(a ?? 0, b ?? 0)]),
      { symbolicZeros: true },
    );
    assertEquals(grad((x: Scalar) => first(x)[0])(3), 1);
    assertEquals(told.at(-1), [false, true]);
  });

  it("is what a backward rule leaves out before another, which stays in its place", () => {
    type Point = { a: Scalar; b: Scalar; list: { c: Scalar; own: Scalar[]; d: Scalar } };
    const value = ({ a, b, list: { c, d } }: Point) => add(mul(2, a), mul(3, b), mul(5, c), d);
    const second = customVjp(
      (p: Point) => value(p),
      (p) => [value(p), 0],
      (_, w) => [{ b: mul(3, w), list: { own: null, d: w } }],
    );
    const at: Point = { a: 1, b: 2, list: { c: 3, own: [4, 5], d: 6 } };
    assertEquals(grad((p: Point) => second(p))(at), {
      a: 0,
      b: 3,
      list: { c: 0, own: [0, 0], d: 1 },
    });
    for (const [{ derivative }] of mixes(1)) {
      assertEquals(derivative((x) => second({ ...at, a: x }))(1), 0);
      assertEquals(derivative((x) => second({ ...at, b: x }))(1), 3);
    }
  });

  it("is what a backward rule leaves out: a tree, a part of one, an end of the list", () => {
    const answers = [
      { c: 4, d: [undefined, 5] },
      { c: 4, d: [null, 5] },
      { c: 4, d: undefined },
      { c: 4 },
      undefined,
      null,
    ];
    const expected = [[0, 5], [0, 5], [0, 0], [0, 0]];
    answers.forEach((answer, i) => {
      const f = customVjp(
        (a: Scalar, b: { c: Scalar; d: Scalar[] }) => mul(a, b.c),
        (a, b) => [mul(a, b.c), 0],
        () => [3, answer],
      );
      const call = grad((a: Scalar, b: { c: Scalar; d: Scalar[] }) => f(a, b), { argnums: [0, 1] });
      const [a, b] = call(2, { c: 3, d: [1, 2] });
      assertEquals(a, 3);
      assertEquals(b, i < 4 ? { c: 4, d: expected[i] } : { c: 0, d: [0, 0] });
    });
  });
});

describe("Arguments that are not differentiated", () => {
  type How = "square" | "other";
  const byName = customVjp(
    (x: Scalar, how: How, other: (x: Scalar) => Scalar) => how === "square" ? square(x) : other(x),
    (x, how, other) => [how === "square" ? square(x) : other(x), x],
    (x, c) => [mul(2, x, c)],
    { nondiffArgnums: [1, 2] },
  );
  const named = customJvp(
    (how: How, x: Scalar) => how === "square" ? square(x) : x,
    (
      [how, x],
      [none, dx],
    ) => [how === "square" ? square(x) : x, mul(2, x, dx, none === undefined ? 1 : NaN)],
    { nondiffArgnums: 0 },
  );

  itInEveryMix(1, "are handed through a rule as they are", (mode) => {
    assertEquals(byName(3, "square", sin), 9);
    assertEquals(byName(3, "other", (x) => x), 3);
    assertEquals(mode.derivative((x) => byName(x, "other", (y) => square(y)))(3), 6);
    assertEquals(mode.derivative((x) => named("square", x))(3), 6);
  });

  it("are named by options that are checked", () => {
    const make = (options: unknown) => () => customJvp(sin, ([x], [d]) => [x, d], options as never);
    assertRefused(TypeError, make({ nondiff: 1 }), "the option nondiff");
    assertRefused(RangeError, make({ nondiffArgnums: -1 }), "counted from 0");
    assertRefused(TypeError, make({ nondiffArgnums: "x" }), "argnums");
    assertRefused(TypeError, () => byName("3" as never, "square", sin), "args[0] is a string");
  });
});
