// Functions of plain numbers with difference quotients for derivatives: first derivatives in any
// nesting of order one, and a refusal of everything beyond.

import {
  add,
  derivative,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  mul,
  type Scalar,
  sin,
  square,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, mixes, repeated, SECOND_ORDER_MODES } from "../cases/mixes.ts";
import { assertRefused } from "../rules/refused.ts";

/** A black box, which would make nonsense of a box. */
const wave = numericVjp((x: number) => Math.sin(x) * Math.exp(x / 2));
const slope = (x: number) => (Math.cos(x) + Math.sin(x) / 2) * Math.exp(x / 2);

const TIGHT = 1e-9;

describe("numericVjp", () => {
  itInEveryMix(1, "answers the derivative of a black box", (mode) => {
    for (const x of [-2, 0, 0.5, 3]) {
      assertClose(mode.derivative(wave)(x), slope(x), TIGHT);
      const inside = mode.derivative((y) => square(wave(sin(y))))(x);
      const [w, s] = [wave(Math.sin(x)), slope(Math.sin(x))];
      assertClose(inside, 2 * w * s * Math.cos(x), TIGHT);
    }
  });

  it("does not move the value, and calls the function itself on numbers", () => {
    const plain = (x: number) => Math.sin(x) * Math.exp(x / 2);
    for (const x of [-2, -0, 0, 0.1, 1e-300]) {
      assertEquals(Object.is(wave(x), plain(x)), true);
      assertEquals(Object.is(valueAndGrad((y) => wave(y))(x)[0], plain(x)), true);
      assertEquals(Object.is(jvp(wave, [x], [1])[0], plain(x)), true);
      assertEquals(Object.is(linearize(wave, [x])[0], plain(x)), true);
    }
  });

  it("takes vectors and trees, and answers them", () => {
    const stage = numericVjp((at: { x: number; ys: number[] }, k: number) => ({
      a: at.x * at.ys[0] * k,
      b: [Math.sin(at.ys[1]), at.x],
    }));
    const flat = ([x, y, z, k]: Scalar[]) => {
      const { a, b } = stage({ x, ys: [y, z] }, k);
      return [a, b[0], b[1]];
    };
    const expected = [[6, 3, 0, 4.5], [0, 0, Math.cos(0.5), 0], [1, 0, 0, 0]];
    for (const take of [jacfwd, jacrev, jacobian]) {
      assertClose(take(flat)([1.5, 3, 0.5, 2]), expected.map((row) => [...row]), TIGHT, 1);
    }
  });

  it("takes a Float64Array, in the argument and in the answer", () => {
    const total = numericVjp((xs: number[]) => xs[0] * xs[0] + xs[1]);
    const gradient = grad((xs: Scalar[]) => total(xs))(Float64Array.of(3, 5));
    assertEquals(gradient instanceof Float64Array, true);
    assertClose(gradient, Float64Array.of(6, 1), TIGHT);
  });

  it("follows only what is differentiated, and runs once where nothing is pulled back", () => {
    let runs = 0;
    const stage = numericVjp((x: number, y: number) => {
      runs++;
      return x * y;
    });
    const [out, pullback] = vjp((x: Scalar) => stage(x, 5), [3]);
    assertEquals([out, runs], [15, 1]);
    assertClose(pullback(1), 5, TIGHT);
    const once = runs;
    assertClose(pullback(2), 10, TIGHT);
    assertEquals(runs, once);
    assertEquals(grad((x: Scalar) => (stage(x, 5), x))(3), 1);
    assertEquals(runs, once + 1);
  });

  it("stands inside any nesting that asks it for first derivatives only", () => {
    for (const [outer, inner] of mixes(2)) {
      // The inner level does not reach the stage.
      const f = (x: Scalar) => inner.derivative((y) => mul(y, y, wave(x)))(3);
      assertClose(outer.derivative(f)(0.5), 6 * slope(0.5), TIGHT);
      // The outer level does not.
      const g = (x: Scalar) => mul(x, inner.derivative((y) => wave(y))(0.5));
      assertClose(outer.derivative(g)(2), slope(0.5), TIGHT);
      // The tangent, or the cotangent, is what the outer level follows.
      const along = (t: Scalar) => mul(t, jvp(wave, [0.5], [mul(t, t)])[1]);
      const back = (t: Scalar) => mul(t, vjp(wave, [0.5])[1](mul(t, t)));
      const [, pullback] = vjp(wave, [0.5]);
      const later = (t: Scalar) => mul(t, pullback(mul(t, t)));
      for (const h of [along, back, later]) {
        assertClose(outer.derivative(h)(2), 12 * slope(0.5), TIGHT);
      }
    }
  });

  it("takes the methods of differences", () => {
    const plain = (x: number) => Math.sin(x) * Math.exp(x / 2);
    for (const [method, bound] of [["forward", 1e-6], ["central", 1e-8], ["richardson", TIGHT]]) {
      const stage = numericVjp(plain, { method: method as "forward" });
      assertClose(derivative(stage)(0.5), slope(0.5), bound as number);
      assertClose(grad(stage)(0.5), slope(0.5), bound as number);
    }
  });
});

describe("numericVjp refuses", () => {
  const twice = numericVjp(function shaft(x: number) {
    return x ** 3;
  });

  for (const order of [2, 3]) {
    itInEveryMix(order, `a derivative of order ${order}, and says what to do`, (...mix) => {
      const call = () => repeated(mix, twice)(2);
      assertRefused(TypeError, call, "second derivatives", "numericVjp(shaft)", "customVjp");
      const after = () => repeated(mix, (x) => add(x, sin(twice(mul(x, x)))))(2);
      assertRefused(TypeError, after, "second derivatives", "numericVjp(shaft)");
    });
  }

  for (const mode of SECOND_ORDER_MODES) {
    it(`Hessians and their products, ${mode}`, () => {
      const f = ([x, y]: Scalar[]) => mul(twice(x), y);
      assertRefused(TypeError, () => hessian(f, { mode })([2, 3]), "second derivatives", "shaft");
      assertRefused(TypeError, () => hvp(f, { mode })([2, 3], [1, 0]), "second derivatives");
    });
  }

  it("results that are no trees of numbers, or of another structure a step away", () => {
    const text = numericVjp((() => "two") as unknown as (x: number) => number);
    assertRefused(TypeError, () => derivative(text)(2), "numericVjp", "result is a string");
    let runs = 0;
    const growing = numericVjp((x: number) => ++runs === 1 ? [x] : [x, x]);
    const call = () => derivative((x) => growing(x)[0])(2);
    assertRefused(TypeError, call, "a step away is an array of 2", "an array of 1");
  });

  itInEveryMix(1, "a function that answers what it closes over, never drops it", (mode) => {
    const call = () =>
      mode.derivative((k) => {
        const stage = numericVjp(((x: number) => mul(x, k)) as unknown as (x: number) => number);
        return stage(k);
      })(2);
    let answer: number | undefined;
    try {
      answer = call();
    } catch {
      assertRefused(TypeError, call, "Cannot");
    }
    if (answer !== undefined) assertClose(answer, 4, TIGHT);
  });

  it("what is no function, no method and no argument", () => {
    assertRefused(TypeError, () => numericVjp(3 as never), "numericVjp", "takes a function");
    const method = { method: "five-point" as "central" };
    assertRefused(
      RangeError,
      () => numericVjp((x: number) => x, method),
      '"five-point"',
      "central",
    );
    assertRefused(
      TypeError,
      () => twice("two" as never),
      "numericVjp(shaft)",
      "args[0] is a string",
    );
  });
});
