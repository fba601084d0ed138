// Reverse rules of one's own: the published cases, forward mode through them, also where backward
// knows plain numbers only, trees, several outputs, asynchronous stages, and the refusals.

import {
  add,
  clamp,
  cos,
  customVjp,
  derivative,
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
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, mixes, repeated, SECOND_ORDER_MODES } from "../cases/mixes.ts";
import { assertRefused } from "./refused.ts";

/** H5: x² with half its derivative. */
const halved = customVjp(
  (x: Scalar) => square(x),
  (x) => [square(x), x],
  (x, cotangent) => [mul(cotangent, x)],
);

/** A stage that knows plain numbers only, forwards and backwards. */
const blackBox = customVjp(
  (x: Scalar, y: Scalar): Scalar => Number(x) ** 2 * Number(y),
  (x, y) => [Number(x) ** 2 * Number(y), [Number(x), Number(y)]],
  ([x, y], cotangent) => [2 * x * y * Number(cotangent), x * x * Number(cotangent)],
);

describe("customVjp", () => {
  it("H5: pulls 5 back through x² with the rule ȳ·x at 3 to 15", () => {
    const [out, pullback] = vjp(halved, [3]);
    assertEquals(out, 9);
    assertEquals(pullback(5), 15);
    assertEquals(pullback(1), 3);
  });

  itInEveryMix(1, "H5: the derivative of x² with the rule ȳ·x at 3 is 3", (mode) => {
    assertEquals(mode.derivative(halved)(3), 3);
    assertEquals(mode.derivative((x) => mul(x, halved(x)))(3), 18);
  });

  itInEveryMix(2, "H5: the second derivative of x² with the rule ȳ·x is 1", (...mix) => {
    assertEquals(repeated(mix, halved)(3), 1);
  });

  itInEveryMix(3, "H5: the third derivative of x² with the rule ȳ·x is 0", (...mix) => {
    assertEquals(repeated(mix, halved)(3), 0);
  });

  it("calls the function itself where nothing is differentiated", () => {
    let ruled = 0;
    const f = customVjp((x: Scalar) => sin(x), (x) => (ruled++, [sin(x), x]), (_, c) => [c]);
    assertEquals(f(3), Math.sin(3));
    assertEquals(ruled, 0);
    assertEquals(grad((x: Scalar) => mul(x, f(3)))(1), Math.sin(3));
    assertEquals(ruled, 0);
  });

  it("runs forward once, and backward once for each pullback", () => {
    const runs = { forward: 0, backward: 0 };
    const f = customVjp(
      (x: Scalar) => x,
      (x) => (runs.forward++, [x, undefined]),
      (_, cotangent) => (runs.backward++, [cotangent]),
    );
    assertEquals(grad((x: Scalar) => mul(f(x), f(x)))(3), 6);
    assertEquals(runs, { forward: 2, backward: 2 });
    assertEquals(grad((x: Scalar) => (f(x), x))(3), 1);
    assertEquals(runs, { forward: 3, backward: 2 });
  });

  it("works where forward and backward know plain numbers only, in both modes", () => {
    for (const [mode] of mixes(1)) {
      assertEquals(mode.derivative((x) => blackBox(x, 5))(3), 30);
      assertEquals(mode.derivative((y) => blackBox(3, y))(5), 9);
      assertEquals(mode.derivative((x) => sin(blackBox(x, x)))(1), 3 * Math.cos(1));
      assertEquals(mode.gradient(([x, y]) => blackBox(x, y))([3, 5]), [30, 9]);
    }
    assertEquals(jvp(blackBox, [3, 5], [1, 10]), [45, 120]);
    assertEquals(jacobian(([x, y]: Scalar[]) => [blackBox(x, y), y])([3, 5]), [[30, 9], [0, 1]]);
  });

  itInEveryMix(2, "refuses a second derivative of plain numbers, never drops it", (...mix) => {
    const twice = repeated(mix, (x) => blackBox(x, 5));
    assertRefused(TypeError, () => twice(3), "derivative would be lost");
  });

  it("clips a gradient on its way back, which is no derivative of anything", () => {
    const clipped = customVjp((x: Scalar) => x, (x) => [x, 0], (_, c) => [clamp(c, -1, 1)]);
    assertEquals(grad((x) => mul(5, clipped(x)))(3), 1);
    assertEquals(grad((x) => mul(0.5, clipped(x)))(3), 0.5);
    assertRefused(
      TypeError,
      () => derivative((x) => mul(5, clipped(x)))(3),
      "Cannot push a tangent through customVjp",
      "not linear",
    );
  });

  it("H2: a rule may branch on its primals", () => {
    const bent = customVjp(
      (x: Scalar) => mul(x, gt(x, 0) ? 2 : 3),
      (x) => [mul(x, gt(x, 0) ? 2 : 3), x],
      (x, cotangent) => [mul(gt(x, 0) ? 2 : 3, cotangent)],
    );
    for (const [mode] of mixes(1)) {
      assertEquals(mode.derivative(bent)(2), 2);
      assertEquals(mode.derivative(bent)(-2), 3);
    }
  });

  itInEveryMix(2, "works on trees, several arguments and several outputs", (outer, inner) => {
    const both = customVjp(
      (at: { x: Scalar; ys: Scalar[] }, k: Scalar) => ({
        a: mul(at.x, at.ys[0], k),
        b: [sin(at.ys[1]), at.x],
      }),
      (at, k) => [{ a: mul(at.x, at.ys[0], k), b: [sin(at.ys[1]), at.x] }, { at, k }],
      ({ at: { x, ys }, k }, { a, b }) => [
        {
          x: add(mul(a, ys[0], k), b[1]),
          ys: [mul(a, x, k), mul(b[0], cos(ys[1]))],
        },
        mul(a, x, ys[0]),
      ],
    );
    const combine = (a: Scalar, b: Scalar, c: Scalar) => add(mul(a, b), mul(c, c, a));
    const plain = ([x, y, z, k]: Scalar[]) => combine(mul(x, y, k), sin(z), x);
    const ruled = ([x, y, z, k]: Scalar[]) => {
      const { a, b } = both({ x, ys: [y, z] }, k);
      return combine(a, b[0], b[1]);
    };
    const at = [1.5, -0.5, 0.75, 2];
    assertClose(inner.gradient(ruled)(at), inner.gradient(plain)(at));
    const second = (f: (xs: Scalar[]) => Scalar) => outer.jacobian(inner.gradient(f))(at);
    assertClose(second(ruled), second(plain));
  });

  it("works in Jacobians, Hessians and their products, in all four modes", () => {
    const product = customVjp(
      ([x, y]: Scalar[]) => [mul(x, x, y), y],
      ([x, y]) => [[mul(x, x, y), y], [x, y]],
      ([x, y], [c, d]) => [[mul(2, x, y, c), add(mul(x, x, c), d)]],
    );
    const at = [2, 3];
    for (const take of [jacfwd, jacrev, jacobian]) {
      assertEquals(take((xs: Scalar[]) => product(xs))(at), [[12, 4], [0, 1]]);
    }
    const first = (xs: Scalar[]) => product(xs)[0];
    for (const mode of SECOND_ORDER_MODES) {
      assertEquals(hessian(first, { mode })(at), [[6, 4], [4, 0]]);
      assertEquals(hvp(first, { mode })(at, [1, 10]), [46, 4]);
    }
  });

  it("lets a pullback be called inside later levels, on cotangents that those follow", () => {
    const [, pullback] = vjp((x: Scalar) => sin(halved(x)), [3]);
    const expected = 3 * Math.cos(9);
    for (const [mode] of mixes(1)) {
      assertClose(mode.derivative((t) => mul(t, pullback(mul(t, t))))(2), 12 * expected);
    }
  });

  it("of plain numbers has a pullback that is linear inside later levels, along several cotangents", () => {
    const [, pullback] = vjp(blackBox, [3, 5]);
    const both = customVjp(
      (x: Scalar): Scalar[] => [2 * Number(x), 3 * Number(x)],
      (x) => [[2 * Number(x), 3 * Number(x)], 0],
      (_, [a, b]) => [2 * Number(a) + 3 * Number(b)],
    );
    const [, pullbackOfTwo] = vjp(both, [1]);
    for (const [mode] of mixes(1)) {
      assertEquals(mode.derivative((t) => pullback(mul(t, t))[0])(2), 30 * 4);
      assertEquals(mode.derivative((t) => pullback(mul(t, t))[1])(2), 9 * 4);
      assertEquals(mode.derivative((t) => pullbackOfTwo([mul(t, t), t]))(2), 2 * 4 + 3);
      assertEquals(mode.derivative((t) => pullbackOfTwo([1, t]))(2), 3);
    }
  });

  it("may be asynchronous in its forward rule, inside an asynchronous gradient", async () => {
    const service = customVjp(
      async (x: Scalar) => (await pause(), mul(x, x, x)),
      async (x) => (await pause(), [mul(x, x, x), x]),
      (x, cotangent) => [mul(3, x, x, cotangent)],
    );
    const f = async (x: Scalar) => mul(2, await service(x));
    assertEquals(await grad(f)(3), 54);
    assertEquals(await derivative(f)(3), 54);
    assertEquals(await valueAndGrad(f)(3), [54, 54]);
    assertEquals(await derivative(async (x: Scalar) => await grad(f)(x))(3), 36);
    assertEquals(await grad(async (x: Scalar) => await derivative(f)(x))(3), 36);
    const answer: Promise<number> = service(2);
    assertEquals(await answer, 8);
  });
});

describe("customVjp refuses", () => {
  type Pair = () => readonly [Scalar, number];
  type Backward = () => readonly [Scalar, Scalar];
  const pairs: [name: string, answer: unknown, ...fragments: string[]][] = [
    ["a bare number", 3, "forward rule of customVjp", "the number 3", "[out, residuals] is wanted"],
    ["a list of one", [3], "an array of 1", "[out, residuals] is wanted"],
    ["nothing", undefined, "undefined", "[out, residuals] is wanted"],
    ["a string for out", ["three", 1], "customVjp", "out is a string"],
  ];
  for (const [name, answer, ...fragments] of pairs) {
    it(`a forward rule that answers ${name}, and names what is wanted`, () => {
      const f = customVjp((x: Scalar) => x, (() => answer) as unknown as Pair, (_, c) => [c]);
      for (const [mode] of mixes(1)) {
        assertRefused(TypeError, () => mode.derivative(f)(3), ...fragments);
      }
    });
  }

  const lists: [name: string, answer: unknown, ...fragments: string[]][] = [
    [
      "a bare value",
      3,
      "backward rule of customVjp",
      "the number 3",
      "list",
      "one cotangent an arg",
    ],
    ["nothing", undefined, "undefined", "one cotangent an argument"],
    ["too few cotangents", [3], "cotangents is an array of 1", "args is an array of 2"],
    ["too many cotangents", [3, 1, 1], "cotangents is an array of 3", "args is an array of 2"],
    ["a list for a number", [[3], 1], "cotangents[0] is an array of 1", "args[0] is one number"],
    ["a string for a number", [3, "x"], "cotangents[1] is a string", "args[1] is one number"],
    ["a promise", Promise.resolve([1, 1]), "a Promise", "one cotangent an argument"],
  ];
  for (const [name, answer, ...fragments] of lists) {
    it(`a backward rule that answers ${name}, and names what is wanted`, () => {
      const f = customVjp(
        (x: Scalar, y: Scalar) => mul(x, y),
        (x, y) => [mul(x, y), 0],
        (() => answer) as unknown as Backward,
      );
      for (const [mode] of mixes(1)) {
        assertRefused(TypeError, () => mode.derivative((x) => f(x, 2))(3), ...fragments);
        assertEquals(mode.derivative((x) => mul(x, 2))(3), 2);
      }
    });
  }

  it("what is no function, and arguments that are no trees", () => {
    const halves = () => customVjp(sin, undefined as never, undefined as never);
    assertRefused(TypeError, halves, "customVjp", "a function");
    assertRefused(TypeError, () => halved("three" as never), "customVjp", "args[0] is a string");
  });
});

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
