// A loop whose rounds go many ways is compiled a few times: what one trace has found out about it holds for the next ones.

import { add, grad, gt, hessian, hvp, loop, mul, type Scalar, sin } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

type Program = (xs: Scalar[]) => Scalar;

/** Loops with branches in loops with branches, whose ways use other parameters. */
const programs: Record<string, Program> = {
  "one loop inside": ([x, y, z]) =>
    loop(
      (s: Scalar) => {
        const t = loop((u: Scalar) => gt(u, 0.3) ? mul(u, y) : add(u, z), 100, s);
        return gt(t, 0.25) ? sin(mul(t, x)) : add(t, y);
      },
      20,
      x,
    ),
  "one of two loops inside": ([x, y, z]) =>
    loop(
      (s: Scalar) =>
        gt(s, 0.3)
          ? loop((u: Scalar) => gt(u, 0.3) ? mul(u, y) : add(u, z), 100, s)
          : loop((u: Scalar) => gt(u, 0.1) ? mul(u, x) : add(u, y), 100, s),
      20,
      x,
    ),
};

describe("A loop whose rounds have other cotangents by each way", () => {
  it("is the same loop in the Hessian of every call", () => {
    const compiled = jit(hessian(programs["one loop inside"]), { eager: true });
    const at = [0.3, 0.7, 0.2];
    for (let i = 0; i < 10; i++) {
      assertSame(compiled(at), hessian(programs["one loop inside"])(at));
    }
    const { misses } = compiled.stats();
    assert(misses <= 2, `${misses} of 10 calls of the same numbers were traced`);
  });

  it("is compiled in few calls, where numbers change and come again", () => {
    const compiled = jit(grad(programs["one loop inside"]), { eager: true });
    const run = () => {
      for (let k = 0; k < 10; k++) compiled([0.4 + k * 0.01, 0.7 - k * 0.02, 0.2 + k * 0.03]);
      return compiled.stats().misses;
    };
    const counts = Array.from({ length: 6 }, run);
    assert(counts[5] - counts[4] < 2, `${counts} calls were traced`);
  });

  for (const [name, f] of Object.entries(programs)) {
    it(`runs compiled where it has run before: ${name}`, () => {
      const compiled = jit((x: number[]) => grad(f)(x), { eager: true });
      const at = [0.3, 0.7, 0.2];
      for (let i = 0; i < 10; i++) assertSame(compiled(at), grad(f)(at));
      const { misses } = compiled.stats();
      assert(misses <= 2, `${misses} of 10 calls of the same numbers were traced`);
    });

    it(`answers what the plain loop does, whichever numbers came before: ${name}`, () => {
      const own = (x: number[]) => hvp(f)(x, [-1, 0, 1]);
      const compiled = jit(own, { eager: true });
      for (let i = 0; i < 40; i++) {
        const k = i % 20;
        const at = [0.3 + k * 0.001, 0.7 - k * 0.002, 0.2 + k * 0.003];
        assertSame(compiled(at), own(at));
      }
    });
  }
});
