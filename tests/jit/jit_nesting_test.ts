// Compiled functions and derivatives inside one another: what a derivative outside follows is never made a
// constant, and rules of users work as they do uncompiled.

import {
  add,
  checkpoint,
  checkpointedLoop,
  cos,
  customJvp,
  customVjp,
  derivative,
  fixedPoint,
  grad,
  hessian,
  isBox,
  linearize,
  lt,
  mul,
  relu,
  type Scalar,
  sin,
  square,
  sub,
  sum,
  unary,
  value,
  vjp,
} from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame, outcomeOf } from "../laws/same.ts";

/** The same, compiled, at points in turns. */
function assertSameAnswers(
  f: (x: Scalar) => unknown,
  points = [1, -2, 0.5, -0, 3, NaN, 1],
): number {
  const compiled = jit(f);
  for (let round = 0; round < 3; round++) {
    for (const x of points) {
      assertSame(
        outcomeOf(() => compiled(x)),
        outcomeOf(() => f(x)),
        `at ${x}`,
      );
    }
  }
  return compiled.stats().hits;
}

describe("A compiled function inside a derivative", () => {
  const cube = (x: Scalar) => mul(x, x, x);

  it("is differentiated as the function is, in every mode and nesting", () => {
    const compiled = jit(cube);
    for (let round = 0; round < 2; round++) {
      assertEquals([derivative(compiled)(2), grad(compiled)(2)], [12, 12]);
      assertEquals(derivative(grad(compiled))(2), 12);
      assertEquals(hessian((xs: Scalar[]) => compiled(xs[0]))([2]), [[12]]);
      assertEquals(compiled(2), 8);
    }
  });

  it("runs compiled there where nothing it meets is followed", () => {
    const compiled = jit(cube);
    compiled(2);
    assertEquals(derivative((x) => mul(x, compiled(3)))(1), 27);
    assertEquals(compiled.stats().hits, 1);
  });

  it("is right where it closes over what is followed, at each call, and wherever that is met", () => {
    const uses: ((x: Scalar, outer: Scalar) => Scalar)[] = [
      (x, outer) => mul(x, outer),
      (x, outer) => lt(outer, 2) ? mul(x, outer, outer) : x,
      (x, outer) => lt(x, outer) ? mul(x, outer, outer) : mul(outer, x),
      (x, outer) => mul(x, value(outer), outer),
      (_x, outer) => outer,
      (x, outer) => grad((y: Scalar) => mul(y, y, outer))(x),
      (x, outer) => {
        try {
          return mul(x, outer);
        } catch {
          return 0;
        }
      },
    ];
    for (const use of uses) {
      for (const differentiate of [derivative, grad<[Scalar]>]) {
        const plain = differentiate((outer: Scalar) => add(use(3, outer), use(3, square(outer))));
        const compiling = differentiate((outer: Scalar) => {
          const inner = jit((x: Scalar, power: number) =>
            use(x, power === 1 ? outer : square(outer))
          );
          return add(inner(3, 1), inner(3, 2));
        });
        for (const at of [1, 1.5, 3]) assertSame(compiling(at), plain(at));
      }
    }
  });

  it("is right where it was compiled outside, and a variable that it closes over is followed later", () => {
    let outer: Scalar = 2;
    const f = jit((x: Scalar, _structure: string) => mul(x, outer));
    derivative((t) => {
      outer = t;
      assertEquals(isBox(f(3, "new")), true);
      return t;
    })(5);
  });
});

describe("Functions compiled inside of one that is compiled", () => {
  it("become part of it", () => {
    const inner = jit((x: Scalar) => lt(x, 0) ? square(x) : sin(x));
    const hits = assertSameAnswers((x) => add(inner(x), inner(mul(x, -1)), grad(inner)(x)));
    assert(hits > 10);
  });

  it("are not compiled by themselves where they are called from there only", () => {
    const inner = jit((x: Scalar) => square(x));
    const outer = jit((x: Scalar) => add(inner(x), 1));
    assertEquals([outer(2), outer(3), jit(outer)(4)], [5, 10, 17]);
    assertEquals([inner.stats().variants, outer.stats().hits], [0, 1]);
  });

  it("run uncompiled where a row's value calls them while a program runs", () => {
    const inner = jit((x: Scalar) => lt(x, 0) ? square(x) : sin(x));
    assertEquals([inner(1), inner(-2), inner(2)], [Math.sin(1), 4, Math.sin(2)]);
    const row = unary({ name: "row", value: (x) => inner(x) as number, partials: [(x) => cos(x)] });
    const f = jit((x: Scalar, y: Scalar) => [x, row(x), y, row(mul(x, y)), x, y]);
    for (const [x, y] of [[1, 2], [2, -3], [-1, -5], [0.5, 4]]) {
      const of = (x: number) => x < 0 ? x * x : Math.sin(x);
      assertSame(f(x, y), [x, of(x), y, of(x * y), x, y]);
    }
    assertEquals(f.stats().hits, 3);
  });

  it("run again after a row's value has thrown while a program ran", () => {
    const touchy = unary({
      name: "touchy",
      value: (x) => {
        if (x > 10) throw new RangeError("too large");
        return x;
      },
      partials: [1],
    });
    const f = jit((x: Scalar) => mul(2, touchy(x)));
    const g = jit((x: Scalar) => square(x));
    g(1);
    assertEquals([f(1), outcomeOf(() => f(20)), f(3)], [2, "throws too large", 6]);
    assertEquals([g(5), g.stats().hits], [25, 1]);
  });
});

describe("A function that catches what the value of a row throws", () => {
  const root = unary({
    name: "root",
    value: (x) => {
      if (x < 0) throw new RangeError("negative");
      return Math.sqrt(x);
    },
    partials: [(_x, y) => mul(0.5, y)],
  });
  const orZero = (x: Scalar) => {
    try {
      return root(x);
    } catch {
      return 0;
    }
  };

  it("is not compiled where one has thrown, which no guard would notice", () => {
    assert(assertSameAnswers(orZero, [4, -1, 9, -2]) > 3);
    assertEquals(assertSameAnswers(orZero, [-1, 4, -2, 9]), 0);
    assertSameAnswers((x) => [orZero(x), derivative(orZero)(x)], [4, -1, 9]);
  });
});

describe("Rules of users, compiled,", () => {
  it("are those of customJvp and customVjp, which may branch", () => {
    const forward = customJvp(
      (x) => square(x),
      ([x], [dx]) => [square(x), mul(lt(x, 0) ? 7 : 2, x, dx)],
    );
    const backward = customVjp(
      (x) => square(x),
      (x) => [square(x), { x }],
      ({ x }, cotangent) => [mul(lt(x, 1) ? 5 : 2, x, cotangent)],
    );
    for (const f of [forward, backward]) {
      assert(
        assertSameAnswers((x) => [f(x), derivative(f)(x), grad(f)(x), derivative(grad(f))(x)]) > 10,
      );
      assert(assertSameAnswers((x) => grad((y: Scalar) => mul(f(sin(y)), y))(x)) > 10);
    }
  });

  it("are right beside operations that select, before them and after", () => {
    const twice = customVjp(
      (x) => x,
      (x) => [x, 0],
      (_residuals, cotangent) => [mul(2, cotangent)],
    );
    assertSameAnswers((x) => grad((y: Scalar) => relu(twice(relu(y))))(x));
    assertSameAnswers((x) => grad((y: Scalar) => twice(relu(sub(y, 1))))(x));
    assertSameAnswers((x) => derivative((y) => relu(twice(y)))(x));
  });

  it("are those of checkpoints, loops and linear maps", () => {
    const body = checkpoint((x: Scalar) => lt(x, 1) ? sin(sin(x)) : square(sin(x)));
    assert(assertSameAnswers((x) => [body(x), grad(body)(x), derivative(grad(body))(x)]) > 10);
    const loop = (x: Scalar) =>
      checkpointedLoop((s: Scalar[]) => [add(s[0], mul(x, sin(s[1]))), mul(0.9, s[0])], 20, [1, x]);
    assert(assertSameAnswers((x) => grad((y: Scalar) => sum(loop(y)))(x)) > 10);
    assert(assertSameAnswers((x) => linearize(body, [x])[1](2)) > 10);
    assert(assertSameAnswers((x) => vjp(body, [x])[1](2)) > 10);
  });

  it("are right where they work on plain numbers: numericVjp, fixedPoint", () => {
    const simulated = numericVjp((x: number) => Math.sin(x) * x);
    assertSameAnswers((x) => [simulated(x), grad(simulated)(x)], [1, 2, 1, -3]);
    const point = fixedPoint((x: Scalar, a: Scalar) => cos(mul(a, x)), (a) => {
      let x = 1;
      for (let i = 0; i < 200; i++) x = Math.cos(a * x);
      return x;
    });
    assertSameAnswers((a) => [point(a), grad(point)(a)], [1, 0.5, 1, 0.25]);
  });
});
