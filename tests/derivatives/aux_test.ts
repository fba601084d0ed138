// With hasAux the function returns [value, aux], in every transform where JAX has it: the value is
// differentiated, and aux comes along.

import {
  add,
  type Box,
  derivative,
  dot,
  grad,
  hessian,
  isBox,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  mul,
  type Scalar,
  type SecondOrderMode,
  square,
  vjp,
} from "@fluxion/ad";
import { assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assert, type IsExact } from "@std/testing/types";

const MODES: readonly SecondOrderMode[] = [
  "forward-over-reverse",
  "reverse-over-forward",
  "reverse-over-reverse",
  "forward-over-forward",
];
const JACOBIANS = { jacfwd, jacrev, jacobian };

const rule = () => "untouched";
const f = (x: Scalar, y: Scalar[]) => [[mul(x, dot(y, y)), x], { seen: mul(2, x), rule }] as const;
const value = (x: Scalar, y: Scalar[]) => f(x, y)[0];

describe("With hasAux", () => {
  it("jvp returns the value, its tangent and aux", () => {
    const [out, tangent, aux] = jvp(f, [3, [1, 2]], [1, [0, 1]], { hasAux: true });
    assertEquals([out, tangent], jvp(value, [3, [1, 2]], [1, [0, 1]]));
    assertEquals([out, tangent], [[15, 3], [17, 1]]);
    assert<IsExact<typeof tangent, [number, number]>>(true);
    assert<IsExact<typeof aux.seen, number>>(true);
    assertEquals(aux.seen, 6);
    assertStrictEquals(aux.rule, rule);
  });

  it("vjp returns the value, its pullback and aux", () => {
    const [out, pullback, aux] = vjp(f, [3, [1, 2]], { hasAux: true });
    assertEquals([out, aux.seen, pullback([1, 0])], [[15, 3], 6, [5, [6, 12]]]);
    assertEquals(pullback([0, 1]), [1, [0, 0]]);
    assert<IsExact<typeof aux.seen, number>>(true);
  });

  it("linearize returns the value, its linear map and aux", () => {
    const [out, map, aux] = linearize(f, [3, [1, 2]], { hasAux: true });
    assertEquals([out, aux.seen, map(1, [0, 1])], [[15, 3], 6, [17, 1]]);
    assert<IsExact<typeof aux.seen, number>>(true);
  });

  for (const [name, transform] of Object.entries(JACOBIANS)) {
    it(`${name} returns the Jacobian and aux`, () => {
      const [jacobian, aux] = transform(f, { hasAux: true, argnums: [1, 0] })(3, [1, 2]);
      assertEquals(jacobian, transform(value, { argnums: [1, 0] })(3, [1, 2]));
      assertEquals(jacobian, [[[6, 12], 5], [[0, 0], 1]]);
      assertEquals(aux.seen, 6);
      assert<IsExact<typeof aux.seen, number>>(true);
    });

    it(`${name} returns the aux of one run, however many it takes`, () => {
      const x = Array.from({ length: 70 }, (_, i) => i);
      let runs = 0;
      const counted = (x: Scalar[]) => [[dot(x, x)], { run: ++runs, first: x[1] }] as const;
      const [[row], aux] = transform(counted, { hasAux: true })(x);
      assertEquals([row, aux], [x.map((own) => 2 * own), { run: 1, first: 1 }]);
    });
  }

  for (const mode of MODES) {
    it(`hessian returns the Hessian and aux, ${mode}`, () => {
      const g = ([x, y]: Scalar[]) => [mul(x, x, y), { sum: add(x, y) }] as const;
      const [second, aux] = hessian(g, { mode, hasAux: true })([2, 3]);
      assertEquals([second, aux], [[[6, 4], [4, 0]], { sum: 5 }]);
      assert<IsExact<typeof aux, { sum: number }>>(true);
      const h = (a: Scalar, b: Scalar) => [mul(a, b, b), a] as const;
      assertEquals(hessian(h, { mode, hasAux: true, argnums: -1 })(2, 3), [4, 2]);
    });
  }

  it("what goes along belongs to the level outside, and is a scalar of it", () => {
    const along = (x: Scalar) => [square(x), mul(x, x, x)] as const;
    const outer = derivative((x: Scalar) => {
      const [, , byJvp] = jvp(along, [x], [1], { hasAux: true });
      const [, , byVjp] = vjp(along, [x], { hasAux: true });
      const [, , byMap] = linearize(along, [x], { hasAux: true });
      const [, byRows] = jacrev(along, { hasAux: true })(x);
      const [, byColumns] = jacfwd(along, { hasAux: true })(x);
      const [, bySecond] = hessian(along, { hasAux: true })(x);
      return [byJvp, byVjp, byMap, byRows, byColumns, bySecond];
    });
    assertEquals(outer(2), [12, 12, 12, 12, 12, 12]);
    assertEquals(grad((x: Scalar) => jvp(along, [x], [1], { hasAux: true })[1])(2), 2);
  });

  it("a derivative that has aux itself is one to differentiate", () => {
    const gradient = grad((x: Scalar) => [mul(x, x, x), { seen: x }] as const, { hasAux: true });
    assertEquals(jvp(gradient, [2], [1], { hasAux: true }), [12, 12, { seen: 2 }]);
    const [slope, pullback, aux] = vjp(gradient, [2], { hasAux: true });
    assertEquals([slope, pullback(1), aux], [12, 12, { seen: 2 }]);
    assertEquals(linearize(gradient, [2], { hasAux: true })[1](1), 12);
    assertEquals(jacfwd(gradient, { hasAux: true })(2), [12, { seen: 2 }]);
  });

  it("jvp and vjp take functions that are asynchronous", async () => {
    const later = (x: Scalar) => Promise.resolve([square(x), { x }] as const);
    const pushed = jvp(later, [3], [1], { hasAux: true });
    assert<IsExact<typeof pushed, Promise<[out: number, outTangent: number, aux: { x: number }]>>>(
      true,
    );
    assertEquals(await pushed, [9, 6, { x: 3 }]);
    const [out, pullback, aux] = await vjp(later, [3], { hasAux: true });
    assertEquals([out, pullback(1), aux], [9, 6, { x: 3 }]);
    await assertRejects(
      async () => await jvp(() => Promise.resolve(1) as never, [3], [1], { hasAux: true }),
      TypeError,
      "[value, aux] is wanted",
    );
  });

  it("anything but a pair is refused, and so is a value that is no tree of numbers", () => {
    const calls: readonly [string, (f: never) => unknown][] = [
      ["jvp", (f) => jvp(f, [3], [1], { hasAux: true })],
      ["vjp", (f) => vjp(f, [3], { hasAux: true })],
      ["linearize", (f) => linearize(f, [3], { hasAux: true })],
      ["jacfwd", (f) => (jacfwd as Loose)(f, { hasAux: true })(3)],
      ["jacrev", (f) => (jacrev as Loose)(f, { hasAux: true })(3)],
      ["jacobian", (f) => (jacobian as Loose)(f, { hasAux: true })(3)],
      ["hessian", (f) => (hessian as Loose)(f, { hasAux: true })(3)],
    ];
    for (const [name, call] of calls) {
      const loss = (x: Scalar) => x;
      assertThrows(
        () => call(loss as never),
        TypeError,
        `Cannot take ${name} of loss with hasAux: it returned a differentiated value, and [value, aux] is wanted`,
      );
      const none = (x: Scalar) => [() => x, 1];
      assertThrows(() => call(none as never), TypeError, `Cannot take ${name} of `);
    }
  });

  it("a box in what cannot be copied is refused by its path", () => {
    const hiding = (x: Scalar) => [x, new Map([["x", x]])] as const;
    assertThrows(() => jvp(hiding, [3], [1], { hasAux: true }), TypeError, "aux");
    assertThrows(() => jacfwd(hiding, { hasAux: true })(3), TypeError, "aux");
    assertThrows(() => vjp(hiding, [3], { hasAux: true }), TypeError, "aux");
  });

  it("no box comes back in aux, whatever the mode", () => {
    const boxes: Box[] = [];
    const look = (aux: Scalar) => isBox(aux) && boxes.push(aux as Box);
    const along = (x: Scalar) => [square(x), mul(3, x)] as const;
    look(jvp(along, [2], [1], { hasAux: true })[2]);
    look(vjp(along, [2], { hasAux: true })[2]);
    look(linearize(along, [2], { hasAux: true })[2]);
    look(jacfwd(along, { hasAux: true })(2)[1]);
    for (const mode of MODES) look(hessian(along, { hasAux: true, mode })(2)[1]);
    assertEquals(boxes, []);
  });
});

type Loose = (f: unknown, options: unknown) => (x: number) => unknown;
