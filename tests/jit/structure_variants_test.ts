// When another way through a function is compiled, when several become one program, and when it is enough.
// Everything is counted: no test here looks at a clock.

import { add, cos, lt, mul, type Scalar, sin, value } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

/** 2ⁿ ways, by the signs of n numbers; `runs` counts how often it was run, on boxes or on numbers. */
function signs(n: number) {
  const counted = { runs: 0 };
  const f = (xs: Scalar[]) => {
    counted.runs++;
    let y: Scalar = 1;
    for (let i = 0; i < n; i++) y = lt(xs[i], 0) ? mul(y, xs[i], 2) : add(sin(y), xs[i]);
    return y;
  };
  const corners = Array.from(
    { length: 2 ** n },
    (_, k) => Array.from({ length: n }, (_, i) => (k >> i) % 2 - 0.5),
  );
  return { f, counted, corners };
}

/** Calls with fresh arguments at each corner in turn. */
function rotate(f: (xs: number[]) => unknown, corners: readonly number[][], rounds: number): void {
  for (let round = 0; round < rounds; round++) for (const corner of corners) f([...corner]);
}

describe("A compiled function", () => {
  it("counts variants, guards, calls, hits, misses, instructions and bytes", () => {
    const { f, corners } = signs(1);
    const compiled = jit(f, { eager: true });
    const empty = {
      variants: 0,
      guards: 0,
      calls: 0,
      hits: 0,
      misses: 0,
      instructions: 0,
      loops: 0,
      operations: 0,
      bytes: 0,
    };
    const none = { uncompiled: undefined, unkept: undefined, reasons: [] };
    assertEquals(compiled.stats(), { ...empty, ...none });
    rotate(compiled, corners, 3);
    const { variants, guards, calls, hits, misses, instructions, bytes, uncompiled } = compiled
      .stats();
    assertEquals([variants, guards, calls, hits, misses], [2, 2, 6, 4, 2]);
    assertEquals(uncompiled, undefined);
    // A comparison and two operations, and a comparison and two more, one of which is known.
    assert(instructions >= 4 && instructions <= 6, `${instructions}`);
    assert(bytes > 2 * 50 && bytes < 2 * 500, `${bytes}`);
  });

  it("counts the instructions of loops once, their operations as often as they repeat, and the loops", () => {
    const f = jit((xs: Scalar[]) => {
      let total: Scalar = 0;
      for (let i = 0; i < 50; i++) {
        for (const x of xs) total = add(mul(total, 0.5), sin(x));
        total = sin(total);
      }
      return total;
    });
    f(Array.from({ length: 50 }, (_, i) => i / 50));
    const { loops, instructions, operations } = f.stats();
    // What is computed of inputs alone is computed once.
    assert(operations > 5000 && operations < 5200, `${operations}`);
    assert(loops >= 2 && instructions < 50, `${loops} loops, ${instructions} instructions`);
  });

  it("answers statistics that stay as they were", () => {
    const f = jit(sin);
    const before = f.stats();
    f(1);
    assertEquals(before.calls, 0);
  });

  it("compiles ways as they come where it is eager, and leads from each to each", () => {
    const { f, corners, counted } = signs(2);
    const compiled = jit(f, { eager: true });
    rotate(compiled, corners, 10);
    assertEquals(compiled.stats().variants, 4);
    assertEquals(compiled.stats().misses, 4);
    assertEquals(counted.runs, 4);
    for (const corner of corners) assertSame(compiled(corner), f(corner));
  });

  it("merges ways that take turns into one program, which answers the same", () => {
    const { f, corners } = signs(2);
    const compiled = jit(f, { eager: true });
    rotate(compiled, corners, 1);
    const apart = compiled.stats();
    rotate(compiled, corners, 20);
    const together = compiled.stats();
    assert(together.bytes > apart.bytes, "nothing was merged");
    assertEquals(together.variants, 4);
    rotate(compiled, corners, 100);
    assertEquals(compiled.stats().bytes, together.bytes);
    for (const corner of corners) assertSame(compiled(corner), f(corner));
  });

  it("finds ways that came after the others were merged, and merges again", () => {
    const { f, corners } = signs(2);
    const compiled = jit(f, { eager: true });
    rotate(compiled, corners.slice(0, 2), 30);
    assertEquals(compiled.stats().variants, 2);
    rotate(compiled, corners, 200);
    assertEquals(compiled.stats().variants, 4);
    for (const corner of corners) assertSame(compiled(corner), f(corner));
  });

  it("does not merge ways that are not in turns", () => {
    const { f, corners } = signs(2);
    const compiled = jit(f, { eager: true });
    for (const corner of corners) for (let i = 0; i < 100; i++) compiled(corner);
    const { bytes } = compiled.stats();
    for (const corner of corners.slice(1)) for (let i = 0; i < 100; i++) compiled(corner);
    assertEquals(compiled.stats().bytes, bytes);
  });

  it("keeps no more variants than it is allowed, and runs uncompiled elsewhere", () => {
    const { f, corners, counted } = signs(3);
    const compiled = jit(f, { maximumVariants: 3, eager: true });
    rotate(compiled, corners, 5);
    const { variants, hits, misses } = compiled.stats();
    assertEquals(variants, 3);
    assertEquals([hits, misses], [3 * 4, 3 + 5 * 5]);
    assertEquals(counted.runs, misses);
    for (const corner of corners) assertSame(compiled(corner), f(corner));
  });

  it("keeps 16 variants where nobody says otherwise", () => {
    const compiled = jit((x: Scalar) => mul(value(x), 2), { eager: true });
    for (let i = 0; i < 200; i++) assertEquals(compiled(i % 40), 2 * (i % 40));
    assertEquals(compiled.stats().variants, 16);
  });

  it("compiles no more instructions than it is allowed", () => {
    const chain = (x: Scalar, n: number) => {
      let y = x;
      for (let i = 0; i < n; i++) y = sin(y);
      return y;
    };
    const short = jit((x: Scalar) => chain(x, 50), { maximumInstructions: 100 });
    assertEquals([short(1), short(2)], [chain(1, 50), chain(2, 50)]);
    assertEquals(short.stats().hits, 1);
    const rounds = jit((x: Scalar) => chain(x, 200), { maximumInstructions: 100 });
    assertEquals([rounds(1), rounds(2)], [chain(1, 200), chain(2, 200)]);
    assertEquals([rounds.stats().hits, rounds.stats().instructions], [1, 1]);
    const wild = (x: Scalar) => {
      let y = x;
      for (let i = 0; i < 200; i++) y = Math.sin(i * i) > 0 ? sin(y) : cos(y);
      return y;
    };
    const long = jit(wild, { maximumInstructions: 100 });
    assertEquals([long(1), long(2)], [wild(1), wild(2)]);
    assertEquals([long.stats().variants, long.stats().instructions], [0, 0]);
    assert(long.stats().uncompiled?.includes("longer"), long.stats().uncompiled);
    const second = jit((x: Scalar) => chain(x, lt(x, 0) ? 80 : 60), { maximumInstructions: 100 });
    for (const x of [1, -1, 1, -1]) assertEquals(second(x), chain(x, x < 0 ? 80 : 60));
    assertEquals(second.stats().variants, 1);
    assertEquals(second.stats().hits, 1);
  });

  it("runs as it is where the engine refuses a further way, and compiled where it has not", () => {
    const { f, corners } = signs(2);
    const compiled = jit(f, { eager: true });
    compiled(corners[0]);
    const { Module } = WebAssembly;
    try {
      WebAssembly.Module = class {
        constructor() {
          throw new RangeError("no room");
        }
      } as never;
      for (const corner of corners) assertSame(compiled(corner), f(corner));
    } finally {
      WebAssembly.Module = Module;
    }
    for (const corner of corners) assertSame(compiled(corner), f(corner));
    assertEquals([compiled.stats().hits, compiled.stats().misses], [2, 7]);
    assert(compiled.stats().uncompiled?.includes("no room"), compiled.stats().uncompiled);
  });

  it("says what is enough where a policy for content forbids WebAssembly", () => {
    const compiled = jit((x: Scalar) => add(x, 1), { eager: true });
    const { Module } = WebAssembly;
    try {
      WebAssembly.Module = class {
        constructor() {
          throw new Error("violates the following Content Security policy directive");
        }
      } as never;
      assertEquals(compiled(1), 2);
    } finally {
      WebAssembly.Module = Module;
    }
    const { uncompiled } = compiled.stats();
    assert(uncompiled?.endsWith("'wasm-unsafe-eval' in script-src is all that this needs"));
  });

  it("has variants for each structure of its arguments, up to 16 structures", () => {
    const f = jit((xs: Scalar[]) => add(...xs));
    for (let round = 0; round < 3; round++) {
      for (let n = 2; n < 30; n++) assertEquals(f(Array(n).fill(1)), n);
    }
    assertEquals(f.stats().variants, 16);
    assertEquals(f.stats().hits, 32);
  });
});
