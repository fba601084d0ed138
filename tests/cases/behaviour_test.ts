// What a derivative leaves behind, and what it brings along: nothing of a call that threw,
// independent answers from one that is repeated, pullbacks that last, and the auxiliary output of
// hasAux.

import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  add,
  derivative,
  exp,
  grad,
  isBox,
  mul,
  type Scalar,
  sin,
  square,
  stopGradient,
  sum,
  unary,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { forward, itInEveryMix, repeated, reverse } from "./mixes.ts";

describe("stopGradient", () => {
  itInEveryMix(1, "H6: D(x·stopGradient(x))(3) is 3", (mode) => {
    assertEquals(mode.derivative((x) => mul(x, stopGradient(x)))(3), 3);
  });

  itInEveryMix(2, "H6: D²(x·x·stopGradient(x))(3) is 6", (...mix) => {
    assertEquals(repeated(mix, (x) => mul(x, x, stopGradient(x)))(3), 6);
  });

  it("stops every leaf of a tree, and keeps numbers numbers", () => {
    for (const { gradient } of [forward, reverse]) {
      const f = (xs: Scalar[]) => {
        const still = stopGradient({ a: xs, b: [xs[0]] });
        return add(mul(still.a[1], xs[0]), mul(still.b[0], xs[1]));
      };
      assertEquals(gradient(f)([3, 4]), [4, 3]);
    }
    assertEquals(stopGradient({ a: [1, 2], b: 3 }), { a: [1, 2], b: 3 });
  });
});

describe("H10: A function that throws", () => {
  const cube = (x: Scalar) => mul(x, x, x);
  const failing = (x: Scalar): Scalar => {
    square(x);
    throw new Error("on purpose");
  };

  itInEveryMix(1, "in the forward pass leaves the next derivative right", (mode) => {
    assertThrows(() => mode.derivative(failing)(2), Error, "on purpose");
    assertEquals(mode.derivative(cube)(2), 12);
  });

  itInEveryMix(2, "in an inner derivative leaves the outer one usable", (outer, inner) => {
    const rescued = (x: Scalar) => {
      try {
        return inner.derivative((y) => failing(mul(x, y)))(1);
      } catch {
        return mul(x, inner.derivative((y) => mul(x, square(y)))(1));
      }
    };
    assertEquals(outer.derivative(rescued)(3), 12);
    assertEquals(outer.derivative(inner.derivative(cube))(2), 12);
  });

  itInEveryMix(
    2,
    "in an inner derivative and is not caught leaves the next nest right",
    (...mix) => {
      assertThrows(() => repeated(mix, failing)(2), Error, "on purpose");
      assertEquals(repeated(mix, cube)(2), 12);
    },
  );

  itInEveryMix(1, "as a rule's partial leaves the next derivative right", (mode) => {
    let fails = true;
    const half = unary({
      name: "half",
      value: (x) => x / 2,
      partials: [() => {
        if (fails) throw new Error("on purpose");
        return 0.5;
      }],
    });
    assertThrows(() => mode.derivative((x) => half(x))(2), Error, "on purpose");
    fails = false;
    assertEquals(mode.derivative((x) => half(x))(2), 0.5);
  });

  it("in the backward pass leaves the same pullback right", () => {
    let escaped: Scalar = 0;
    derivative((x) => escaped = x)(1);
    const [value, pullback] = vjp((x: Scalar) => mul(x, exp(x)), [1]);
    assertThrows(() => pullback(escaped), TypeError, "escaped");
    assertClose([value, pullback(1)], [Math.E, 2 * Math.E]);
    assertEquals(grad(cube)(2), 12);
  });
});

describe("H11: A gradient function called again", () => {
  itInEveryMix(2, "gives independent answers", (outer, inner) => {
    const slope = inner.derivative((x) => mul(x, x, x));
    const curvature = outer.derivative(slope);
    assertEquals([slope(2), slope(3), slope(2)], [12, 27, 12]);
    assertEquals([curvature(2), slope(2), curvature(3), curvature(2)], [12, 12, 18, 12]);
  });

  it("gives arrays of its own each time", () => {
    const gradient = grad((xs: Scalar[]) => sum(xs.map((x) => square(x))));
    const first = gradient([1, 2]);
    const second = gradient([3, 4]);
    first[0] = 99;
    assertEquals([second, gradient([1, 2])], [[6, 8], [2, 4]]);
  });

  it("in its own function gives the answer for the inner arguments", () => {
    const tower: (x: Scalar, depth: number) => Scalar = (x, depth) =>
      depth === 0 ? mul(x, x, x) : grad(tower)(x, depth - 1);
    assertEquals([0, 1, 2, 3, 4].map((depth) => tower(2, depth)), [8, 12, 12, 6, 0]);
  });
});

describe("A pullback", () => {
  it("called twice gives independent answers", () => {
    const [value, pullback] = vjp((x: Scalar, y: Scalar) => mul(x, y, y), [2, 3]);
    assertEquals(value, 18);
    assertEquals([pullback(1), pullback(10), pullback(1)], [[9, 12], [90, 120], [9, 12]]);
  });

  it("lasts while other derivatives are taken", () => {
    const [, pullback] = vjp((x: Scalar) => sin(x), [1]);
    assertEquals(grad((x: Scalar) => square(x))(3), 6);
    assertClose(derivative((t) => pullback(square(t)))(2), 4 * Math.cos(1));
    assertClose(grad((t: Scalar) => pullback(square(t)))(2), 4 * Math.cos(1));
    assertClose(pullback(1), Math.cos(1));
  });

  itInEveryMix(1, "is differentiated with respect to the point it was taken at", (mode) => {
    const slope = (x: Scalar) => vjp((y: Scalar) => mul(y, y, y), [x])[1](1);
    assertEquals(mode.derivative(slope)(2), 12);
  });
});

describe("hasAux", () => {
  const loss = (x: Scalar) => {
    const doubled = mul(2, x);
    return [square(doubled), { doubled, list: [x, 7], label: "a" }] as const;
  };

  it("brings along what the function answers besides, with numbers for boxes", () => {
    const aux = { doubled: 6, list: [3, 7], label: "a" };
    assertEquals(grad(loss, { hasAux: true })(3), [24, aux]);
    assertEquals(valueAndGrad(loss, { hasAux: true })(3), [[36, aux], 24]);
  });

  it("goes with argnums", () => {
    const f = (x: Scalar, y: Scalar) => [mul(x, y), [x, y]] as [Scalar, Scalar[]];
    assertEquals(grad(f, { hasAux: true, argnums: [1, 0] })(3, 4), [[3, 4], [3, 4]]);
    assertEquals(valueAndGrad(f, { hasAux: true, argnums: 1 })(3, 4), [[12, [3, 4]], 3]);
  });

  it("leaves class instances, Maps, functions and typed arrays untouched", () => {
    const untouched = {
      instance: new URL("https://example.com"),
      map: new Map([[1, 2]]),
      call: () => 1,
      floats: new Float32Array(2),
      nothing: null,
      list: ["a", true],
    };
    const [slope, aux] = grad((x: Scalar) => [square(x), untouched] as const, { hasAux: true })(3);
    assertEquals(slope, 6);
    assertStrictEquals(aux as unknown, untouched);
  });

  it("keeps objects that hold no box the same next to those that do", () => {
    const still = { a: [1] };
    const [, aux] = grad((x: Scalar) => [x, [still, { x }]] as const, { hasAux: true })(3);
    assertStrictEquals(aux[0] as unknown, still);
    assertEquals(aux, [{ a: [1] }, { x: 3 }]);
  });

  itInEveryMix(1, "keeps the boxes of an outer derivative in it", (outer) => {
    const seen: boolean[] = [];
    const f = (x: Scalar) => {
      const inner = (y: Scalar) => [mul(x, square(y)), { x, y, z: mul(x, y) }] as const;
      const [slope, aux] = grad(inner, { hasAux: true })(5);
      seen.push(isBox(aux.x), isBox(aux.y), isBox(aux.z));
      return add(slope, mul(x, aux.z));
    };
    // 10·x + x·(5·x)
    assertEquals(outer.derivative(f)(2), 30);
    assertEquals(seen, [true, false, true]);
  });

  it("refuses what is no pair, and a box that has escaped", () => {
    const take = (f: unknown) => () => grad(f as typeof loss, { hasAux: true })(1);
    assertThrows(take((x: Scalar) => x), TypeError, "[value, aux] is wanted");
    assertThrows(take((x: Scalar) => [x]), TypeError, "an array of 1");
    assertThrows(take((x: Scalar) => ["a", x]), TypeError, 'the string "a"');
    let kept: Scalar = 0;
    derivative((x) => kept = x)(1);
    assertThrows(take((x: Scalar) => [x, { kept }]), TypeError, "escaped");
  });

  it("releases a structure that refers to itself", () => {
    const f = (x: Scalar) => {
      const node: { x: Scalar; self?: unknown } = { x };
      node.self = node;
      return [square(x), node] as const;
    };
    const [, aux] = grad(f, { hasAux: true })(3);
    assert(!isBox(aux.x));
    assert(!isBox((aux.self as typeof aux).x));
  });
});
