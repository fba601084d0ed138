// Linear maps: jvp's answers for any tangent, from one run of the function, in every nesting.

import {
  add,
  cos,
  exp,
  jacfwd,
  jacrev,
  jvp,
  linearize,
  mul,
  type Scalar,
  sin,
  vjp,
} from "@fluxion/ad";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, mixes, repeated } from "../cases/mixes.ts";
import { assertAgree, FIRST_ORDER } from "../laws/agree.ts";
import { problem } from "../laws/arbitraries.ts";
import { law } from "../laws/runs.ts";
import { assertRefused } from "../rules/refused.ts";

type Real = (x: Scalar) => Scalar;

describe("linearize", () => {
  law(
    "answers what jvp answers, for any tangent",
    fc.property(problem, ({ program, point, direction, otherDirection }) => {
      const f = (xs: Scalar[]) => program.run(xs);
      const [out, map] = linearize(f, [point]);
      const zeros = point.map(() => 0);
      for (const v of [direction, otherDirection, zeros, direction]) {
        const [primal, tangent] = jvp(f, [point], [v]);
        assertEquals(out, primal);
        assertAgree(map(v), tangent, FIRST_ORDER);
      }
    }),
  );

  it("runs the function once, however often the map is applied", () => {
    let runs = 0;
    const [out, map] = linearize((x: Scalar) => (runs++, sin(x)), [1]);
    assertEquals(out, Math.sin(1));
    for (const t of [0, 1, -2, 1e9]) assertClose(map(t), t * Math.cos(1));
    assertEquals(runs, 1);
  });

  it("takes several arguments and answers trees", () => {
    const f = (at: { x: Scalar; ys: Scalar[] }, k: Scalar) => ({
      product: mul(at.x, at.ys[0], k),
      rest: [sin(at.ys[1]), 7],
    });
    const [out, map] = linearize(f, [{ x: 2, ys: [3, 0] }, 5]);
    assertEquals(out, { product: 30, rest: [0, 7] });
    assertEquals(map({ x: 1, ys: [0, 0] }, 0), { product: 15, rest: [0, 0] });
    assertEquals(map({ x: 0, ys: [1, 2] }, 10), { product: 70, rest: [2, 0] });
    const [norm, floats] = linearize((xs: Scalar[]) => xs.map((x) => mul(x, x)), [
      Float64Array.of(1, 2),
    ]);
    assertEquals(norm, [1, 4]);
    assertEquals(floats(Float64Array.of(1, 10)), [2, 40]);
    assertEquals(floats([1, 10]), [2, 40]);
  });

  it("of a function that does not depend on its argument is the zero map", () => {
    const [out, map] = linearize((_: Scalar) => [1, 2], [3]);
    assertEquals([out, map(1), map(5)], [[1, 2], [0, 0], [0, 0]]);
    const [same, identity] = linearize((x: Scalar) => x, [3]);
    assertEquals([same, identity(5)], [3, 5]);
  });

  for (const order of [1, 2, 3]) {
    itInEveryMix(
      order,
      "is differentiated by its point, its tangent and its closures",
      (...mix) => {
        const f = (k: Scalar) => (x: Scalar) => mul(sin(mul(k, x)), exp(x));
        const along = (k: Scalar, x: Scalar, t: Scalar) => jvp(f(k), [x], [t])[1];
        const mapped = (k: Scalar, x: Scalar, t: Scalar) => linearize(f(k), [x])[1](t);
        for (
          const uses of [
            (g: typeof along) => (x: Scalar) => g(0.8, x, 1),
            (g: typeof along) => (x: Scalar) => g(0.8, 0.3, mul(x, x)),
            (g: typeof along) => (x: Scalar) => g(x, 0.3, 1),
            (g: typeof along) => (x: Scalar) => g(sin(x), mul(x, x), exp(x)),
          ]
        ) {
          assertClose(repeated(mix, uses(mapped))(0.6), repeated(mix, uses(along))(0.6), 1e-11);
        }
      },
    );
  }

  itInEveryMix(2, "takes a map made at an outer level inside an inner one", (outer, inner) => {
    const f = (x: Scalar) => {
      const [, map] = linearize((y: Scalar) => mul(x, y, y), [x]);
      return inner.derivative((t) => mul(map(t), t))(x);
    };
    // map(t) = 2x²·t, so that f(x) = 4x³.
    assertEquals(f(3), 108);
    assertEquals(outer.derivative(f)(3), 108);
  });

  it("applies a map inside later levels", () => {
    const [, map] = linearize((x: Scalar) => sin(x), [1]);
    for (const mix of mixes(2)) {
      assertClose(repeated(mix, (t) => mul(t, map(mul(t, t))))(2), 12 * Math.cos(1));
    }
    assertClose(vjp((t: Scalar) => map(t), [5])[1](1), Math.cos(1));
    const [, two] = linearize(([x, y]: Scalar[]) => [mul(x, y), add(x, y)], [[2, 3]]);
    for (const take of [jacfwd, jacrev]) {
      assertEquals(take((v: Scalar[]) => two(v))([0, 0]), [[3, 2], [1, 1]]);
    }
  });

  it("of a linear map is the map itself", () => {
    const [, map] = linearize((x: Scalar) => sin(x), [1]);
    const [, again] = linearize((t: Scalar) => map(t), [5]);
    assertClose(again(3), 3 * Math.cos(1));
  });

  it("costs a million multiplications no call stack", () => {
    const [, map] = linearize((x: Scalar) => {
      let y = x;
      for (let i = 0; i < 200_000; i++) y = add(mul(y, 0.5), 1);
      return add(y, x);
    }, [1]);
    assertEquals(map(3), 3);
  });

  it("refuses other structures, promises, functions, and what is no list", () => {
    const f = (x: Scalar) => sin(x);
    const map = linearize(f, [1])[1] as (...tangents: unknown[]) => unknown;
    assertRefused(TypeError, () => map(), "tangents is an array of 0", "primals is an array of 1");
    assertRefused(TypeError, () => map([1]), "tangents[0] is an array of 1", "one number");
    assertRefused(TypeError, () => map(1, 2), "tangents is an array of 2");
    assertRefused(TypeError, () => linearize(f, 1 as never), "linearize", "primals are the list");
    assertRefused(RangeError, () => linearize(f, [] as never), "empty list of primals");
    assertRefused(TypeError, () => linearize("sin" as never, [1]), "takes a function");
    const asynchronous = ((x: Scalar) => Promise.resolve(x)) as never as (x: Scalar) => Scalar;
    assertRefused(TypeError, () => linearize(asynchronous, [1]), "linearize", "a Promise", "await");
    const curried = ((x: Scalar) => () => x) as never as (x: Scalar) => Scalar;
    assertRefused(TypeError, () => linearize(curried, [1]), "linearize", "a function", "call it");
  });

  it("refuses a map whose outer level has ended", () => {
    for (const [mode] of mixes(1)) {
      const kept: Real[] = [];
      mode.derivative(function outside(x: Scalar) {
        kept.push(linearize((y: Scalar) => mul(x, y), [2])[1]);
        return cos(x);
      })(1);
      assertRefused(TypeError, () => kept[0](1), "escaped", "(outside)");
    }
  });
});
