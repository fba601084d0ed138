// A loop whose states are not all kept answers what it does, to the last bit, in memory that grows with the root of its rounds.

import { add, checkpointedLoop, grad, loop, mul, type Scalar, scan, sin, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { after, before, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { mostStates, windowOf, windowsFor, windowsLike } from "../../lib/jit/loops/windows.ts";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { assertKept, pointOf, seeds, transforms } from "./kept_loops.ts";
import { straightLoops, wildLoops } from "./loop_arbitraries.ts";

/** Tests of loops while other numbers are allowed of their states. */
function withStates(most: Partial<typeof mostStates>): void {
  const own = { ...mostStates };
  before(() => void Object.assign(mostStates, most));
  after(() => void Object.assign(mostStates, own));

  for (const name of ["grad", "hvp", "reverse over forward", "hessian", "jacrev"]) {
    for (const [kind, loops] of Object.entries({ straight: straightLoops, branching: wildLoops })) {
      law(
        `answers what it does round by round: ${name} of ${kind} rounds`,
        fc.property(loops, seeds, seeds, (program, one, other) => {
          const points = [one, other, one].map((own) => pointOf(program, own));
          assertKept(program, transforms[name], points);
        }),
      );
    }
  }
}

describe("A loop whose states are read few at a time", () => {
  withStates({ read: 0, atOnce: 50 });
});

describe("A loop of which few states are kept, and fewer read at a time", () => {
  withStates({ of: 4, atOnce: 20 });
});

describe("A loop of which few states are kept", () => {
  withStates({ of: 4 });

  it("may have rows of constants and of arguments, results, and loops inside", () => {
    const rows = Array.from({ length: 100 }, (_, i) => i / 100);
    const ofRows = (x: Scalar[]) => {
      const [last, all] = scan(
        (y: Scalar, [r, s]: Scalar[]) => {
          const next = sin(add(mul(y, x[1]), mul(r, s)));
          return [next, mul(y, r)];
        },
        x[0],
        rows.map((r, i) => [r, x[i % 2]]) as Scalar[][],
      );
      return add(last, sum(all));
    };
    const nested = (x: Scalar[]) =>
      loop(
        (y: Scalar) => add(mul(0.5, y), loop((z: Scalar) => sin(mul(z, x[1])), 70, y)),
        70,
        x[0],
      );
    for (const f of [ofRows, nested]) {
      const compiled = jit(grad(f));
      for (const x of [[0.3, 0.7], [0.5, -0.2], [1.1, 0.4]]) assertSame(compiled(x), grad(f)(x));
      assertEquals(compiled.stats().unkept, undefined);
    }
  });
});

describe("A checkpointed loop in a compiled program", () => {
  it("keeps few states", () => {
    const f = (x: Scalar) => checkpointedLoop((y: Scalar) => sin(mul(x, y)), 10_000, x);
    const compiled = jit(grad(f));
    for (const x of [0.9, 0.8, 0.99]) assertSame(compiled(x), grad(f)(x));
    assertEquals(compiled.stats().unkept, undefined);
  });
});

describe("The windows of a loop", () => {
  it("have all rows, one after the other", () => {
    for (const [rows, shift] of [[100, 0], [100, 7], [101, 3], [5, 2]]) {
      const windows = { rows, width: 10, shift };
      for (let row = 0, index = 0; row < rows; index++) {
        const window = windowOf(windows, row);
        assertEquals([window.index, window.start], [index, row]);
        assert(window.end > row && window.end <= rows);
        row = window.end;
      }
    }
  });

  it("are one where all states have room, and of √n rounds elsewhere", () => {
    assertEquals(windowsFor(1000, 2, false).width, 1000);
    assertEquals(windowsFor(10_000, 1, true).width, 128);
    assertEquals(windowsFor(3000, 10, true).width, 55);
    assertEquals(windowsFor(1_000_000, 1000, false).width, 1024);
  });

  it("end where those of the states end that they read", () => {
    const like = (rows: number, row: number, states: number, few = false) => {
      const windows = windowsFor(states, row, few);
      return windowsLike(rows, row, { runner: { rounds: { windows } }, first: states - rows });
    };
    assertEquals(like(1000, 10, 1000).width, 1000);
    assertEquals(like(20_000, 10, 20_000).width, 1638);
    assertEquals(like(9990, 3, 10_000, true), { rows: 9990, width: 128, shift: 10 });
    // 40 of 128 rows would have room: of the divisors, 32 is the next.
    assertEquals(like(9900, 400, 10_000, true), { rows: 9900, width: 32, shift: 4 });
    assertEquals(windowsLike(100, 400, undefined).width, 100);
  });
});
