// Of a long trace rounds are left out while it is made: the compiled function answers what the function does, also where it goes
// back to what has been left out.

import {
  add,
  exp,
  grad,
  log,
  loop,
  lt,
  map,
  max,
  mul,
  type Scalar,
  sin,
  sub,
  sum,
  value,
  valueAndGrad,
} from "@fluxion/ad";
import { jit, type JitOptions } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

type OfList = (xs: Scalar[]) => Scalar | Scalar[];

/** Rounds of loops whose instructions are more than those that a trace has in memory. */
const ROUNDS = 48_000;

/** Calls a compiled function at points, compares it with the function, and returns what is known of it. */
function compared(f: OfList, points: readonly number[][], options: JitOptions = {}) {
  const compiled = jit(f, { eager: true, ...options });
  for (const point of [...points, ...points]) {
    assertSame(compiled([...point]) as number[], f([...point]) as number[]);
  }
  const { uncompiled, hits, instructions } = compiled.stats();
  assertEquals(uncompiled, undefined);
  return { hits, instructions };
}

/** All states of a recurrence. */
function states([x, y]: readonly Scalar[]): Scalar[] {
  const all: Scalar[] = [x];
  for (let k = 1; k < ROUNDS; k++) all.push(sin(add(mul(all[k - 1], y), 0.1)));
  return all;
}

const points = [[0.3, 0.9], [-1.2, 0.7]];

describe("A compiled function with a long loop", () => {
  it("answers its states and derivatives", () => {
    const { hits, instructions } = compared((xs) => sum(states(xs)), points);
    assert(hits >= 3);
    assert(instructions < 100);
    compared((xs) => grad((ys: Scalar[]) => sum(states(ys)))(xs), points);
  });

  it("is compiled whatever its length, if few instructions are left when it is folded", () => {
    const long = (xs: Scalar[]) => {
      let [x] = xs;
      for (let k = 0; k < 200_000; k++) x = sin(mul(x, xs[1]));
      return x;
    };
    compared(long, [[0.3, 0.9]], { maximumInstructions: 1000 });
  });

  it("reads numbers of its rounds afterwards, in any order", () => {
    const f = (xs: Scalar[]) => {
      const all = states(xs);
      const some = [31_007, 9_000, 31_008, 40_000, 2].map((k) => all[k]);
      const chosen = lt(some[0], some[1]) ? some[2] : some[3];
      return [...some, chosen, mul(chosen, some[4]), value(some[3])];
    };
    compared(f, points);
  });

  it("goes back to all its states in a loop that is kept", () => {
    const squares = (xs: Scalar[]) =>
      sum(map((x: Scalar) => mul(x, x), states(xs).slice(0, 40_000)));
    compared((xs) => grad(squares)(xs), points);
    const again = (xs: Scalar[]) => loop((x: Scalar) => sin(mul(x, xs[1])), 300, states(xs)[777]);
    compared(again, points);
  });

  it("selects in every round", () => {
    const f = (xs: Scalar[]) => {
      let total: Scalar = xs[0];
      for (let k = 0; k < ROUNDS / 2; k++) {
        const x = max(sub(mul(total, xs[1]), 0.01), 0);
        total = sub(add(mul(x, 0.5), max(x, mul(xs[0], 0.1))), 0.02);
      }
      return total;
    };
    compared((xs) => valueAndGrad(f)(xs).flat() as Scalar[], points);
  });

  it("asks something in every round, with an answer that changes once", () => {
    const f = (xs: Scalar[]) => {
      let x: Scalar = xs[0];
      for (let k = 0; k < ROUNDS; k++) x = lt(x, 700) ? add(mul(x, 1.000001), xs[1]) : sub(x, 1);
      return x;
    };
    compared(f, [[0.5, 0.01], [0.5, 0.0101]]);
    compared((xs) => grad(f)(xs), [[0.5, 0.01]]);
  });

  it("computes what nobody needs, in branches that are merged", () => {
    const f = (xs: Scalar[]) => {
      states(xs);
      const [x] = xs;
      return lt(x, 0) ? mul(x, 2) : lt(x, 1) ? mul(x, 3) : sub(x, 4);
    };
    const branches = [[-1, 0.5], [0.5, 0.5], [2, 0.5]];
    const compiled = jit(f, { eager: true });
    for (let k = 0; k < 100; k++) {
      const point = branches[k % 3];
      assertSame(compiled(point), [-2, 1.5, -2][k % 3]);
    }
    assert(compiled.stats().hits > 90);
  });

  it("takes time in proportion to its rounds, also where loops follow one another", () => {
    // The logarithm of a sum of exponentials, in loops that all read the largest number.
    const f = (xs: readonly Scalar[]) => {
      const largest = max(xs);
      return add(largest, log(sum(xs.map((x) => exp(sub(x, largest))))));
    };
    const first = (length: number) => {
      const xs = Array.from({ length }, (_, i) => 3 * Math.sin(i * i));
      const compiled = jit(grad(f), { eager: true });
      const start = performance.now();
      compiled(xs);
      return performance.now() - start;
    };
    const short = Math.min(first(20_000), first(20_000));
    assert(first(44_000) < 12 * short);
  });
});
