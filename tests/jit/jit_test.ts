// What jit promises: the same answers, compiled, for functions of any arguments, and sentences for what
// cannot be.

import {
  add,
  binary,
  derivative,
  eq,
  grad,
  hessian,
  isBox,
  lt,
  mul,
  type Scalar,
  sin,
  square,
  unary,
  value,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

describe("jit", () => {
  it("answers what the function does, at the first call and at any other", () => {
    const f = jit((x: Scalar, y: Scalar) => add(mul(x, y), sin(x)));
    for (const [x, y] of [[1, 2], [3, -0], [NaN, 1], [-0, 0], [Infinity, 0]]) {
      assertSame(f(x, y), x * y + Math.sin(x));
    }
    assertEquals(f.stats().hits, 4);
  });

  it("compiles derivatives and derivatives of derivatives", () => {
    const f = ([x, y]: Scalar[]) => lt(x, y) ? mul(x, sin(y)) : mul(x, x, y);
    for (
      const compiled of [
        jit(grad(f)),
        jit(hessian(f)),
        jit(derivative((t) => grad(f)([t, 2]))),
      ]
    ) {
      assertEquals(compiled.stats().variants, 0);
    }
    const second = jit(hessian(f), { eager: true });
    assertSame(second([3, 2]), [[4, 6], [6, 0]]);
    assertSame(second([1, 2]), hessian(f)([1, 2]));
    assertSame([second([5, 2]), second.stats().variants], [[[4, 10], [10, 0]], 2]);
  });

  it("carries the name of the function", () => {
    assertEquals(
      jit(function model(x: Scalar) {
        return x;
      }).name,
      "model",
    );
  });

  it("follows a value through every outcome: −0, 0 and NaN are three", () => {
    const f = jit((x: Scalar) => [1 / value(x), x], { eager: true });
    for (const x of [0, -0, NaN, 3, -0, 0, NaN, 3, -0]) assertSame(f(x), [1 / x, x]);
    assertEquals(f.stats().variants, 4);
    assertEquals(f.stats().misses, 4);
  });

  it("takes strings, booleans and what is missing for constants of a program", () => {
    const f = jit((x: Scalar, how: string, twice?: boolean, none?: null) => {
      const y = how === "sine" ? sin(x) : square(x);
      return [twice ? mul(2, y) : y, none === null];
    });
    for (let round = 0; round < 3; round++) {
      assertSame(f(3, "sine"), [Math.sin(3), false]);
      assertSame(f(3, "square"), [9, false]);
      assertSame(f(3, "square", true), [18, false]);
      assertSame(f(3, "square", false, null), [9, true]);
      assertSame(f(3, "square", undefined), [9, false]);
    }
    assertEquals(f.stats().variants, 5);
    assertEquals(f.stats().hits, 10);
  });

  it("takes as many arguments as are given, and default values for the rest", () => {
    const f = jit((x: Scalar, y: Scalar = 10, ...others: Scalar[]) => add(x, y, ...others));
    for (let round = 0; round < 2; round++) {
      assertEquals([f(1), f(1, 2), f(1, 2, 3), f(1, 2, 3, 4)], [11, 3, 6, 10]);
    }
    assertEquals(f.stats().hits, 4);
  });

  it("runs rows of users as they are, closed over or not", () => {
    let calls = 0;
    const own = unary({
      name: "own",
      value: (x) => (calls++, x ** 3),
      partials: [(x) => mul(3, x, x)],
    });
    const two = binary({
      name: "two",
      value: (x, y) => x * y * y,
      partials: [(_x, y) => square(y), (x, y) => mul(2, x, y)],
    });
    const f = jit(grad((x: Scalar) => two(own(x), x)));
    const expected = grad((x: Scalar) => two(own(x), x));
    for (const x of [1, 2, -0, NaN]) assertSame(f(x), expected(x));
    assert(calls > 0);
  });

  it("refuses what is no function, and bounds that are no whole number above 0", () => {
    for (const wrong of [3, undefined, "f", {}]) {
      assertThrows(() => jit(wrong as never), TypeError, "function");
    }
    const f = (x: Scalar) => x;
    for (const bound of [0, -1, 1.5, NaN, Infinity, "3"]) {
      const maximum = bound as number;
      assertThrows(() => jit(f, { maximumVariants: maximum }), RangeError, "maximumVariants");
      assertThrows(
        () => jit(f, { maximumInstructions: maximum }),
        RangeError,
        "maximumInstructions",
      );
    }
    for (const wrong of [1, "true", null]) {
      assertThrows(() => jit(f, { eager: wrong as never }), TypeError, "it is true or false");
    }
  });
});

describe("A compiled function runs uncompiled, and is right", () => {
  it("where it uses native operators on its numbers", () => {
    const f = jit((x: Scalar) => (x as number) * 2);
    assertEquals([f(1), f(2)], [2, 4]);
    assert(f.stats().uncompiled?.includes("native operator"), f.stats().uncompiled);
    assertEquals(f.stats().variants, 0);
  });

  it("where it is asynchronous, or answers a promise", async () => {
    const f = jit(async (x: Scalar) => mul(x, await Promise.resolve(x)));
    const g = jit((x: Scalar) => Promise.resolve(mul(x, x)));
    assertEquals([await f(3), await f(4), await g(3), await g(4)], [9, 16, 9, 16]);
    assertEquals(f.stats().uncompiled, "it is asynchronous");
    const failing = jit(async (x: Scalar) => {
      await Promise.resolve();
      throw new RangeError(`at ${value(x)}`);
    });
    await assertRejects(() => failing(1), RangeError, "at 1");
    await assertRejects(() => failing(2), RangeError, "at 2");
  });

  it("where its answer is a function, a Map, or contains itself", () => {
    const curried = jit((x: Scalar) => (y: Scalar) => mul(x, y));
    assertEquals([curried(2)(3), curried(3)(3)], [6, 9]);
    const map = jit((x: Scalar) => new Map([["x", x]]));
    assertEquals([map(2), map(3)], [new Map([["x", 2]]), new Map([["x", 3]])]);
    const loop = jit((x: Scalar) => {
      const answer: { x: Scalar; self?: unknown } = { x };
      answer.self = answer;
      return answer;
    });
    assertEquals([loop(2).x, loop(3).x], [2, 3]);
    assert(loop(4).self !== undefined);
    for (const f of [curried, map, loop]) assert(f.stats().uncompiled !== undefined);
  });

  it("where an argument is a function, a Date, a Map or an instance of a class", () => {
    class Point {
      constructor(readonly x: number) {}
    }
    const f = jit((x: Scalar, other: unknown) =>
      mul(x, other instanceof Point ? other.x : typeof other === "function" ? other() : 1)
    );
    for (let round = 0; round < 2; round++) {
      assertEquals([f(2, new Point(5)), f(2, () => 4), f(2, new Date()), f(2, new Map())], [
        10,
        8,
        2,
        2,
      ]);
    }
    assertEquals([f(3, 1), f(4, 1), f.stats().hits], [3, 4, 1]);
  });
});

describe("A path that throws", () => {
  const positive = (x: Scalar) => {
    if (lt(x, 0)) throw new RangeError(`negative`);
    return square(x);
  };

  it("throws each time, before and after others were compiled", () => {
    const f = jit(positive);
    for (let round = 0; round < 3; round++) {
      assertThrows(() => f(-1), RangeError, "negative");
      assertEquals(f(3), 9);
    }
    assertEquals(f.stats().variants, 1);
    assertEquals(f.stats().hits, 2);
  });

  it("throws the very error, where the function throws what is none", () => {
    const thrown = { code: 3 };
    const f = jit((x: Scalar) => {
      if (eq(x, 0)) throw thrown;
      return x;
    });
    for (let round = 0; round < 2; round++) {
      try {
        f(0);
        assert(false, "it has not thrown");
      } catch (error) {
        assert(error === thrown);
      }
      assertEquals(f(1), 1);
    }
  });

  it("throws out of a derivative that was compiled, too", () => {
    const f = jit(grad(positive));
    assertEquals(f(3), 6);
    assertThrows(() => f(-3), RangeError, "negative");
    assertEquals(f(4), 8);
  });
});

describe("Side effects and closures", () => {
  it("see the trace only", () => {
    const seen: unknown[] = [];
    const f = jit((x: Scalar) => (seen.push(isBox(x)), mul(2, x)));
    assertEquals([f(1), f(2), f(3)], [2, 4, 6]);
    assertEquals(seen.length, 1);
  });

  it("take numbers closed over for constants, as is documented", () => {
    let factor = 2;
    const f = jit((x: Scalar) => mul(factor, x));
    assertEquals(f(1), 2);
    factor = 3;
    assertEquals(f(1), 2);
  });

  it("leave boxes behind that have escaped, and the error names the call", () => {
    let kept: Scalar = 0;
    const model = jit(function model(x: Scalar) {
      return kept = sin(x);
    });
    model(1);
    const { message } = assertThrows(() => mul(2, kept), TypeError);
    assert(message.includes("escaped") && message.includes("jit(model)"), message);
  });
});
