// Functions that are defined by equations, compiled: their programs call the solvers as they are.

import {
  add,
  cos,
  derivative,
  div,
  fixedPoint,
  grad,
  gt,
  hessian,
  implicitRoot,
  mul,
  type Scalar,
  sin,
  square,
  sub,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

describe("What is defined by an equation", () => {
  const newton = (a: Scalar) => {
    let x = a;
    for (let i = 0; i < 100; i++) {
      const next = mul(0.5, add(x, div(a, x)));
      if (!gt(square(sub(next, x)), 1e-30)) break;
      x = next;
    }
    return x as number;
  };
  const residual = (x: Scalar, a: Scalar) => sub(square(x), a);
  const compiling: Record<string, (a: Scalar) => Scalar> = {
    implicitRoot: implicitRoot(residual, newton),
    fixedPoint: fixedPoint((x: Scalar, a: Scalar) => cos(mul(a, x)), (a) => {
      let x: Scalar = 1;
      for (let i = 0; i < 100; i++) x = cos(mul(a, x));
      return x as number;
    }),
  };
  const running: Record<string, (a: Scalar) => Scalar> = {
    "with Math": implicitRoot(residual, (a) => Math.sqrt(a)),
    "that tests what it takes": implicitRoot(
      residual,
      (a) => Number.isFinite(a) ? newton(a) : NaN,
    ),
    "that takes another way on boxes": implicitRoot(
      residual,
      (a) => Number.isFinite(a) ? newton(a) : mul(a, 0.5),
    ),
    "that answers a constant": implicitRoot(
      residual,
      (a) => Number.isInteger(a) ? newton(a) : 1,
    ),
    "that never ends on boxes": fixedPoint((_x: Scalar, a: Scalar) => sin(a), (a) => {
      let [x, next]: Scalar[] = [NaN, 1];
      while (next !== x) [x, next] = [next, sin(a)];
      return x as number;
    }),
  };
  const nests: ((f: (a: Scalar) => Scalar) => (a: number) => unknown)[] = [
    (f) => f,
    (f) => grad(f),
    (f) => derivative(f),
    (f) => derivative(grad(f)),
    (f) => (a) => hessian((xs: Scalar[]) => f(mul(xs[0], xs[1])))([a, 0.5]),
  ];
  const points = [0.5, 0.75, 0.5, 0.875, 0.625];

  for (const [name, f] of Object.entries(compiling)) {
    it(`is compiled where its solver is written with operations: ${name}`, () => {
      for (const nest of nests) {
        const compiled = jit(nest(f), { eager: true });
        for (const a of points) assertSame(compiled(a), nest(f)(a));
        assert(compiled.stats().hits > 0, compiled.stats().uncompiled);
      }
    });
  }

  for (const [name, f] of Object.entries(running)) {
    it(`is compiled with a solver ${name}`, () => {
      const compiled = jit(grad(f), { eager: true, maximumInstructions: 1000 });
      for (const a of [...points, 4, 9]) assertSame(compiled(a), grad(f)(a));
      assertEquals([compiled.stats().hits, compiled.stats().misses], [6, 1]);
    });
  }
});
