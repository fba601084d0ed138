// Derivatives whose result is a function (Manzyuk, Pearlmutter, Radul, Rush and Siskind 2019): no
// perturbation of one application is taken for that of another, in any mix of modes.

import {
  add,
  cos,
  derivative,
  exp,
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
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix } from "../cases/mixes.ts";
import { assertRefused } from "../rules/refused.ts";

type Real = (x: Scalar) => Scalar;

/** The derivative of a function that answers functions, by either mode. */
type Differentiate = <F>(f: (x: Scalar) => F) => (x: Scalar) => F;

/** Forward, reverse, jvp's tangent, and the gradient beside the value. */
const VERBS: { readonly [name: string]: Differentiate } = {
  derivative: derivative as unknown as Differentiate,
  grad: grad as unknown as Differentiate,
  jvp: ((f: (x: Scalar) => unknown) => (x: Scalar) => jvp(f as Real, [x], [1])[1]) as Differentiate,
};

/** One test for each pair of verbs. */
function itByAnyTwo(law: string, body: (one: Differentiate, two: Differentiate) => void): void {
  for (const [name, one] of Object.entries(VERBS)) {
    for (const [other, two] of Object.entries(VERBS)) {
      it(`${law} (${name} and ${other})`, () => body(one, two));
    }
  }
}

/** s(o) = g → a → g(a + o): shifts a function. */
const shift = (o: Scalar) => (g: Real): Real => (a) => g(add(a, o));
const e = (x: Scalar) => exp(x);

describe("The derivative of a function that returns functions", () => {
  itByAnyTwo("B1, B2: ŝ(exp)(5) is e⁸ and ŝ(ŝ(exp))(5) is e¹¹", (one, two) => {
    const s1 = one(shift)(3);
    const s2 = two(shift)(3);
    assertClose(s1(e)(5), 2980.9579870417283);
    assertClose(s1(s2(e))(5), 59874.14171519782);
    assertClose(s1(s1(e))(5), 59874.14171519782);
    assertClose(s2(s1(s2(e)))(5), Math.exp(14));
  });

  itByAnyTwo("ŝ in a derivative, and a derivative in ŝ", (one, two) => {
    const s = one(shift)(3);
    assertClose(two((x) => s(e)(x))(5), Math.exp(8));
    assertClose(two((x) => one(shift)(x)(e)(x))(2), 2 * Math.exp(4));
    assertClose(s((a) => two((b: Scalar) => exp(mul(a, b)))(1))(0.5), 4.5 * Math.exp(3.5));
    assertClose(s(two(s(e) as Real) as Real)(1), Math.exp(7));
  });

  itByAnyTwo("B5: D(x → (y, z) → x·y·z)(2)(3, 4) is 12", (one, two) => {
    const f = one((x) => (y: Scalar, z: Scalar) => mul(x, y, z))(2);
    assertEquals(f(3, 4), 12);
    assertEquals(f(5, 6), 30);
    assertEquals(two((y) => f(y, 4))(3), 4);
    const both = two((a) => one((x) => (y: Scalar) => mul(x, x, y, a))(a))(3);
    // D_a of (y → 2a·y·a) is y → 4a·y.
    assertEquals((both as Real)(5), 60);
  });

  itByAnyTwo("B6: D(e → t → D(u → cos(e·u))(t))", (one, two) => {
    const f = one((k) => (t: Scalar) => two((u) => cos(mul(k, u)))(t))(1.5);
    const expected = (t: number) => -Math.sin(1.5 * t) - 1.5 * t * Math.cos(1.5 * t);
    for (const t of [0, 0.5, 2]) assertClose(f(t), expected(t));
  });

  itByAnyTwo("applied to the variable of another derivative, mixes neither", (one, two) => {
    const g = one((x) => (y: Scalar) => mul(x, x, y));
    // g(x)(y) = 2x·y.
    assertEquals(two((x) => g(x)(x) as Scalar)(3), 12);
    assertEquals(two((x) => g(x)(mul(x, x)) as Scalar)(3), 54);
    assertEquals(two((x) => mul(x, g(2)(x) as Scalar))(3), 24);
  });

  itByAnyTwo("curried several times, is taken at the last application", (one, two) => {
    const f = one((x) => (y: Scalar) => (z: Scalar) => (w: Scalar) => mul(x, x, y, z, w))(3);
    assertEquals(f(1)(2)(5), 60);
    const half = f(2);
    assertEquals([half(1)(1), half(10)(1), half(1)(10)], [12, 120, 120]);
    assertEquals(two((y) => f(y)(2)(5) as Scalar)(1), 60);
  });

  itByAnyTwo("of functions that take functions, and of Church pairs", (one, two) => {
    type Pair = <T>(use: (a: Scalar, b: Scalar) => T) => T;
    const pair = (x: Scalar): Pair => (use) => use(x, square(x));
    const d = one(pair)(3);
    assertEquals(d((a) => a), 1);
    assertEquals(d((_, b) => b), 6);
    assertEquals(d((a, b) => mul(a, b)), 27);
    assertEquals(d((a, b) => (z: Scalar) => mul(a, b, z))(10), 270);
    assertEquals(d((a) => two((y: Scalar) => mul(y, a, a))(7) as Scalar), 6);
    const compose = one((x) => (f: Real) => (g: Real) => f(g(mul(x, x))))(2);
    assertClose(compose(sin as Real)(e), Math.cos(Math.exp(4)) * Math.exp(4) * 4);
  });

  itInEveryMix(2, "of the derivative of a function that returns functions", (outer, inner) => {
    const one = VERBS[outer.letter === "F" ? "derivative" : "grad"];
    const two = VERBS[inner.letter === "F" ? "derivative" : "grad"];
    const f = one((x) => two((y) => (z: Scalar) => mul(x, x, y, y, y, z))(x))(2);
    // y → 3x²y²z at y = x is 3x⁴z, and its derivative is 12x³z.
    assertEquals((f as unknown as Real)(5), 480);
  });

  it("runs the body again at each final application, on a level of its own", () => {
    let runs = 0;
    const f = derivative((x) => (runs++, (y: Scalar) => mul(x, y)))(2);
    assertEquals(runs, 1);
    assertEquals([f(3), f(4)], [3, 4]);
    assertEquals(runs, 3);
  });

  it("inside trees, beside numbers", () => {
    const f = (x: Scalar) => ({
      value: square(x),
      scale: (y: Scalar) => mul(x, x, y),
      deep: [(y: Scalar) => ({ z: mul(x, y), w: [y] }), x] as const,
    });
    const d = derivative(f)(3);
    assertEquals(d.value, 6);
    assertEquals(d.scale(5), 30);
    assertEquals(d.deep[0](5), { z: 5, w: [0] });
    assertEquals(d.deep[1], 1);
    const [out, tangent] = jvp(f as never, [3], [10]) as unknown as [typeof d, typeof d];
    assertEquals([out.value, tangent.value], [9, 60]);
    assertEquals([out.scale(5), tangent.scale(5)], [45, 300]);
    assertEquals(tangent.deep[0](5), { z: 50, w: [0] });
    assertEquals(derivative((x) => [sin(x), (y: Scalar) => mul(y, cos(x))] as const)(0)[1](7), -0);
  });

  it("by valueAndGrad and with argnums", () => {
    const f = (x: Scalar, y: Scalar) => (z: Scalar) => mul(x, x, y, z);
    assertEquals(valueAndGrad(f)(3, 5)(2), [90, 60]);
    assertEquals(grad(f, { argnums: [0, 1] })(3, 5)(2), [60, 18]);
    assertEquals(grad(f, { argnums: 1 })(3, 5)(2), 18);
    const trees = (at: { x: Scalar[] }) => (z: Scalar) => mul(at.x[0], at.x[1], z);
    assertEquals(grad(trees)({ x: [3, 5] })(2), { x: [10, 6] });
  });

  it("that are pullbacks and linear maps", () => {
    const pull = derivative((x) => vjp((y: Scalar) => sin(y), [x])[1] as Real)(0.5);
    const push = derivative((x) => linearize((y: Scalar) => sin(y), [x])[1] as Real)(0.5);
    assertClose([pull(3), push(3)] as number[], [-3 * Math.sin(0.5), -3 * Math.sin(0.5)]);
  });

  it("goes along untouched with hasAux, and is refused if it is used with what has ended", () => {
    const f = (x: Scalar) => [square(x), { free: (y: Scalar) => mul(2, y), kept: () => sin(x) }];
    const [gradient, aux] = grad(f as never, { hasAux: true })(3 as never) as unknown as [
      number,
      { free: Real; kept: () => Scalar },
    ];
    assertEquals([gradient, aux.free(5)], [6, 10]);
    assertRefused(TypeError, () => aux.kept(), "escaped", "grad(f)");
    const inPlace = (x: Scalar) => [(y: Scalar) => mul(x, y), 1];
    const call = () => grad(inPlace as never, { hasAux: true })(3 as never);
    assertRefused(TypeError, call, "grad of inPlace", "a function", "call it");
  });
});

describe("A function that returns functions", () => {
  const curried = (x: Scalar) => (y: Scalar) => mul(x, y);
  const inTree = (x: Scalar) => ({ f: curried(x) });
  const verbs: { [name: string]: (f: never) => unknown } = {
    vjp: (f) => vjp(f, [1]),
    linearize: (f) => linearize(f, [1]),
    jacfwd: (f) => jacfwd(f)(1 as never),
    jacrev: (f) => jacrev(f)(1 as never),
    jacobian: (f) => jacobian(f)(1 as never),
  };
  for (const [name, take] of Object.entries(verbs)) {
    it(`is refused by name by ${name}, where a cotangent is needed`, () => {
      assertRefused(
        TypeError,
        () => take(curried as never),
        name,
        "curried",
        "a function",
        "call it",
      );
      assertRefused(
        TypeError,
        () => take(inTree as never),
        name,
        "inTree",
        "result.f is a function",
      );
    });
  }

  it("is refused by name by hessian and hvp", () => {
    assertRefused(TypeError, () => hessian(curried as never)(1 as never), "hessian", "a function");
    const product = hvp(curried as never) as (x: number, v: number) => unknown;
    assertRefused(TypeError, () => product(1, 1), "hvp", "a function");
  });

  it("is refused where it returns none when it is run again", () => {
    let runs = 0;
    const f = (x: Scalar) => (runs++ === 0 ? (y: Scalar) => mul(x, y) : x) as Real;
    const changing = derivative(f)(2);
    assertRefused(TypeError, () => changing(3), "derivative of f", "answer the same");
  });

  it("does not leak its variable through the function that it is given", () => {
    for (const differentiate of Object.values(VERBS)) {
      let leaked: Scalar = 0;
      const f = differentiate((x) => (use: (a: Scalar) => Scalar) => use(x))(3);
      assertEquals(f((a) => leaked = mul(a, a)), 6);
      assertRefused(TypeError, () => sin(leaked), "escaped");
    }
  });
});
