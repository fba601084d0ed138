// An adaptive solver as one program: steps that are tried, accepted or rejected, and their sizes, are all in the state of a loop
// that goes on until the end, and the time of an event is found by another loop.

import {
  abs,
  add,
  div,
  ge,
  grad,
  gt,
  jacobian,
  le,
  loop,
  lt,
  max,
  min,
  mul,
  neg,
  pow,
  type Scalar,
  sin,
  sub,
  whileLoop,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { assertSame } from "../laws/same.ts";

type State = { t: Scalar; x: Scalar; v: Scalar; h: Scalar; rejected: Scalar };

/** One step by Bogacki and Shampine's pair of orders 3 and 2, with an estimate of its error. */
function tried(
  [x, v]: readonly Scalar[],
  h: Scalar,
  rate: Scalar,
): { next: Scalar[]; error: Scalar } {
  const slope = ([x, v]: readonly Scalar[]) => [v, neg(mul(rate, sin(x)))];
  const along = (terms: readonly (readonly [number, readonly Scalar[]])[]) =>
    [x, v].map((own, i) => terms.reduce((sum, [c, k]) => add(sum, mul(c, h, k[i])), own));
  const k1 = slope([x, v]);
  const k2 = slope(along([[1 / 2, k1]]));
  const k3 = slope(along([[3 / 4, k2]]));
  const next = along([[2 / 9, k1], [1 / 3, k2], [4 / 9, k3]]);
  const lower = along([[7 / 24, k1], [1 / 4, k2], [1 / 3, k3], [1 / 8, slope(next)]]);
  const [dx, dv] = next.map((own, i) => abs(sub(own, lower[i])));
  return { next, error: max(dx, dv) };
}

/** Where a pendulum is at the end, by steps that keep to a tolerance. */
const end = ([x0, v0, rate]: readonly Scalar[], until: Scalar) =>
  whileLoop(
    ({ t }: State) => lt(t, until),
    ({ t, x, v, h, rejected }: State) => {
      const own = min(h, sub(until, t));
      const { next, error } = tried([x, v], own, rate);
      const factor = max(0.2, min(5, mul(0.9, pow(div(1e-6, max(error, 1e-30)), 1 / 3))));
      const size = mul(own, factor);
      return le(error, 1e-6)
        ? {
          t: ge(own, sub(until, t)) ? until : add(t, own),
          x: next[0],
          v: next[1],
          h: size,
          rejected,
        }
        : { t, x, v, h: size, rejected: add(rejected, 1) };
    },
    { t: 0, x: x0, v: v0, h: 2, rejected: 0 },
  );

describe("An adaptive solver that a compiled program keeps", () => {
  const place = (p: Scalar[]) => end(p, 5).x;

  it("answers what it does uncompiled, whatever its steps, and so do its derivatives", () => {
    const points = [[1, 0, 2], [0.1, 2, 5], [3, 0.5, 9], [1, 0, 2.5], [0.5, 0.5, 0.5]];
    const both = (p: Scalar[]) => [end(p, 5).x, end(p, 5).v];
    for (const f of [place, grad(place), jacobian(both)] as ((p: number[]) => unknown)[]) {
      const compiled = jit(f, { eager: true });
      for (const p of [...points, ...points]) assertSame(compiled(p), f(p));
      const { unkept, variants, hits } = compiled.stats();
      assertEquals(unkept, undefined);
      assert(variants <= 4 && hits >= points.length, `${variants} variants, ${hits} hits`);
    }
    assert(points.some((p) => end(p, 5).rejected as number > 0));
  });

  it("is right", () => {
    // Where sin x is about x: x = cos(√2·t).
    assertClose(end([0.02, 0, 2], 5).x as number, 0.02 * Math.cos(5 * Math.SQRT2), 2e-3);
    const h = 1e-5;
    const differences = [0, 1, 2].map((i) => {
      const at = (by: number) =>
        place([1, 0.5, 2].map((own, j) => j === i ? own + by : own)) as number;
      return (at(h) - at(-h)) / (2 * h);
    });
    assertClose(grad(place)([1, 0.5, 2]), differences, 1e-3);
  });

  it("finds an event, and is differentiated by when it comes", () => {
    /** When the pendulum passes x = 0 for the first time: a step across it, and halves of that step. */
    const passage = (p: Scalar[]) => {
      const step = ({ t, x, v }: { t: Scalar; x: Scalar; v: Scalar }, h: Scalar) => {
        const { next } = tried([x, v], h, p[2]);
        return { t: add(t, h), x: next[0], v: next[1] };
      };
      const before = whileLoop(
        (own: { t: Scalar; x: Scalar; v: Scalar }) => gt(step(own, 0.01).x, 0),
        (own) => step(own, 0.01),
        { t: 0, x: p[0], v: p[1] },
      );
      const { low } = loop(
        ({ low, size }: { low: Scalar; size: Scalar }) => {
          const half = div(size, 2);
          const isBefore = gt(step(before, add(low, half)).x, 0);
          return { low: isBefore ? add(low, half) : low, size: half };
        },
        40,
        { low: 0, size: 0.01 },
      );
      // The passage to first order, so that it has the derivatives of the equation.
      const { t, x, v } = step(before, low);
      return sub(t, div(x, v));
    };
    for (const f of [passage, grad(passage)] as ((p: number[]) => unknown)[]) {
      const compiled = jit(f, { eager: true });
      for (const p of [[1, 0, 2], [1.5, 0.2, 3], [1, 0, 2]]) assertSame(compiled(p), f(p));
      assertEquals(compiled.stats().unkept, undefined);
    }
    // A quarter of a period, of small swings.
    assertClose(passage([1e-3, 0, 4]) as number, Math.PI / 4, 1e-5);
    assertClose(grad(passage)([1e-3, 0, 4])[2], -Math.PI / 32, 1e-4);
  });
});
